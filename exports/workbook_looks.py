"""How a workbook looks: its formats, made once, and where the parts of a heading stand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from exports.records import Document

TITLE_ROW, META_ROW, HEAD_ROW = 0, 1, 2
INK, GREY, RULE, SUNKEN = "#1B2430", "#606A76", "#CFCFC8", "#F1F1EE"
A4 = 9


class Styles(NamedTuple):
    """The workbook's formats, made once; figures(decimals, total) are kept by what they look like."""

    title: Any
    meta: Any
    sample: Any
    group: Any
    head: Any
    unit: Any
    text: Any
    total: Any
    missing: Any
    note: Any
    label: Any
    figures: dict[tuple[int, bool], Any]
    make: Callable[..., Any]


def styles_of(book: Any, *, zh: bool) -> Styles:
    font = {"font_name": "宋体" if zh else "Arial", "font_size": 10.5 if zh else 10, "font_color": INK}
    line = {"border": 1, "border_color": RULE, "valign": "vcenter"}

    def make(**more: Any) -> Any:
        return book.add_format(font | more)

    return Styles(
        title=make(bold=True, font_size=16, valign="vcenter"),
        meta=make(font_color=GREY, valign="vcenter"),
        sample=make(bold=True, font_color="#806314", valign="vcenter", align="right"),
        group=make(bold=True, align="center", bg_color=SUNKEN, **line),
        head=make(bold=True, align="center", text_wrap=True, bg_color=SUNKEN, **line),
        unit=make(align="center", text_wrap=True, bg_color=SUNKEN, **line),
        text=make(indent=1, **line),
        total=make(bold=True, bg_color=SUNKEN, indent=1, **line),
        missing=make(align="center", font_color=GREY, pattern=14, fg_color="#D9D9D3", bg_color="#FFFFFF", **line),
        note=make(text_wrap=True, valign="top"),
        label=make(bold=True, valign="top", font_color=GREY),
        figures={},
        make=lambda **more: make(**line, **more),
    )


class Rows(NamedTuple):
    """Where the parts of a heading stand (group and unit only where there is one), and where the figures begin."""

    group: int
    name: int
    unit: int
    first: int


def rows_of(document: Document) -> Rows:
    grouped, measured = any(head.group for head in document.heads), any(head.unit for head in document.heads)
    name = HEAD_ROW + grouped
    return Rows(HEAD_ROW, name, name + measured, name + measured + 1)


def figure(styles: Styles, decimals: int, total: bool) -> Any:
    key = (decimals, total)
    if key not in styles.figures:
        digits = "#,##0" + ("." + "0" * decimals if decimals else "")
        more = {"bold": True, "bg_color": SUNKEN} if total else {}
        styles.figures[key] = styles.make(num_format=digits, align="right", **more)
    return styles.figures[key]
