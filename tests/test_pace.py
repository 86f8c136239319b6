"""序时进度 by month, by day and by a plan curve, chosen in data/catalog/pace.csv for all or for one indicator (R10)."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from analysis import months, progress
from answers.desk import Desk
from catalog.book import FOLDER, load
from catalog.records import Kpi, Scope
from catalog.rules import load as load_rules
from tests.full_store import full_store

CURVE = "2 5 10 18 28 40 52 64 76 88 95 100"


def folder(tmp_path: Path, *rows: str) -> Path:
    """A catalogue like ours with other rows in pace.csv."""
    made = tmp_path / "catalog"
    shutil.copytree(FOLDER, made)
    (made / "pace.csv").write_text("\n".join(("indicator,mode,plan", *rows)) + "\n", encoding="utf-8")
    return made


def kpi(at: Path, indicator: str = "emp_employed_new", period: str = "2026-10") -> Kpi:
    return Desk(full_store(), load(at), at).kpi(indicator, Scope(period=period))


def test_the_month_rule_holds_unless_another_is_set() -> None:
    assert progress.elapsed(load_rules().courses, "vol_hours", months.number("2026-10")) == pytest.approx(100 * 10 / 12)


def test_the_day_rule_counts_days_and_knows_leap_years(tmp_path: Path) -> None:
    courses = load_rules(folder(tmp_path, "*,day,")).courses
    found = [progress.elapsed(courses, "x", months.number(month)) for month in ("2026-10", "2024-02", "2026-12")]
    assert found == pytest.approx([100 * 304 / 365, 100 * 60 / 366, 100])


def test_a_plan_curve_of_one_indicator_changes_its_deviation_and_light_and_no_other_s(tmp_path: Path) -> None:
    usual = {one: kpi(FOLDER, one) for one in ("emp_employed_new", "vol_hours")}
    at = folder(tmp_path, "*,month,", f"emp_employed_new,plan,{CURVE}")
    planned = kpi(at)
    assert (planned.time_progress, planned.completion) == (88.0, usual["emp_employed_new"].completion)
    assert planned.deviation == pytest.approx((planned.completion or 0) - 88, abs=1e-9)
    assert kpi(at, "vol_hours") == usual["vol_hours"]


def test_line_page_and_months_behind_follow_the_curve(tmp_path: Path) -> None:
    at = folder(tmp_path, "*,month,", f"emp_employed_new,plan,{CURVE}")
    desk = Desk(full_store(), load(at), at)
    page = desk.overview(Scope(period="2026-10", indicator="emp_employed_new"))
    line = next(one for one in page.cumulative.lines if one.role == "plan")
    assert [value for _, value in line.points][-1] == pytest.approx(sum(
        row.kpi.target or 0 for row in page.ranking.rows if row.kpi.reported))
    assert line.points[9][1] == pytest.approx(0.88 * (line.points[11][1] or 0))
    assert page.deviation and page.deviation.lines[0].points[-1][1] == page.cards[2].deviation
    paced = desk.progress(Scope(period="2026-10"))
    assert paced.ranking and paced.ranking.time_progress == 88.0
    early = next(one for one in paced.paced if one.kpi.indicator == "emp_employed_new")
    assert early.kpi.status == "warn" and early.since > "2026-01"


@pytest.mark.parametrize("row", ["*,week,", "*,plan,1 2 3", f"*,plan,{CURVE[:-3]}99", "*,month,5",
                                 "*,plan,9 5 10 18 28 40 52 64 76 88 95 100"])
def test_a_course_that_is_none_is_refused_with_what_to_write(tmp_path: Path, row: str) -> None:
    with pytest.raises(ValueError, match="12个累计百分数"):
        load_rules(folder(tmp_path, row))


def test_every_course_is_of_an_indicator_that_is_there() -> None:
    assert set(load_rules().courses) - {"*"} <= set(load().indicators) and "*" in load_rules().courses
