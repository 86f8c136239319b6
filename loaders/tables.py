"""Finds the tables of a sheet: side by side, one under the other, with what belongs to each above and below."""

from __future__ import annotations

import re
from typing import NamedTuple

from loaders.knowledge import know, plain
from loaders.parts import DATA, STUB, Band, Parts, parts, second_stub, tally
from loaders.places import place
from loaders.view import E, M, N, T, View, Y

_COLON = re.compile(r"^\s*([^:：]{1,14})\s*[:：]")
_LETTER = re.compile(r"[A-Z](?:\s*=\s*[A-Z+\-\s]+)?")
_ENUMERATED = re.compile(r"[一二三四五六七八九十]{1,3}\s*[、．.]|[(（][一二三四五六七八九十]{1,3}[)）]")
_STEMS = "甲乙丙丁戊己庚辛壬癸"


class Rect(NamedTuple):
    """A piece of a sheet, inclusive."""

    top: int
    left: int
    bottom: int
    right: int


def tables(view: View) -> list[Parts]:
    """Every table of the sheet, in reading order."""
    grid = view.grid
    if not view.rows:
        return []
    found: list[Parts] = []
    for rect in _side_by_side(view, Rect(1, 1, grid.n_rows, grid.n_cols)):
        for band in bands(view, rect):
            found.extend(_split(view, parts(view, band)))
    return _with_titles(view, sorted(found, key=lambda p: (p.band.body[0], p.band.left)))


def _with_titles(view: View, found: list[Parts]) -> list[Parts]:
    """A table without rows above it stands under the title of the one beside or before it."""
    made: list[Parts] = []
    for part in found:
        lender = next((p for p in reversed(made) if p.band.before), None)
        titled = any(not _is_meta(view, r, view.row_cells(r, *part.band.above)) for r in part.band.before)
        if lender and not titled:
            band = part.band._replace(before=(*lender.band.before, *part.band.before), above=_wide(lender.band, part.band))
            part = part._replace(band=band)
        made.append(part)
    return made


def _wide(a: Band, b: Band) -> tuple[int, int]:
    return min(a.above[0], b.above[0]), max(a.above[1], b.above[1])


def _split(view: View, made: Parts) -> list[Parts]:
    """One band may hold two tables side by side without a gap (地区|数|地区|数)."""
    at = second_stub(view, made)
    if at is None:
        return [made] if made.columns(DATA) else []
    b = made.band
    left, right = (_narrow(view, b, b.left, at - 1), _narrow(view, b, at, b.right))
    return [parts(view, left), *_split(view, parts(view, right))]


def _narrow(view: View, band: Band, left: int, right: int) -> Band:
    body = tuple(r for r in band.body if view.row_cells(r, left, right))
    return band._replace(left=left, right=right, body=body)


# ------------------------------------------------------------------ side by side
def _side_by_side(view: View, rect: Rect) -> list[Rect]:
    """Pieces parted by empty columns, where the right piece brings its own labels and its own header."""
    groups = _column_groups(view, rect)
    merged: list[list[int]] = []
    for group in groups:
        if merged and not _own_labels(view, rect, group):
            merged[-1][1] = group[1]
        else:
            merged.append(list(group))
    return [Rect(rect.top, left, rect.bottom, right) for left, right in merged]


def _column_groups(view: View, rect: Rect) -> list[list[int]]:
    used = {c for columns in view.rows.values() for c in columns}
    groups: list[list[int]] = []
    for column in sorted(used):
        if groups and column == groups[-1][1] + 1:
            groups[-1][1] = column
        else:
            groups.append([column, column])
    return groups


def _own_labels(view: View, rect: Rect, group: list[int]) -> bool:
    """The piece has rows with numbers, and in most of them its first column is a text."""
    left, right = group
    with_numbers = [r for r in view.rows if any(view.kind(r, c) == N for c in view.row_cells(r, left, right))]
    if not with_numbers:
        return False
    return sum(view.kind(r, left) in (T, Y) for r in with_numbers) > 0.6 * len(with_numbers) and right > left


# ------------------------------------------------------------------ one under the other
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


def _counts(view: View, row: int, cells: list[int], current: _Open | None, pending: list[int]) -> bool:
    """Whether a row is one of data: it has a number, mark or error, and is no marker row and no row of years."""
    kinds = [view.kind(row, c) for c in cells]
    if current is None and (is_marker(view, row, cells) or _is_meta(view, row, cells)):
        return False
    if any(k in (N, E) for k in kinds):
        return not (current is not None and is_marker(view, row, cells) and bool(pending)) and not _wordy(view, row, cells)
    if kinds.count(M) >= 1 and current is not None:
        return not (_ENUMERATED.match(view.text(row, cells[0])) and set(kinds[1:]) == {M})
    years = kinds.count(Y)
    if not years:
        return False
    if current is not None:
        return bool(kinds.count(T)) and not _sequence(view, row, cells)
    return years >= 1 and T in kinds and view.kind(row, cells[0]) == T and _headed(view, pending, cells[1:])


