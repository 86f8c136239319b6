"""Small counts (R27): what could point at a person is not shown, nor can it be worked out from the total."""

from __future__ import annotations

from collections.abc import Sequence

STAR = "*"


def suppress(cells: Sequence[int | None], *, low: int = 1, high: int = 4) -> list[int | str | None]:
    """Counts of persons `low`…`high` become «*»; when exactly one is hidden the smallest other count is hidden too.

    Zeros and blanks stay: they identify nobody. The complement keeps total − others from giving the one away.
    """
    hidden = {place for place, cell in enumerate(cells) if cell is not None and low <= cell <= high}
    if len(hidden) == 1:
        others = [(cell, place) for place, cell in enumerate(cells) if cell and place not in hidden]
        if others:
            hidden.add(min(others)[1])
    return [STAR if place in hidden else cell for place, cell in enumerate(cells)]


def hide_rate(denominator: float | None, *, minimum: float = 10) -> bool:
    """A rate over fewer than `minimum` is not shown."""
    return denominator is not None and 0 < denominator < minimum
