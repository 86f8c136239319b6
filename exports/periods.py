"""The same table of many periods, one below the other: a tidy long table for pivoting."""

from __future__ import annotations

from collections.abc import Sequence

from catalog.view import View
from exports.records import Document, Entry, Head
from exports.safe import file_name


def joined(tables: Sequence[Document], periods: Sequence[str], view: View) -> Document:
    """One document with the period in the first column. Columns are those of the first table; totals are left out.

    A column of a later table is found by group and name, since its unit may name another span.
    """
    first = tables[0]
    keys = [(head.group, head.name) for head in first.heads]
    rows = []
    for table, period in zip(tables, periods, strict=True):
        at = {(head.group, head.name): i for i, head in enumerate(table.heads)}
        for row in table.rows:
            cells = (row[at[key]] if key in at else Entry(None, "—") for key in keys)
            rows.append((Entry(period), *cells))
    when = view.word("reporting_period"), view.word("reference_period")
    heads = (Head("", when[0], "", None), *(head._replace(unit=_unit(head)) for head in first.heads))
    span = view.word("periods_span", first=periods[-1], last=periods[0])
    meta = ((when[1], span), *(line for line in first.meta if line[0] != when[1]))
    name = view.word("table_by_city")
    return first._replace(title=view.join(name, span), heads=heads, rows=tuple(rows), totals=(), stub=first.stub + 1,
                          meta=meta, notes=(), file=file_name(name, span))  # fmt: skip


def _unit(head: Head) -> str:
    """The unit without the span of the first table: every row says its period itself."""
    return head.unit.split("，")[0].split(", ")[0]
