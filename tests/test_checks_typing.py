"""What a slip of the hand does to a sample workbook, and whether the checks see it: the other half of few alarms."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from catalog.records import Reading
from loaders.read import read
from review.checks import check_reading
from review.context import Context, gather
from review.figures import by_key, figures, track
from store.engine import open_store
from tests.review_books import NOW

EXPORT = Path(__file__).resolve().parents[1] / "data" / "samples" / "示例_志愿服务系统导出_202610.csv"
SLIPS: dict[str, tuple[Callable[[float], float], float]] = {
    "a digit too many": (lambda value: value * 10, 0.95),
    "a digit too few": (lambda value: float(round(value / 10)), 0.9),
    "in ones under a header in ten thousands": (lambda value: value * 10_000, 1.0),
    "in ten thousands under a header in ones": (lambda value: value / 10_000, 1.0),
    "nothing": (lambda _: 0.0, 0.9),
}


@pytest.fixture(scope="module")
def known(sample_database) -> tuple[Reading, Context]:
    """A workbook of the samples, as if it came now, and what the store knows of it."""
    item = read(EXPORT)._replace(sha256="0" * 64)
    return item, gather(open_store(sample_database), [item], NOW)


def _typed(item: Reading, at: int, value: float) -> Reading:
    """The workbook with one figure typed otherwise."""
    cells = list(item.observations)
    cells[at] = cells[at]._replace(value=value, printed=value, text=f"{value:g}" if value % 1 else f"{value:.0f}")
    return item._replace(observations=tuple(cells))


def _seen(item: Reading, at: int, context: Context) -> bool:
    """Whether a warning names the cell; the context is told of the new figure first."""
    mine, cell = figures(item), item.observations[at].ref.cell
    own = by_key(mine)
    key = next(key for key, found in own.items() if any(one.ref.cell == cell for one in found))
    others = [one for one in context.past[key].all if one.own != item.sha256]
    series = track(sorted((*others, *own[key]), key=lambda one: (one.end, one.span)))
    told = context._replace(past={**context.past, key: series}, own={item.sha256: mine})
    said = [f for f in check_reading(item, told) if f.severity != "note"]
    return any(f.ref.cell == cell or re.search(rf"\b{cell}\b", f.text) for f in said)


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_of_the_hand_is_seen(known, slip):
    item, context = known
    change, least = SLIPS[slip]
    places = [at for at, o in enumerate(item.observations) if o.value and o.measure == "value"][::7]
    seen = [_seen(_typed(item, at, change(item.observations[at].value or 0.0)), at, context) for at in places]
    assert len(seen) >= 25 and sum(seen) >= least * len(seen), f"{sum(seen)} of {len(seen)}"


def test_the_workbook_itself_raises_nothing(known):
    item, context = known
    assert not [f for f in check_reading(item, context) if f.severity != "note"]
