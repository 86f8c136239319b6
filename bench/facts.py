"""100,800 facts (50 indicators × 2 measures × 21 cities × 48 months) in a store of ours and in a plain frame."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import pandas as pd

from catalog.book import load as load_catalog
from catalog.records import CellRef, Observation, Reading

SEED, INDICATORS, FIRST_YEAR, MONTHS = 20261101, 50, 2022, 48


def frame() -> pd.DataFrame:
    """Columns indicator, region, period, measure, value: seeded amounts that rise and fall with the month."""
    catalog = load_catalog()
    chosen = [
        key for key, row in catalog.indicators.items() if row.kind != "ratio" and not key.startswith(("base_", "dq_"))
    ]
    indicators = chosen[:INDICATORS]
    months = [f"{FIRST_YEAR + (10 + n) // 12}-{(10 + n) % 12 + 1:02d}" for n in range(MONTHS)]
    index = pd.MultiIndex.from_product(
        [indicators, list(catalog.cities), months, ["value", "ytd"]], names=["indicator", "region", "period", "measure"]
    )
    random = np.random.default_rng(SEED)
    table = index.to_frame(index=False)
    table["value"] = random.integers(50, 5000, len(table)).astype(float)
    return table


def fill(database: str, table: pd.DataFrame) -> None:
    """The same facts through the store's own door, one submission a month."""
    from store.engine import migrate, open_store
    from store.load import load

    engine = open_store(database)
    migrate(engine)
    readings = [_reading(str(month), part) for month, part in table.groupby("period")]
    load(engine, readings, {one.sha256: one.workbook.encode() for one in readings}, who="bench")


def _reading(month: str, part: pd.DataFrame) -> Reading:
    name = f"示例_测速_{month}.xlsx"
    rows = enumerate(part.itertuples(index=False), 1)
    seen = tuple(_observation(name, line, *row) for line, row in rows)
    digest = hashlib.sha256(name.encode()).hexdigest()
    return Reading(name, digest, "read", "F01", True, False, (), seen, (), (), ())


def _observation(
    name: str, line: int, indicator: str, region: str, period: str, measure: str, value: float
) -> Observation:
    ref = CellRef(name, "Sheet1", f"A{line}")
    return Observation(
        ref,
        str(value),
        value,
        value,
        None,
        (),
        (),
        "region",
        region,
        region,
        indicator,
        indicator,
        measure,
        period,
        "",
        "eq",
    )


def prepared(folder: Path) -> tuple[str, Path]:
    """(database URL, pickled frame): made once for both programs."""
    table = frame()
    assert len(table) == 100_800, len(table)
    database = f"sqlite:///{folder / 'bench.db'}"
    fill(database, table)
    plain = folder / "facts.pkl"
    table.to_pickle(plain)
    return database, plain
