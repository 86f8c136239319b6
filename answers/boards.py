"""The boards of one store revision: facts asked once per indicator, arithmetic done once per indicator and basis."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import product
from threading import Lock

import numpy as np
from sqlalchemy import Engine

from analysis import board as make
from analysis import cube as cubes
from analysis import figures, months
from analysis.board import Board, Parts
from analysis.cube import Cube
from answers.shelf import Shelf
from answers.unknown import PROVINCE, SELECTION
from catalog.entries import Catalog
from catalog.rules import Rules
from store.arrays import Cells, arrays

MEASURES = ("value", "ytd", "target")


class Boards:
    """Cubes and boards of revision `at` (None: the newest). A store that changes gets a new `Boards`; this one is
    never mended."""

    def __init__(
        self, engine: Engine, catalog: Catalog, rules: Rules, size: int = 160, at: int | None = None
    ) -> None:
        self.at = at
        self.catalog = catalog
        self.rules = rules
        self.kept = Shelf(600)
        self.engine = engine
        self._cubes: dict[tuple[str, str], Cube] = {}
        self._boards = Shelf(size)
        self._loading = Lock()
        self.sets = _sets(catalog)
        self.breaks = _breaks(catalog)

    def load(self, indicators: Iterable[str]) -> None:
        """Ask the store for the facts of these indicators and of the parts of ratios among them, in one question."""
        with self._loading:
            wanted = [one for one in self._with_parts(indicators) if (one, "value") not in self._cubes]
            if not wanted:
                return
            held = arrays(self.engine, wanted, measures=MEASURES, regions=[PROVINCE, *self.catalog.cities],
                          at=self.at)  # fmt: skip
            found = {(one, measure): self._cube(one, held.get((one, measure)))
                     for one in wanted for measure in MEASURES}
            self._cubes = self._cubes | found

    def _with_parts(self, indicators: Iterable[str]) -> list[str]:
        wanted: dict[str, None] = {}
        for one in indicators:
            row = self.catalog.indicators[one]
            parts = (*row.numerator, *row.denominator) if row.kind == "ratio" else (one,)
            wanted |= dict.fromkeys(part for part in parts if part not in self.catalog.denominators)
        return list(wanted)

    def _cube(self, indicator: str, held: Cells | None) -> Cube:
        province = self.catalog.indicators[indicator].regions == "province"
        regions = (PROVINCE,) if province else self.catalog.cities
        return cubes.empty(regions, 0, -1) if held is None else cubes.cube(held, regions)

    @cached_property
    def monthly(self) -> tuple[str, ...]:
        """The monthly counts that pages rest on: what tells whether a city has sent a month's reports."""
        pages = self.catalog.pages.values()
        shown = dict.fromkeys(one for page in pages for one in (*page.cards, page.ranked) if one)
        self.load(shown)
        return tuple(one for one in self._with_parts(shown) if self.catalog.indicators[one].frequency == "month")

    @cached_property
    def months(self) -> tuple[int, ...]:
        """Months of which somebody reported a monthly count, in order; where nobody ever did (a store that holds one
        quarterly register, say), those of which there is any figure."""
        return self._told(self.monthly) or self._told(tuple(self.catalog.indicators))

    def _told(self, indicators: Sequence[str]) -> tuple[int, ...]:
        """Months of which there is a figure of the period or of the year to date."""
        found: set[int] = set()
        self.load(indicators)
        for one in self._with_parts(indicators):
            for cube in (self.cube(one, "value"), self.cube(one, "ytd")):
                found.update((cube.first + np.flatnonzero(~np.isnan(cube.values).all(axis=0))).tolist())
        return tuple(sorted(found))

    @cached_property
    def newest(self) -> int:
        """The month a page opens with: the last of which at least `newest_share` per cent of the cities sent their
        monthly reports; where there is none, the last of which anybody did. 0 for an empty store."""
        found = self.months
        least = self.rules.numbers["newest_share"] * len(self.catalog.cities)
        whole = (month for month in reversed(found) if 100 * sum(self.reported(month).values()) >= least)
        return next(whole, max(found, default=0))

    def reported(self, month: int) -> dict[str, bool]:
        """Which cities sent the month's reports: those with more than half of the figures due."""
        due = self.due(month)
        return {city: 2 * len(there) > due for city, there in self.have(month).items()}

    def due(self, month: int) -> int:
        """How many monthly figures a month's reports hold: the most that all cities together sent in it or in one of
        the months before it. A single early form of few figures does not make its month a reported one."""
        back = int(self.rules.numbers["usual_months"])
        near = [one for one in self.months if month - back <= one <= month]
        return max((len(set().union(*self.have(one).values())) for one in near), default=0)

    def have(self, month: int) -> Mapping[str, frozenset[str]]:
        """City → monthly figures of the pages that it has for a month."""
        return self.kept.get(("have", month), lambda: self._have(month))

    def _have(self, month: int) -> dict[str, frozenset[str]]:
        found: dict[str, set[str]] = {city: set() for city in self.catalog.cities}
        # A circular tells a month by its year to date alone: whoever is in it has reported.
        for one, measure in product(self.monthly, ("value", "ytd")):
            cube = self.cube(one, measure)
            if cube.first <= month <= cube.last and cube.regions == self.catalog.cities:
                for city, there in zip(cube.regions, ~np.isnan(cube.values[:, month - cube.first]), strict=True):
                    if there:
                        found[city].add(one)
        return {city: frozenset(there) for city, there in found.items()}

    def cube(self, indicator: str, measure: str) -> Cube:
        """The cube of one indicator's facts, loaded when it is not there yet."""
        if (indicator, measure) not in self._cubes:
            self.load([indicator])
        return self._cubes.get((indicator, measure)) or cubes.empty(self.catalog.cities, 0, -1)

    def basis(self, indicator: str, wanted: str = "") -> str:
        """The basis an indicator is shown on when the reader wants `wanted`: its own usual one if that does not fit."""
        possible = figures.bases(self.catalog.indicators[indicator])
        return wanted if wanted in possible else possible[0]

    def board(self, indicator: str, basis: str = "", regions: Sequence[str] = ()) -> Board:
        """The board of an indicator on a basis: province, economic areas and cities, or the one group `regions`."""
        basis = self.basis(indicator, basis)
        row = self.catalog.indicators[indicator]
        sets: Mapping[str, Sequence[str]] = {SELECTION: tuple(regions)} if regions else self.sets
        if row.regions == "province":
            sets = {code: (PROVINCE,) if code == PROVINCE else () for code in sets}
        key = (indicator, basis, tuple(regions))
        return self._boards.get(key, lambda: make.board(row, basis, self._parts(indicator, basis), sets))

    def _parts(self, indicator: str, basis: str) -> Parts:
        row = self.catalog.indicators[indicator]
        if indicator in self.catalog.denominators:
            return self._constant(indicator)
        self.load([indicator])
        plane = figures.plane(row, basis, self.cube, self.catalog.indicators, self.catalog.denominators)
        monthly = plane
        if basis == figures.YTD and row.kind == "flow":
            monthly = figures.plane(row, figures.MONTH, self.cube, self.catalog.indicators, self.catalog.denominators)
        spans = np.ones(monthly.top.shape, np.int16)
        cube = self.cube(indicator, "value")
        if row.kind == "flow" and cube.values.size:
            spans = cubes.aligned(cube.spans, cube.first, monthly.first, monthly.last, 1)
        levels = self._targets(indicator, plane.regions, plane.first, plane.last)
        return Parts(plane, monthly, spans, self._ytd(indicator, basis, plane), levels)

    def _ytd(self, indicator: str, basis: str, plane: make.Plane) -> make.Plane | None:
        """The year-to-date plane that annual targets are held against; None for what has no 序时 (R11)."""
        row = self.catalog.indicators[indicator]
        if row.kind != "flow" or row.over_time == "distinct":
            return None
        if basis == figures.YTD:
            return plane
        return figures.plane(row, figures.YTD, self.cube, self.catalog.indicators, self.catalog.denominators)

    def _targets(self, indicator: str, regions: Sequence[str], first: int, last: int) -> np.ndarray:
        """Targets by region and month: the store's, else the goal that policy names, else none."""
        goal = self.rules.goals.get(indicator)
        if self.catalog.indicators[indicator].kind == "ratio" and (indicator, "target") not in self._cubes:
            self._load_target(indicator)
        target = self._cubes.get((indicator, "target"))
        found = (figures.targets_by_month(target, first, last) if target is not None and target.values.size
                 else np.full((len(regions), max(0, last - first + 1)), np.nan))
        return found if goal is None else np.where(np.isnan(found), goal, found)

    def goals(self, indicator: str, month: int) -> dict[str, float]:
        """Area → its target for the month's year, whether or not anybody has reported the month; 0 is no target."""
        return self.kept.get(("goals", indicator, month), lambda: self._goals(indicator, month))

    def _goals(self, indicator: str, month: int) -> dict[str, float]:
        row = self.catalog.indicators[indicator]
        if row.kind == "ratio" or indicator in self.catalog.denominators:
            own: Sequence[str] = self.catalog.cities
        else:
            own = self.cube(indicator, "target").regions
        found = self._targets(indicator, own, month, month)[:, 0]
        return {region: float(goal) for region, goal in zip(own, found, strict=True) if goal > 0}

    def _load_target(self, indicator: str) -> None:
        """Targets of a ratio are facts of the ratio itself, though its figure is worked out from its parts."""
        with self._loading:
            held = arrays(self.engine, [indicator], measures=("target",), regions=self.catalog.cities, at=self.at)
            cube = self._cube(indicator, held.get((indicator, "target")))
            self._cubes = self._cubes | {(indicator, "target"): cube}

    def _constant(self, indicator: str) -> Parts:
        """A base of the catalogue (base_villages …) as a stock that stands at every month somebody reported."""
        months_there = self.months
        first, last = (months_there[0], months_there[-1]) if months_there else (0, -1)
        cities = self.catalog.cities
        column = np.array([self.catalog.denominators[indicator][city] for city in cities])
        top = np.repeat(column[:, None], last - first + 1, axis=1)
        ones = np.ones(top.shape, np.int16)
        plane = make.Plane(cities, first, top, None, 1.0, np.ones(top.shape[1], bool), np.zeros(top.shape, np.int8), ())
        return Parts(plane, plane, ones, None, np.full(top.shape, np.nan))


def _sets(catalog: Catalog) -> Mapping[str, tuple[str, ...]]:
    """The groups of every board: the province, its economic areas, each city."""
    areas = [code for code, region in catalog.regions.items() if region.level == "area"]
    sets: dict[str, tuple[str, ...]] = {PROVINCE: catalog.cities}
    sets |= {area: tuple(c for c in catalog.cities if catalog.regions[c].area == area) for area in areas}
    return sets | {city: (city,) for city in catalog.cities}


def _breaks(catalog: Catalog) -> Mapping[str, tuple[int, ...]]:
    """Declared breaks of each indicator and of the parts of each ratio, as months (R30)."""
    own: dict[str, set[int]] = {}
    for row in catalog.breaks:
        own.setdefault(row.indicator, set()).add(months.span(row.period)[0])
    for one, indicator in catalog.indicators.items():
        for part in (*indicator.numerator, *indicator.denominator):
            own.setdefault(one, set()).update(own.get(part, ()))
    return {one: tuple(sorted(found)) for one, found in own.items() if found}
