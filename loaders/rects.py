"""A piece of a sheet."""

from __future__ import annotations

from typing import NamedTuple


class Rect(NamedTuple):
    """A piece of a sheet, inclusive."""

    top: int
    left: int
    bottom: int
    right: int
