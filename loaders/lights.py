"""Lights of a progress circular (亮灯): read by word or by colour alone, held against what the row's figures give.

A light is never stored: it follows from completion and time progress (R13). What a colour means is data
(reading/lights.csv), and where most lights follow another rule, that is said once instead of row by row.
"""

from __future__ import annotations

import csv
from functools import cache
from typing import NamedTuple

from catalog.book import FOLDER
from catalog.records import CellRef, Finding, Observation, PassedOver
from loaders.grid_colors import hue
from loaders.knowledge import know, plain
from loaders.meaning import Meant
from loaders.most import at_most
from loaders.numbers import amount
from loaders.parts import head
from loaders.saying import say
from loaders.view import View, address

_KINDS = (("完成率", "完成率"), ("完成进度", "完成率"), ("序时进度", "序时进度"), ("差距", "差距"))
_DOTS = frozenset("●○■□◆◇▲△▼★☆•⬤🔴🟡🟢🔵")


class Meaning(NamedTuple):
    """A row of reading/lights.csv."""

    said: str
    zh: str
    en: str
    status: str


class Light(NamedTuple):
    """One light: where it stands, what is printed, and its meaning; colour: whether only a colour says it."""

    ref: CellRef
    row: int
    text: str
    meaning: Meaning
    colour: bool


@cache
def _meanings() -> dict[str, Meaning]:
    with open(FOLDER / "reading" / "lights.csv", encoding="utf-8", newline="") as handle:
        rows = csv.DictReader(line for line in handle if not line.startswith("#"))
        return {plain(row["said"]): Meaning(**row) for row in rows}


def lights(view: View, meant: Meant) -> tuple[list[PassedOver], list[Finding]]:
    """The lights that only a colour says, and findings: that colours were read, and where they do not fit."""
    band = meant.parts.band
    words = know().words["light_header"]
    columns = [c for c in meant.parts.roles if plain(head(view, band, c)) in words]
    found = [light for c in columns for row in band.body if (light := _light(view, row, c))]
    coloured = [light for light in found if light.colour]
    passed = [PassedOver(o.ref, f"{o.text}（{o.meaning.zh}）", "light") for o in coloured]
    findings = [_said(coloured)] if coloured else []
    return passed, findings + _mismatches(meant, found)


def _light(view: View, row: int, column: int) -> Light | None:
    cell = view.cells.get((row, column))
    text = cell.text.strip() if cell else ""
    ref = CellRef(view.grid.workbook, view.grid.sheet, address(row, column))
    if text and not set(text) <= _DOTS:
        meaning = _meanings().get(plain(text))
        return Light(ref, row, text, meaning, False) if meaning else None
    shown = (cell.style.fill, cell.style.color) if cell else (view.grid.painted.get((row, column), ""),)
    colour = next((name for rgb in shown if (name := hue(rgb))), "")
    meaning = _meanings().get(colour)
    return Light(ref, row, text, meaning, True) if meaning else None


def _said(coloured: list[Light]) -> Finding:
    first = coloured[0]
    how = {"what_zh": first.meaning.zh, "what_en": first.meaning.en}
    return say("light_by_colour", "note", first.ref, found=len(coloured), **how)


# ------------------------------------------------------------------ held against the figures
def _mismatches(meant: Meant, found: list[Light]) -> list[Finding]:
    rows: dict[int, list[Observation]] = {}
    for o in meant.observations if found else ():
        if o.measure in ("share", "change"):
            rows.setdefault(int("".join(ch for ch in o.ref.cell if ch.isdigit())), []).append(o)
    told = [(light, status) for light in found if (status := _status(rows.get(light.row, [])))]
    wrong = [(light, status) for light, status in told if status != light.meaning.status]
    if len(wrong) > 2 and len(wrong) > 0.5 * len(told):
        return [say("light_rule_differs", "warning", wrong[0][0].ref, found=len(wrong), limit=len(told))]
    return at_most(_wrong(light, status) for light, status in wrong)


def _status(row: list[Observation]) -> str:
    """The light of the row's printed figures; the printed gap, else completion less time progress (R10)."""
    figures = {_word(o): o for o in row}
    done, gap = _printed(figures.get("完成率")), _printed(figures.get("差距"))
    if done is None:
        return ""
    if gap is None:
        time = _printed(figures.get("序时进度"))
        gap = None if time is None else round(done - time, 6)
    values = {"completion": done, "deviation": gap}
    for rule in know().catalog.thresholds:
        value = values.get(rule.measure)
        low, high = rule.low, rule.high
        if value is not None and (low is None or value >= low) and (high is None or value < high):
            return rule.status
    return ""


def _word(o: Observation) -> str:
    heads = "".join(plain(label.text) for chain in o.column for label in chain)
    return next((kind for word, kind in _KINDS if word in heads), "")


def _printed(o: Observation | None) -> float | None:
    if o is None or o.printed is None:
        return None
    found = amount(o.text.strip())
    return o.printed if found is None or found.value is None else found.value


def _wrong(light: Light, status: str) -> Finding:
    rule = next(one for one in know().catalog.thresholds if one.status == status)
    words = know().catalog.words
    return say("light_mismatch", "warning", light.ref, found=light.text if not light.colour else light.meaning.zh,
               what_zh=words["zh"][rule.word], what_en=words["en"][rule.word])  # fmt: skip
