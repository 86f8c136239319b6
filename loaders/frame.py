"""A Reading as a tidy pandas frame: one row a number, with its cell."""

from __future__ import annotations

import pandas as pd

from catalog.records import Observation, Reading

COLUMNS = (
    "indicator", "region", "period", "measure", "value", "missing", "qualifier", "role", "unit", "printed", "text",
    "indicator_text", "region_text", "workbook", "sheet", "cell",
)  # fmt: skip


def frame(reading: Reading) -> pd.DataFrame:
    """One row an observation. value is in the indicator's base unit, NaN where `missing` says why."""
    data = {name: [_field(o, name) for o in reading.observations] for name in COLUMNS}
    made = pd.DataFrame(data, columns=list(COLUMNS))
    return made.astype({"value": "float64", "printed": "float64"})


def _field(o: Observation, name: str) -> object:
    return getattr(o.ref, name) if name in ("workbook", "sheet", "cell") else getattr(o, name)
