"""Family form: areas twice or missing, periods that have not come or do not fit the form, slips of ten thousand."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from statistics import median

from catalog.book import load
from catalog.names import normalise
from catalog.records import CellRef, Finding, Observation, Reading
from loaders.most import at_most
from review.context import Context
from review.figures import Figure, ends
from review.saying import about, month, number, period, region, say, where

_LENGTH = {"month": 1, "quarter": 3, "half": 6, "year": 12}
_FREQUENCY = {"month": ("月", "month"), "quarter": ("季", "quarter"), "half": ("半年", "half-year"),
              "year": ("年", "year")}  # fmt: skip


def form_checks(reading: Reading, own: Sequence[Figure], context: Context) -> Iterator[Finding]:
    """All of the family. A sample has no calendar of its own: its periods are not held against today's."""
    yield from at_most(_twice(reading))
    yield from _missing(reading, context)
    yield from _blank(reading, context)
    if not reading.sample:
        yield from _future(reading, context)
    yield from _frequency(reading, own)
    yield from at_most(_slips(own, context))


# ------------------------------------------------------------------ areas
def _twice(reading: Reading) -> Iterator[Finding]:
    """One area in two rows under one header (or two columns beside one stub), whatever their figures say."""
    there: dict[tuple[object, ...], list[Observation]] = defaultdict(list)
    for o in reading.observations:
        if o.indicator and o.region and o.role in ("region", "memo") and not _zone(o):
            column = re.sub(r"\d", "", o.ref.cell)
            there[o.ref.sheet, o.indicator, o.measure, o.period, o.region, column].append(o)
    told: set[tuple[str, str]] = set()
    for key, cells in there.items():
        if len(cells) < 2:
            continue
        names = {label.text for o in cells for chain in o.row for label in chain if _names(label.text, o.region)}
        if names and (cells[0].ref.sheet, str(key[4])) not in told:
            told.add((cells[0].ref.sheet, str(key[4])))
            places = "、".join(o.ref.cell for o in cells[:6])
            yield say("duplicate_area", cells[1].ref, region=region(str(key[4])), found=str(len(cells)), limit=places)


def _zone(o: Observation) -> bool:
    """A functional zone inside a city is a memo row, and no second row of the city."""
    catalog = load()
    if o.role == "region":
        return False
    return normalise(o.region_text) in catalog.memo or normalise(o.region_text) not in catalog.aliases


def _names(text: str, code: str | None) -> bool:
    return load().aliases.get(normalise(text)) == code


def _missing(reading: Reading, context: Context) -> Iterator[Finding]:
    """A table of most cities lacks some: said once a sheet, at its first figure."""
    cities = context.catalog.cities
    there: dict[str, dict[str, Observation]] = defaultdict(dict)
    for o in reading.observations:
        if o.role == "region" and o.region in cities:
            there[o.ref.sheet].setdefault(str(o.region), o)
    unread = Counter(f.ref.sheet for f in reading.findings if f.code == "unknown_region")
    for sheet, listed in there.items():
        lost = [code for code in cities if code not in listed]
        if len(lost) <= unread[sheet]:
            continue  # their names are misspelt, perhaps, and that is asked already
        if lost and len(listed) >= context.rules["summary_least"]:
            names = [region(code) for code in lost]
            both = "、".join(zh for zh, _ in names), ", ".join(en for _, en in names)
            at = _stub(next(iter(listed.values())))
            yield say("missing_area", at, region=both, found=str(len(listed)), limit=str(len(cities)))


