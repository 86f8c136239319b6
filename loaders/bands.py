"""Cuts a piece of a sheet into tables from top to bottom: title, header, body, notes, then the next one."""

from __future__ import annotations

import re
from itertools import pairwise

from loaders.headers import data_columns, header_rows
from loaders.indicators import known_name
from loaders.knowledge import know, plain
from loaders.marks import is_marker, is_meta, is_note, meta_word
from loaders.parts import Band
from loaders.places import place
from loaders.rects import Rect
from loaders.view import E, M, N, T, View, Y

_YEAR_IN_BRACKETS = re.compile(r"[(（](?:19|20)\d{2}年?(?:度)?[)）]")  # behind a title, no negative number
_ENUMERATED = re.compile(r"[一二三四五六七八九十]{1,3}\s*[、．.]|[(（][一二三四五六七八九十]{1,3}[)）]")


class _Open:
    """A table being gathered from top to bottom."""

    def __init__(self) -> None:
        self.before: list[int] = []
        self.header: list[int] = []
        self.markers: list[int] = []
        self.body: list[int] = []
        self.sections: list[int] = []
        self.repeated: list[int] = []
        self.data: set[int] = set()

    def band(self, rect: Rect, after: list[int]) -> Band:
        parts_ = (self.before, self.header, self.markers, self.body, self.sections, self.repeated, after)
        return Band(rect.left, rect.right, (rect.left, rect.right), *(tuple(p) for p in parts_))


def bands(view: View, rect: Rect) -> list[Band]:
    """Walks a piece from top to bottom and cuts it into tables at every new header."""
    found: list[Band] = []
    current: _Open | None = None
    pending: list[int] = []
    for row in sorted(r for r in view.rows if rect.top <= r <= rect.bottom):
        cells = view.row_cells(row, rect.left, rect.right)
        if not cells:
            continue
        if current is not None and not pending and _goes_on(view, row, cells, current):
            current.body.append(row)
            continue
        if not _counts(view, row, cells, current, pending):
            pending.append(row)
            continue
        cut = _new_header(view, rect, current, pending) if current else 0
        if current is not None and cut is not None and current.body:
            found.append(current.band(rect, pending[:cut]))
            current, pending = None, pending[cut:]
        if current is None:
            current = _begin(view, rect, row, pending)
        else:
            _resume(view, rect, current, pending)
        current.body.append(row)
        pending = []
    return _close(view, rect, found, current, pending)


def _goes_on(view: View, row: int, cells: list[int], current: _Open) -> bool:
    """The usual row under a data row, seen at one cell: a number in a data column."""
    last = cells[-1]
    return len(cells) > 1 and last in current.data and view.kind(row, last) == N


def _counts(view: View, row: int, cells: list[int], current: _Open | None, pending: list[int]) -> bool:
    """Whether a row is one of data: it has a number, mark or error, and is no marker row and no row of years."""
    kinds = [view.kind(row, c) for c in cells]
    if current is None and (is_marker(view, row, cells) or is_meta(view, row, cells)):
        return False
    if current is None and all(_YEAR_IN_BRACKETS.fullmatch(view.text(row, c)) or k == T
                               for c, k in zip(cells, kinds, strict=True)):  # fmt: skip
        return False
    if current is None and (_numbered_heads(view, row, cells) or _mostly_words(view, row, cells)):
        return False
    if any(k in (N, E) for k in kinds):
        if current is not None and _footnote(view, row, cells, current):
            return False
        return not (current is not None and pending and is_marker(view, row, cells)) and not _wordy(view, row, cells)
    if kinds.count(M) >= 1 and current is not None:
        return not (_ENUMERATED.match(view.text(row, cells[0])) and set(kinds[1:]) == {M})
    years = kinds.count(Y)
    if not years:
        return False
    here = place(view.text(row, cells[0]))
    if here is not None and here.code and view.kind(row, cells[0]) == T and (current is not None or pending):
        return True
    if current is not None:
        return bool(kinds.count(T)) and not (_sequence(view, row, cells) and _header_word(view.text(row, cells[0])))
    return years >= 1 and T in kinds and view.kind(row, cells[0]) == T and _headed(view, pending, cells[1:])


