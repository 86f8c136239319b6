"""Every blank, filled in as a city would and read back: not one finding, every value where it belongs."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from openpyxl import Workbook, load_workbook

from answers.desk import Desk
from callbacks.blanks import files
from callbacks.export import made
from catalog.blanks import blanks, whose
from catalog.book import load
from catalog.records import Reading, Scope
from catalog.view import View
from exports.blank_book import packed, workbook_of
from exports.blank_plan import last_year, plan
from exports.blank_records import Input, Plan
from loaders.read import read
from review.intake import review
from samples import truth
from store.load import load as load_readings
from tests.made import GUANGZHOU, MAOMING, new_store, observation, reading, store

KNOWN = load()
PROVINCE, MONTH = "440000", "2026-11"
AFTER = datetime(2027, 1, 9, tzinfo=UTC)  # when the year is over and all its months may be filled in
FORMS = tuple(blanks())
# In a line of F12 and F13 the columns hang together.
LINES: dict[str, Callable[[int], Any]] = {
    "编号": lambda n: n, "活动名称": lambda n: f"清明祭英烈{n}", "所属队伍": lambda n: f"茂名市茂南区红旗{n}志愿服务队",
    "活动日期": lambda n: date(2026, 11, n + 1), "服务时长（小时）": lambda n: 2.5, "参与人数": lambda n: 15 + n,
    "服务群众（人次）": lambda n: 200, "地点": lambda n: "烈士陵园", "类别": lambda n: "红色宣讲",
    "地市": lambda n: "茂名市", "报表": lambda n: "就业情况月报表", "报告期": lambda n: "2026年9月",
    "指标": lambda n: ("新增实现就业", "待就业人数", "专场招聘会场次")[n], "原报数": lambda n: 140 + n,
    "更正数": lambda n: 134, "差额": lambda n: 134 - 140 - n, "原因": lambda n: "录入错位",
    "更正日期": lambda n: date(2026, 11, 12),
}  # fmt: skip


def _plan(form: str, region: str = "", known: dict[tuple[str, str], float] | None = None) -> Plan:
    region = region or (PROVINCE if whose(KNOWN, form) == (PROVINCE,) else MAOMING)
    return plan(KNOWN, blanks()[form], region, MONTH, known or {})


@cache
def _true() -> dict[tuple[str, str], float]:
    """(indicator, city) → a figure of the samples' last month or quarter: they keep all relations."""
    return {(one, region): value for (one, region, period), value in sorted(truth.complete().items())
            if value is not None and period[:7] <= "2026-10"}  # fmt: skip


def _value(one: Input, line: int) -> Any:
    if one.field in LINES:
        return LINES[one.field](line)
    if one.indicator:
        value = _true().get((one.indicator, one.region), 20.0)
        return {"ytd": value * 11, "target": value * 12}.get(one.measure, value)
    by_rule = {"whole": 10 + line, "amount": 36.5 + line, "date": date(2026, 11, 5)}
    return one.choices[line % len(one.choices)] if one.rule == "choice" else by_rule.get(one.rule, f"第{line + 1}")


def _filled(blank: Plan, path: Path, lines: int = 3) -> dict[tuple[str, str], tuple[object, ...]]:
    """Fill in every cell that is open (of a list its first lines); sheet and cell → the fact that was meant."""
    book: Workbook = load_workbook(io.BytesIO(workbook_of(blank)))
    meant: dict[tuple[str, str], tuple[object, ...]] = {}
    for plan_of, sheet in zip(blank.sheets, book.worksheets, strict=False):
        for one in plan_of.inputs:
            line = one.row - plan_of.heads[1] - 1
            if one.indicator or one.field == "signed" or line < lines:
                cell = sheet.cell(one.row + 1, one.column + 1, _value(one, line))
                assert not cell.protection.locked
                if one.indicator:
                    meant[sheet.title, cell.coordinate] = (cell.value, *one[4:5], one.indicator, *one[5:7])
    book.save(path)
    return meant


def _facts(reading: Reading) -> dict[tuple[str, str], tuple[object, ...]]:
    """What was read as figures, last year's and missing marks aside."""
    kept = [o for o in reading.observations if o.measure != "last_year" and o.value is not None and o.indicator]
    return {(o.ref.sheet, o.ref.cell): (o.value, o.region, o.indicator, o.measure, o.period) for o in kept}


@pytest.mark.parametrize("form", [form for form in FORMS if blanks()[form].kind not in ("register", "list")])
def test_a_blank_filled_in_is_read_back_without_one_finding_and_every_value_right(form: str, tmp_path: Path) -> None:
    blank = _plan(form)
    path = tmp_path / blank.file
    meant = _filled(blank, path)
    found = read(path)
    assert [f.text for f in found.findings] == [] and found.form == form
    assert [f.text for f in review(None, [found], AFTER)[found.sha256]] == [], "nor do the checks find anything"
    assert meant and _facts(found) == meant
    assert {day for _, day in found.reported} == {"2026-11-05"}