def _wordy(view: View, row: int, cells: list[int]) -> bool:
    """A sentence with a stray number beside it is a note."""
    return len(cells) == 1 and view.kind(row, cells[0]) == N and len(view.text(row, cells[0])) > 24


def _sequence(view: View, row: int, cells: list[int]) -> bool:
    years = [int(m[0]) for c in cells if view.kind(row, c) == Y and (m := re.search(r"\d{4}", view.text(row, c)))]
    return len(years) > 1 and len({b - a for a, b in zip(years, years[1:], strict=False)}) == 1


def _headed(view: View, pending: list[int], columns: list[int]) -> bool:
    """Whether a row above already has texts over most of these columns."""
    for row in pending:
        over = sum(view.kind(*view.anchor(row, c)) == T for c in columns)
        if over and over >= 0.6 * len(columns) and view.anchor(row, columns[0]) != view.anchor(row, columns[-1]):
            return True
        if over and len(columns) == 1 and view.kind(row, columns[0]) == T:
            return True
    return False


def is_marker(view: View, row: int, cells: list[int]) -> bool:
    """A row 甲 乙 丙 1 2 3 or A B C under the header: the surest sign of where a header ends."""
    texts = [plain(view.text(row, c)).strip("()（）").upper() for c in cells]
    words = [t for t in texts if t not in ("标识", "栏次", "列次", "代码")]
    if len(words) < 2:
        return False
    stems = [t for t in words if len(t) == 1 and t in _STEMS]
    letters = [t for t in words if _LETTER.fullmatch(t)]
    digits = [int(t) for t in words if t.isdigit() and len(t) < 4]
    if len(stems) + len(letters) + len(digits) != len(words) or (letters and digits):
        return False
    counted = digits == list(range(1, len(digits) + 1))
    return counted and (bool(stems) or len(letters) > 2 or (len(digits) > 2 and len(digits) == len(words)))


def _is_meta(view: View, row: int, cells: list[int]) -> bool:
    """表号: … 填报单位: … 单位: …, or a bare period, and no more than a title beside them."""
    texts = [view.text(row, c) for c in cells]
    meta = sum(bool(meta_word(t)) for t in texts)
    return meta >= 1 and meta >= len(texts) - 2 and not any(view.kind(row, c) in (N, M) for c in cells)


def meta_word(text: str) -> str:
    """The word before the colon of a meta cell (单位:人 → 单位), or empty."""
    found = _COLON.match(text)
    if not found:
        return ""
    word = plain(re.sub(r"[(（].*", "", found[1]))
    k = know()
    return word if word in k.words["meta"] or word in k.words["signature"] else ""


# ------------------------------------------------------------------ header
def _begin(view: View, rect: Rect, row: int, pending: list[int]) -> _Open:
    made = _Open()
    made.data = _data_columns(view, rect, row)
    header, sections = _header_rows(view, rect, row, pending, made.data)
    made.markers = [r for r in header if is_marker(view, r, view.row_cells(r, rect.left, rect.right))]
    made.header = [r for r in header if r not in made.markers]
    made.sections = sections
    top = min([*header, *sections, row])
    made.before = [r for r in pending if r < top]
    return made


def _data_columns(view: View, rect: Rect, row: int) -> set[int]:
    """Columns with more numbers than texts in the first rows of the body; a leading column of years or ordinals is none."""
    rows = [r for r in range(row, min(row + 80, rect.bottom + 1)) if r in view.rows]
    data = set()
    for column in range(rect.left, rect.right + 1):
        counts = tally(view, column, rows)
        if counts[N] + counts[M] + counts[E] + counts[Y] > counts[T]:
            data.add(column)
    first = min((c for c in range(rect.left, rect.right + 1) if tally(view, c, rows)), default=rect.left)
    counts = tally(view, first, rows)
    if first in data and len(data) > 1 and (counts[Y] > counts[N] or _run(view, first, rows)):
        data.discard(first)
    return data


def _run(view: View, column: int, rows: list[int]) -> bool:
    numbers = [view.style(r, column).number for r in rows if view.kind(r, column) == N]
    texts = [view.text(r, column) for r in rows if view.kind(r, column) == N]
    return [t for t in texts[:2]] == ["1", "2"] or numbers[:2] == [1.0, 2.0]


