"""What is taken away is what is on screen: the same rows, columns, order and figures for every page with a table."""

from __future__ import annotations

import io
import re

import openpyxl
import pytest

from answers.desk import Desk
from callbacks import table as table_page
from callbacks.export import formats, made, menu, table_of
from catalog.book import load
from catalog.format import half_up
from catalog.scope import parse
from catalog.view import View
from layouts import table as table_layout
from store.engine import open_store

CATALOG = load()


@pytest.fixture(scope="module")
def desk(sample_database) -> Desk:
    return Desk(open_store(sample_database), CATALOG)


def view(page: str, query: str = "") -> View:
    return View(CATALOG, parse(query), "/" if page == "overview" else f"/{page}")


def texts(node) -> str:
    """All that a reader sees of a node."""
    if isinstance(node, list):
        return "".join(texts(child) for child in node[2:])
    return str(node or "")


def found(node, tag: str) -> list:
    """Every node of a tag, outermost first."""
    if not isinstance(node, list):
        return []
    own = [node] if node[0] == tag else []
    return own + [one for child in node[2:] for one in found(child, tag)]


def sheet(content: bytes, name: str = "数据") -> list[list]:
    return [list(row) for row in openpyxl.load_workbook(io.BytesIO(content))[name].iter_rows(values_only=True)]


QUERIES = ["", "area=north&sort=-emp_employed_new", "q=就业", "q=粤北", "show=previous,growth,place",
           "basis=month&total=0", "behind=1", "p=2025-12&cols=hon_sites,vol_teams", "area=440100,440900"]  # fmt: skip


@pytest.mark.parametrize("query", QUERIES)
def test_every_number_of_the_workbook_is_the_one_on_the_page(desk, query):
    """The page's table is read back from its nodes and held against the file, cell by cell, as printed."""
    wanted = view("table", query)
    answer = table_page.asked(desk, wanted)
    resolved = wanted._replace(scope=answer.frame.scope._replace(lang="zh"))
    shown = [[texts(cell) for cell in row[2:]] for row in found(table_layout.grid(resolved, answer), "tr")[2:]]
    document, _ = table_of(desk, "table", wanted)
    rows = sheet(made(desk, "table", wanted, "xlsx", notes=False).content)
    first = 5  # title, meta, force, name, unit
    filed = rows[first : first + len(document.totals) + len(document.rows)]
    assert len(filed) == len(shown) and filed
    for on_page, in_file in zip(shown, filed, strict=True):
        assert [_printed(cell, head.decimals) for cell, head in zip(in_file, document.heads, strict=True)] == [
            _plain(text) for text in on_page]  # fmt: skip


def _printed(cell, decimals: int | None) -> str:
    """A cell of the file as the page would print it."""
    return str(half_up(cell, decimals or 0)) if isinstance(cell, (int, float)) else str(cell or "—")


def _plain(text: str) -> str:
    """A cell of the page without separators, signs of differences, qualifiers and footnotes."""
    bare = re.sub(r"[①-⑳,]|^(超过|不超过|近|约)|(?<!\d)\+", "", text).replace("−", "-")
    return bare or "—"


@pytest.mark.parametrize("page", ["overview", "employment", "honour", "city", "compare", "table"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_page_with_a_table_can_be_taken_away_in_both_languages(desk, page, lang):
    wanted = view(page, f"lang={lang}&city=440900")
    document, _ = table_of(desk, page, wanted)
    assert document.rows and len({len(row) for row in (*document.rows, *document.totals)}) == 1
    assert document.sample, "the samples are marked"
    said = menu(desk, page, wanted)
    assert str(len(document.rows)) in said["size"] and str(len(document.heads)) in said["size"]
    file = made(desk, page, wanted, "xlsx")
    assert file.rows == len(document.rows) and file.name.endswith(".xlsx")
    book = openpyxl.load_workbook(io.BytesIO(file.content))
    assert len(book.sheetnames) == 3
    said = [str(cell.value) for one in book.worksheets[:2] for row in one for cell in row if cell.value is not None]
    assert not [text for text in said if re.search(r"[a-z]+_[a-z]", text)], "no raw ids"


@pytest.mark.parametrize("page", ["overview", "honour", "city", "compare", "table"])
def test_sources_lead_to_a_workbook_sheet_and_cell(desk, page):
    """Every figure that is worked out from reports has at least one line; what the catalogue knows has none."""
    wanted = view(page, "city=440900")
    document, _ = table_of(desk, page, wanted)
    rows = sheet(made(desk, page, wanted, "xlsx").content, "来源")
    assert len(rows) > 15
    assert {entry.about for row in document.rows for entry in row if entry.ids} == {row[0] for row in rows[1:]} - {
        entry.about for row in document.totals for entry in row}  # fmt: skip
    for row in rows[1:]:
        assert row[2] and row[3] and re.fullmatch(r"[A-Z]+\d+", row[4]), row


def test_search_leaves_only_what_it_names_and_no_total_that_does_not_add_up(desk):
    cities = table_page.asked(desk, view("table", "q=粤北")).table
    assert {row.area for row in cities.rows} == {"north"} and cities.total is None
    columns = table_page.asked(desk, view("table", "q=荣誉")).table
    assert len(columns.rows) == 21 and columns.total is not None
    assert {column.indicator[:3] for column in columns.columns} == {"hon"}
    assert not table_page.asked(desk, view("table", "q=没有这个")).table.columns


def test_only_behind_keeps_the_cities_with_something_behind_time(desk):
    rows = table_page.asked(desk, view("table", "behind=1")).table.rows
    assert 0 < len(rows) < 21
    assert all(any(cell.status in ("warn", "bad") for cell in row.cells) for row in rows)


def test_all_periods_are_one_long_table_with_the_period_in_front(desk):
    wanted = view("table", "cols=vol_teams")
    file = made(desk, "table", wanted, "periods")
    rows = sheet(file.content)
    assert file.rows == 21 * len(desk.periods())
    assert rows[3][0] == "2026年10月" or rows[5][0] == "2026年10月"
    assert next(line for line in formats(wanted, "table", 21, len(desk.periods())) if line["id"] == "periods")


def test_options_leave_out_the_total_and_the_notes(desk):
    file = made(desk, "table", view("table"), "xlsx", total=False, notes=False)
    book = openpyxl.load_workbook(io.BytesIO(file.content))
    assert book.sheetnames == ["数据"]
    assert "全省合计" not in [cell.value for cell in book["数据"]["A"]]
