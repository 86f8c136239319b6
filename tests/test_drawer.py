"""The drawer: a chain that adds up to its figure, the sheet around its cell, and numbers that lead to it."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from openpyxl import load_workbook

from answers.desk import Desk
from callbacks.drawer import drawer, sent, story
from callbacks.export import made
from callbacks.router import DRAW, seen, show
from catalog.book import load
from catalog.origins import Asking, Chain, Remark, Side
from catalog.pointing import on_line, over, point, pointed, written
from catalog.records import Kpi, Scope
from catalog.scope import parse
from catalog.view import View
from console.files import read_all
from layouts.cell import _remark as remark_of
from review.excerpt import excerpt
from store.load import load as store_load
from tests.conftest import ROOT
from tests.full_store import full_desk
from tests.made import GUANGZHOU, MAOMING, new_store, observation, reading, store
from tests.nodes import of_class, of_tag, text, walk

CATALOG = load()
MEASURES = ("value", "target", "completion", "previous", "growth")
SAMPLES = ("示例_茂名市_就业月报_2026.xlsx", "示例_茂名市_就业月报_2026年9月（更正）.xlsx")


@pytest.fixture(scope="module")
def desk() -> Desk:
    return full_desk()


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Three sample workbooks through the real door."""
    engine = new_store(tmp_path_factory.mktemp("drawer"))
    batch = read_all([ROOT / "data" / "samples" / name for name in SAMPLES], lambda: None, "zh")
    assert store_load(engine, batch.readings, batch.contents, who="审核员").accepted
    return Desk(engine, CATALOG)


# ------------------------------------------------------------------ the chain adds up
def worked_out(side: Side) -> float | None:
    """A side's figure from nothing but its cells."""
    amounts = [[sum(cell.sign * cell.value for cell in row.cells) / (len(row.cells) if row.how == "mean" else 1)
                for term in terms for row in term.rows] for terms in (side.top, side.bottom)]  # fmt: skip
    over_, under = map(sum, amounts)
    if not side.bottom:
        return side.value if side.weighted else over_
    return side.scale * over_ / under if under else None


def again(chain: Chain) -> float | None:
    """The figure of a chain from its sides."""
    found = {side.name: worked_out(side) for side in chain.sides}
    measure = chain.asking.measure
    if measure in ("value", "target"):
        return found[measure]
    if measure == "completion":
        return 100 * (found["done"] or 0) / (found["target"] or 1)
    now, then = found["now"] or 0.0, found["then"] or 0.0
    if measure == "previous":
        return then
    return now - then if chain.kpi.growth_kind == "pp" else 100 * (now - then) / then


def scopes() -> list[Scope]:
    """Three scopes nobody chose: month, area, comparison and basis by lot, the same lot every time."""
    lot = random.Random(7)
    areas = ["all", "prd", "east", "440900", "440100,440300,445100"]
    found = []
    for _ in range(3):
        month, area = f"2026-{lot.randint(2, 10):02d}", lot.choice(areas)
        basis, compare = lot.choice(["", "ytd", "month"]), lot.choice(["yoy", "prev"])
        found.append(Scope(period=month, area=area, basis=basis, compare=compare))
    return found


@pytest.mark.parametrize("scope", scopes(), ids=str)
def test_every_figures_chain_adds_up_to_the_figure(desk: Desk, scope: Scope) -> None:
    looked = 0
    for one in CATALOG.indicators:
        kpi = desk.kpi(one, scope)
        for measure in MEASURES:
            chain = desk.chain(Asking(one, kpi.region, kpi.period, kpi.basis, measure), scope)
            assert chain.figure == getattr(kpi, measure), (one, measure)
            if chain.figure is None:
                assert chain.why and f"why_{chain.why}" in CATALOG.words["zh"]
                continue
            looked += 1
            exact = 0.051 if measure == "completion" else 1e-9 * max(1.0, abs(chain.figure))
            assert again(chain) == pytest.approx(chain.figure, abs=exact), (one, measure)
    assert looked > 60


def test_a_years_figure_names_each_months_cell_and_a_rate_both_its_parts(desk: Desk) -> None:
    year = desk.chain(Asking("emp_employed_new", "440900", "2026-10", "ytd"), Scope())
    (row,) = year.sides[0].top[0].rows
    assert [cell.period for cell in row.cells] == [f"2026-{month:02d}" for month in range(1, 11)] and row.how == "sum"
    assert {*year.stored} == {cell.id for cell in row.cells}
    rate = desk.chain(Asking("gov_secretary_share", "440900", "2026-06", "end"), Scope())
    assert [term.indicator for term in (*rate.sides[0].top, *rate.sides[0].bottom)] == [
        "gov_soldier_secretaries", "gov_committee_veterans"]  # fmt: skip


def test_who_has_not_reported_is_in_no_sum_and_is_named(desk: Desk) -> None:
    chain = desk.chain(Asking("emp_employed_new", "440000", "2026-10", "ytd"), Scope())
    assert len(chain.cities) == 19 and {"445100", "445300"}.isdisjoint(chain.cities)
    nodes, _, _ = drawer(desk, seen(CATALOG, "/", "?p=2026-10"), "emp_employed_new~440000~2026-10~ytd", 1)
    assert "潮州、云浮未报送" in said(nodes) and "190个单元格" in said(nodes)


