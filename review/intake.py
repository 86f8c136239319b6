"""The door between reading and storing: readings go in, the same come out with what the checks found."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Engine

from catalog.records import Finding, Reading
from review.checks import check_reading
from review.context import gather


def review(
    engine: Engine | None, readings: Sequence[Reading], now: datetime | None = None
) -> dict[str, tuple[Finding, ...]]:
    """The checks' findings by sha-256 of each workbook, held against the store and against each other.

    Without an engine only the readings themselves are held against each other. Raises StoreProblem when the store does
    not answer.
    """
    context = gather(engine, readings, now)
    return {item.sha256: check_reading(item, context) for item in readings}


def reviewed(engine: Engine | None, readings: Sequence[Reading], now: datetime | None = None) -> tuple[Reading, ...]:
    """The readings with the checks' findings behind their own: what a load takes."""
    found = review(engine, readings, now)
    return tuple(item._replace(findings=(*item.findings, *found[item.sha256])) for item in readings)
