"""Family across time: cumulatives that fall, stocks that jump, amounts out of the ordinary, copies.

A city is held against its own history only: robust MADs of its own changes, never another city's level (domain §1.6).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from math import sqrt
from typing import NamedTuple

from catalog.checks import renewed
from catalog.records import Finding
from loaders.most import at_most
from review.context import Context
from review.figures import Figure, Key, Track, by_key, ends
from review.figures import track as retrack
from review.saying import Text, about, indicator, month, number, region, say, where

_ROBUST = 1.4826


class Series(NamedTuple):
    """One city's figures of one indicator: all that is known, and those that this workbook gives, by last month."""

    track: Track
    own: Mapping[int, Figure]

    def before(self, end: int, months: int) -> list[Figure]:
        """The figures of the last `months` months before a period, oldest first."""
        return self.track.before(end, months, self.own)


def time_checks(own: Sequence[Figure], context: Context) -> Iterator[Finding]:
    """All of the family but the comparison with last year's printed figures (checks_printed)."""
    found: dict[str, list[Finding]] = defaultdict(list)
    short: list[Figure] = []
    for key, mine in by_key(one for one in own if one.measure == "value").items():
        if mine[0].region == "440000":
            continue
        series = _series(key, mine, context)
        for finding in _of_kind(key, series, context, short):
            found[finding.code].append(finding)
    for findings in found.values():
        yield from at_most(findings)
    yield from _short(short, context)
    yield from at_most(_copied(own, context))


def _of_kind(key: Key, series: Series, context: Context, short: list[Figure]) -> Iterator[Finding]:
    kind = context.catalog.indicators[key[0]].kind
    if kind == "cumulative":
        yield from _falls(series, context)
        yield from _climbs(series, context)
    elif kind == "stock":
        yield from _jumps(series, context, short)
    elif kind == "flow":
        yield from _outliers(series, context)


def _series(key: Key, mine: Sequence[Figure], context: Context) -> Series:
    """A month's amount is never held against a quarter's: of a flow only figures of one length."""
    track = context.track(*key)
    if context.catalog.indicators[key[0]].kind == "flow" and len({one.span for one in track.all}) > 1:
        track = retrack([one for one in track.all if one.span == mine[-1].span])
        mine = [one for one in mine if one.span == mine[-1].span]
    return Series(track, {one.end: one for one in mine})


def _broken(series: Figure, since: int, context: Context) -> bool:
    """Whether a declared break lies between two periods of an indicator (R30)."""
    starts = (ends(one.period)[0] for one in context.catalog.breaks if one.indicator == series.indicator)
    return any(since < start <= series.end for start in starts)


def _pair(one: Figure, earlier: Figure) -> dict[str, Text]:
    return {**about(one), "previous": month(earlier.end), "limit": number(earlier.value),
            "where": where(earlier, one.ref)}  # fmt: skip


# ------------------------------------------------------------------ cumulatives and stocks
def _falls(series: Series, context: Context) -> Iterator[Finding]:
    """Since-inception figures never fall (R8); across a declared break they may."""
    for one in series.own.values():
        before = series.before(one.end, 24)
        if not before or one.value >= before[-1].value:
            continue
        slack = 0.5 * (one.step + before[-1].step) + 1e-6
        if one.value < before[-1].value - slack and not _broken(one, before[-1].end, context):
            yield say("cumulative_fall", one.ref, **_pair(one, before[-1]))


def _climbs(series: Series, context: Context) -> Iterator[Finding]:
    """A since-inception figure that grows by far more than it ever did: a digit too many, or another scope."""
    rules = context.rules
    for one in series.own.values():
        before = series.before(one.end, int(rules["history_months"]))
        if len(before) < rules["history_least"] or _broken(one, before[-1].end, context):
            continue
        step = one.value - before[-1].value
        steps = [late.value - early.value for early, late in pairwise(before)]
        middle = _median(steps)
        width = rules["jump_mads"] * _ROBUST * _median([abs(one - middle) for one in steps])
        most = max(middle + width, rules["flow_floor_factor"] * middle)
        if step > most and _worth(step, before[-1].value, rules):
            yield say("cumulative_jump", one.ref, **_pair(one, before[-1]), usual=number(round(most)))


def _jumps(series: Series, context: Context, short: list[Figure]) -> Iterator[Finding]:
    rules = context.rules
    months = int(rules["history_months"])
    for one in series.own.values():
        before = series.before(one.end, months)
        if not before or _anew(one, before[-1]) or _broken(one, before[-1].end, context) or _back(one, before, rules):
            continue
        step = one.value - before[-1].value
        if _halved(one, before[-1], context):
            change = number(round(100 * step / before[-1].value, 1))
            change = f"{'+' if step > 0 else ''}{change}"
            yield say("scope_change", one.ref, **_pair(one, before[-1]), change=change)
        elif len(before) < rules["history_least"]:
            if one.end == max(series.own):
                short.append(one)
        elif (usual := _jumped(one, before, rules)) is not None:
            yield say("stock_jump", one.ref, **_pair(one, before[-1]), usual=usual)


