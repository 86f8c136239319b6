"""How much of a fault test runs: a few in `make test`, all of it in `make soak` (WULI_SOAK=1). One code serves both."""

from __future__ import annotations

import os

SOAK = os.environ.get("WULI_SOAK") == "1"


def amount(short: int, full: int) -> int:
    """As many as this run has time for."""
    return full if SOAK else short


def tell(line: str) -> None:
    """Said in a soak, for bench/README.md; a test run has no use for it."""
    if SOAK:
        print(f"\n    {line}", flush=True)
