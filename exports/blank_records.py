"""The records of a blank: what is printed in it and what is to be filled in, by row and column from 0."""

from __future__ import annotations

from typing import NamedTuple


class Input(NamedTuple):
    """A cell to fill in (rows and columns from 0). rule: whole, amount, text, date, choice, line (a column of a list).

    indicator, region, measure, period say what it is a figure of; field what it is of a register's line.
    """

    row: int
    column: int
    rule: str
    indicator: str = ""
    region: str = ""
    measure: str = ""
    period: str = ""
    low: float | None = None
    high: float | None = None
    choices: tuple[str, ...] = ()
    field: str = ""


class Mark(NamedTuple):
    """A cell that is printed and protected. style: title, meta, sign, head, label, section, last, shut, note."""

    row: int
    column: int
    value: str | float | None
    style: str
    merged: tuple[int, int] = (0, 0)


class Sheet(NamedTuple):
    """One sheet. heads: first and last header row; stub: columns that stay in sight; widths by column."""

    name: str
    marks: tuple[Mark, ...]
    inputs: tuple[Input, ...]
    heads: tuple[int, int]
    stub: int
    widths: tuple[float, ...]


class Plan(NamedTuple):
    """A blank of a form for an area and a period."""

    form: str
    region: str
    period: str
    title: str
    file: str
    sheets: tuple[Sheet, ...]
