"""The parts of one table: which rows are header, body, section, note, and what each column is for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from loaders.indicators import known_name
from loaders.knowledge import know, plain
from loaders.periods import when
from loaders.places import place
from loaders.records import DATE
from loaders.view import E, M, N, T, View, Y

# what a column is for
DATA, STUB, ORDINAL, CODE, UNIT, REMARK, PERSONAL = "data", "stub", "ordinal", "code", "unit", "remark", "personal"


class Band(NamedTuple):
    """The rows of one table. before: title, unit and meta rows, in the columns `above`; after: notes and signatures."""

    left: int
    right: int
    above: tuple[int, int]
    before: tuple[int, ...]
    header: tuple[int, ...]
    markers: tuple[int, ...]
    body: tuple[int, ...]
    sections: tuple[int, ...]
    repeated: tuple[int, ...]
    after: tuple[int, ...]


class Parts(NamedTuple):
    """A band with its columns. roles: column → data, stub, ordinal, code, unit, remark, personal."""

    band: Band
    roles: Mapping[int, str]

    def columns(self, role: str) -> tuple[int, ...]:
        """The columns of a role, left to right."""
        return tuple(c for c, r in self.roles.items() if r == role)


def parts(view: View, band: Band) -> Parts:
    """Gives every column of a band its role."""
    roles: dict[int, str] = {}
    tallies = {c: tally(view, c, band.body) for c in range(band.left, band.right + 1)}
    for column, counts in tallies.items():
        role = _role(view, band, column, counts)
        if role:
            roles[column] = role
    return Parts(band, _settle(view, band, roles, tallies))


def holds_events(view: View, made: Parts) -> bool:
    """Whether the table is a log, one event a line (F12): its figures are no area's."""
    return any(plain(head(view, made.band, c)) in know().words["log_header"] for c in made.roles)


def tally(view: View, column: int, rows: Sequence[int]) -> Counter[str]:
    """How many of each kind of cell a column has; a long table is judged by a sample of its rows."""
    return Counter(k for r in _sample(rows) if (k := view.kind(r, column)))