def test_a_figure_that_is_not_there_says_why(desk: Desk) -> None:
    nodes, _, meta = drawer(desk, seen(CATALOG, "/", ""), "emp_employed_new~445100~2026-10~month", 1)
    assert "没有收到报送" in said(nodes) and meta["cell"] == 0
    nodes, _, _ = drawer(desk, seen(CATALOG, "/", "?lang=en"), "emp_unemployed~440100~2026-10~end~completion", 1)
    assert "No target has been set" in said(nodes)


def test_an_address_nobody_wrote_is_answered_by_a_sentence(desk: Desk) -> None:
    for key in ("", "x", "emp_employed_new~440000~2026-10", "emp_employed_new~999999~2026-10~ytd", "a~b~c~d~e~f",
                "emp_employed_new~440000~2026-99~ytd", "emp_employed_new~440000~2026-10~ytd~<script>"):  # fmt: skip
        nodes, _, _ = drawer(desk, seen(CATALOG, "/", ""), key, 1)
        assert "没有这样一个数字" in said(nodes), key


def test_a_denominator_of_the_catalogue_says_where_it_is_from(desk: Desk) -> None:
    nodes, _, _ = drawer(desk, seen(CATALOG, "/", ""), "vol_village_coverage~440900~2026-10~end", 1)
    assert "denominators.csv" in said(nodes)


def said(nodes: Any) -> str:
    return " ".join(text(node) for node in nodes)


# ------------------------------------------------------------------ the story of a cell
def test_the_excerpt_frames_the_cell_among_its_neighbours_heads_and_stub(small: Desk) -> None:
    chain = small.chain(Asking("emp_employed_new", "440900", "2026-10", "month"), Scope())
    (cell,) = chain.stored.values()
    cut = excerpt(small.engine, cell)
    assert cut is not None and (cut.sheet, cell.cell) == ("10月", "B5")
    spots = {spot.cell: spot for _, _, row in cut.rows for spot in row}
    assert [at for at, spot in spots.items() if spot.own] == ["B5"] and spots["B5"].text == cell.text
    assert (spots["A5"].text, spots["A5"].part) == ("新增实现就业", "stub")
    assert (spots["B3"].text, spots["B3"].part) == ("本月发生", "header")
    assert {number for number, _, _ in cut.rows} >= {2, 3, 4, 5, 6, 7, 8}


def test_a_corrected_figure_tells_what_it_was_and_the_sheet_it_is_on_now(small: Desk) -> None:
    view = seen(CATALOG, "/", "?p=2026-09")
    _, _, meta = drawer(small, view, "emp_employed_new~440900~2026-09~month", 1)
    shown = said(story(small, view, meta["cell"]))
    assert "（更正）" in shown and "134" in shown and "98" in shown and "现在采用" in shown and "未采用" in shown
    assert "sha256" in shown and "示例数据" in shown and "审核员" in shown
    assert story(small, view, 10**9) == []


def test_the_original_comes_back_byte_for_byte_under_a_safe_name(small: Desk) -> None:
    chain = small.chain(Asking("emp_employed_new", "440900", "2026-09", "month"), Scope())
    (cell,) = chain.stored.values()
    with Flask("t").test_request_context():
        answer = sent(small, cell.sha256)
        assert not isinstance(answer, tuple)
        assert answer.get_data() == (ROOT / "data" / "samples" / cell.workbook).read_bytes()
        assert answer.headers["Content-Disposition"].startswith("attachment; filename=")
        assert "\r" not in answer.headers["Content-Disposition"]
        for wrong in ("0" * 64, "../../etc/passwd", cell.sha256[:10], cell.sha256.upper()):
            assert sent(small, wrong)[1] == 404  # type: ignore[index]


# ------------------------------------------------------------------ every number leads there
PAGES = {"/": 40, "/employment": 40, "/city?city=440900": 40, "/compare": 40, "/table": 12}


