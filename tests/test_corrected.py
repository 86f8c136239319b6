"""A person's corrections: what was read follows from them value by value, and the questions they answer are gone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from catalog.records import Observation, Reading
from loaders.corrected import BadCorrection, corrected
from tests.reader_sheets import codes, fact, reading_of

GUANGZHOU, SHENZHEN, SHANTOU = "440100", "440300", "440500"
ROWS: list[list[Any]] = [
    ["各市志愿服务情况表（2026年10月）"],
    ["地区", "志愿者（人）", "爱心奉献小时", "志愿服务队（支）"],
    ["合计", 600, 9, 60],
    ["广州市", 100, 2, 10],
    ["深圳市", 200, 3, 20],
    ["汕斗市", 300, 4, 30],
]


@pytest.fixture
def reading(tmp_path: Path) -> Reading:
    return reading_of(tmp_path / "志愿.xlsx", ROWS)


def cell(found: Reading, at: str) -> Observation:
    return next(o for o in found.observations if o.ref.cell == at)


def test_a_column_named_by_a_person_is_that_indicator_in_its_base_unit(reading: Reading) -> None:
    assert cell(reading, "C4").indicator is None and "unknown_indicator" in codes(reading)
    told = corrected(reading, {"columns": {"Sheet1!C": {"indicator": "vol_hours", "unit": "万小时"}}})
    assert fact(cell(told, "C4")) == (20000.0, GUANGZHOU, "vol_hours", "value", "2026-10")
    assert cell(told, "C4").printed == 2 and cell(told, "C4").text == "2"
    assert not [f for f in told.findings if f.code == "unknown_indicator"]
    assert cell(told, "B4") == cell(reading, "B4")


def test_a_row_named_by_a_person_is_that_area_and_its_question_is_gone(reading: Reading) -> None:
    assert "unknown_region" in codes(reading)
    told = corrected(reading, {"rows": {"Sheet1!6": {"region": SHANTOU}}})
    assert fact(cell(told, "B6")) == (300.0, SHANTOU, "vol_volunteers", "value", "2026-10")
    assert "unknown_region" not in codes(told) and "total_mismatch" not in codes(told)


def test_a_row_called_subtotal_is_no_fact_of_an_area(reading: Reading) -> None:
    told = corrected(reading, {"rows": {"Sheet1!6": {"role": "subtotal"}}})
    assert cell(told, "B6").role == "subtotal" and "unknown_region" not in codes(told)


def test_an_ignored_row_is_passed_over_and_the_total_no_longer_adds_up(reading: Reading) -> None:
    told = corrected(reading, {"rows": {"Sheet1!6": {"role": "ignore"}}})
    assert not [o for o in told.observations if o.ref.cell.endswith("6")]
    assert {p.ref.cell for p in told.passed_over if p.reason == "ignored"} == {"B6", "C6", "D6"}
    assert {f.ref.cell for f in told.findings if f.code == "total_mismatch"} == {"B3", "D3"}


def test_a_unit_that_does_not_convert_is_said_once_and_nothing_is_guessed(reading: Reading) -> None:
    told = corrected(reading, {"columns": {"Sheet1!D": {"unit": "万元"}}})
    assert {o.indicator for o in told.observations if o.ref.cell.startswith("D")} == {None}
    assert [f.ref.cell for f in told.findings if f.code == "unit_conflict"] == ["D3"]


def test_the_period_of_a_sheet_replaces_the_one_that_was_read(reading: Reading) -> None:
    told = corrected(reading, {"sheets": {"Sheet1": {"period": "2026-09"}}})
    assert {o.period for o in told.observations} == {"2026-09"}


def test_a_sheet_without_a_period_can_be_told_one(tmp_path: Path) -> None:
    bare = reading_of(tmp_path / "x.xlsx", [["志愿服务情况"], *ROWS[1:5]])
    assert "no_period" in codes(bare)
    told = corrected(bare, {"sheets": {"Sheet1": {"period": "2026-10"}}})
    assert "no_period" not in codes(told) and {o.period for o in told.observations} == {"2026-10"}


def test_a_column_can_be_a_target_of_the_year(reading: Reading) -> None:
    told = corrected(reading, {"columns": {"Sheet1!B": {"measure": "target"}}})
    assert fact(cell(told, "B4")) == (100.0, GUANGZHOU, "vol_volunteers", "target", "2026")


def test_the_unit_of_a_sheet_holds_where_it_converts(reading: Reading) -> None:
    told = corrected(reading, {"sheets": {"Sheet1": {"unit": "万小时", "indicator": "vol_hours"}}})
    assert fact(cell(told, "C4")) == (20000.0, GUANGZHOU, "vol_hours", "value", "2026-10")
    assert cell(told, "B4").value == 100.0 and cell(told, "D4").indicator == "vol_teams"


def test_what_was_said_stays_with_the_figures_as_a_note(reading: Reading) -> None:
    told = corrected(reading, {"columns": {"Sheet1!C": {"indicator": "vol_hours", "unit": "万小时"}}})
    note = next(f for f in told.findings if f.code == "told_by_hand")
    assert note.severity == "note" and note.ref.cell == "C3"
    assert "C列：指标=本期志愿服务时长，单位=万小时" in note.text and "column C" in note.text


def test_no_correction_changes_nothing(reading: Reading) -> None:
    assert corrected(reading, {}) is reading
    assert corrected(reading, {"columns": {"Sheet1!C": {}}}).observations == reading.observations


@pytest.mark.parametrize("said", [{"indicator": "nonsense"}, {"unit": "斤"}, {"region": "999999"}, {"period": "10月"},
                                  {"role": "king"}, {"colour": "red"}])  # fmt: skip
def test_what_does_not_exist_cannot_be_told(reading: Reading, said: dict[str, str]) -> None:
    with pytest.raises(BadCorrection):
        corrected(reading, {"columns": {"Sheet1!C": said}})
