"""Families range and small counts: outside what is plausible, not whole, so small that somebody may be known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from catalog.checks import counted, personal
from catalog.records import Finding, Indicator, Observation, Reading
from loaders.most import at_most
from review.context import Context
from review.figures import Figure
from review.saying import about, number, period, region, say

_NEAR = 1e-6


def range_checks(reading: Reading, own: Sequence[Figure], context: Context) -> Iterator[Finding]:
    """All of the family range, the first of each by name and the rest counted."""
    yield from at_most(_outside(reading, context))
    yield from at_most(_broken(own, context))


def _outside(reading: Reading, context: Context) -> Iterator[Finding]:
    """A city's figure beyond low and high of its indicator; printed rates too, which are never stored."""
    for o in reading.observations:
        row = context.catalog.indicators.get(o.indicator or "")
        if row is None or o.value is None or o.role != "region" or o.measure not in ("value", "ytd", "target"):
            continue
        if o.region not in context.catalog.regions or o.period is None:
            continue
        if _beyond(row, o.value) and not (row.kind == "ratio" and o.measure == "target"):
            yield say("out_of_range", o.ref, region=region(str(o.region)), indicator=(row.zh, row.en),
                      period=period(o.period), found=_said(o, row), limit=_limits(row))  # fmt: skip


def _said(o: Observation, row: Indicator) -> tuple[str, str]:
    """As it is printed, and in the base unit the range is in where that is another figure."""
    text = o.text.strip()
    if o.value is None or o.printed is None or abs(o.value - o.printed) < _NEAR:
        return text, text
    return f"{text}（合{number(o.value)}{row.unit}）", f"{text} ({number(o.value)} {row.unit_en})"


def _beyond(row: Indicator, value: float) -> bool:
    return (row.low is not None and value < row.low - _NEAR) or (row.high is not None and value > row.high + _NEAR)


def _limits(row: Indicator) -> str:
    low = "−∞" if row.low is None else number(row.low)
    return f"{low}—{'∞' if row.high is None else number(row.high)}"


def _broken(own: Sequence[Figure], context: Context) -> Iterator[Finding]:
    """Half a person: a counted unit with a fraction in the base unit, beyond what the printed 万 leaves."""
    units = counted()
    for one in own:
        row = context.catalog.indicators[one.indicator]
        if row.kind != "ratio" and row.unit in units and one.measure in ("value", "ytd"):
            rest = abs(one.value - round(one.value))
            if rest > 1e-4 and one.step < 1:
                yield say("not_whole", one.ref, **about(one), limit=(row.unit, row.unit_en))


# ------------------------------------------------------------------ small counts (R27)
def small_checks(reading: Reading, own: Sequence[Figure], context: Context) -> Iterator[Finding]:
    """Notes, one of each a workbook: nothing is wrong with the figures, only with publishing them."""
    few = [o for o in reading.observations if _few(o, context)]
    if few:
        cells = "、".join(o.ref.cell for o in few[:8])
        yield say("small_count", few[0].ref, found=str(len(few)), limit=cells)
    yield from _small_bases(reading, context)


def _few(o: Observation, context: Context) -> bool:
    """1–4 persons of an area below a city."""
    row = context.catalog.indicators.get(o.indicator or "")
    area = context.catalog.regions.get(o.region or "")
    if row is None or o.value is None or area is None or area.level != "county" or row.unit not in personal():
        return False
    return row.kind != "ratio" and o.measure in ("value", "ytd") and 1 <= o.value <= context.rules["small_count_high"]


def _small_bases(reading: Reading, context: Context) -> Iterator[Finding]:
    """Printed rates whose denominators stand in the same sheet and are below ten."""
    least = context.rules["rate_min_denominator"]
    book = context.catalog.indicators
    counts = {(o.ref.sheet, o.indicator, o.region, o.period): o.value for o in reading.observations
              if o.measure == "value" and o.value is not None}  # fmt: skip
    found = []
    for o in reading.observations:
        row = book.get(o.indicator or "")
        if row is None or row.kind != "ratio" or o.value is None or o.measure != "value":
            continue
        parts = [counts.get((o.ref.sheet, part, o.region, o.period)) for part in row.denominator]
        known = [part for part in parts if part is not None]
        if len(known) == len(parts) and 0 < sum(known) < least:
            found.append((o, row))
    if found:
        first, row = found[0]
        cells = "、".join(o.ref.cell for o, _ in found[:8])
        yield say("small_base", first.ref, found=str(len(found)), limit=number(least),
                  what=(f"{row.zh}等，{cells}", f"{row.en} and others, {cells}"))  # fmt: skip