@pytest.mark.parametrize("address", PAGES)
def test_every_number_of_a_page_leads_to_a_chain_that_shows_that_number(desk: Desk, address: str) -> None:
    path, _, query = address.partition("?")
    view = seen(CATALOG, path, f"{query}&p=2026-10")
    page = path.strip("/") or "overview"
    body = DRAW[CATALOG.pages[page].kind](desk, view).body
    keys = {key for node in body for key in pointing(node)}
    assert len(keys) >= PAGES[address]
    for key in sorted(keys)[:: max(1, len(keys) // 25)]:
        asking = pointed(key, CATALOG)
        assert asking is not None, key
        chain = desk.chain(asking, view.scope)
        assert (chain.figure is None) == bool(chain.why), key


def pointing(node: Any) -> list[str]:
    """All keys in a page: links, cells, and table heads with the region of each row."""
    found = [one[1]["href"][5:] for one in walk(node) if str(one[1].get("href", "")).startswith("#src=")]
    found += [one[1]["data-src"] for one in walk(node) if one[0] == "td" and one[1].get("data-src")]
    for table in of_tag(node, "table"):
        heads = [one[1]["data-src"] for one in of_tag(table, "th") if one[1].get("data-src")]
        rows = [one[1]["data-row"] for one in of_tag(table, "tr") if one[1].get("data-row")]
        found += [head.replace("~", f"~{row}~", 1) for head in heads for row in rows if table[1].get("data-figures")]
    return found


def test_a_finding_in_the_drawer_speaks_one_language_and_says_who_approved() -> None:
    found = Remark("range_high", "warning", "高于往年。\nAbove other years.", "已核实", "王", "李")
    for lang, said, other in (("zh", "高于往年。", "Above"), ("en", "Above other years.", "高于")):
        shown = text(remark_of(View(load(), Scope(lang=lang), "/"), found))
        assert said in shown and other not in shown
    assert "李已核准" in text(remark_of(View(load(), Scope(), "/"), found))


def test_a_cards_name_chooses_and_its_number_explains(desk: Desk) -> None:
    body = DRAW["overview"](desk, seen(CATALOG, "/", "?p=2026-10")).body
    card = next(one for node in body for one in of_class(node, "card") if one[1]["data-indicator"] == "vol_hours")
    name, figure = of_class(card, "card-name")[0], of_class(card, "card-figure")[0]
    assert "ind=vol_hours" in name[1]["href"] and figure[1]["href"] == "#src=vol_hours~440000~2026-10~ytd"
    assert not [one for one in of_tag(card, "a") if any(inner[0] == "a" for part in one[2:] for inner in walk(part))]


def test_the_page_under_the_drawer_knows_nothing_of_it(desk: Desk) -> None:
    with_it = show(desk, CATALOG, "/", "?p=2026-10&src=vol_hours~440000~2026-10~ytd")
    assert with_it == show(desk, CATALOG, "/", "?p=2026-10")


def test_a_key_says_which_figure_and_comes_back_from_the_address() -> None:
    kpi = full_desk().kpi("emp_employed_new", Scope(period="2026-10", area="440900"))
    assert isinstance(kpi, Kpi)
    for measure in ("value", "completion", "growth"):
        asking = pointed(point(kpi, measure), CATALOG)
        assert asking == Asking("emp_employed_new", "440900", "2026-10", "ytd", measure)
        assert asking is not None and written(asking) == point(kpi, measure)
    assert parse("src=a~b").extra == (("src", "a~b"),)


def test_a_line_over_some_cities_names_those_that_are_not_in_it() -> None:
    most = [one for one in CATALOG.cities if one not in ("445100", "445300")]
    assert over("440000", most, CATALOG) == "440000-445100-445300"
    assert over("440000", CATALOG.cities, CATALOG) == "440000"
    assert over("440900", ("440900",), CATALOG) == "440900"
    assert over("440000", ("440100", "440300"), CATALOG) == "440100,440300"
    chain = full_desk().chain(Asking("emp_employed_new", "440000-445100-445300", "2026-10", "month"), Scope())
    assert len(chain.cities) == 19
    assert on_line(("a~b", "ytd"), "plan", "2026-10", 1.0).endswith("~target")
    assert not on_line(("a~b", "ytd"), "this", "2026-10", None)


def test_every_figure_of_a_workbook_leads_to_its_line_of_sources(small: Desk, tmp_path: Path) -> None:
    view = seen(CATALOG, "/table", "?p=2026-09&area=440900&cols=emp_employed_new,emp_unemployed")
    place = tmp_path / "表.xlsx"
    place.write_bytes(made(small, "table", view, "xlsx").content)
    book = load_workbook(place)
    data, sources = book.worksheets[0], book.worksheets[-1]
    linked = [cell for row in data.iter_rows() for cell in row if cell.hyperlink]
    assert len(linked) >= 3 and all(isinstance(cell.value, (int, float)) for cell in linked)
    for cell in linked:
        sheet, _, line = cell.hyperlink.location.rpartition("!")
        assert sheet.strip("'") == sources.title
        texts = [str(one.value) for one in sources[int(line[1:])]]
        assert any(text.endswith(".xlsx") for text in texts) and texts[4] in cell.hyperlink.tooltip


def test_a_year_that_lacks_a_month_says_which(tmp_path: Path) -> None:
    engine = new_store(tmp_path)
    months = [observation("emp_employed_new", MAOMING, f"2026-{month:02d}", 100, cell=f"B{month}")
              for month in (1, 2, 4)]  # fmt: skip
    others = [observation("emp_employed_new", GUANGZHOU, f"2026-{month:02d}", 50, cell=f"C{month}")
              for month in range(1, 5)]  # fmt: skip
    store(engine, reading("表.xlsx", *months, *others))
    shown = said(drawer(Desk(engine, CATALOG), seen(CATALOG, "/", ""), f"emp_employed_new~{MAOMING}~2026-04~ytd", 1)[0])
    assert "累计不全" in shown and "茂名缺2026年3月" in shown