def _anew(one: Figure, earlier: Figure) -> bool:
    """A new cohort began between the two periods."""
    return one.indicator in renewed() and one.end // 12 != earlier.end // 12


def _worth(step: float, level: float, rules: Mapping[str, float]) -> bool:
    return abs(step) >= max(rules["jump_floor_count"], abs(level) * rules["jump_floor_percent"] / 100)


def _back(one: Figure, before: Sequence[Figure], rules: Mapping[str, float]) -> bool:
    """Back where it stood before the last figure: then that one was the odd one, and was said when it came."""
    return len(before) > 1 and not _worth(one.value - before[-2].value, before[-2].value, rules)


def _halved(one: Figure, earlier: Figure, context: Context) -> bool:
    """Moved by more than half, from a base worth the name, and no register that says the same (R30). What begins anew
    each January grows through the year by itself."""
    if earlier.value < context.rules["small_base"] or one.indicator in renewed():
        return False
    if abs(one.value - earlier.value) <= earlier.value * context.rules["break_percent"] / 100:
        return False
    rows = [context.registers.get((name, one.region, one.end)) for name, row in context.catalog.registers.items()
            if row.counts == one.indicator]  # fmt: skip
    return not any(count is not None and abs(count - one.value) <= 0.02 * one.value for count in rows)


def _jumped(one: Figure, before: Sequence[Figure], rules: Mapping[str, float]) -> str | None:
    """The usual change, when this one is beyond it: so many robust MADs from the median of the city's own changes,
    worth mentioning, and unlike the same month's in an earlier year. A series that never moved has no MAD; then only
    the floors decide."""
    level, step = before[-1].value, one.value - before[-1].value
    if not _worth(step, level, rules):
        return None
    pairs = [(early, late) for early, late in pairwise(before) if not _anew(late, early)]
    steps = [late.value - early.value for early, late in pairs]
    season = [late.value - early.value for early, late in pairs if (one.end - late.end) % 12 == 0]
    if one.indicator in renewed() and not season:
        return None  # what begins anew each January moves by season: a year of it must be known
    middle = _median(steps) if steps else 0.0
    width = rules["jump_mads"] * _ROBUST * _median([abs(one - middle) for one in steps]) if steps else 0.0
    if abs(step - middle) <= width or any(abs(step - usual) <= abs(usual) for usual in season):
        return None
    return f"{number(round(middle - width))}—{number(round(middle + width))}"


def _median(values: Sequence[float]) -> float:
    order = sorted(values)
    half = len(order) // 2
    return order[half] if len(order) % 2 else (order[half - 1] + order[half]) / 2


def _short(found: Sequence[Figure], context: Context) -> Iterator[Finding]:
    """One note for the workbook: which stocks have too short a history to judge."""
    if found:
        named = list(dict.fromkeys(one.indicator for one in found))
        both = "、".join(indicator(one)[0] for one in named[:4]), ", ".join(indicator(one)[1] for one in named[:4])
        yield say("history_short", found[0].ref._replace(cell=""), found=str(len(found)),
                  limit=number(context.rules["history_least"]), what=both)  # fmt: skip


# ------------------------------------------------------------------ amounts
def _outliers(series: Series, context: Context) -> Iterator[Finding]:
    """An amount far from the city's other periods: on square roots, where the spread of counts does not grow."""
    rules = context.rules
    for one in series.own.values():
        before = series.before(one.end, int(rules["history_months"]))
        if len(before) < rules["history_least"] or one.value < 0:
            continue
        roots = [sqrt(max(past.value, 0.0)) for past in before]
        middle = _median(roots)
        usual, factor = middle * middle, rules["flow_floor_factor"]
        if usual < rules["small_base"] or usual / factor <= one.value <= usual * factor:
            continue
        width = rules["flow_mads"] * max(_ROBUST * _median([abs(root - middle) for root in roots]), 0.5)
        if abs(sqrt(one.value) - middle) > width:
            low, high = max(0.0, middle - width) ** 2, (middle + width) ** 2
            span = f"{number(round(low))}—{number(round(high))}"
            yield say("flow_outlier", one.ref, **(about(one) | {"limit": number(round(usual)), "usual": span}))


def _copied(own: Sequence[Figure], context: Context) -> Iterator[Finding]:
    """Every amount of a city equals that of the month before."""
    places: dict[tuple[str, int], list[Figure]] = defaultdict(list)
    for one in own:
        if one.measure == "value" and one.span == 1 and context.catalog.indicators[one.indicator].kind == "flow":
            places[one.region, one.end].append(one)
    least = context.rules["copied_least"]
    for (code, end), figures in places.items():
        pairs = []
        for one in figures:
            before = context.track(one.indicator, code).at.get(end - 1, ())
            earlier = next((past for past in before if past.span == 1 and past.form == one.form), None)
            if earlier is not None:
                pairs.append((one, earlier))
        same = [one for one, earlier in pairs if one.value == earlier.value and one.value]
        if len(same) >= least and all(one.value == earlier.value for one, earlier in pairs):
            cells = "、".join(one.ref.cell for one in same[:8])
            yield say("copied_month", same[0].ref, region=region(code), period=month(end), previous=month(end - 1),
                      found=str(len(same)), limit=cells)  # fmt: skip
