"""The truth of employment: monthly flows, the year's cohort with its parts A–N, and what is counted by quarter."""

from __future__ import annotations

from samples.calendar import BASELINE, FESTIVAL, INDEX, MONTHS, split
from samples.places import cities, weights
from samples.shapes import apportion, between, level, noise

Facts = dict[tuple[str, str, str], float | None]

# 5月毕业季、9月秋招两个高点
SEASON = (0.90, 0.86, 1.03, 1.06, 1.17, 1.04, 0.97, 0.96, 1.13, 1.02, 0.99, 1.01)
CUMULATIVE_2022 = 37_700  # 累计3.8万名（2022-11）；加当月流量后2023-06为4.8万
NEW_LEVEL = ((0, 1500.0), (7, 1545.0), (20, 1740.0), (47, 1960.0))
COHORT = {2022: 21_800, 2023: 22_600, 2024: 23_300, 2025: 23_900, 2026: 24_400}
FOUND_WORK = (0.30, 0.34, 0.39, 0.43, 0.48, 0.51, 0.54, 0.56, 0.585, 0.61, 0.63, 0.65)
TRAINED = (0.02, 0.04, 0.11, 0.21, 0.34, 0.46, 0.54, 0.61, 0.74, 0.85, 0.92, 0.965)


def season(period: str) -> float:
    """The share of the month in an even year; the month of Chinese New Year is the low."""
    factor = SEASON[split(period)[1] - 1]
    return round(factor * 0.74, 4) if period in FESTIVAL else factor


def build() -> Facts:
    """All employment facts of all cities, none left out (silence is laid over them in `samples.truth`)."""
    facts: Facts = {}
    _newly_employed(facts)
    for place in cities():
        _running_total(facts, place.code)
    _cohort(facts)
    _training(facts)
    _fairs(facts)
    return facts


def _newly_employed(facts: Facts) -> None:
    share = weights(population=0.55, villages=0.25, spread=0.16, key="emp_employed_new")
    for period in MONTHS:
        total = round(level(INDEX[period], NEW_LEVEL) * season(period) * noise(0.03, "emp", period))
        own = [w * noise(0.17, "emp", period, p.code) * _drift(p.code, period)
               for w, p in zip(share, cities(), strict=True)]
        for place, value in zip(cities(), apportion(total, own), strict=True):
            facts["emp_employed_new", place.code, period] = value


def _drift(code: str, period: str) -> float:
    """A city's own slow rise or fall against the others: at most a tenth over the four years."""
    return 1 + between(-0.1, 0.1, "drift", code) * INDEX[period] / 47


def _running_total(facts: Facts, code: str) -> None:
    share = weights(population=0.55, villages=0.25, spread=0.10, key="emp_employed_cum")
    codes = [place.code for place in cities()]
    total = apportion(CUMULATIVE_2022, share)[codes.index(code)]
    for period in MONTHS:
        if period != BASELINE:
            new = facts["emp_employed_new", code, period]
            assert new is not None
            total += int(new)
        facts["emp_employed_cum", code, period] = total


def _cohort(facts: Facts) -> None:
    share = weights(population=0.5, villages=0.35, spread=0.14, key="emp_cohort")
    sizes = {year: apportion(total, [w * noise(0.04, "cohort", year, p.code)
                                     for w, p in zip(share, cities(), strict=True)])
             for year, total in COHORT.items()}
    for at, place in enumerate(cities()):
        last = {"work": 0, "year": 0}
        for period in MONTHS:
            year, number = split(period)
            if year != last["year"]:
                last = {"work": 0, "year": year}
            # 1—3月档案陆续移交，人数逐步到齐
            cohort = int(sizes[year][at] * (0.985, 0.993)[number - 1]) if number < 3 else sizes[year][at]
            last["work"] = _parts(facts, place.code, period, cohort, last["work"])


def _parts(facts: Facts, code: str, period: str, cohort: int, working: int) -> int:
    """Letters A–N of one city and month; A=B+C+D+L, D=E+G+H, H=I+J+K, F≤E, N≤M≤L. Returns D."""
    year, number = split(period)
    autumn = number >= 9  # 9月开学：复学、入学到位
    back = int(cohort * (0.088 if autumn else 0.061) * noise(0.12, "B", code, year))
    exam = int(cohort * (0.172 if autumn else 0.149) * noise(0.10, "C", code, year))
    wish = int(cohort * FOUND_WORK[number - 1] * between(0.93, 1.05, "D", code, year))
    working = min(max(wish, working), cohort - back - exam)
    farming = int(working * between(0.05, 0.13, "G", code))
    startup = int(working * between(0.10, 0.16, "H", code))
    urban = working - farming - startup
    small, coop = int(startup * between(0.16, 0.27, "I", code)), int(startup * between(0.05, 0.12, "K", code))
    waiting = cohort - back - exam - working
    hardship = int(waiting * between(0.05, 0.12, "M", code))
    row = {
        "emp_cohort": cohort, "emp_school_returned": back, "emp_exam_enrolled": exam, "emp_employed": working,
        "emp_urban": urban, "emp_urban_trained": int(urban * between(0.35, 0.52, "F", code)),
        "emp_farming": farming, "emp_startup": startup, "emp_startup_sme": small,
        "emp_startup_self": startup - small - coop, "emp_startup_coop": coop, "emp_unemployed": waiting,
        "emp_hardship": hardship, "emp_hardship_aided": int(hardship * between(0.86, 1.0, "N", code, period)),
    }
    facts.update({(indicator, code, period): value for indicator, value in row.items()})
    return working


def _training(facts: Facts) -> None:
    """Persons trained this month: steps of a yearly path that never passes those due."""
    for place in cities():
        for period in MONTHS:
            year, number = split(period)
            cohort = facts["emp_cohort", place.code, f"{year}-12" if year < 2026 else "2026-10"]
            assert cohort is not None
            due = int(cohort * between(0.94, 0.99, "due", place.code, year))
            before = _trained(place.code, year, number - 1, due)
            facts["emp_adapt_due", place.code, period] = due
            facts["emp_adapt_trained", place.code, period] = _trained(place.code, year, number, due) - before


def _trained(code: str, year: int, number: int, due: int) -> int:
    """Persons of the year trained up to this month."""
    if number == 0:
        return 0
    pace = between(0.92, 1.03, "trained", code, year)
    own = TRAINED[number - 1] + (0.015 * noise(1, "trained", code, year, number) if number < 12 else 0.01)
    return min(due, int(due * pace * own))


def _fairs(facts: Facts) -> None:
    share = weights(population=0.5, spread=0.2, key="emp_job_fairs")
    for period in MONTHS:
        total = round(level(INDEX[period], ((0, 74.0), (47, 96.0))) * season(period) * noise(0.08, "fairs", period))
        own = [w * noise(0.5, "fairs", period, p.code) for w, p in zip(share, cities(), strict=True)]
        for place, fairs in zip(cities(), apportion(total, own), strict=True):
            offered = int(fairs * between(140, 260, "jobs", place.code) * noise(0.15, "jobs", place.code, period))
            facts["emp_job_fairs", place.code, period] = fairs
            facts["emp_jobs_offered", place.code, period] = offered
            facts["emp_intents", place.code, period] = int(offered * between(0.08, 0.16, "intents", place.code, period))
