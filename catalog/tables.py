"""The files of a catalogue folder as rows: csv with comment lines, and toml."""

from __future__ import annotations

import csv
import tomllib
from pathlib import Path
from typing import Any


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    """Rows of a csv file, by header; lines that begin with # are comments. Raises ValueError on a ragged row."""
    path = folder / name
    with path.open(encoding="utf-8-sig", newline="") as lines:
        found = list(csv.DictReader(line for line in lines if not line.startswith("#")))
    for row in found:
        if None in row or None in row.values():
            raise ValueError(f"{path.name}：这一行的列数与表头不一致：{list(row.values())}。请补齐或删去多余的逗号。")
    return found


def tables(folder: Path, name: str) -> dict[str, Any]:
    """A toml file as nested dicts, in file order."""
    with (folder / name).open("rb") as stream:
        return tomllib.load(stream)


def number(text: str) -> float | None:
    """A number, or None for an empty cell."""
    return float(text) if text.strip() else None
