"""The dashboard as it stood: before a correction the old figure, after it the new one, and one line that says which."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from sqlalchemy import Engine
from sqlalchemy import text as sql

from answers.desk import Desk
from callbacks.export import made
from callbacks.router import pictures, seen, show
from catalog.book import load
from catalog.records import Observation, Scope
from catalog.scope import parse, query
from store.publications import publications, publish, withdraw
from store.submissions import decide, submissions
from tests.made import GUANGZHOU, MAOMING, new_store, observation, reading, store
from tests.nodes import of_class, text

CATALOG = load()
MONTHS = [f"2026-{month:02d}" for month in range(1, 10)]


def returns(workbook: str, region: str, amounts: list[float]) -> list[Observation]:
    return [observation("emp_employed_new", region, month, value, cell=f"B{5 + i}", workbook=workbook)
            for i, (month, value) in enumerate(zip(MONTHS, amounts, strict=True))]  # fmt: skip


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    """Revision 1 (6 November): two cities; 2 (the 8th): 茂名's September corrected from 98 to 134; 3: a third city."""
    made_store = new_store(tmp_path)
    ours, other = returns("茂名.xlsx", MAOMING, [100] * 8 + [98]), returns("广州.xlsx", GUANGZHOU, [200] * 9)
    store(made_store, reading("茂名.xlsx", *ours), reading("广州.xlsx", *other))
    corrected = observation("emp_employed_new", MAOMING, "2026-09", 134, cell="B13", workbook="茂名更正.xlsx")
    store(made_store, reading("茂名更正.xlsx", corrected, correction=True), reason="漏统计两场招聘会")
    store(made_store, reading("深圳.xlsx", *returns("深圳.xlsx", "440300", [150] * 9)))
    with made_store.begin() as connection:
        for number, day in ((1, 6), (2, 8), (3, 10)):
            connection.execute(sql(f"UPDATE revisions SET at = '2026-11-{day:02d}T02:00:00+00:00' WHERE id = {number}"))
    return made_store


@pytest.fixture
def desk(engine: Engine) -> Desk:
    return Desk(engine, CATALOG)


def september(desk: Desk, version: str, area: str = MAOMING) -> float | None:
    return desk.kpi("emp_employed_new", Scope(period="2026-09", area=area, basis="month", version=version)).value


def page(desk: Desk, address: str) -> str:
    path, _, search = address.partition("?")
    return " ".join(text(node) for node in show(desk, CATALOG, path, f"?{search}").page)


# ------------------------------------------------------------------ figures
@pytest.mark.parametrize(
    ("version", "maoming", "whole"),
    [("", 134, 484), ("2026-11-06", 98, 298), ("2026-11-07", 98, 298), ("2026-11-08", 134, 334),
     ("2026-11-09", 134, 334), ("r1", 98, 298), ("r2", 134, 334), ("r3", 134, 484)],
)  # fmt: skip
def test_before_the_correction_the_old_figure_and_after_it_the_new_one(
    desk: Desk, version: str, maoming: float, whole: float
) -> None:
    assert (september(desk, version), september(desk, version, "all")) == (maoming, whole)


def test_every_page_and_file_shows_the_version_and_says_so(desk: Desk) -> None:
    for path in ("/employment", "/table", "/city", "/compare", "/"):
        address = f"{path}?p=2026-09&basis=month&city={MAOMING}&cols=emp_employed_new&v=2026-11-06"
        shown = page(desk, address)
        assert "这是截至2026-11-06的版本" in shown and "此后有1个数被更正，9个数新报" in shown, path
        assert "134" not in shown and "98" in shown, path
    view = seen(CATALOG, "/table", "?p=2026-09&basis=month&cols=emp_employed_new&v=2026-11-06")
    file = made(desk, "table", view, "csv")
    content = file.content.decode("utf-8-sig")
    assert "98" in content and "134" not in content
    asked = {"path": "/employment", "search": "?p=2026-09&v=2026-11-06", "kind": "picture", "panel": "ranked", "n": 1}
    (slide,) = pictures(desk, CATALOG, asked)["slides"]
    assert "截至2026-11-06的版本" in json.dumps(slide["figure"], ensure_ascii=False)


