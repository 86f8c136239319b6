"""审核关系 beyond one sheet (relations.csv): figures of several forms, of the registers, of the reference bases."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from catalog.checks import Relation
from catalog.records import CellRef, Finding, Reading
from loaders.most import at_most
from review.context import Context
from review.figures import Figure
from review.saying import about, indicator, month, number, printed, region, say, where

_SIGNS = {"=": ("应等于", "should equal"), ">=": ("应不小于", "should be at least"),
          "<=": ("应不大于", "should be at most")}  # fmt: skip
_REGISTER = "register:"
Place = tuple[str, int]


class Side(NamedTuple):
    """A figure in a relation: what it counts, how many, where it stands (None: a reference base or a register)."""

    name: str
    value: float
    figure: Figure | None


def relation_checks(reading: Reading, own: Sequence[Figure], context: Context) -> Iterator[Finding]:
    """Every relation that a figure of this workbook takes part in, but those a sheet of its own settles already."""
    mine = _own(own)
    places = sorted({place for held in mine.values() for place in held} | _register_places(reading, context))
    for relation in context.relations:
        found = (_check(relation, place, mine, context, reading) for place in _where(relation, mine, places, reading))
        yield from at_most(finding for finding in found if finding is not None)


def _own(own: Sequence[Figure]) -> dict[str, dict[Place, Figure]]:
    """This workbook's own figures by indicator and place; the province's total is left to its cities."""
    found: dict[str, dict[Place, Figure]] = {}
    for one in own:
        if one.measure == "value" and one.region != "440000":
            found.setdefault(one.indicator, {}).setdefault((one.region, one.end), one)
    return found


def _register_places(reading: Reading, context: Context) -> set[Place]:
    names = {row.register for row in reading.register_rows}
    return {(city, end) for register, city, end in context.registers if register in names}


def _where(
    relation: Relation, mine: Mapping[str, dict[Place, Figure]], places: Sequence[Place], reading: Reading
) -> Sequence[Place]:
    """Where the workbook has at least one figure of the relation."""
    names = (relation.whole, *relation.parts)
    if any(name.startswith(_REGISTER) for name in names) and reading.register_rows:
        return places
    found: dict[Place, None] = {}
    for name in names:
        found |= dict.fromkeys(mine.get(name, ()))
    return list(found)


def _check(
    relation: Relation, place: Place, mine: Mapping[str, dict[Place, Figure]], context: Context, reading: Reading
) -> Finding | None:
    sides = [_side(name, place, mine, context) for name in (relation.whole, *relation.parts)]
    known = [side for side in sides if side is not None]
    if len(known) < len(sides) or not _due(relation, known, reading):
        return None
    whole, parts = known[0], known[1:]
    total = sum(side.value for side in parts)
    holds = _holds(relation, whole.value, relation.times * total, sum(_slack(side) for side in known))
    return None if holds else _finding(relation, whole, parts, place, reading)


def _due(relation: Relation, sides: Sequence[Side], reading: Reading) -> bool:
    """Not where one sheet of this workbook has it all and the reader has judged; not where nothing of it is new."""
    figures = [side.figure for side in sides if side.figure is not None]
    mine = [one for one in figures if one.own == reading.sha256]
    counted = any(side.name.startswith(_REGISTER) for side in sides) and bool(reading.register_rows)
    if not mine and not counted:
        return False
    if relation.times != 1 and any(one.span > 1 for one in figures):
        return False  # so many hours a month says nothing of a quarter
    sheets = {one.ref[:2] for one in figures}
    return relation.check != "identity" or len(mine) < len(figures) or len(sheets) > 1


def _side(name: str, place: Place, mine: Mapping[str, dict[Place, Figure]], context: Context) -> Side | None:
    """The workbook's own figure first, then what is known otherwise for the same area and month."""
    region, end = place
    if name.startswith(_REGISTER):
        count = context.registers.get((name.removeprefix(_REGISTER), region, end))
        return None if count is None else Side(name, float(count), None)
    own = mine.get(name, {}).get(place)
    if own is not None:
        return Side(name, own.value, own)
    base = context.catalog.denominators.get(name, {}).get(region)
    if base is not None:
        return Side(name, base, None)
    one = context.track(name, region).best.get(end)
    return None if one is None else Side(name, one.value, one)


def _slack(side: Side) -> float:
    return 0.5 * side.figure.step if side.figure else 0.0


def _holds(relation: Relation, whole: float, total: float, slack: float) -> bool:
    allowed = abs(whole) * relation.tolerance / 100 + slack + 1e-6
    return {"=": abs(whole - total) <= allowed, ">=": whole >= total - allowed, "<=": whole <= total + allowed}[
        relation.relation
    ]


def _finding(
    relation: Relation, whole: Side, parts: Sequence[Side], place: Place, reading: Reading
) -> Finding:
    """At the first cell of this workbook that takes part; the cells of all parts are named."""
    sides = (whole, *parts)
    mine = [side.figure for side in sides if side.figure and side.figure.own == reading.sha256]
    at = mine[0].ref if mine else _first_row(reading)
    times = "" if relation.times == 1 else f"{relation.times:g}×"
    total = relation.times * sum(side.value for side in parts)
    limit = (f"{times}{_names(parts, at, 0)}，即{number(total)}", f"{times}{_names(parts, at, 1)} = {number(total)}")
    check = "identity_across" if relation.check == "identity" else relation.check
    return say(check, at, region=region(place[0]), period=month(place[1]), found=number(whole.value),
               what=(_name(whole, at, 0), _name(whole, at, 1)), sign=_SIGNS[relation.relation],
               limit=limit)  # fmt: skip


def _first_row(reading: Reading) -> CellRef:
    first = reading.register_rows[0]
    return CellRef(reading.workbook, first.sheet, f"A{first.line}")


def _names(parts: Sequence[Side], at: CellRef, lang: int) -> str:
    joined = "+".join(_name(side, at, lang) for side in parts)
    return joined if len(parts) == 1 else f"({joined})"


def _name(side: Side, at: CellRef, lang: int) -> str:
    """“志愿者人数”（F7）, with the workbook when it is another."""
    rows = side.name.startswith(_REGISTER)
    name = ("台账行数", "rows of the register")[lang] if rows else indicator(side.name)[lang]
    place = "" if side.figure is None else where(side.figure, at)
    quoted = f"“{name}”" if side.figure or lang == 0 else name
    return quoted + (f"（{place}）" if lang == 0 else f" ({place})") * bool(place)


def forms_disagree(own: Sequence[Figure], context: Context, reading: Reading) -> Iterator[Finding]:
    """The same indicator, area and period in another form with another value, beyond what rounding leaves."""
    if not reading.correction:
        yield from at_most(_differing(own, context))


def _differing(own: Sequence[Figure], context: Context) -> Iterator[Finding]:
    for one in own:
        if one.measure not in ("value", "ytd") or one.region == "440000":
            continue
        for other in context.track(one.indicator, one.region, one.measure).at.get(one.end, ()):
            if other.span != one.span or other.form == one.form or other.own == one.own:
                continue
            if abs(one.value - other.value) > 0.5 * (one.step + other.step) + 1e-6:
                yield _differs(one, other)
                break


def _differs(one: Figure, other: Figure) -> Finding:
    return say("forms_disagree", one.ref, **about(one), where=where(other, one.ref), limit=printed(other))

