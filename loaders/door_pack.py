"""A Reading on its way between two processes: columns instead of 200,000 small records, three times faster to send."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any, NamedTuple

from catalog.records import CellRef, Observation, PassedOver, Reading, RegisterRow

Columns = tuple[tuple[Any, ...], ...]


class Packed(NamedTuple):
    """A Reading without its long lists, and those by column."""

    rest: Reading
    places: Columns
    observations: Columns
    passed_places: Columns
    passed_over: Columns
    rows: Columns


def packed(reading: Reading) -> Packed:
    """The reading by columns."""
    seen, passed = _columns(reading.observations), _columns(reading.passed_over)
    rest = reading._replace(observations=(), passed_over=(), register_rows=())
    rows = _columns(reading.register_rows)
    return Packed(rest, _columns(seen[0]), seen[1:], _columns(passed[0]), passed[1:], rows)


def unpacked(parcel: Packed) -> Reading:
    """The reading again, equal to the one that was packed; IndexError when columns are missing."""
    places = _records(CellRef, parcel.places)
    passed = _records(CellRef, parcel.passed_places)
    return parcel.rest._replace(
        observations=_records(Observation, (places, *parcel.observations)),
        passed_over=_records(PassedOver, (passed, *parcel.passed_over)),
        register_rows=_records(RegisterRow, parcel.rows),
    )


def _records(kind: Any, columns: Columns) -> tuple[Any, ...]:
    """Records of a kind from their columns; tuple.__new__ is a third of the price of kind(...)."""
    if columns and columns[0] and len(columns) != len(kind._fields):
        raise IndexError(kind.__name__)
    return tuple(map(partial(tuple.__new__, kind), zip(*columns, strict=True))) if columns[0] else ()


def _columns(rows: Iterable[tuple[Any, ...]]) -> Columns:
    return tuple(zip(*rows, strict=True)) or ((),)


@contextmanager
def uncollected() -> Iterator[None]:
    """Without the garbage collector: it would walk a million new records again and again, and free none of them."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
