"""The sample annual targets, fitted to the truth so that every state of progress occurs.

They are written once to data/catalog/targets.csv (`python -m samples --targets`); workbooks print what stands there.
"""

from __future__ import annotations

from pathlib import Path

from samples.calendar import LAST, YEARS
from samples.places import cities
from samples.shapes import between
from samples.truth import TARGETED, complete

TIME_PROGRESS = 83.3
# 百分点：2026年10月底新增就业完成率与序时进度之差；惠州提前完成，湛江、揭阳滞后，6市预警，10市达到序时
EMPLOYED_DEVIATION = {
    "440100": 3.1, "440300": 4.6, "440400": 2.2, "440500": -6.3, "440600": 5.3, "440200": 0.6, "441600": -4.8,
    "441400": -8.2, "441300": 18.1, "441500": -5.5, "441900": 1.8, "442000": 6.8, "440700": 2.9, "441700": -1.4,
    "440800": -14.2, "440900": -2.2, "441200": 0.9, "441800": 1.3, "445100": 1.1, "445200": -11.8, "445300": -3.0,
}
STEP = {"emp_employed_new": 5, "vol_hours": 1000, "emp_job_fairs": 1, "emp_adapt_trained": 10, "vol_activities": 50,
        "hon_visits": 500}
NO_TARGET = ("441900", "hon_visits")
HEAD = (
    "# 示例数据 Sample data: annual targets fitted to the sample workbooks (python -m samples --targets);"
    " no published target exists.\n"
    "# 东莞市 has no target for hon_visits (未下达任务).\n"
    "indicator,region,year,value\n"
)


def build() -> list[tuple[str, str, int, int]]:
    """(indicator, region, year, value) of every annual target."""
    return [
        (indicator, place.code, year, _fitted(indicator, place.code, year))
        for indicator in TARGETED for place in cities() for year in YEARS
        if (place.code, indicator) != NO_TARGET
    ]


def _fitted(indicator: str, region: str, year: int) -> int:
    reached = _reached(indicator, region, year)
    if year < YEARS[-1]:
        share = between(0.955, 1.075, "target", indicator, region, year)
    elif indicator == "emp_employed_new":
        share = (TIME_PROGRESS + EMPLOYED_DEVIATION[region]) / 100
    else:
        share = between(0.745, 0.915, "target", indicator, region, year) * (0.9 if indicator == "hon_visits" else 1.0)
    step = STEP[indicator]
    return max(step, round(reached / share / step) * step)


def _reached(indicator: str, region: str, year: int) -> float:
    """The year's sum as far as it is known, silent cities included: their targets were set before."""
    last = LAST if indicator != "hon_visits" else "2026-Q3"
    return sum(value or 0 for (i, r, period), value in complete().items()
               if i == indicator and r == region and period[:4] == str(year) and period <= last)


def write(path: Path) -> None:
    """Write targets.csv."""
    lines = [",".join(map(str, row)) for row in build()]
    path.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")