def _numbered_heads(view: View, row: int, cells: list[int]) -> bool:
    """A header row such as 房间数 | 1 | 2 | 3 | 4+ | 合计: numbers that count up beside texts, over figures."""
    numbers = [t for c in cells if view.kind(row, c) == N and (t := view.text(row, c))]
    texts = [c for c in cells[1:] if view.kind(row, c) == T]
    if len(numbers) < 2 or not texts or not all(t.isascii() and t.isdecimal() for t in numbers):
        return False
    if [int(t) - int(numbers[0]) for t in numbers] != list(range(len(numbers))) or int(numbers[0]) > 9:
        return False
    below = min((r for r in view.rows if r > row), default=row)
    stub = cells[0] if view.kind(row, cells[0]) == T else cells[0] - 1
    named = view.kind(below, stub) == T and place(view.text(row, stub)) is None
    return named and all(view.kind(below, c) in (N, M, Y) for c in cells if c != stub)


def _mostly_words(view: View, row: int, cells: list[int]) -> bool:
    """A header row with a number among its words (Total | 50000 | 51 000-100 000 | >500 000), over a row of figures."""
    words = [c for c in cells if view.kind(row, c) == T]
    numbers = [c for c in cells if view.kind(row, c) == N]
    below = min((r for r in view.rows if r > row), default=row)
    over = [c for c in words if view.kind(below, c) in (N, M, Y)]
    return len(over) >= 3 and len(over) > len(numbers) and all(view.kind(below, c) in (N, M, Y) for c in numbers)


def _footnote(view: View, row: int, cells: list[int], current: _Open) -> bool:
    """1 | Hazardous waste excluded: the only number stands in a label column, a sentence where figures should be."""
    figures = [c for c in cells if c in current.data and view.kind(row, c) in (N, E)]
    words = [c for c in cells if c in current.data and view.kind(row, c) == T and len(view.text(row, c)) > 12]
    return not figures and (bool(words) or _lone_mark(view, row, cells, current))


def _lone_mark(view: View, row: int, cells: list[int], current: _Open) -> bool:
    """A bare number where the other rows have names, and nothing beside it: the mark of a note that is elsewhere."""
    stub = [view.kind(r, cells[0]) for r in current.body]
    return len(cells) == 1 and cells[0] not in current.data and stub.count(T) > len(stub) / 2


def _wordy(view: View, row: int, cells: list[int]) -> bool:
    """A sentence with a stray number beside it is a note."""
    return len(cells) == 1 and view.kind(row, cells[0]) == N and len(view.text(row, cells[0])) > 24


def _sequence(view: View, row: int, cells: list[int]) -> bool:
    years = [int(m[0]) for c in cells if view.kind(row, c) == Y and (m := re.search(r"\d{4}", view.text(row, c)))]
    steps = {b - a for a, b in pairwise(years)}
    return len(years) > 1 and len(steps) == 1 and steps != {0}


def _header_word(text: str) -> bool:
    """地区, 指标, 年份: what stands over a stub."""
    words = know().words
    return any(plain(text) in words[kind] for kind in ("region_header", "indicator_header", "period_header"))


def _headed(view: View, pending: list[int], columns: list[int]) -> bool:
    """Whether a row above already has texts over most of these columns."""
    for row in pending:
        over = sum(view.kind(*view.anchor(row, c)) == T for c in columns)
        if over and over >= 0.6 * len(columns) and view.anchor(row, columns[0]) != view.anchor(row, columns[-1]):
            return True
        if over and len(columns) == 1 and view.kind(row, columns[0]) == T:
            return True
    return False


