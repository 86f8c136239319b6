"""The reader's findings as sentences: data/catalog/reading/findings.csv, Chinese first, English after it."""

from __future__ import annotations

import csv
from functools import cache

from catalog.book import FOLDER
from catalog.records import CellRef, Finding
from loaders.door_words import quoted

_OWN = ("near_zh", "near_en")  # sentences of our own, with the blank that parts them from the next


@cache
def _sentences() -> dict[str, tuple[str, str]]:
    with open(FOLDER / "reading" / "findings.csv", encoding="utf-8", newline="") as lines:
        return {row["code"]: (row["zh"], row["en"]) for row in csv.DictReader(lines)}


def plain_number(value: float) -> str:
    """A figure in a sentence: separators, at most two decimals, never 3.9615e+06."""
    return f"{value:,.2f}".rstrip("0").rstrip(".")


def say(code: str, severity: str, ref: CellRef, **blanks: object) -> Finding:
    """A finding with its sentence in both languages, one line each; severity error, warning or note."""
    place = {"workbook": ref.workbook, "sheet": ref.sheet, "cell": ref.cell, "found": "", "limit": ""}
    filled = {name: value if name in _OWN else quoted(value) for name, value in (place | blanks).items()}
    return Finding(code, severity, ref, "\n".join(text.format(**filled) for text in _sentences()[code]))
