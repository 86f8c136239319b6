"""Nothing silent: every cell with a digit that is no data cell is listed with the reason why."""

from __future__ import annotations

from catalog.records import CellRef, PassedOver
from loaders.meaning import Meant
from loaders.parts import CODE, ORDINAL, PERSONAL, REMARK, STUB, UNIT, Parts
from loaders.senses import Said
from loaders.view import View, address

_BY_ROLE = {CODE: "code", ORDINAL: "ordinal", PERSONAL: "personal", REMARK: "remark", UNIT: "unit", STUB: "label"}


def leftovers(view: View, meant: list[Meant]) -> list[PassedOver]:
    """The cells with a digit that no observation came from, each with its reason."""
    taken: dict[int, set[int]] = {}
    for m in meant:
        for row in m.rows:
            taken.setdefault(row, set()).update(m.columns)
    reasons = _reasons(view, meant)
    found = []
    for row, column in sorted(view.numbered(taken)):
        reason = reasons.get((row, column), "note" if meant else "no_table")
        text = "" if reason == "personal" else view.text(row, column)
        at = CellRef(view.grid.workbook, view.grid.sheet, address(row, column))
        found.append(PassedOver(at, text, reason))
    return found


def _reasons(view: View, meant: list[Meant]) -> dict[tuple[int, int], str]:
    reasons: dict[tuple[int, int], str] = {}
    for m in meant:
        reasons.update(_above(m.said))
        reasons.update(_inside(view, m.parts))
    return reasons


def _above(told: Said) -> dict[tuple[int, int], str]:
    return {(r, c): why for r, c, why in told.meta}


def _inside(view: View, made: Parts) -> dict[tuple[int, int], str]:
    band = made.band
    found = {}
    for rows, reason in (
        (band.header, "header"),
        (band.markers, "marker"),
        (band.repeated, "header"),
        (band.sections, "section"),
    ):
        found.update({(r, c): reason for r in rows for c in view.row_cells(r, band.left, band.right)})
    named = [(column, _BY_ROLE[role]) for column, role in made.roles.items() if role in _BY_ROLE]
    for row in band.body:
        found.update({(row, column): reason for column, reason in named})
    return found