@pytest.mark.parametrize("form", ["F04", "F08"])
def test_a_register_filled_in_gives_its_lines_and_no_finding(form: str, tmp_path: Path) -> None:
    blank = _plan(form)
    path = tmp_path / blank.file
    _filled(blank, path)
    found = read(path)
    assert not found.findings and found.form == form and len(found.register_rows) == 3
    fields = {one.id for one in KNOWN.registers[blanks()[form].register].fields if not one.personal}
    assert {name for row in found.register_rows for name in row.fields} >= fields - {"city"}
    assert {row.region[:4] for row in found.register_rows} == {MAOMING[:4]}
    assert {row.period for row in found.register_rows} == {"2026-11" if form == "F04" else "2026-12"}


def test_a_log_of_activities_filled_in_says_only_that_its_sums_are_worked_out(tmp_path: Path) -> None:
    blank = _plan("F12")
    path = tmp_path / blank.file
    _filled(blank, path)
    found = read(path)
    assert {f.code for f in found.findings} <= {"events_counted"} and found.form == "F12"
    hours = [o.value for o in found.observations if o.ref.cell[0] == "E" and o.ref.cell[1:].isdigit()]
    assert hours[:3] == [2.5, 2.5, 2.5]


def test_a_correction_letter_filled_in_gives_the_corrected_figures(tmp_path: Path) -> None:
    blank = _plan("F13")
    path = tmp_path / blank.file
    _filled(blank, path)
    found = read(path)
    assert not found.findings and found.form == "F13" and found.correction
    right = [o for o in found.observations if o.measure == "value" and o.role == "region"]
    assert [(o.region, o.period, o.value) for o in right] == [(MAOMING, "2026-09", 134.0)] * 3
    assert [o.indicator for o in right] == ["emp_employed_new", "emp_unemployed", "emp_job_fairs"]


def test_the_monthly_report_of_each_of_the_21_cities_is_read_back_right(tmp_path: Path) -> None:
    for city in KNOWN.cities:
        blank = _plan("F03", city)
        meant = _filled(blank, tmp_path / blank.file)
        found = read(tmp_path / blank.file)
        assert not found.findings and _facts(found) == meant and {o.region for o in found.observations} == {city}


@pytest.mark.parametrize("form", FORMS)
def test_every_form_has_a_blank_that_says_its_form_its_area_and_its_period(form: str) -> None:
    book = load_workbook(io.BytesIO(workbook_of(_plan(form))))
    stamp = book["_wuli"]
    assert stamp.sheet_state == "hidden" and stamp["B1"].value == form
    assert set(FORMS) == set(KNOWN.forms)
    for sheet in book.worksheets[:-1]:
        assert sheet.protection.sheet and sheet.print_title_rows and sheet.page_setup.paperSize == 9
        assert sheet["A1"].value and sheet["A2"].value.startswith("填报单位：")
        assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"], "WPS-safe: no formula"


def test_last_years_figures_are_printed_locked_and_never_become_facts(tmp_path: Path) -> None:
    own = blanks()["F03"]
    assert last_year(own, KNOWN, "2026-11") == ("2025-11", "ytd")
    known = {(one, MAOMING): 77.0 for one in own.indicators}
    blank = _plan("F03", MAOMING, known)
    meant = _filled(blank, tmp_path / "x.xlsx")
    sheet = load_workbook(tmp_path / "x.xlsx").worksheets[0]
    grey = [cell for row in sheet.iter_rows() for cell in row if cell.value == 77]
    assert len(grey) == len(own.indicators) and all(cell.protection.locked for cell in grey)
    found = read(tmp_path / "x.xlsx")
    assert {o.measure for o in found.observations if o.value == 77} == {"last_year"} and _facts(found) == meant


def test_without_last_years_figures_the_column_is_blank_and_the_note_says_why() -> None:
    notes = [mark.value for mark in _plan("F03").sheets[0].marks if mark.style == "note"]
    assert any("看板中没有真实的上年数" in str(note) for note in notes)


def test_cells_refuse_what_cannot_be(tmp_path: Path) -> None:
    sheet = load_workbook(io.BytesIO(workbook_of(_plan("F07")))).worksheets[0]
    rules = {str(one.sqref): one for one in sheet.data_validations.dataValidation}
    assert (rules["B6"].type, rules["B6"].formula1, rules["B6"].formula2) == ("whole", "0", "3000")
    assert "0到3000之间的整数" in rules["B6"].error
    lists = load_workbook(io.BytesIO(workbook_of(_plan("F04")))).worksheets[0].data_validations.dataValidation
    assert {one.formula1 for one in lists if one.type == "list"} >= {'"茂名市"', '"在册,注销"'}


def test_one_pack_holds_the_21_cities() -> None:
    blank_files = [(blank.file, workbook_of(blank)) for blank in (_plan("F03", city) for city in KNOWN.cities)]
    names = zipfile.ZipFile(io.BytesIO(packed(blank_files))).namelist()
    assert len(names) == len(set(names)) == 21 and any("广州市" in name for name in names)
    assert GUANGZHOU in whose(KNOWN, "F03") and whose(KNOWN, "F14") == (PROVINCE,)


