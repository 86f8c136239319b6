"""The truth of what is counted by quarter, half-year and year: the other forces and service."""

from __future__ import annotations

from typing import NamedTuple

from samples.calendar import BASELINE, INDEX, LAST, QUARTER_ENDS, REPUBLISHED, due, quarter, split
from samples.employment import Facts
from samples.places import PROVINCE, Place, cities, weights
from samples.shapes import along, apportion, between, level, noise


class Plan(NamedTuple):
    """How one stock or cumulative grows: provincial sums at months, the powers of city size behind its shares.

    quantum: the step of the value (100 元 for amounts printed in 万元 with two decimals). also: months beside the
    regular ones. The sums of months named here are met exactly.
    """

    indicator: str
    frequency: str
    sums: tuple[tuple[str, int], ...]
    population: float = 0.0
    villages: float = 0.0
    towns: float = 0.0
    quantum: int = 1
    also: tuple[str, ...] = ()


PLANS = (
    # 11555名、2136人（2022-11）→ 22978名、4337人（2023-06）：口径变化，不平滑
    Plan("gov_committee_veterans", "half",
         ((BASELINE, 11_555), ("2022-12", 11_568), (REPUBLISHED, 22_978), (LAST, 24_320)), 0.1, 0.8),
    Plan("gov_soldier_secretaries", "half",
         ((BASELINE, 2_136), ("2022-12", 2_138), (REPUBLISHED, 4_337), (LAST, 4_690)), 0.1, 0.8),
    Plan("emp_skill_trained", "quarter", ((BASELINE, 20_080), (REPUBLISHED, 22_350), (LAST, 34_900)), 0.6, 0.2),
    Plan("emp_edu_enrolled", "quarter", ((BASELINE, 86_710), (REPUBLISHED, 87_380), (LAST, 104_900)), 0.6, 0.2),
    Plan("biz_entities_cum", "quarter", ((BASELINE, 50_620), (REPUBLISHED, 53_480), (LAST, 71_300)), 0.8),
    Plan("biz_jobs_created_cum", "quarter", ((BASELINE, 143_060), (REPUBLISHED, 151_300), (LAST, 203_800)), 0.8),
    Plan("pair_pairs", "quarter", ((BASELINE, 42_060), (REPUBLISHED, 43_700), (LAST, 52_400)), 0.4, 0.4),
    Plan("pair_problems_cum", "quarter", ((BASELINE, 37_960), (REPUBLISHED, 43_300), (LAST, 74_800)), 0.4, 0.4),
    Plan("pair_veterans", "quarter", ((BASELINE, 302_400), (REPUBLISHED, 311_000), (LAST, 362_500)), 0.4, 0.4),
    Plan("med_mediators", "quarter", ((BASELINE, 9_820), (REPUBLISHED, 10_450), (LAST, 14_260)), 0.2, 0.6),
    Plan("hon_rooms", "quarter", ((BASELINE, 2_176), (REPUBLISHED, 2_291), (LAST, 2_858)), 0.2, 0.0, 0.6),
    Plan("hon_walls", "quarter", ((BASELINE, 966), (REPUBLISHED, 1_027), (LAST, 1_372)), 0.2, 0.0, 0.6),
    Plan("hon_gazetteer_cum", "year", ((BASELINE, 462), (LAST, 742)), 0.3, 0.3),
    Plan("hon_models", "year", ((BASELINE, 286), (LAST, 538)), 0.4),
    Plan("vol_brands", "year", ((BASELINE, 172), (LAST, 344)), 0.3),
    Plan("svc_population", "year", ((BASELINE, 1_986_400), (LAST, 1_998_900)), 0.7, 0.2),
    Plan("svc_plaques", "year", ((BASELINE, 1_842_300), (REPUBLISHED, 1_913_600), (LAST, 1_981_000)), 0.7, 0.2,
         also=(REPUBLISHED,)),
    Plan("svc_aid_persons", "year", ((BASELINE, 5_980), (REPUBLISHED, 6_511), (LAST, 9_720)), 0.4, 0.3,
         also=(REPUBLISHED,)),
    Plan("svc_aid_amount", "year", ((BASELINE, 1_469_000), (REPUBLISHED, 1_602_140), (LAST, 2_412_000)), 0.4, 0.3,
         quantum=100, also=(REPUBLISHED,)),
    Plan("svc_dual_list_items", "year", ((BASELINE, 861), ("2024-12", 1_098), (LAST, 1_172)), 0.4),
)
FUND = {"2022-11": 33_600_000, "2022-12": 33_920_000, "2023-12": 38_450_000, "2024-12": 42_180_000,
        "2025-12": 46_730_000}


def build() -> Facts:
    """Facts of every plan and of what follows from them."""
    facts: Facts = {("vol_fund_cum", PROVINCE, period): value for period, value in FUND.items()}
    for plan in PLANS:
        _grow(facts, plan)
    _honours(facts)
    _derived(facts)
    _quarter_flows(facts)
    _placement(facts)
    return facts