def _begin(view: View, rect: Rect, row: int, pending: list[int]) -> _Open:
    made = _Open()
    made.data = data_columns(view, rect, row)
    header, sections, early = header_rows(view, rect, row, pending, made.data)
    made.markers = [r for r in header if is_marker(view, r, view.row_cells(r, rect.left, rect.right))]
    made.header = [r for r in header if r not in made.markers]
    if not made.header:  # numbers that count up and nothing else above: they are the header
        made.header, made.markers = made.markers, []
    made.sections, made.body = sections, early
    top = min([*header, *sections, *early, row])
    made.before = [r for r in pending if r < top]
    return made


# ------------------------------------------------------------------ inside and between
def _new_header(view: View, rect: Rect, current: _Open | None, pending: list[int]) -> int | None:
    """Where in the rows since the last data row a new table begins (an index), or None: the table goes on."""
    if current is None:
        return 0
    for index, row in enumerate(pending):
        cells = view.row_cells(row, rect.left, rect.right)
        over = [c for c in cells if c in current.data and view.kind(row, c) in (T, Y)]
        if len(over) >= 2 or (len(over) == 1 and len(current.data) == 1 and len(cells) > 1):
            if _repeats(view, rect, current, row):
                if (told := _of_another_area(view, rect, pending[:index])) is not None:
                    return told
                continue
            if is_meta(view, row, cells):
                continue
            return _title_start(view, rect, pending, index)
    return None


def _of_another_area(view: View, rect: Rect, pending: list[int]) -> int | None:
    """地区：黑龙江省 over a header that is printed again: the same table, but of another area, is another table."""
    named = know().words["region_meta"]
    for index, row in enumerate(pending):
        cells = view.row_cells(row, rect.left, rect.right)
        if any(meta_word(view.text(row, c)) in named for c in cells):
            return index
    return None


def _repeats(view: View, rect: Rect, current: _Open, row: int) -> bool:
    """A header printed again at the head of a page."""
    texts = [plain(view.text(row, c)) for c in range(rect.left, rect.right + 1)]
    return any(texts == [plain(view.text(h, c)) for c in range(rect.left, rect.right + 1)] for h in current.header)


def _title_start(view: View, rect: Rect, pending: list[int], index: int) -> int:
    """Rows above a new header that are its title and not the old table's notes."""
    start = index
    while start > 0:
        row = pending[start - 1]
        if is_note(view.text(row, view.row_cells(row, rect.left, rect.right)[0])) or pending[start] - row > 3:
            break
        start -= 1
    return start


def _resume(view: View, rect: Rect, current: _Open, pending: list[int]) -> None:
    """Rows between two data rows: a repeated header, a section heading, or a data row whose cells are all blank."""
    for row in pending:
        cells = view.row_cells(row, rect.left, rect.right)
        if is_marker(view, row, cells) or _repeats(view, rect, current, row) or _continues(view, row, current):
            current.repeated.append(row)
        elif blank_data_row(view, row, cells, current):
            current.body.append(row)
        else:
            current.sections.append(row)


def _continues(view: View, row: int, current: _Open) -> bool:
    """The second line of a label whose figures are merged over both lines."""
    tall = [view.merge(row, c) for c in current.data]
    return bool(tall) and all(m is not None and m[0] < row for m in tall)


def blank_data_row(view: View, row: int, cells: list[int], current: _Open) -> bool:
    """A row of an area or an indicator that reported nothing: 潮州市 with empty cells."""
    text = view.text(row, cells[0])
    found = place(text)
    if found and found.code and found.role == "region":
        return True
    return known_name(text) and _bordered(view, row, current)


def _bordered(view: View, row: int, current: _Open) -> bool:
    return bool(current.data) and plain(view.text(row, min(view.rows[row])))[:1] not in "一二三四五六七八九十"


def _close(view: View, rect: Rect, found: list[Band], current: _Open | None, pending: list[int]) -> list[Band]:
    """The rows under the last data row: areas without figures still belong to it, the rest are notes."""
    if current is None:
        return found
    while pending:
        cells = view.row_cells(pending[0], rect.left, rect.right)
        if is_note(view.text(pending[0], cells[0])) or not blank_data_row(view, pending[0], cells, current):
            break
        current.body.append(pending.pop(0))
    found.append(current.band(rect, pending))
    return found