def test_a_workbook_says_which_version_it_is_of(desk: Desk, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    view = seen(CATALOG, "/table", "?p=2026-09&v=r1")
    place = tmp_path / "表.xlsx"
    place.write_bytes(made(desk, "table", view, "xlsx").content)
    book = load_workbook(place)
    told = {row[0].value: row[1].value for row in book.worksheets[1].iter_rows(max_col=2)}
    assert told["数据版本"] == "第1次修订的版本 · 第1次修订"


def test_the_newest_version_says_nothing_and_costs_nothing_more(desk: Desk) -> None:
    assert "版本（" not in page(desk, "/employment?p=2026-09")
    assert "第0次修订" not in page(desk, "/employment?p=2026-09&v=r3")


def test_links_of_a_page_stay_in_its_version(desk: Desk) -> None:
    answer = show(desk, CATALOG, "/employment", "?p=2026-09&v=2026-11-06")
    names = [one[1]["href"] for node in answer.page for one in of_class(node, "card-name") if "href" in one[1]]
    assert names and all("v=2026-11-06" in href for href in names)
    assert query(parse("?v=p3&p=2026-09")) == "p=2026-09&v=p3"


@pytest.mark.parametrize("version", ["unsinn", "p7", "r99", "2020-01-01", "2026-13-40", "'; drop table facts"])
def test_an_unknown_version_is_answered_by_a_sentence_and_the_newest_figures(desk: Desk, version: str) -> None:
    shown = page(desk, f"/employment?p=2026-09&basis=month&v={version.replace(' ', '+')}")
    assert f"没有“{version}”这个版本，显示的是最新数据" in shown and "484" in shown


def test_at_most_three_editions_are_kept(desk: Desk) -> None:
    for version in ("r1", "r2", "", "r1", "2026-11-06", "r2"):
        september(desk, version)
    assert len(desk._editions._earlier) <= 2


def test_the_drawer_in_an_old_version_shows_the_old_cell(desk: Desk) -> None:
    from catalog.origins import Asking

    asking = Asking("emp_employed_new", MAOMING, "2026-09", "month")
    then, now = (desk.chain(asking, Scope(version=one)) for one in ("r1", ""))
    assert [cell.workbook for cell in then.stored.values()] == ["茂名.xlsx"]
    assert [cell.workbook for cell in now.stored.values()] == ["茂名更正.xlsx"]


# ------------------------------------------------------------------ publications
def test_a_link_made_for_a_meeting_keeps_its_publication_and_says_when_it_was_superseded(desk: Desk) -> None:
    one = publish(desk.engine, "十一月例会", who="办公室", revision=1)
    assert one.id == 1 and september(desk, "p1") == 98
    shown = page(desk, "/employment?p=2026-09&v=p1")
    assert "这是发布版本“十一月例会”" in shown and "已被后来的数据取代" in shown
    withdraw(desk.engine, 1, "办公室", "口径有误")
    assert "这个发布版本已撤回：口径有误" in page(desk, "/employment?p=2026-09&v=p1")
    assert september(desk, "p1") == 98


def test_the_choice_of_versions_names_publications_and_days(desk: Desk) -> None:
    publish(desk.engine, "例会", who="办公室", revision=2)
    keys = [one.key for one in desk.versions()]
    assert keys[0] == "p1" and {"2026-11-06", "2026-11-08"} <= {*keys}
    controls = show(desk, CATALOG, "/employment", "?p=2026-09").controls
    assert "例会" in " ".join(text(node) for node in controls)


# ------------------------------------------------------------------ 修订与版本
def test_a_corrected_figure_is_listed_with_first_report_change_reason_and_latest(desk: Desk) -> None:
    (course,) = desk.revisions(Scope()).courses
    (step,) = course.steps
    assert (step.indicator, step.region, step.period, step.old, step.new) == (
        "emp_employed_new", MAOMING, "2026-09", 98, 134)  # fmt: skip
    shown = page(desk, "/revisions")
    assert "98 → 134" in shown and "漏统计两场招聘会" in shown and "茂名更正.xlsx" in shown


def test_what_changed_since_a_version_is_old_and_new_and_nothing_else(desk: Desk) -> None:
    answer = desk.revisions(Scope(extra=(("since", "2026-11-07"),)))
    assert [(one.region, one.old, one.new) for one in answer.changes if one.old is not None] == [(MAOMING, 98, 134)]
    assert sum(one.old is None for one in answer.changes) == 9
    assert desk.revisions(Scope(extra=(("since", "r3"),))).changes == ()


def test_a_submission_taken_back_is_a_change_to_what_stood_before(desk: Desk) -> None:
    number = next(one.id for one in submissions(desk.engine) if one.workbook == "茂名更正.xlsx")
    decide(desk.engine, number, "withdrawn", who="审核员", reason="更正有误")
    assert september(desk, "") == 98 and september(desk, "r3") == 134
    shown = page(desk, "/revisions")
    assert "134 → 98" in shown


def test_an_empty_store_says_how_to_begin(tmp_path: Path) -> None:
    shown = page(Desk(new_store(tmp_path), CATALOG), "/revisions")
    assert "还没有发布过版本" in shown and "还没有更正过任何数" in shown


# ------------------------------------------------------------------ the command line
@pytest.fixture
def run(engine: Engine) -> Iterator[Any]:
    from dashboard import main

    runner = CliRunner()
    yield lambda *words: runner.invoke(main, [*words, "--database", str(engine.url)])


def test_publish_and_publications_on_the_command_line(run: Any, engine: Engine) -> None:
    assert "编号p1，第1次修订" in run("publish", "例会", "--date", "2026-11-06", "--note", "给会议用").output
    listed = run("publications").output
    assert "p1" in listed and "例会" in listed and "给会议用" in listed and "已被取代" in listed
    assert run("publish").exit_code == 2
    assert run("publish", "--withdraw", "1", "--reason", "有误").exit_code == 0
    assert publications(engine)[0].state == "withdrawn"


def test_a_file_of_an_unknown_version_is_refused_not_filled_with_todays_figures(run: Any, tmp_path: Path) -> None:
    out = tmp_path / "x.csv"
    done = run("export", "--page", "employment", "--query", "v=p99", "-o", str(out))
    assert done.exit_code == 2 and "p99" in done.output and not out.exists()
    assert run("export", "--page", "employment", "--query", "v=r1", "-o", str(out)).exit_code == 0 and out.exists()