def _sample(rows: Sequence[int]) -> Sequence[int]:
    return rows[:: max(1, len(rows) // 400)]


def head(view: View, band: Band, column: int) -> str:
    """The lowest header text over a column."""
    for row in reversed(band.header):
        text = view.text(*view.anchor(row, column))
        if text:
            return text
    return ""


def _role(view: View, band: Band, column: int, counts: Counter[str]) -> str:
    name = head(view, band, column)
    named = _role_by_name(name, counts)
    if named == UNIT and counts[T] and (_placed(view, band, column) > 0.4 or not _units(view, band, column)):
        return STUB  # 单位 is also the office that reports
    if named:
        return named
    if plain(name) in know().words["period_header"] and _periods(view, band, column) > 0.8:
        return STUB
    numbers, texts = counts[N] + counts[M] + counts[E] + counts[Y], counts[T]
    if not numbers and not texts:
        return DATA if name else ""
    if texts and _units(view, band, column) > 0.7:
        return UNIT
    if numbers and _days(view, band, column) > 0.8:
        return STUB  # a day says when; its serial number counts nothing
    if texts and known_name(name) and _figured(view, band, column) > 0.5:
        return DATA  # 100-200, 300+ under an indicator's name are figures nobody can read, not names
    return DATA if numbers >= texts else STUB


def _role_by_name(name: str, counts: Counter[str]) -> str:
    k = know()
    word = plain(name)
    if not word:
        return ""
    # "no." stands over counts as often as over ordinals; a few texts under 序号 are the totals' own names.
    if word in k.words["ordinal_header"] and counts[T] <= counts[N] / 2 and not word.isascii():
        return ORDINAL
    for kind, role in (("personal", PERSONAL), ("remark_header", REMARK), ("code_header", CODE), ("unit_header", UNIT)):
        if word in k.words[kind] and not (role == UNIT and counts[N] > counts[T]):
            return role
    return REMARK if word in k.words["light_header"] and counts[T] >= counts[N] else ""


def _figured(view: View, band: Band, column: int) -> float:
    texts = [t for r in band.body[:200] if (t := view.text(r, column))]
    return sum(t[0].isdigit() for t in texts) / len(texts) if texts else 0.0


def _units(view: View, band: Band, column: int) -> float:
    texts = [plain(view.text(r, column)) for r in _sample(band.body) if view.kind(r, column) == T]
    return sum(t in know().catalog.units for t in texts) / len(texts) if texts else 0.0


def _periods(view: View, band: Band, column: int) -> float:
    texts = [t for r in band.body[:50] if (t := view.text(r, column))]
    return sum(when(t) is not None for t in texts) / len(texts) if texts else 0.0


def _days(view: View, band: Band, column: int) -> float:
    cells = [cell for r in band.body[:200] if (cell := view.cells.get((r, column)))]
    days = sum(cell.kind == DATE and cell.number is not None and cell.number % 1 == 0 for cell in cells)
    return days / len(cells) if cells and head(view, band, column) else 0.0


def _settle(view: View, band: Band, roles: dict[int, str], tallies: Mapping[int, Counter[str]]) -> dict[int, str]:
    """What only the whole shows: years at the left are labels, 1 2 3 ordinals, texts at the right remarks."""
    filled = [c for c in roles if tallies[c]]
    if not filled:
        return roles
    first = filled[0]
    others = [c for c in filled if c != first and roles[c] == DATA]
    if roles[first] == DATA and others and _period_stub(view, band, first, tallies[first]):
        roles[first] = STUB
    stubs = [c for c in roles if roles[c] == STUB]
    if roles[first] == DATA and stubs and not head(view, band, first) and _ordinals(view, band, first):
        roles[first] = ORDINAL
    if not stubs and roles.get(first) == CODE:
        roles[first] = STUB
    for column in roles:
        if stubs and column < stubs[0] and roles[column] == DATA and _labels(view, band, column):
            roles[column] = STUB  # rank and code of a commodity stand before its name
    counted = [c for c in roles if roles[c] == DATA and tallies[c] and not _rank(view, band, c)]
    edge = counted[0] if counted else band.right + 1
    for column in roles:
        if roles[column] == STUB and column > edge:
            roles[column] = REMARK
        if roles[column] == DATA and not tallies[column] and column < edge:
            roles[column] = STUB
    return roles


def _labels(view: View, band: Band, column: int) -> bool:
    """Whole numbers that are hardly ever the same: they tell the rows apart and count nothing."""
    texts = [view.text(r, column) for r in band.body if view.kind(r, column) in (N, Y)]
    whole = all(t.isascii() and t.isdecimal() for t in texts)
    return whole and len(texts) > 1 and len(set(texts)) > 0.8 * len(texts) and not _rank(view, band, column)


def _rank(view: View, band: Band, column: int) -> bool:
    word = plain(head(view, band, column))
    return any(measure == "rank" and pattern.search(word) for measure, pattern in know().measures)


def _period_stub(view: View, band: Band, column: int, counts: Counter[str]) -> bool:
    word = plain(head(view, band, column))
    heading = not word or word in know().words["period_header"] or word in know().words["region_header"]
    return counts[Y] > 0.6 * sum(counts.values()) and (heading or "year" in word or "年" in word or "时间" in word)


def _ordinals(view: View, band: Band, column: int) -> bool:
    numbers = [
        view.style(r, column).number or _int(view.text(r, column)) for r in band.body if view.kind(r, column) == N
    ]
    return (
        len(numbers) >= 2
        and numbers[:3] == [float(i) for i in range(1, len(numbers[:3]) + 1)]
        and not _rank(view, band, column)
    )


def _int(text: str) -> float:
    return float(text) if re.fullmatch(r"\d{1,5}", text) else -1.0


def second_stub(view: View, made: Parts) -> int | None:
    """Where a second table begins without a gap: a later text column headed or filled like the stub."""
    stubs, data = made.columns(STUB), made.columns(DATA)
    if not stubs or not data:
        return None
    name = plain(head(view, made.band, stubs[0]))
    for column in made.columns(REMARK) + made.columns(ORDINAL):
        if column > data[0] and any(d > column for d in data):
            if name and plain(head(view, made.band, column)) == name:
                return column
            if _placed(view, made.band, column) > 0.6 and not _same(view, made.band, stubs[0], column):
                return column
    return None


def _placed(view: View, band: Band, column: int) -> float:
    texts = [view.text(r, column) for r in band.body if view.kind(r, column) == T]
    return sum(place(t) is not None for t in texts) / len(texts) if len(texts) > 1 else 0.0


def _same(view: View, band: Band, a: int, b: int) -> bool:
    """A stub repeated at the right edge for the eye."""
    return all(plain(view.text(r, a)) == plain(view.text(r, b)) for r in band.body)
