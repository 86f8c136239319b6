"""The invented truth behind the sample workbooks: indicator × region × period, as exact whole numbers.

Values are in base units (persons, hours, yuan). Months are stored under the month, quarterly flows under the quarter,
stocks under the month at whose end they were counted. None: not reported (潮州市 and 云浮市 in the last month).
"""

from __future__ import annotations

from functools import lru_cache

from catalog.book import load
from samples import employment, stocks, volunteers
from samples.calendar import LAST, MONTHS, QUARTER_ENDS, month, quarter, split
from samples.employment import Facts
from samples.places import SILENT, cities

# The register is kept by the province: counts of teams are known although the cities were silent
FROM_REGISTER = ("vol_teams", "vol_teams_village", "vol_villages_covered")
MONTHLY_FLOWS = ("emp_employed_new", "emp_adapt_trained", "emp_job_fairs", "emp_jobs_offered", "emp_intents")
TARGETED = ("emp_employed_new", "vol_hours", "emp_job_fairs", "emp_adapt_trained", "vol_activities", "hon_visits")


class Correction:
    """茂名市 corrects September 2026: 36 newly employed more than first reported."""

    city, period, more, reason = "440900", "2026-09", 36, "漏统计两场专场招聘会入职人员"
    indicators = ("emp_employed_new", "emp_employed_cum")


class Slip:
    """湛江市: its volunteers are typed 63 % too high in one cell of the provincial summary; totals stay right."""

    city, period, indicator, factor = "440800", "2026-05", "vol_volunteers", 1.63


def typed(indicator: str, region: str, period: str) -> float | None:
    """What the provincial summary prints: the value, but for the slip and for what was corrected later."""
    held = value(indicator, region, period)
    if (region, period, indicator) == (Slip.city, Slip.period, Slip.indicator):
        return None if held is None else round(held * Slip.factor)
    return as_first_reported(indicator, region, period, held)


def as_first_reported(indicator: str, region: str, period: str, held: float | None) -> float | None:
    """The figure before the correction: lower by what was added to the month and to the sums it enters."""
    changed = (region, period) == (Correction.city, Correction.period) and indicator in Correction.indicators
    return held - Correction.more if changed and held is not None else held


@lru_cache(maxsize=1)
def complete() -> Facts:
    """Everything, silence included: what the silent cities would have said."""
    return {**employment.build(), **volunteers.build(), **stocks.build()}


@lru_cache(maxsize=1)
def table() -> Facts:
    """(indicator, region, period) → value as reported; None where a city was silent."""
    return {
        key: None if key[1] in SILENT and key[2] == LAST and key[0] not in FROM_REGISTER else value
        for key, value in complete().items()
    }


def value(indicator: str, region: str, period: str) -> float | None:
    """One reported figure; None when not reported or not counted in that period."""
    return table().get((indicator, region, period))


def year_to_date(indicator: str, region: str, period: str) -> float | None:
    """The sum of a flow from January (or the first quarter) to this month; None unless every part is reported."""
    year, number = split(period)
    if indicator in ("hon_visits",):
        parts = [value(indicator, region, quarter(month(year, n))) for n in range(3, number + 1, 3)]
    else:
        parts = [value(indicator, region, month(year, n)) for n in range(1, number + 1)]
    return None if any(part is None for part in parts) else sum(part for part in parts if part is not None)


def circular_months() -> tuple[str, ...]:
    """Months with a progress circular: every month of 2026 and the ends of the years before."""
    return tuple(m for m in MONTHS if m >= "2026-01" or (m[5:] == "12" and m >= "2023"))


def facts() -> list[tuple[str, str, str, str, float | None]]:
    """(indicator, region, period, measure, value) of all the workbooks say; measures value, ytd, target."""
    found = [(*key, "value", held) for key, held in table().items()]
    for place in cities():
        for period in MONTHS:
            for indicator in _summed(period):
                found.append((indicator, place.code, period, "ytd", year_to_date(indicator, place.code, period)))
    found += [(t.indicator, t.region, str(t.year), "target", float(t.value)) for t in load().targets]
    return sorted(found, key=lambda row: row[:4])


def _summed(period: str) -> list[str]:
    """Flows whose year to date some form of this month prints."""
    if period < "2023":
        return []
    circular = period in circular_months()
    return [i for i in (*MONTHLY_FLOWS, *(t for t in TARGETED if t not in MONTHLY_FLOWS))
            if (i in MONTHLY_FLOWS or circular) and (i != "hon_visits" or period in QUARTER_ENDS)]
