"""What is written: one table with everything that must be said about it, the same for every format."""

from __future__ import annotations

from typing import NamedTuple

from catalog.records import Source


class Head(NamedTuple):
    """A column. group: the heading it shares with its neighbours ("" for none). decimals None: a column of texts."""

    group: str
    name: str
    unit: str
    decimals: int | None


class Entry(NamedTuple):
    """A cell: a number in base units, a text, or None with the word that says why (未报送). ids: observations in it.

    about: what the figure is of, for the sheet of sources (茂名市 · 新增就业). decimals: where they
    are not the column's.
    """

    value: float | str | None
    mark: str = ""
    ids: tuple[int, ...] = ()
    about: str = ""
    decimals: int | None = None


class Document(NamedTuple):
    """One table to take away: exactly the rows and columns of the page, in its order.

    stub: how many first columns name the row (they stay in sight). meta: label and text of the lines above the table
    and on the sheet 说明与筛选 (unit, period, filters, source, coverage, when it was exported). notes: the footnotes.
    totals: rows in front of `rows`. sample: every figure is 示例数据. sources: of the ids, in no order; made by whoever
    may ask the store. file: name without its ending. lang: the reader's language.
    """

    title: str
    heads: tuple[Head, ...]
    rows: tuple[tuple[Entry, ...], ...]
    totals: tuple[tuple[Entry, ...], ...]
    stub: int
    meta: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    sample: bool
    file: str
    sources: tuple[Source, ...] = ()
    lang: str = "zh"

    def bracket(self, text: str) -> str:
        """（人）; (persons); nothing for no text."""
        return "" if not text else f"（{text}）" if self.lang == "zh" else f"({text})"

    def heading(self, head: Head) -> str:
        """Name and unit on one line: 新增就业（人）; Newly employed (persons)."""
        return " ".join(filter(None, (head.name, self.bracket(head.unit)))) if self.lang != "zh" else (
            head.name + self.bracket(head.unit))  # fmt: skip


def ids(document: Document) -> tuple[int, ...]:
    """Every observation behind the figures, once, in reading order: what `store.sources` is asked for."""
    rows = (*document.totals, *document.rows)
    return tuple(dict.fromkeys(number for row in rows for entry in row for number in entry.ids))
