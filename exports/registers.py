"""A register as a document: the rows as filtered and sorted in the grid, personal columns never in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from catalog.entries import Field, Register
from catalog.view import View
from exports.records import Document, Entry, Head
from exports.safe import file_name


def register(
    view: View, register: Register, rows: Sequence[Mapping[str, Any]], filters: str, *, sample: bool
) -> Document:
    """The document of a register's rows, whose areas and options are already said in words.

    filters: what is in force, in words. Counts keep their type; dates stay as they were printed.
    """
    name = register.en if view.lang != "zh" else register.zh
    span = view.period(view.scope.period) if view.scope.period else ""
    fields = tuple(field for field in register.fields if not field.personal)
    lines = tuple(tuple(Entry(row.get(field.id)) for field in fields) for row in rows)
    meta = (
        (view.word("reference_period"), span),
        (view.word("filters"), filters),
        (view.word("data_source"), view.word("source_returns")),
    )
    return Document(view.join(name, span), tuple(_head(view, field) for field in fields), lines, (), 2, meta,
                    (view.word("personal_dropped"),), sample, file_name(name, span), lang=view.lang)  # fmt: skip


def _head(view: View, field: Field) -> Head:
    known = view.catalog.units.get(field.unit)
    unit = known.en if view.lang != "zh" and known else field.unit
    is_figure = field.kind in ("count", "amount")
    return Head("", field.en if view.lang != "zh" else field.zh, unit, 0 if is_figure else None)
