"""A Reading as the one JSON object a line that programs and the corpora's scorers read."""

from __future__ import annotations

from math import isfinite
from typing import Any

from catalog.records import CellRef, Finding, Label, Observation, PassedOver, Reading


def as_json(reading: Reading) -> dict[str, Any]:
    """The reading as plain dicts and lists: file, sha256, status, tables, cells, passed_over, findings."""
    return {
        "file": reading.workbook,
        "sha256": reading.sha256,
        "status": reading.status,
        "form": reading.form,
        "tables": [t._asdict() for t in reading.tables],
        "cells": [_cell(o) for o in reading.observations],
        "register_rows": len(reading.register_rows),
        "passed_over": [_passed(p) for p in reading.passed_over],
        "findings": [_finding(f) for f in reading.findings],
    }


def _cell(o: Observation) -> dict[str, Any]:
    return {
        **_place(o.ref),
        "text": o.text,
        "value": _tidy(o.printed),
        "missing": o.missing,
        "row": _chains(o.row),
        "column": _chains(o.column),
        "role": o.role,
        "region": o.region,
        "region_text": o.region_text,
        "indicator": o.indicator,
        "indicator_text": o.indicator_text,
        "measure": o.measure,
        "period": o.period,
        "unit": o.unit,
        "base_value": _tidy(o.value),
        "qualifier": o.qualifier,
    }


def _tidy(value: float | None) -> float | int | None:
    if value is None or not isfinite(value):
        return None
    return int(value) if abs(value) < 1e15 and value == int(value) else value


def _place(ref: CellRef) -> dict[str, str]:
    return {"sheet": ref.sheet, "cell": ref.cell}


def _chains(chains: tuple[tuple[Label, ...], ...]) -> list[list[dict[str, str]]]:
    return [[label._asdict() for label in chain] for chain in chains]


def _passed(p: PassedOver) -> dict[str, str]:
    return {**_place(p.ref), "text": p.text, "reason": p.reason}


def _finding(f: Finding) -> dict[str, str]:
    return {"code": f.code, "severity": f.severity, **_place(f.ref), "text": f.text}
