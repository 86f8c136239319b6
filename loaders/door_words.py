"""The sentences of the door and the grid stage: data/catalog/reading/door.csv, Chinese first, English after it."""

from __future__ import annotations

import csv
import unicodedata
from functools import cache
from pathlib import Path

from catalog.records import CellRef, Finding

WORDS = Path(__file__).resolve().parents[1] / "data" / "catalog" / "reading" / "door.csv"
QUOTED = 60  # a message quotes at most this much of a cell


class Refused(Exception):
    """The file, or a part of it that cannot be left out, is not read; code names the sentence in door.csv."""

    def __init__(self, code: str, *, sheet: str = "", cell: str = "", found: object = "", limit: object = "") -> None:
        super().__init__(code)
        self.code, self.sheet, self.cell, self.found, self.limit = code, sheet, cell, str(found), str(limit)


@cache
def templates() -> dict[str, tuple[str, str]]:
    """Code → (Chinese, English) sentence with the blanks {workbook} {sheet} {cell} {found} {limit}."""
    with WORDS.open(encoding="utf-8", newline="") as lines:
        return {row["code"]: (row["zh"], row["en"]) for row in csv.DictReader(lines)}


def quoted(text: object) -> str:
    """What may stand in a message: one line of at most 60 characters without control characters."""
    line = "".join(" " if unicodedata.category(mark)[0] in "CZ" else mark for mark in str(text)).strip()
    return line if len(line) <= QUOTED else line[: QUOTED - 1] + "…"


def sentence(code: str, **blanks: object) -> str:
    """The sentence in both languages, one line each."""
    filled = {name: quoted(blanks.get(name, "")) for name in ("workbook", "sheet", "cell", "found", "limit")}
    return "\n".join(template.format(**filled) for template in templates()[code])


def finding(code: str, severity: str, workbook: str, *, sheet: str = "", cell: str = "", **blanks: object) -> Finding:
    """A finding with its sentence; severity error, warning or note."""
    text = sentence(code, workbook=workbook, sheet=sheet, cell=cell, **blanks)
    return Finding(code, severity, CellRef(workbook, sheet, cell), text)


def refusal(trouble: Refused, workbook: str) -> Finding:
    """The error finding of a refused file."""
    return finding(
        trouble.code,
        "error",
        workbook,
        sheet=trouble.sheet,
        cell=trouble.cell,
        found=trouble.found,
        limit=trouble.limit,
    )