def _grow(facts: Facts, plan: Plan) -> None:
    """City shares of the first sum, then of every increase: the sums are exact and no city falls."""
    share = weights(plan.population, plan.villages, plan.towns, spread=0.18, key=_family(plan.indicator))
    drift = weights(plan.population, plan.villages, plan.towns, spread=0.30, key=plan.indicator + "+")
    at, before = {plan.sums[0][0]: apportion(plan.sums[0][1], share)}, plan.sums[0]
    for period, total in plan.sums[1:]:
        # 口径扩大时按原有规模扩大，平常增量各市快慢不同
        step = apportion(total - before[1], share if total > 1.5 * before[1] else drift)
        at[period] = [old + more for old, more in zip(at[before[0]], step, strict=True)]
        before = (period, total)
    for period in sorted({*due(plan.frequency), *plan.also}):
        for number, place in enumerate(cities()):
            facts[plan.indicator, place.code, period] = _reached(at, period, number) * plan.quantum


def _family(indicator: str) -> str:
    """Indicators that are parts of one another share a city's factor, so that parts stay below the whole."""
    return indicator.split("_")[0]


def _reached(at: dict[str, list[int]], period: str, number: int) -> int:
    known = sorted(at)
    start = max(month for month in known if month <= period)
    end = min((month for month in known if month > period), default=start)
    span = INDEX[end] - INDEX[start]
    return along(at[start][number], at[end][number], (INDEX[period] - INDEX[start]) / span if span else 0.0)


def _honours(facts: Facts) -> None:
    """Rooms and walls add up to sites; towns with a site are at most the towns and at most the sites."""
    for period in due("quarter"):
        for place in cities():
            rooms, walls = facts["hon_rooms", place.code, period] or 0, facts["hon_walls", place.code, period] or 0
            facts["hon_sites", place.code, period] = rooms + walls
            facts["hon_towns_with_site", place.code, period] = min(int(rooms + walls), _towns(place, period))
    for period in due("year"):
        for place in cities():
            rooms = facts["hon_rooms", place.code, period] or 0
            facts["hon_area", place.code, period] = int(rooms) * round(between(88, 134, "area", place.code))


def _towns(place: Place, period: str) -> int:
    """Towns with a site grow from about 60 % to about 80 % of the towns, each city in its own way."""
    start, end = between(0.48, 0.70, "towns", place.code, 0), between(0.66, 0.96, "towns", place.code, 1)
    return int(place.towns * level(INDEX[period], ((0, min(start, end)), (47, end))))


def _derived(facts: Facts) -> None:
    for place in cities():
        certified = between(0.66, 0.86, "certified", place.code)
        for period in due("quarter"):
            trained = facts["emp_skill_trained", place.code, period] or 0
            facts["emp_skill_certified", place.code, period] = int(trained * certified)
        for period in due("year"):
            items = facts["svc_dual_list_items", place.code, period] or 0
            done = int(items * between(0.86, 1.0, "dual", place.code, period))
            facts["svc_dual_list_done", place.code, period] = done
            facts["svc_stations", place.code, period] = 1 + len(place.counties) + place.towns + int(
                place.villages * (0.992 if period < "2023" else 1.0))


# indicator, provincial sum of the first and of the last quarter, shares of the four quarters, step
FLOWS = (
    ("hon_visits", 216_000, 331_000, (0.82, 1.14, 1.10, 0.94), 1),
    ("hon_lectures", 1_720, 2_260, (0.8, 1.05, 1.2, 0.95), 1),
    ("med_cases", 5_120, 6_380, (0.92, 1.0, 1.04, 1.04), 1),
    ("biz_loan_amount", 416_000, 655_000, (0.75, 1.05, 1.05, 1.15), 100),
)


def _quarter_flows(facts: Facts) -> None:
    """Amounts of a quarter, stored under the quarter: hon_visits of 2026-Q3."""
    for indicator, first, last, season, quantum in FLOWS:
        share = weights(0.5, 0.1, 0.2, spread=0.22, key=indicator)
        for end in QUARTER_ENDS:
            total = level(INDEX[end], ((1, first), (46, last))) * season[(split(end)[1] - 1) // 3]
            own = [w * noise(0.14, indicator, end, p.code) for w, p in zip(share, cities(), strict=True)]
            for place, value in zip(cities(), apportion(round(total), own), strict=True):
                facts[indicator, place.code, quarter(end)] = value * quantum


def _placement(facts: Facts) -> None:
    """Work placed by the government, counted within the year."""
    reached = {3: 0.24, 6: 0.57, 9: 0.83, 11: 0.95, 12: 0.985}
    for at, place in enumerate(cities()):
        share = weights(0.5, 0.2, spread=0.15, key="plc_due")
        for period in due("quarter"):
            year, number = split(period)
            owed = apportion(1_060 + 25 * (year - 2022), share)[at]
            facts["plc_due", place.code, period] = owed
            settled = round(owed * reached[number] * noise(0.05, "plc", place.code, year))
            facts["plc_settled", place.code, period] = min(owed, settled)
