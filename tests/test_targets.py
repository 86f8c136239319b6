"""Targets are data: read where they are handed down, stored, traced, superseded with a reason; none is no zero."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from answers.desk import Desk
from callbacks.router import show
from catalog.book import load
from catalog.records import Scope
from loaders.read import read
from store.facts import facts
from store.load import LoadReport
from store.load import load as load_readings
from store.sources import sources
from tests.made import GUANGZHOU, MAOMING, SHENZHEN, new_store, observation, reading, store
from tests.nodes import text
from tests.reader_sheets import facts as cells
from tests.reader_sheets import reading_of, write

TITLE = "2026年度退役军人工作目标任务下达表"
ROWS: list[list[Any]] = [
    [TITLE],
    [None, None, None, None, "单位：人、小时、人次"],
    ["序号", "地市", "新增实现就业人数", "志愿服务时长（万小时）", "参观（接待）人次"],
    [None, "全省合计", 3500, 22, 900],
    [1, "广州市", 2600, 12.5, 500],
    [2, "深圳市", 900, 9.5, 400],
    [3, "茂名市", "未下达任务", 0, None],
    ["附件：关于下达年度任务的通知"],
]


def _take(engine: Engine, path: Path, **choices: Any) -> LoadReport:
    found = read(path)
    return load_readings(engine, [found], {found.sha256: path.read_bytes()}, who="计划处", **choices)


def _sheet(path: Path, **changed: Any) -> Path:
    rows = [list(row) for row in ROWS]
    for cell, value in changed.items():
        rows[int(cell[1:]) - 1]["ABCDE".index(cell[0])] = value
    return write(path, {"任务": rows})


def test_a_sheet_that_hands_targets_down_is_read_as_targets_of_its_year(tmp_path: Path) -> None:
    found = reading_of(tmp_path / "x.xlsx", ROWS)
    columns = ("emp_employed_new", "vol_hours", "hon_visits")
    values = {4: (3500, 220000, 900), 5: (2600, 125000, 500), 6: (900, 95000, 400),
              7: ("not_applicable", 0, "not_reported")}
    where = {4: "440000", 5: GUANGZHOU, 6: SHENZHEN, 7: MAOMING}
    assert cells(found) == {f"{column}{row}": (value, where[row], one, "target", "2026") for row in values
                            for column, one, value in zip("CDE", columns, values[row], strict=True)}
    assert found.form == "F14" and not found.findings


def test_a_citys_own_task_sheet_has_its_indicators_in_rows_and_last_year_beside(tmp_path: Path) -> None:
    rows = [["广州市2026年度任务"], ["指标", "计量单位", "年度任务", "上年完成"],
            ["新增实现就业人数", "人", 2600, 2400], ["专场招聘会场次", "场", 30, 20]]
    found = reading_of(tmp_path / "x.xlsx", rows)
    assert [(o.indicator, o.measure, o.value) for o in found.observations] == [
        ("emp_employed_new", "target", 2600), ("emp_employed_new", "last_year", 2400),
        ("emp_job_fairs", "target", 30), ("emp_job_fairs", "last_year", 20)]
    assert found.form == "F14" and {o.region for o in found.observations} == {GUANGZHOU}


def test_how_far_targets_are_met_is_no_sheet_of_targets(tmp_path: Path) -> None:
    rows = [["2026年1—10月目标任务完成情况表"], ["地市", "新增实现就业人数"], ["广州市", 2100], ["深圳市", 700]]
    found = reading_of(tmp_path / "x.xlsx", rows)
    assert {o.measure for o in found.observations} == {"value"} and found.form != "F14"


def test_a_target_is_traced_to_its_cell_and_outranks_the_one_a_circular_prints(tmp_path: Path) -> None:
    engine = new_store(tmp_path)
    circular = reading("通报.xlsx", observation("emp_employed_new", GUANGZHOU, "2026", 2500.0, measure="target"),
                       observation("emp_employed_new", GUANGZHOU, "2026-10", 200.0), form="F09")
    assert store(engine, circular).accepted
    assert _take(engine, _sheet(tmp_path / "任务.xlsx")).accepted
    kpi = Desk(engine, load()).kpi("emp_employed_new", Scope(area=GUANGZHOU))
    assert kpi.target == 2600
    (row,) = facts(engine, indicators=["emp_employed_new"], regions=[GUANGZHOU], measures=["target"]).to_dict("records")
    (source,) = sources(engine, [int(row["id"])])
    assert (source.workbook, source.sheet, source.cell, source.text) == ("任务.xlsx", "任务", "C5", "2600")


def test_a_later_sheet_of_the_same_year_needs_a_reason_and_then_stands(tmp_path: Path) -> None:
    engine = new_store(tmp_path)
    assert _take(engine, _sheet(tmp_path / "任务.xlsx")).accepted
    later = _sheet(tmp_path / "任务（年中调整）.xlsx", C4=3600, C5=2700)
    refused = _take(engine, later)
    assert not refused.accepted and {f.code for f in refused.findings} == {"load_two_files"}
    assert _take(engine, later, reason="省厅年中调整广州市任务").accepted
    values = facts(engine, indicators=["emp_employed_new"], regions=[GUANGZHOU], measures=["target"])["value"].tolist()
    assert values == [2700]


def _two_with_targets(tmp_path: Path) -> Desk:
    """广州 and 深圳 have a target, 茂名 has none (a dash for employment, zero for hours); all three report."""
    engine = new_store(tmp_path)
    assert _take(engine, _sheet(tmp_path / "任务.xlsx")).accepted
    months = [observation("emp_employed_new", city, f"2026-{month:02d}", 100.0, cell=f"A{month}", sheet=city)
              for city in (GUANGZHOU, SHENZHEN, MAOMING) for month in range(1, 11)]
    months += [observation("vol_hours", city, f"2026-{month:02d}", 5000.0, cell=f"B{month}", sheet=city)
               for city in (GUANGZHOU, SHENZHEN, MAOMING) for month in range(1, 11)]
    assert store(engine, reading("月报.xlsx", *months)).accepted
    return Desk(engine, load())


def test_a_city_without_a_target_is_in_neither_part_of_the_provinces_completion(tmp_path: Path) -> None:
    desk = _two_with_targets(tmp_path)
    for indicator, target, done in (("emp_employed_new", 3500, 2000), ("vol_hours", 220000, 100000)):
        kpi = desk.kpi(indicator, Scope())
        assert kpi.value == done * 1.5 and kpi.target == target
        assert kpi.completion == round(100 * done / target, 1)


def test_none_and_zero_are_both_no_task_set_in_ranking_and_table(tmp_path: Path) -> None:
    desk = _two_with_targets(tmp_path)
    for indicator in ("emp_employed_new", "vol_hours"):
        rows = {row.region: row for row in desk.overview(Scope(indicator=indicator)).ranking.rows}
        assert rows[MAOMING].kpi.status == "no_target" and rows[MAOMING].place is None
        table = desk.table(Scope(extra=(("cols", indicator),))).table
        line = next(row for row in table.rows if row.region == MAOMING)
        marks = {column.measure: cell.mark for column, cell in zip(table.columns, line.cells, strict=True)}
        assert marks["target"] == marks["completion"] == "no_target" and marks["value"] == ""


def test_a_card_without_a_figure_says_the_task_and_not_that_there_is_none(tmp_path: Path) -> None:
    engine = new_store(tmp_path)
    assert _take(engine, _sheet(tmp_path / "任务.xlsx")).accepted
    assert store(engine, reading("月报.xlsx", observation("emp_employed_new", MAOMING, "2026-10", 100.0))).accepted
    page = text(show(Desk(engine, load()), load(), "/employment", f"?area={GUANGZHOU}").page)
    assert "目标2,600人" in page and "未报送" in page
    nothing = text(show(Desk(engine, load()), load(), "/employment", "?area=445100").page)
    assert "未下达年度任务" in nothing


def _november_unreported(tmp_path: Path) -> Desk:
    """The tasks of the year are in; nobody has reported November but one early form about something else."""
    desk = _two_with_targets(tmp_path)
    assert store(desk.engine, reading("早.xlsx", observation("vol_teams", GUANGZHOU, "2026-11", 5.0))).accepted
    return desk


def test_the_task_of_the_year_is_not_denied_in_a_month_nobody_reported(tmp_path: Path) -> None:
    desk = _november_unreported(tmp_path)
    november = Scope(period="2026-11")
    kpi = desk.kpi("emp_employed_new", november)
    assert (kpi.value, kpi.target, kpi.completion, kpi.status) == (None, 3500, None, "none")
    assert desk.kpi("emp_employed_new", november._replace(area=MAOMING)).target is None
    page = text(show(desk, load(), "/", "?p=2026-11&ind=emp_employed_new").page)
    assert "目标3,500人" in page
    rows = {row.region: row.kpi for row in desk.overview(november).ranking.rows}
    assert (rows[GUANGZHOU].target, rows[SHENZHEN].target) == (2600, 900)


def test_progress_lists_every_indicator_with_a_task_though_nobody_reported_the_month(tmp_path: Path) -> None:
    desk = _november_unreported(tmp_path)
    october, november = (desk.progress(Scope(period=period)) for period in ("2026-10", "2026-11"))
    listed = [one.kpi.indicator for one in november.paced]
    assert listed == [one.kpi.indicator for one in october.paced] and {"emp_employed_new", "vol_hours"} <= {*listed}
    assert [one.kpi.target for one in november.paced] == [one.kpi.target for one in october.paced]
    said = text(show(desk, load(), "/progress", "?p=2026-11").page)
    assert "没有下达年度目标" not in said and "未报送" in said


def test_the_drawer_of_a_completion_says_the_task_and_that_the_month_is_not_reported(tmp_path: Path) -> None:
    from catalog.origins import Asking
    from catalog.view import View
    from layouts.drawer import body

    desk = _november_unreported(tmp_path)
    view = View(load(), Scope(period="2026-11"), "/")
    asking = Asking("emp_employed_new", "440000", "2026-11", "ytd", "completion")
    found = desk.chain(asking, view.scope)
    said = text(body(view, found, 0))
    assert found.why == "not_reported" and "2026年任务3,500人，本期未报送" in said and "没有下达" not in said
    task = desk.chain(asking._replace(measure="target"), view.scope)
    assert task.figure == 3500 and [row.value for row in task.sides[0].top[0].rows] == [2600, 900]
    assert all(cell.id for row in task.sides[0].top[0].rows for cell in row.cells), "down to the cells of the sheet"


def test_a_city_that_reported_and_has_no_task_is_not_called_unreported_on_the_map(tmp_path: Path) -> None:
    from catalog.view import View
    from charts.tiles import tile_map
    from layouts.overview import tiles

    answer = _two_with_targets(tmp_path).overview(Scope(indicator="emp_employed_new"))
    view = View(load(), answer.frame.scope, "/")
    page = text(tiles(view, answer.ranking))
    assert "茂名未下达任务" in page and "未下达任务1" in page, "and the legend adds up to the cities"
    assert "未下达任务" in str(tile_map(view, answer.ranking))
