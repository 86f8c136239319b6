"""Layouts a person once put right: proposed for the next file of that shape from that city; what drifted is shown."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlalchemy import Engine

from catalog import book
from catalog.book import Catalog
from catalog.records import Reading
from loaders.corrected import KINDS, BadCorrection, Corrections, corrected, sound
from loaders.drift import NEAR, Drift, drift, likeness
from loaders.fingerprint import columns, fingerprint, lifted, settled, unnamed
from store import rows
from store.layouts import Remembered, remember, remembered


class Match(NamedTuple):
    """What is remembered for a reading. exact: the same layout; otherwise the nearest one, and how it drifted.

    corrections: by address in this reading, empty when nothing was ever put right or nothing of it is found again.
    """

    layout: Remembered
    exact: bool
    corrections: dict[str, Any]
    drift: Drift


def whose(reading: Reading, catalog: Catalog) -> str:
    """The city a reading is about, the province's code when it is about several, empty when about none.

    A total of the province tells even when the names beside it cannot be read.
    """
    above = rows.province(catalog)
    if any(o.role == "total" and o.region == above for o in reading.observations):
        return above
    named = {o.region for o in reading.observations} | {row.region for row in reading.register_rows}
    cities = {rows.city(code, catalog) for code in named if code and code in catalog.regions}
    return cities.pop() if len(cities) == 1 else above if cities else ""


def match(engine: Engine, reading: Reading, catalog: Catalog) -> Match | None:
    """What is remembered for the reading's city and form: its very layout, else the nearest that is near enough."""
    own, region = fingerprint(reading), whose(reading, catalog)
    if not own:
        return None
    exact = remembered(engine, own, region, reading.form) if region else _by_name(engine, own, reading)
    if exact:
        return Match(exact[0], True, settled(reading, exact[0].corrections), drift((), ()))
    if not region:
        return None
    now = columns(reading)
    # A column more or less can make a form look like another one: its own form first, the city's others after it.
    others = [(item.form == reading.form, likeness(item.columns, now), -at, item) for at, item in
              enumerate(remembered(engine, region=region))]  # fmt: skip
    nearest = max((one for one in others if one[1] >= NEAR), default=None)
    if nearest is None:
        return None
    layout = nearest[3]
    found = drift(layout.columns, now)
    return Match(layout, False, settled(reading, layout.corrections), found) if found else None


def _by_name(engine: Engine, own: str, reading: Reading) -> list[Remembered]:
    """The layouts of a reading whose own name for its area a person once told; none when two persons told otherwise."""
    found = [one for one in remembered(engine, own, form=reading.form) if unnamed(reading, one.corrections)]
    return found if len({one.region for one in found}) == 1 else []


def with_remembered(engine: Engine, reading: Reading, catalog: Catalog) -> Reading:
    """The reading with what is remembered of its very layout applied; as it is when nothing is."""
    found = match(engine, reading, catalog)
    if found is None or not found.exact:
        return reading
    try:
        return corrected(reading, found.corrections)
    except BadCorrection:  # the catalogue has lost a word since: a remembered layout must never stop a reading
        return reading


def remembering(engine: Engine, readings: Iterable[Reading]) -> tuple[Reading, ...]:
    """The readings, each with what is remembered of its very layout: what a load takes."""
    found = tuple(readings)
    if not remembered(engine):
        return found
    return tuple(with_remembered(engine, item, book.load()) for item in found)


def keep(engine: Engine, reading: Reading, corrections: Corrections, catalog: Catalog, *, who: str) -> bool:
    """Remember the layout of an accepted reading (as it was read) with its corrections; False when nothing is new."""
    own = fingerprint(reading)
    region = whose(reading, catalog) or whose(corrected(reading, corrections), catalog)
    if not own or not region:
        return False
    said = lifted(reading, sound({kind: corrections[kind] for kind in KINDS if kind in corrections}))
    before = remembered(engine, own, region, reading.form)
    if before and before[0].corrections == said:
        return False
    remember(engine, own, region, reading.form, columns(reading), said, who=who, sha256=reading.sha256)
    return True
