"""Where every city stands on an indicator: one working-out for profile and heat map."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from analysis.ranking import Place, places
from analysis.spread import Spread, quarter, spread
from answers.asked import Asked
from answers.ranking import figure


class Standing(NamedTuple):
    """measure: completion where there are annual targets, else value. better: +1 higher, −1 lower, 0 neutral.

    values, ranks and positions are of all cities of the province: a scope changes nobody's standing.
    """

    measure: str
    better: int
    around: Spread
    values: Mapping[str, float | None]
    ranks: Mapping[str, Place]
    positions: Mapping[str, str]


def standing(asked: Asked, indicator: str) -> Standing:
    """The standing of all cities on an indicator at the chosen month."""
    basis = asked.boards.basis(indicator, asked.scope.basis)
    key = ("standing", indicator, basis, asked.month, asked.scope.compare)
    return asked.boards.kept.get(key, lambda: _standing(asked, indicator))


def _standing(asked: Asked, indicator: str) -> Standing:
    row = asked.catalog.indicators[indicator]
    kpis = asked.cities(indicator)
    planned = any(kpi.completion is not None and kpi.time_progress is not None for kpi in kpis.values())
    measure, digits = ("completion", 1) if planned else ("value", row.decimals)
    direction = "higher" if planned else row.direction
    values = {region: figure(kpi, measure) for region, kpi in kpis.items()}
    counted = {region: None if "small_sample" in kpis[region].notes else value for region, value in values.items()}
    around = spread(list(values.values()))
    return Standing(
        measure, {"higher": 1, "lower": -1}.get(direction, 0), around, values,
        places(counted, descending=direction != "lower", digits=digits),
        {region: quarter(value, around, direction, digits) for region, value in values.items()})
