"""Family published: the province against the sum of its cities (R23), and both against what was published."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from analysis.reconcile import Gap, reconcile
from catalog.records import Finding, Published, Reading
from loaders.most import at_most
from review.context import Context
from review.figures import Figure, ends, step_of
from review.saying import about, indicator, month, number, say

_PROVINCE = "440000"
# R23's four states; equal and rounding are no findings.
STATES = {"unexplained": ("没有说明", "unexplained"), "explained": ("等于省本级", "the provincial level proper")}


def published_checks(reading: Reading, own: Sequence[Figure], context: Context) -> Iterator[Finding]:
    """All of the family."""
    yield from at_most(_province(reading, own, context))
    yield from at_most(_published(own, context))


def _cities(indicator: str, end: int, span: int, own: str, context: Context) -> dict[str, Figure]:
    """The cities' figures of a period: this workbook's before others', then the form with most authority."""
    found: dict[str, Figure] = {}
    for code in context.catalog.cities:
        track = context.track(indicator, code)
        there = [one for one in track.at.get(end, ()) if not span or one.span == span]
        if there:
            best = track.best[end]
            found[code] = next((one for one in there if one.own == own), best if best in there else there[0])
    return found


def _adds_up(indicator: str, context: Context) -> bool:
    return context.catalog.indicators[indicator].regions == "sum"


def _province(reading: Reading, own: Sequence[Figure], context: Context) -> Iterator[Finding]:
    """A provincial total whose cities are not in the same workbook, less 省本级, against those that are known."""
    proper = {(o.indicator, o.period): o.value for o in reading.observations if o.role == "residual" and o.value}
    mine = {(one.indicator, one.end) for one in own if one.region in context.catalog.cities}
    for one in own:
        if one.region != _PROVINCE or one.measure != "value" or not _adds_up(one.indicator, context):
            continue
        if (one.indicator, one.end) in mine:
            continue  # the reader has added up that table itself
        cities = _cities(one.indicator, one.end, one.span, one.own, context)
        if not cities:
            continue
        steps = one.step + sum(city.step for city in cities.values())
        gap = reconcile(one.value, [city.value for city in cities.values()],
                        proper.get((one.indicator, one.period)) or 0, rounded_to=steps / (len(cities) + 1))  # fmt: skip
        if gap.state == "unexplained" and len(cities) == len(context.catalog.cities):
            yield _gap(one, cities, gap)


def _gap(one: Figure, cities: Mapping[str, Figure], gap: Gap) -> Finding:
    total = sum(city.value for city in cities.values())
    return say("province_gap", one.ref, **about(one), limit=number(total), count=str(len(cities)),
               gap=number(round(gap.diff, 2)), what=STATES[gap.state])  # fmt: skip


def agrees(value: float, figure: Published) -> bool:
    """Whether a figure can be what was published, by its qualifier: 超过 is a lower bound, 近 an upper one, 约 and what
    was rounded allow half of the last printed digit."""
    half = 0.5 * step_of(figure.text, figure.value)
    if figure.qualifier == "ge":
        return value >= figure.value - 1e-6
    if figure.qualifier == "lt":
        return 0.9 * figure.value <= value <= figure.value
    return abs(value - figure.value) <= half + 1e-6


def _published(own: Sequence[Figure], context: Context) -> Iterator[Finding]:
    """The same month as the publication, and all cities there: anything else is another figure."""
    there: dict[tuple[str, int], list[Figure]] = {}
    for one in own:
        if one.measure == "value":
            there.setdefault((one.indicator, one.end), []).append(one)
    for figure in context.catalog.published:
        row = context.catalog.indicators.get(figure.indicator)
        end, _ = ends(figure.as_of[:7])
        mine = there.get((figure.indicator, end))
        if row is None or not mine or row.kind == "flow":
            continue
        total, what = _total(mine, figure.indicator, end, context)
        if total is not None and not agrees(total, figure):
            yield say("published_gap", mine[0].ref, indicator=indicator(figure.indicator), found=number(total),
                      period=month(end), what=what, limit=figure.text,
                      source=(figure.source, figure.source_en))  # fmt: skip


def _total(
    mine: Sequence[Figure], id: str, end: int, context: Context
) -> tuple[float | None, tuple[str, str]]:
    """The province's own figure, else the sum of all its cities; None where some are missing."""
    printed = next((one for one in mine if one.region == _PROVINCE), None)
    if printed is not None:
        return printed.value, ("全省数", "the province")
    cities = _cities(id, end, 0, mine[0].own, context)
    if not _adds_up(id, context) or len(cities) < len(context.catalog.cities):
        return None, ("", "")
    return sum(one.value for one in cities.values()), ("各市之和", "the sum of the cities")