def _blank(reading: Reading, context: Context) -> Iterator[Finding]:
    """A table of areas has rows with a name and nothing else, though others are filled in: said once a sheet."""
    cities = context.catalog.cities
    there: dict[str, dict[str, list[Observation]]] = defaultdict(dict)
    for o in reading.observations:
        if o.role == "region" and o.region in cities and o.indicator:
            there[o.ref.sheet].setdefault(str(o.region), []).append(o)
    for listed in there.values():
        empty = [code for code, cells in listed.items() if all(_nothing(o) for o in cells)]
        if empty and len(listed) - len(empty) >= 2:
            names = [region(code) for code in empty]
            both = "、".join(zh for zh, _ in names), ", ".join(en for _, en in names)
            count = sum(len(listed[code]) for code in empty)
            yield say("area_blank", _stub(listed[empty[0]][0]), region=both, found=str(len(empty)), limit=str(count))


def _nothing(o: Observation) -> bool:
    """An empty cell; 未报送, 0 and … are an answer."""
    return o.missing is not None and not o.text.strip()


def _stub(o: Observation) -> CellRef:
    """The label of a figure's area: what is said there is said of the table and not of that one figure."""
    labels = [label.cell for chain in (*o.row, *o.column) for label in chain if _names(label.text, o.region)]
    return o.ref._replace(cell=labels[0]) if labels else o.ref


# ------------------------------------------------------------------ periods
def _future(reading: Reading, context: Context) -> Iterator[Finding]:
    """Figures of months that have not begun: zeros are a warning, anything else an error; one of each a sheet."""
    zeros: dict[str, list[Observation]] = defaultdict(list)
    others: dict[str, Observation] = {}
    for o in reading.observations:
        if o.value is None or o.period is None or o.measure not in ("value", "ytd") or o.role == "memo":
            continue
        end, span = ends(o.period)
        if end - span + 1 <= context.today:
            continue
        if o.value == 0:
            zeros[o.ref.sheet].append(o)
        else:
            others.setdefault(o.ref.sheet, o)
    today = month(context.today)
    for o in others.values():
        yield say("period_future", o.ref, found=o.text.strip(), period=period(str(o.period)), limit=today)
    for cells in zeros.values():
        first = cells[0]
        yield say("future_zero", first.ref, period=period(str(first.period)), found="0", limit=str(len(cells)))


def _frequency(reading: Reading, own: Sequence[Figure]) -> Iterator[Finding]:
    """A quarterly form about a month within a quarter; a monthly form with an amount of a quarter. Once a sheet."""
    form = load().forms.get(reading.form)
    if form is None or form.frequency not in _LENGTH or form.frequency == "year":
        return
    told: set[str] = set()
    for one in own:
        if one.ref.sheet not in told and one.measure == "value" and _unfit(one, form.frequency):
            told.add(one.ref.sheet)
            yield say("form_frequency", one.ref, form=(form.zh, form.en), limit=_FREQUENCY[form.frequency],
                      period=period(one.period), found=one.text.strip())  # fmt: skip


def _unfit(one: Figure, frequency: str) -> bool:
    length = _LENGTH[frequency]
    if (one.end + 1) % length:
        return True
    row = load().indicators[one.indicator]
    longest = max(length, _LENGTH.get(row.frequency, 12))
    spring = one.span == 2 and one.end % 12 == 1
    return row.kind == "flow" and one.span > longest and not spring


# ------------------------------------------------------------------ 万
def _slips(own: Sequence[Figure], context: Context) -> Iterator[Finding]:
    """A figure ten thousand times its city's own history, or a ten-thousandth of it."""
    factor, width = context.rules["slip_factor"], context.rules["slip_width"]
    for one in own:
        if one.measure != "value" or one.value <= 0:
            continue
        track = context.track(one.indicator, one.region)
        last = track.best.get(one.end - one.span)
        if last is not None and last.value and width > one.value / last.value > 1 / width:
            continue  # like the period before, which is by far the commonest case
        earlier = [past for past in track.all if past.end < one.end and past.value > 0 and past.span == one.span]
        if not earlier:
            continue
        usual = median(past.value for past in earlier)
        ratio = max(one.value / usual, usual / one.value)
        if factor / width <= ratio <= factor * width:
            yield say("unit_slip", one.ref, **about(one), limit=number(usual), where=where(earlier[-1], one.ref))
