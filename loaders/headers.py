"""Which rows above a body are its header, and which columns the body's figures stand in."""

from __future__ import annotations

import re

from loaders.indicators import known_name
from loaders.knowledge import know, plain
from loaders.marks import is_marker, is_meta
from loaders.parts import tally
from loaders.places import place
from loaders.rects import Rect
from loaders.view import E, M, N, T, View, Y

_BRACKETED = re.compile(r"[(（][^()（）]{1,30}[)）]")


def data_columns(view: View, rect: Rect, row: int) -> set[int]:
    """Columns with more numbers than texts in the first body rows; a leading column of years or ordinals is none."""
    rows = [r for r in range(row, min(row + 80, rect.bottom + 1)) if r in view.rows]
    data = set()
    for column in range(rect.left, rect.right + 1):
        counts = tally(view, column, rows)
        if counts[N] + counts[M] + counts[E] + counts[Y] > counts[T]:
            data.add(column)
    first = min((c for c in range(rect.left, rect.right + 1) if tally(view, c, rows)), default=rect.left)
    counts = tally(view, first, rows)
    counts_rows = counts[Y] > counts[N] or _run(view, first, rows) or _called_ordinal(view, first, row)
    if first in data and len(data) > 1 and counts_rows:
        data.discard(first)
    return data


def _called_ordinal(view: View, column: int, row: int) -> bool:
    """序号 or 编号 stands over it, whatever number the first row has: a list may go on from another sheet."""
    words = know().words["ordinal_header"]
    heads = (plain(view.text(*view.anchor(above, column))) for above in range(max(1, row - 4), row))
    return any(word in words and not word.isascii() for word in heads)


def _run(view: View, column: int, rows: list[int]) -> bool:
    numbers = [view.style(r, column).number for r in rows if view.kind(r, column) == N]
    texts = [view.text(r, column) for r in rows if view.kind(r, column) == N]
    return [t for t in texts[:2]] == ["1", "2"] or numbers[:2] == [1.0, 2.0]


def header_rows(
    view: View, rect: Rect, row: int, pending: list[int], data: set[int]
) -> tuple[list[int], list[int], list[int]]:
    """Above a body's first row with a figure: header rows, section rows, and rows of the body that have no figure."""
    header: list[int] = []
    sections: list[int] = []
    early: list[int] = []
    for above in reversed(pending):
        cells = view.row_cells(above, rect.left, rect.right)
        below = min([row, *header, *sections, *early])
        if not _adjacent(view, rect, above, below, bool(header)):
            break
        if is_marker(view, above, cells):
            header.insert(0, above)
        elif not header and names_a_row(view, above, cells, data):
            early.insert(0, above)
        elif _heads(view, rect, above, cells, data, header):
            header.insert(0, above)
        elif header or not _stub_only(view, above, cells, data) or is_meta(view, above, cells):
            break
        else:
            sections.insert(0, above)
    return (header, sections, early) if header else ([], [], early)


def names_a_row(view: View, row: int, cells: list[int], data: set[int]) -> bool:
    """A row headed by an area or an indicator, whatever its cells say: 潮州市 with blanks or 未报送 in them."""
    if cells[0] in data:
        return False
    text = view.text(row, cells[0])
    here = place(text)
    filled = any(c in data for c in cells)
    return (here is not None and here.code is not None) or (filled and known_name(text))


def _adjacent(view: View, rect: Rect, above: int, below: int, in_header: bool) -> bool:
    """Rows touch, or only rows lie between that a merge covers; one blank row may part header and body."""
    gap = [r for r in range(above + 1, below) if not any(view.merge(r, c) for c in range(rect.left, rect.right + 1))]
    return len(gap) <= (0 if in_header else 1)


def _stub_only(view: View, row: int, cells: list[int], data: set[int]) -> bool:
    return all(c not in data or view.kind(row, c) == M for c in cells)


def _heads(view: View, rect: Rect, row: int, cells: list[int], data: set[int], below: list[int]) -> bool:
    """Whether a row is a header row: it has a text over a data column and is neither title nor meta."""
    if is_meta(view, row, cells):
        return False
    words = [c for c in cells if view.kind(row, c) in (T, Y)]
    over = [c for c in words if c in data or any(d in data for d in range(*_span(view, row, c)))]
    if not over:
        return False
    if len(cells) > 1:
        return not _title_in_pieces(view, row, cells, over, data, below)
    # Headings merged downwards reach into this row: it is as much a header as they are.
    if any((tall := view.merge(row, c)) and tall[0] < row for c in data if c != cells[0]):
        return True
    left, right = view.extent(row, cells[0])
    if left < min(data) and len(data) > 0 and (right >= max(data) or right > left):
        return False
    if left < min(data) or (below and left == right and len(data) > 1 and _BRACKETED.fullmatch(view.text(row, left))):
        return False  # (person) above a whole header is its unit, said again
    return len(data) == 1 or right > left or (bool(below) and len(view.text(row, cells[0])) <= 24)


def _title_in_pieces(view: View, row: int, cells: list[int], over: list[int], data: set[int], below: list[int]) -> bool:
    """A title beside its number or series name, above a header that is whole: one unmerged text over many columns."""
    if len(over) != 1 or len(data) < 3 or not below or cells[0] in data:
        return False
    left, right = view.extent(row, over[0])
    stub = view.text(below[0], cells[0])
    return left == right and bool(stub) and view.anchor(below[0], cells[0])[0] == below[0]


def _span(view: View, row: int, column: int) -> tuple[int, int]:
    left, right = view.extent(row, column)
    return left, right + 1
