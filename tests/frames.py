"""Cubes and planes from a few figures written down by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from analysis import cube, figures, months
from analysis.cube import Cube
from analysis.plane import Plane
from catalog.book import load
from store.arrays import Cells

Held = Mapping[tuple[str, str], float | None]


def number_of(region: str) -> str:
    """The code of a region, or of one written as a letter."""
    return region if region.isdigit() else str(ord(region))


def cube_of(held: Held, regions: Sequence[str], qualifiers: Mapping[tuple[str, str], str] | None = None) -> Cube:
    """(region, period) → value as a cube; observation ids count up from 1 in the order given."""
    spans = [months.span(period) for _, period in held]
    cells = Cells(
        np.arange(1, len(held) + 1), np.array([int(number_of(region)) for region, _ in held]),
        np.array([last for _, last in spans]), np.array([last - first + 1 for first, last in spans]),
        np.array([np.nan if value is None else value for value in held.values()], dtype=float),
        np.array([cube.QUALIFIERS.index((qualifiers or {}).get(key, "eq")) for key in held]))
    return cube.cube(cells, [number_of(region) for region in regions])._replace(regions=tuple(regions))


def months_of(first: str, values: Sequence[float | None], region: str = "a") -> Held:
    """A run of months of one region."""
    start = months.number(first)
    return {(region, months.text(start + at)): value for at, value in enumerate(values)}


def plane_of(held: Held, regions: Sequence[str]) -> Plane:
    """A plane of amounts."""
    made = cube_of(held, regions)
    back = np.zeros(made.values.shape[1], int)
    return Plane(made.regions, made.first, made.values, None, 1.0, made.reports, made.bounds, ((made.ids, back),))


def indicator_plane(indicator: str, basis: str, given: Mapping[tuple[str, str], Cube], regions: Sequence[str]) -> Plane:
    """The plane of a catalogue indicator from cubes by (indicator, measure); the others are empty."""
    known = load()
    return figures.plane(
        known.indicators[indicator], basis, lambda one, measure: given.get((one, measure), cube.empty(regions, 0, -1)),
        known.indicators, known.denominators)
