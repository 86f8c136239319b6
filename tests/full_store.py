"""A store filled with the whole invented truth of the samples, without a workbook in between: two seconds, once."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from sqlalchemy import Engine

from answers.desk import Desk
from catalog.book import load as load_catalog
from catalog.records import Observation, Reading
from samples import truth
from store.load import load
from tests.made import new_store, observation


def _observations() -> list[Observation]:
    catalog = load_catalog()
    province = {one for one, row in catalog.indicators.items() if row.regions == "province"}
    found = [
        observation(one, region, period, value, cell=f"A{at}", workbook="示例.xlsx", text=str(value),
                    role="total" if one in province else "region", missing="not_reported" if value is None else None)
        for at, ((one, region, period), value) in enumerate(truth.table().items(), start=1)]
    return found + [
        observation(row.indicator, row.region, str(row.year), row.value, cell=f"B{at}", workbook="示例.xlsx",
                    measure="target") for at, row in enumerate(catalog.targets, start=1)]


@cache
def full_store() -> Engine:
    """November 2022 to October 2026, 21 cities; 潮州市 and 云浮市 silent in the last month; targets 2023–2026."""
    engine = new_store(Path(mkdtemp(prefix="wuli-test-")))
    content = b"the invented truth"
    sha = hashlib.sha256(content).hexdigest()
    reading = Reading("示例.xlsx", sha, "read", "F01", True, False, (), tuple(_observations()), (), (), ())
    assert load(engine, [reading], {sha: content}, who="tests").accepted
    return engine


@cache
def full_desk() -> Desk:
    """A desk over the full store."""
    return Desk(full_store(), load_catalog())
