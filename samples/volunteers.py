"""The truth of volunteer service: teams by level, villages covered, volunteers, hours."""

from __future__ import annotations

from collections.abc import Sequence

from samples.calendar import BASELINE, INDEX, LAST, MONTHS, REPUBLISHED, split
from samples.employment import Facts
from samples.places import Place, cities, weights
from samples.shapes import along, apportion, between, level, noise

# Share of its villages with a team in 2026-10 a city is steered to; about half of the province's 26,599
COVERAGE = {
    "440100": 0.58, "440300": 0.80, "440400": 0.72, "440500": 0.40, "440600": 0.68, "440200": 0.50, "441600": 0.51,
    "441400": 0.38, "441300": 0.70, "441500": 0.34, "441900": 0.66, "442000": 0.76, "440700": 0.60, "441700": 0.53,
    "440800": 0.31, "440900": 0.44, "441200": 0.49, "441800": 0.45, "445100": 0.38, "445200": 0.29, "445300": 0.47,
}
# Provincial sums of 8459 and 13327 teams: not at village level, second teams of a village, villages covered
ANCHORS = {BASELINE: (1214, 114, 7131), REPUBLISHED: (1502, 185, 11640)}
BEFORE_BREAK = "2023-05"
VOLUNTEERS = {BASELINE: 320_400, REPUBLISHED: 358_100, LAST: 402_600}
HOURS_2022 = 39_613_400  # 超过3961万小时
HOURS_LEVEL = ((0, 598_000.0), (20, 632_000.0), (47, 688_000.0))
# 3月学雷锋、6—8月防汛防风
HOURS_SEASON = (0.90, 0.86, 1.16, 1.02, 1.00, 1.05, 1.07, 1.06, 0.98, 0.96, 0.95, 0.99)


def build() -> Facts:
    """All volunteer facts of all cities and months."""
    facts: Facts = {}
    _teams(facts)
    _volunteers(facts)
    _hours(facts)
    _activity(facts)
    return facts


def last_teams(place: Place) -> tuple[int, int, int]:
    """Teams of the last month: not at village level, second teams of a village, villages covered."""
    covered = round(place.villages * COVERAGE[place.code])
    second = 4 + int(covered * between(0.008, 0.022, "second", place.code))
    other = 1 + len(place.counties) + round(place.towns * between(0.72, 0.95, "towns", place.code))
    return other + 4 + int(12 * between(0, 1, "sector", place.code)), second, covered


def _anchored(last: Sequence[int], which: int) -> dict[str, list[int]]:
    """City values at the anchors: November 2022 and June 2023 meet the provincial sums exactly, none falls."""
    pace = [between(0.80, 1.20, "pace", which, place.code) for place in cities()]
    first = apportion(ANCHORS[BASELINE][which], [value * p for value, p in zip(last, pace, strict=True)])
    room = [max(end - start, 0) for end, start in zip(last, first, strict=True)]
    step = apportion(ANCHORS[REPUBLISHED][which] - ANCHORS[BASELINE][which], room)
    middle = [start + more for start, more in zip(first, step, strict=True)]
    # 口径在2023年6月扩大（8459支→13327支）：之前只缓慢增长
    before = [start + (end - start) // 9 for start, end in zip(first, middle, strict=True)]
    end = [max(a, b) for a, b in zip(last, middle, strict=True)]
    return {BASELINE: first, BEFORE_BREAK: before, REPUBLISHED: middle, LAST: end}


def path(at: dict[str, list[int]], period: str, number: int, key: str) -> int:
    """The value of the city with this number between its anchors, by its own bend."""
    end = min(anchor for anchor in at if anchor >= period)
    start = max((anchor for anchor in at if anchor < end), default=end)
    share = (INDEX[period] - INDEX[start]) / max(INDEX[end] - INDEX[start], 1)
    bend = between(0.75, 1.35, "bend", key, cities()[number].code)
    return along(at[start][number], at[end][number], share, bend)


def _teams(facts: Facts) -> None:
    ends = [last_teams(place) for place in cities()]
    kinds = [_anchored([end[which] for end in ends], which) for which in range(3)]
    for number, place in enumerate(cities()):
        for period in MONTHS:
            other, second, covered = (path(kind, period, number, "teams") for kind in kinds)
            facts["vol_villages_covered", place.code, period] = covered
            facts["vol_teams_village", place.code, period] = covered + second
            facts["vol_teams", place.code, period] = covered + second + other


def _volunteers(facts: Facts) -> None:
    teams = [facts["vol_teams", place.code, BASELINE] or 0 for place in cities()]
    first = apportion(VOLUNTEERS[BASELINE], [t * between(0.72, 1.32, "members", p.code)
                                             for t, p in zip(teams, cities(), strict=True)])
    at, growth = {BASELINE: first}, weights(population=0.6, villages=0.3, spread=0.2, key="vol_volunteers")
    for before, after in ((BASELINE, REPUBLISHED), (REPUBLISHED, LAST)):
        step = apportion(VOLUNTEERS[after] - VOLUNTEERS[before], growth)
        at[after] = [start + more for start, more in zip(at[before], step, strict=True)]
    for number, place in enumerate(cities()):
        for period in MONTHS:
            facts["vol_volunteers", place.code, period] = path(at, period, number, "vol_volunteers")


def _hours(facts: Facts) -> None:
    base = [facts["vol_volunteers", place.code, BASELINE] or 0 for place in cities()]
    share = [b * between(0.75, 1.3, "hours", p.code) for b, p in zip(base, cities(), strict=True)]
    codes = [place.code for place in cities()]
    running = dict(zip(codes, apportion(HOURS_2022, share), strict=True))
    for period in MONTHS:
        season = HOURS_SEASON[split(period)[1] - 1] * noise(0.03, "hours", period)
        own = [b * between(0.8, 1.25, "hours-flow", p.code) * noise(0.12, "hours", period, p.code)
               for b, p in zip(base, cities(), strict=True)]
        hours = apportion(round(level(INDEX[period], HOURS_LEVEL) * season), own)
        for place, value in zip(cities(), hours, strict=True):
            running[place.code] += value if period != BASELINE else 0
            facts["vol_hours", place.code, period] = value
            facts["vol_hours_cum", place.code, period] = running[place.code]


def _activity(facts: Facts) -> None:
    """Active teams never outnumber the teams; activities, persons served and call-outs follow them."""
    for period in MONTHS:
        number = split(period)[1]
        for place in cities():
            teams, key = facts["vol_teams", place.code, period] or 0, (place.code, period)
            rate = between(0.48, 0.74, "active", place.code) * HOURS_SEASON[number - 1] ** 0.6
            active = int(teams * min(rate * noise(0.06, "active", *key), 0.97))
            facts["vol_teams_active", place.code, period] = active
            held = int(active * between(1.05, 1.45, "held", place.code) * noise(0.08, "held", *key))
            facts["vol_activities", place.code, period] = held
            facts["vol_persons_served", place.code, period] = int(held * between(26, 44, "served", place.code)
                                                                  * noise(0.1, "served", *key))
            flood = 2.2 if 6 <= number <= 9 else 1.0
            facts["vol_emergency", place.code, period] = int(between(2, 11, "emergency", place.code) * flood
                                                             * noise(0.6, "emergency", *key))
