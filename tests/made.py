"""Readings and workbooks made by hand, small enough to check by eye."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import Engine

from catalog.records import CellRef, Finding, Observation, Reading, RegisterRow
from store.engine import migrate, open_store
from store.load import LoadReport, load

GUANGZHOU, SHENZHEN, MAOMING = "440100", "440300", "440900"


def observation(
    indicator: str | None = "emp_employed_new",
    region: str | None = GUANGZHOU,
    period: str | None = "2026-10",
    value: float | None = 312.0,
    *,
    cell: str = "C7",
    sheet: str = "10月",
    workbook: str = "就业.xlsx",
    measure: str = "value",
    role: str = "region",
    missing: str | None = None,
    text: str | None = None,
    qualifier: str = "eq",
) -> Observation:
    """One cell of a sheet."""
    printed = text if text is not None else "" if value is None else f"{value:,.0f}"
    ref = CellRef(workbook, sheet, cell)
    return Observation(
        ref, printed, value, value, missing, (), (), role, region, "", indicator, "", measure, period, "人", qualifier
    )


def content(workbook: str, marks: str = "") -> bytes:
    """The bytes a workbook of that name stands for here."""
    return f"{workbook}{marks}".encode()


def reading(
    workbook: str,
    *observations: Observation,
    form: str = "F03",
    sample: bool = False,
    correction: bool = False,
    rows: tuple[RegisterRow, ...] = (),
    findings: tuple[Finding, ...] = (),
    status: str = "read",
    marks: str = "",
) -> Reading:
    """A workbook as the loaders hand it over."""
    sha = hashlib.sha256(content(workbook, marks)).hexdigest()
    placed = tuple(item._replace(ref=item.ref._replace(workbook=workbook)) for item in observations)
    return Reading(workbook, sha, status, form, sample, correction, (), placed, rows, (), findings)


def team(
    name: str, region: str = GUANGZHOU, period: str = "2026-10", line: int = 3, **fields: str | float | None
) -> RegisterRow:
    """A line of the register of volunteer teams."""
    return RegisterRow("vol_teams_register", region, period, {"name": name, **fields}, "台账", line)


def new_store(folder: Path, name: str = "wuli.db") -> Engine:
    """A store with its tables and nothing in it."""
    (folder / name).write_bytes(_blank())
    return open_store(str(folder / name), busy_seconds=1)


@cache
def _blank() -> bytes:
    """The migrations run once; every test gets a copy."""
    with TemporaryDirectory() as folder:
        engine = open_store(f"{folder}/blank.db")
        migrate(engine)
        engine.dispose()
        return Path(folder, "blank.db").read_bytes()


def store(engine: Engine, *readings: Reading, marks: str = "", **choices: Any) -> LoadReport:
    """Load readings as a person would."""
    contents = {item.sha256: content(item.workbook, marks) for item in readings}
    return load(engine, readings, contents, who="审核员", **choices)
