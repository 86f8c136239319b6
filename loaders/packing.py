"""A Reading as plain tuples for the way from the child: pickling observations as they are takes three times longer."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import starmap
from typing import Any, NamedTuple

from catalog.records import CellRef, Observation, Reading, RegisterRow


class Packed(NamedTuple):
    """reading: without its observations and register rows, which are plain tuples here, references taken apart."""

    reading: Reading
    references: list[tuple[str, str, str]]
    observations: list[tuple[Any, ...]]
    rows: list[tuple[Any, ...]]


def pack(reading: Reading) -> Packed:
    """Takes a reading apart."""
    references = [tuple(o.ref) for o in reading.observations]
    observations = [tuple(o)[1:] for o in reading.observations]
    rows = [tuple(r) for r in reading.register_rows]
    return Packed(reading._replace(observations=(), register_rows=()), references, observations, rows)


def unpack(packed: Packed) -> Reading:
    """Puts it together again."""
    references = starmap(CellRef, packed.references)
    observations = tuple(Observation(ref, *o) for ref, o in zip(references, packed.observations, strict=True))
    return packed.reading._replace(observations=observations, register_rows=tuple(starmap(RegisterRow, packed.rows)))


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