def _desk(folder: Path, *, sample: bool) -> Desk:
    """茂名 reported every month of 2025: 10 employed a month, 900 volunteers."""
    engine = new_store(folder)
    months = [f"2025-{month:02d}" for month in range(1, 13)]
    rows = [observation("emp_employed_new", MAOMING, month, 10.0, cell="A1", sheet=month) for month in months]
    rows += [observation("vol_volunteers", MAOMING, month, 900.0, cell="A2", sheet=month) for month in months]
    assert store(engine, reading("2025.xlsx", *rows, sample=sample)).accepted
    return Desk(engine, KNOWN)


def _grey(content: bytes) -> list[object]:
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    return [cell.value for row in sheet.iter_rows() for cell in row
            if cell.fill.start_color.rgb == "FFEDEDEA" and cell.value is not None]  # fmt: skip


def test_last_years_figures_come_from_the_store_each_on_the_basis_it_stands_beside(tmp_path: Path) -> None:
    desk = _desk(tmp_path, sample=False)
    ((_, monthly),) = files(desk, ["F03"], MAOMING, MONTH)
    ((_, volunteers),) = files(desk, ["F07"], MAOMING, MONTH)
    ((_, targets),) = files(desk, ["F14"], "", MONTH)
    assert (_grey(monthly), _grey(volunteers), _grey(targets)) == ([110], [900], [120])


def test_sample_figures_are_never_printed_as_last_years(tmp_path: Path) -> None:
    ((_, content),) = files(_desk(tmp_path, sample=True), ["F03"], MAOMING, MONTH)
    assert _grey(content) == []


def test_the_button_of_the_page_and_the_command_line_give_the_same_files(tmp_path: Path) -> None:
    from dashboard import main

    desk = _desk(tmp_path, sample=False)
    file = made(desk, "tracker", View(KNOWN, Scope(period=MONTH), "/tracker"), "blank:F03:")
    assert file.name == "F03_就业情况月报表_2026年11月.zip" and file.rows == 21
    one = made(desk, "tracker", View(KNOWN, Scope(period=MONTH), "/tracker"), f"blank:F03:{MAOMING}")
    assert one.name == "F03_就业情况月报表_茂名市_2026年11月.xlsx" and one.rows == 1
    common = ["--period", MONTH, "--form", "F03", "--database", str(tmp_path / "wuli.db")]
    done = CliRunner().invoke(main, ["templates", *common, "-o", str(tmp_path / "all.zip")])
    assert done.exit_code == 0, done.output
    names = zipfile.ZipFile(tmp_path / "all.zip").namelist()
    assert names == zipfile.ZipFile(io.BytesIO(file.content)).namelist() and len(names) == 21
    done = CliRunner().invoke(main, ["templates", *common, "--city", "茂名", "-o", str(tmp_path / "one")])
    assert done.exit_code == 0 and [path.name for path in (tmp_path / "one").iterdir()] == [one.name]
    assert CliRunner().invoke(main, ["templates", "--form", "F99", "-o", str(tmp_path)]).exit_code == 2


def test_a_blank_with_last_years_figures_goes_through_the_stores_checks_and_loads(tmp_path: Path) -> None:
    """茂名 reported 2025 and 2026 until October by workbook; November comes in a blank of ours."""
    engine = new_store(tmp_path)
    blank_of = blanks()["F03"]
    months = [f"{year}-{month:02d}" for year, last in ((2025, 12), (2026, 10)) for month in range(1, last + 1)]
    flows = {one for one in blank_of.indicators if KNOWN.indicators[one].kind == "flow"}
    before = {one: _true().get((one, MAOMING), 20.0) + (one in flows) for one in blank_of.indicators}
    rows = [observation(one, MAOMING, month, before[one], cell=f"A{n}", sheet=month)
            for n, one in enumerate(blank_of.indicators, 1) for month in months]  # fmt: skip
    assert store(engine, reading("以前.xlsx", *rows)).accepted
    ((name, content),) = files(Desk(engine, KNOWN), ["F03"], MAOMING, MONTH)
    assert len(_grey(content)) == len(blank_of.indicators)
    book = load_workbook(io.BytesIO(content))
    for one in _plan("F03").sheets[0].inputs:
        own = _true().get((one.indicator, MAOMING), 20.0)
        value = before[one.indicator] * 10 + own if one.measure == "ytd" else _value(one, 0)
        book.worksheets[0].cell(one.row + 1, one.column + 1, value)
    book.save(tmp_path / name)
    found = read(tmp_path / name)
    assert not found.findings and [f.text for f in review(engine, [found], AFTER)[found.sha256]] == []
    assert load_readings(engine, [found], {found.sha256: (tmp_path / name).read_bytes()}, who="茂名").accepted
    kpi = Desk(engine, KNOWN).kpi("emp_employed_new", Scope(area=MAOMING, period=MONTH))
    assert kpi.value == 11 * _true()["emp_employed_new", MAOMING] + 10
