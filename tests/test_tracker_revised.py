"""更n counts the months whose figures a later report changed, not every month that it happens to repeat."""

from __future__ import annotations

from pathlib import Path

import pytest
from made import GUANGZHOU, SHENZHEN, new_store, observation, reading, store
from sqlalchemy import Engine

from answers.duties import duty
from answers.tracker import ledger
from catalog.book import load
from catalog.records import Reading
from store.arrivals import arrivals

FORMS = load().forms
MONTHS = [f"2026-{month:02}" for month in range(1, 11)]


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    return new_store(tmp_path)


def year(name: str, region: str = GUANGZHOU, **other: float) -> Reading:
    """Ten months, some of them with another figure: m03=5."""
    cells = (observation(region=region, period=month, value=other.get(f"m{month[5:]}", 1.0), cell=f"C{row}")
             for row, month in enumerate(MONTHS, 7))  # fmt: skip
    return reading(name, *cells)


def revised(engine: Engine, region: str = GUANGZHOU) -> dict[str, int]:
    """Months with the number of times they were revised."""
    known = ledger(arrivals(engine), (), FORMS)
    found = {month: duty(known, FORMS["F03"], region, month, "2026-11-30") for month in MONTHS}
    return {month: cell.revisions for month, cell in found.items() if cell.revisions or cell.state == "revised"}


def test_only_the_months_that_a_correction_changed_count_as_revised(engine: Engine) -> None:
    store(engine, year("全年.xlsx"))
    assert revised(engine) == {}
    assert store(engine, year("全年2.xlsx", m03=5.0, m07=6.0), reason="三月七月漏报").accepted
    assert revised(engine) == {"2026-03": 1, "2026-07": 1}
    assert store(engine, year("全年3.xlsx", m03=8.0, m07=6.0), reason="三月再核").accepted
    assert revised(engine) == {"2026-03": 2, "2026-07": 1}


def test_a_figure_that_was_left_as_corrected_is_no_revision(engine: Engine) -> None:
    store(engine, year("全年.xlsx"))
    store(engine, year("全年2.xlsx", m03=5.0), reason="三月漏报")
    store(engine, year("全年3.xlsx", m07=6.0), reason="七月漏报")
    assert revised(engine) == {"2026-03": 1, "2026-07": 1}
    store(engine, year("全年4.xlsx", m07=6.0), reason="三月不该改", take_back=True)
    assert revised(engine) == {"2026-03": 2, "2026-07": 1}


def test_another_area_s_correction_is_none_of_ours(engine: Engine) -> None:
    store(engine, year("广州.xlsx"), year("深圳.xlsx", SHENZHEN))
    store(engine, year("深圳2.xlsx", SHENZHEN, m03=5.0), reason="漏报")
    assert revised(engine) == {} and revised(engine, SHENZHEN) == {"2026-03": 1}
