"""From a cell to everything that uses it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from answers.desk import Desk
from catalog.book import load
from console.files import read_all
from review.trace import NotTraced, place, trace
from store.load import load as store_load
from tests.conftest import ROOT
from tests.made import new_store

CATALOG = load()
OWN, CORRECTED = "示例_茂名市_就业月报_2026.xlsx", "示例_茂名市_就业月报_2026年9月（更正）.xlsx"
SYSTEM = "示例_志愿服务系统导出_202610.csv"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    engine = new_store(tmp_path_factory.mktemp("trace"))
    batch = read_all([ROOT / "data" / "samples" / name for name in (OWN, CORRECTED, SYSTEM)], lambda: None, "zh")
    assert store_load(engine, batch.readings, batch.contents, who="审核员").accepted
    return Desk(engine, CATALOG)


@pytest.mark.parametrize(
    ("text", "found"),
    [("'10月'!B5", ("10月", "B5")), ("10月!b5", ("10月", "B5")), ("'a''b c'!$AA$10", ("a'b c", "AA10")),
     (" 汇总 ! C04 ", ("汇总", "C4"))],
)  # fmt: skip
def test_a_place_may_be_written_as_excel_writes_it(text: str, found: tuple[str, str]) -> None:
    assert place(text) == found


@pytest.mark.parametrize("text", ["B5", "10月", "10月!", "10月!B", "10月!5", "!", ""])
def test_what_is_no_place_is_said_to_be_none(text: str) -> None:
    with pytest.raises(NotTraced, match="trace_no_place"):
        place(text)


def test_a_cell_that_stands_is_in_the_citys_and_the_provinces_figures(desk: Desk) -> None:
    (one,) = trace(desk, CORRECTED, "'9月'!B5").observations
    assert one.stands and (one.cell.value, one.cell.region, one.cell.period) == (134, "440900", "2026-09")
    uses = {(use.asking.indicator, use.asking.region, use.asking.basis, use.asking.measure): use for use in one.uses}
    assert ("emp_employed_new", "440900", "month", "value") in uses
    assert ("emp_employed_new", "440000", "ytd", "value") in uses
    month = uses["emp_employed_new", "440900", "month", "value"]
    assert month.figure == 134 and {"overview", "employment", "table"} <= {*month.pages}


def test_a_cell_is_in_the_rates_that_divide_by_it_or_with_it(desk: Desk) -> None:
    (one,) = trace(desk, SYSTEM, f"{SYSTEM.removesuffix('.csv')}!F2").observations
    assert one.stands
    rates = {use.asking.indicator for use in one.uses if CATALOG.indicators[use.asking.indicator].kind == "ratio"}
    assert rates and all(one.cell.indicator in (*CATALOG.indicators[rate].numerator,
                                                *CATALOG.indicators[rate].denominator) for rate in rates)  # fmt: skip


def test_an_outranked_cell_says_by_what(desk: Desk) -> None:
    (one,) = trace(desk, OWN, "9月!B5").observations
    assert not one.stands and not one.uses and one.cell.value == 98
    assert [(past.workbook, past.value) for past in one.past if past.stands] == [(CORRECTED, 134)]


def test_a_cell_that_is_no_data_is_said_to_be_passed_over(desk: Desk) -> None:
    found = trace(desk, OWN, "9月!A2")
    assert not found.observations and "2026年9月" in found.text


def test_a_workbook_is_known_by_name_stem_path_and_the_beginning_of_its_fingerprint(desk: Desk) -> None:
    known = trace(desk, OWN, "9月!B5")
    for file in (OWN, OWN.removesuffix(".xlsx"), f"/tmp/somewhere/{OWN}", known.sha256, known.sha256[:8].upper()):
        assert trace(desk, file, "9月!B5").sha256 == known.sha256


@pytest.mark.parametrize(
    ("file", "where", "word", "near"),
    [("茂名", "9月!B5", "trace_no_workbook", "茂名市_就业月报"), (OWN, "九月!B5", "trace_no_sheet", "9月"),
     (OWN, "9月!ZZ900", "trace_empty_cell", "F2"), ("ffffffffffff", "9月!B5", "trace_no_workbook", "")],
)  # fmt: skip
def test_what_is_not_there_is_answered_with_near_names(
    desk: Desk, file: str, where: str, word: str, near: str
) -> None:
    with pytest.raises(NotTraced) as problem:
        trace(desk, file, where)
    assert problem.value.word == word and near in problem.value.fields["near"]


def test_a_line_of_a_register_is_said_to_be_one(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "台账"
    for row in (["退役军人志愿服务队台账"], ["报告期：2026年10月"],
                ["序号", "地市", "县（市、区）", "队伍名称", "层级", "成立时间", "队员人数"],
                [1, "广州市", "越秀区", "越秀区退役军人志愿服务队", "县级", "2023-05-01", 32],
                [2, "广州市", "天河区", "天河区退役军人志愿服务队", "县级", "2023-06-01", 28]):  # fmt: skip
        sheet.append(row)
    place = tmp_path / "台账.xlsx"
    book.save(place)
    engine = new_store(tmp_path)
    batch = read_all([place], lambda: None, "zh")
    if not batch.readings[0].register_rows:
        pytest.fail("the reader takes this list for no register")
    assert store_load(engine, batch.readings, batch.contents, who="审核员").accepted
    found = trace(Desk(engine, CATALOG), "台账.xlsx", "台账!G4")
    assert found.line is not None and (found.line.register, found.line.line) == ("vol_teams_register", 4)


@pytest.fixture
def run(desk: Desk) -> Callable[..., Result]:
    from dashboard import main

    def go(*words: str) -> Any:
        return CliRunner().invoke(main, ["trace", *words, "--database", str(desk.engine.url)])

    return go


def test_the_command_speaks_in_sentences_and_in_json(run: Callable[..., Result]) -> None:
    said = run(OWN, "'9月'!B5").output
    assert "读作：茂名" in said and f"没有采用：现在采用的是 {CORRECTED} › 9月 › B5 的 134" in said
    assert "已报送1市" in run(CORRECTED, "9月!B5").output
    found = json.loads(run(CORRECTED, "9月!B5", "--json").output)
    assert found["observations"][0]["cell"]["value"] == 134 and found["observations"][0]["uses"]
    wrong = run("没有.xlsx", "9月!B5")
    assert wrong.exit_code == 1 and "没有“没有.xlsx”这个文件" in wrong.stderr
