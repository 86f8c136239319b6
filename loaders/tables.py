"""Finds the tables of a sheet: side by side, one under the other, with what belongs to each above and below."""

from __future__ import annotations

from loaders.bands import bands
from loaders.marks import is_meta
from loaders.parts import DATA, Band, Parts, parts, second_stub
from loaders.rects import Rect
from loaders.view import N, T, View, Y


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
        titled = any(not is_meta(view, r, view.row_cells(r, *part.band.above)) for r in part.band.before)
        if lender and not titled:
            band = part.band._replace(
                before=(*lender.band.before, *part.band.before), above=_wide(lender.band, part.band)
            )
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