def _header_rows(view: View, rect: Rect, row: int, pending: list[int], data: set[int]) -> tuple[list[int], list[int]]:
    """Header rows above a body's first row, and section rows between the two."""
    header: list[int] = []
    sections: list[int] = []
    for above in reversed(pending):
        cells = view.row_cells(above, rect.left, rect.right)
        below = header[0] if header else sections[0] if sections else row
        if not _adjacent(view, rect, above, below, bool(header)):
            break
        if is_marker(view, above, cells) or _heads(view, rect, above, cells, data, header):
            header.insert(0, above)
        elif header or not _stub_only(view, above, cells, data) or _is_meta(view, above, cells):
            break
        else:
            sections.insert(0, above)
    return (header, sections) if header else ([], [])


def _adjacent(view: View, rect: Rect, above: int, below: int, in_header: bool) -> bool:
    """Rows touch, or only rows lie between that a merge covers; one blank row may part header and body."""
    gap = [r for r in range(above + 1, below) if not any(view.merge(r, c) for c in range(rect.left, rect.right + 1))]
    return len(gap) <= (0 if in_header else 1)


def _stub_only(view: View, row: int, cells: list[int], data: set[int]) -> bool:
    return all(c not in data or view.kind(row, c) == M for c in cells)


def _heads(view: View, rect: Rect, row: int, cells: list[int], data: set[int], below: list[int]) -> bool:
    """Whether a row is a header row: it has a text over a data column and is neither title nor meta."""
    if _is_meta(view, row, cells):
        return False
    words = [c for c in cells if view.kind(row, c) in (T, Y)]
    over = [c for c in words if c in data or any(d in data for d in range(*_span(view, row, c)))]
    if not over:
        return False
    if len(cells) > 1:
        return True
    left, right = view.extent(row, cells[0])
    if left < min(data) and len(data) > 0 and (right >= max(data) or right > left):
        return False
    if left < min(data):
        return False
    return len(data) == 1 or right > left or (bool(below) and len(view.text(row, cells[0])) <= 24)


def _span(view: View, row: int, column: int) -> tuple[int, int]:
    left, right = view.extent(row, column)
    return left, right + 1


# ------------------------------------------------------------------ inside and between
def _new_header(view: View, rect: Rect, current: _Open | None, pending: list[int]) -> int | None:
    """Where in the rows since the last data row a new table begins (an index), or None: the table goes on."""
    if current is None:
        return 0
    for index, row in enumerate(pending):
        cells = view.row_cells(row, rect.left, rect.right)
        over = [c for c in cells if c in current.data and view.kind(row, c) in (T, Y)]
        if len(over) >= 2 or (len(over) == 1 and len(current.data) == 1 and len(cells) > 1):
            if _is_meta(view, row, cells) or _repeats(view, rect, current, row):
                continue
            return _title_start(view, rect, pending, index)
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


def is_note(text: str) -> bool:
    """注: …, 说明, Source: …, 单位负责人: …, 1) …: what stands under a table."""
    bare = plain(text)
    k = know()
    words = k.words["note"] | k.words["signature"]
    if any(bare.startswith(w) and (len(bare) == len(w) or not bare[len(w)].isalnum() or len(w) > 1) for w in words if w not in ("meta", "symbols")):
        return True
    return bool(re.match(r"\s*(?:[(（]?\d{1,2}[)）.]\s|[*©±†]|[（(][a-z][)）]|\.{2,3}\s*:)", text)) and len(text) > 24


def _resume(view: View, rect: Rect, current: _Open, pending: list[int]) -> None:
    """Rows between two data rows: a repeated header, a section heading, or a data row whose cells are all blank."""
    for row in pending:
        cells = view.row_cells(row, rect.left, rect.right)
        if is_marker(view, row, cells) or _repeats(view, rect, current, row):
            current.repeated.append(row)
        elif blank_data_row(view, row, cells, current):
            current.body.append(row)
        else:
            current.sections.append(row)


def blank_data_row(view: View, row: int, cells: list[int], current: _Open) -> bool:
    """A row of an area or an indicator that reported nothing: 潮州市 with empty cells."""
    text = view.text(row, cells[0])
    found = place(text)
    if found and found.code and found.role == "region":
        return True
    return _indicator_name(text) and _bordered(view, row, current)


def _indicator_name(text: str) -> bool:
    from loaders.indicators import known_name

    return known_name(text)


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


__all__ = ["STUB", "Rect", "bands", "is_marker", "is_note", "meta_word", "tables"]
