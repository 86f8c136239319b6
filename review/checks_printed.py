"""Family printed: ranks, the year to date and last year's figure, held against what they follow from."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from catalog.records import Finding, Observation, Reading
from loaders.most import at_most
from review.context import Context
from review.figures import Figure, ends, step_of
from review.saying import about, month, number, region, say, where

_EARLIER = ("上月", "上期", "上季", "上年", "去年")
_AGREE = 0.6


def printed_checks(reading: Reading, own: Sequence[Figure], context: Context) -> Iterator[Finding]:
    """All of the family that the reader leaves (it recomputes totals, rates and changes)."""
    yield from at_most(_ranks(reading))
    yield from at_most(_to_date(own, context))
    yield from at_most(_last_year(reading, context))


# ------------------------------------------------------------------ ranks
def _ranks(reading: Reading) -> Iterator[Finding]:
    """Every rank column against the column it must have been made from: the one most ranks agree with."""
    if not any(o.measure == "rank" for o in reading.observations):
        return
    columns: dict[tuple[str, str], dict[int, Observation]] = defaultdict(dict)
    for o in reading.observations:
        place = re.fullmatch(r"([A-Z]+)(\d+)", o.ref.cell)
        if place and o.role == "region" and o.printed is not None and o.measure != "target":
            columns[o.ref.sheet, place[1]][int(place[2])] = o
    for (sheet, _), ranks in columns.items():
        if _is_rank(ranks):
            others = [held for (at, _), held in columns.items() if at == sheet and not _is_rank(held, earlier=True)]
            yield from _rank(ranks, others)


def _is_rank(column: Mapping[int, Observation], *, earlier: bool = False) -> bool:
    first = next(iter(column.values()))
    old = any(word in _head(first) for word in _EARLIER)
    return (first.measure == "rank" and (earlier or not old)) or (earlier and "升降" in _head(first))


def _head(o: Observation) -> str:
    return o.column[0][-1].text if o.column else ""


def _rank(ranks: Mapping[int, Observation], others: Sequence[Mapping[int, Observation]]) -> Iterator[Finding]:
    best: tuple[float, bool, list[tuple[Observation, int, int, Observation]]] | None = None
    for column in others:
        shared = [row for row in ranks if row in column]
        if len(shared) < max(3, 0.8 * len(ranks)):
            continue
        for down in (True, False):
            wrong = _wrong(ranks, column, shared, down)
            share = 1 - len(wrong) / len(shared)
            if best is None or share > best[0] + 1e-9:
                best = share, down, wrong
    if best is None or best[0] < _AGREE:
        return
    for o, first, last, by in best[2]:
        limit = str(first) if first == last else f"{first}—{last}"
        yield say("rank_mismatch", o.ref, region=region(str(o.region)), found=o.text.strip(), limit=limit,
                  what=f"“{_head(by)}”", other=f"{by.text.strip()}（{by.ref.cell}）")  # fmt: skip


def _wrong(
    ranks: Mapping[int, Observation], column: Mapping[int, Observation], shared: Sequence[int], down: bool
) -> list[tuple[Observation, int, int, Observation]]:
    """Ranks that are not among the places a printed figure can have: equal prints may have been told apart by digits
    that are not shown, so a tie leaves all its places open."""
    values = sorted(((column[row].printed or 0.0) for row in shared), reverse=down)
    found = []
    for row in shared:
        value = column[row].printed or 0.0
        first = values.index(value) + 1
        last = first + values.count(value) - 1
        if not first <= (ranks[row].printed or 0) <= last:
            found.append((ranks[row], first, last, column[row]))
    return found


# ------------------------------------------------------------------ sums over time
def _to_date(own: Sequence[Figure], context: Context) -> Iterator[Finding]:
    """A printed year to date of a flow against the sum of its months, where every month is known."""
    mine = own[0].own if own else ""
    for one in own:
        if one.measure != "ytd" or context.catalog.indicators[one.indicator].kind != "flow" or one.region == "440000":
            continue
        months = _months(one, context, mine)
        if months is None or _adds_up(one, months):
            continue
        corrected = _months(one, context, "")
        if corrected is None or not _adds_up(one, corrected):
            total, first, last = sum(part.value for part in months), months[0], months[-1]
            places = where(first, one.ref) + ("" if first is last else f" … {where(last, one.ref)}")
            yield say("ytd_mismatch", one.ref, **about(one), limit=number(total), where=places)


def _adds_up(one: Figure, months: Sequence[Figure]) -> bool:
    slack = 0.5 * (one.step + sum(part.step for part in months)) + 1e-6
    return abs(one.value - sum(part.value for part in months)) <= slack


def _months(one: Figure, context: Context, mine: str) -> list[Figure] | None:
    """The figures that cover January to the month of `one` exactly once: the workbook `mine` before others, else
    corrections first."""
    january = one.end // 12 * 12
    held = context.track(one.indicator, one.region).all
    first = bisect_left(held, january, key=lambda part: part.end)
    inside = [part for part in held[first:] if january <= part.end - part.span + 1 and part.end <= one.end]
    inside.sort(key=lambda part: (part.end, part.own != mine, not part.correction, part.form != one.form))
    chain: list[Figure] = []
    for part in inside:
        if part.end - part.span + 1 == (chain[-1].end + 1 if chain else january):
            chain.append(part)
    whole = chain and chain[-1].end == one.end and all(b.end - b.span == a.end for a, b in pairwise(chain))
    return chain if whole else None


def _last_year(reading: Reading, context: Context) -> Iterator[Finding]:
    """上年同期 against what was reported then: the running total where header or row has one, else the amount."""
    for o in reading.observations:
        if o.measure != "last_year" or o.value is None or o.role != "region" or o.period is None:
            continue
        if o.indicator not in context.catalog.indicators or o.region not in context.catalog.regions:
            continue
        known = _known(o, context)
        step = step_of(o.text, o.value)
        if not known or any(abs(o.value - value) <= 0.5 * (step + one.step) + 1e-6 for value, one in known):
            continue
        value, one = known[0]
        found = Figure(str(o.indicator), str(o.region), "last_year", o.period, 0, 1, o.value, o.text, o.ref,
                       reading.form, reading.sha256, reading.correction)  # fmt: skip
        yield say("last_year_mismatch", o.ref, **about(found), previous=month(one.end), limit=number(value),
                  where=where(one, o.ref))  # fmt: skip


def _known(o: Observation, context: Context) -> list[tuple[float, Figure]]:
    """What last year's figure may be, likeliest first: every form's value, for nobody says which was copied."""
    end, span = ends(str(o.period))
    id, code = str(o.indicator), str(o.region)
    year_ago = end - 12
    amounts = [(one.value, one) for one in context.track(id, code).at.get(year_ago, ()) if one.span == span]
    if context.catalog.indicators[id].kind != "flow":
        return amounts
    totals = [(one.value, one) for one in context.track(id, code, "ytd").at.get(year_ago, ())]
    if amounts and (months := _months(amounts[0][1], context, "")):
        totals.append((sum(part.value for part in months), months[-1]))
    running = "累计" in _head(o)
    # a bare 上年同期 beside an amount whose running total is not known cannot be judged by the amount alone
    return totals if running else [*totals, *amounts] if totals else amounts
