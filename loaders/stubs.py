"""Row chains: the stub labels of a data row, outermost first, through merges, blanks filled down and nesting.

Nesting is read from indent, section rows, enumeration (一、 （一） 1.), dashes and dots, 其中 and bold, in that order.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import NamedTuple

from catalog.records import Label
from loaders.knowledge import know, plain
from loaders.parts import DATA, ORDINAL, STUB, UNIT, Parts
from loaders.view import N, T, View, address

Chains = tuple[tuple[Label, ...], ...]
_PREFIXES = tuple(
    re.compile(p)
    for p in (
        r"[一二三四五六七八九十]{1,3}\s*[、．.]",
        r"[(（][一二三四五六七八九十]{1,3}[)）]",
        r"\d{1,2}\s*[.．、]\s*(?=[^\d\s])",
        r"[(（]\d{1,2}[)）]\s*(?=[^\d\s])",
        r"[①-⑳]",
        r"(?!)",
        r"(?:\.{2,3}|…+)\s*(?=\S)",
        r"[-–—·•]\s+(?=\S)",
        r"(?!)",
        r"其\s*中|内\s*[:：]|#(?=\s*[^\x00-\x7f])",
    )
)
_NO_PREFIX, _WITHIN = 5, 9
_FIRST = frozenset("一二三四五六七八九十(（0123456789①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳.…-–—·•其内#")


class Step(NamedTuple):
    """How deep a label stands: indent, 0 for a flat section row, rank of its prefix, 0 for bold among plain ones."""

    indent: float
    section: int
    prefix: int
    plain: int


def row_chains(view: View, made: Parts) -> dict[int, Chains]:
    """For every body row its chains: one for each independent stub column (hierarchical ones in one), then its unit."""
    groups = _groups(view, made)
    chains: dict[int, list[tuple[Label, ...]]] = {r: [] for r in made.band.body}
    for group in groups:
        outer = _filled(view, made, group[:-1])
        inner = _nested(view, made, group[-1], outer if len(group) > 1 else {})
        for row in made.band.body:
            chain = inner.get(row, ()) or outer.get(row, ())
            if chain:
                chains[row].append(chain)
    for column in made.columns(UNIT):
        for row, found in chains.items():
            at = view.anchor(row, column)
            if view.text(*at):
                found.append((Label(address(*at), view.text(*at)),))
    return {row: tuple(found) for row, found in chains.items()}


# ------------------------------------------------------------------ several stub columns
def _groups(view: View, made: Parts) -> list[tuple[int, ...]]:
    """Stub columns that form one hierarchy (sparse, merged or repeating outer column) or stand alone."""
    groups: list[tuple[int, ...]] = []
    for column in made.columns(STUB):
        if groups and _outer(view, made, groups[-1][-1]):
            groups[-1] += (column,)
        else:
            groups.append((column,))
    return groups


def _outer(view: View, made: Parts, column: int) -> bool:
    """Whether a stub column groups the rows of the next: gaps, tall merges, or values that repeat in runs."""
    body = made.band.body
    if sum(view.kind(r, column) == N for r in body) > 0.5 * len(body):
        return False  # ranks and codes tell rows apart, they do not group them
    texts = [plain(view.text(r, column)) for r in body]
    filled = [t for t in texts if t]
    if not filled:
        return False
    runs = sum(1 for a, b in pairwise(texts) if a and a == b)
    return len(filled) < 0.9 * len(body) or runs >= 0.3 * len(body)


def _filled(view: View, made: Parts, columns: tuple[int, ...]) -> dict[int, tuple[Label, ...]]:
    """The outer columns' labels for every row: a blank takes the label above, a new outer one resets the inner."""
    chains: dict[int, tuple[Label, ...]] = {}
    last: dict[int, Label | None] = dict.fromkeys(columns, None)
    for row in sorted((*made.band.body, *made.band.sections)):
        for index, column in enumerate(columns):
            at = view.anchor(row, column)
            if view.text(*at) and made.roles.get(at[1]) == STUB:
                label = Label(address(*at), view.text(*at))
                if last[column] != label:
                    last.update(dict.fromkeys(columns[index + 1 :], None))
                last[column] = label
        chains[row] = tuple(known for c in columns if (known := last[c]))
    return chains


# ------------------------------------------------------------------ nesting inside one stub column
def _listed(lines: list[_Line]) -> dict[int, tuple[Label, ...]]:
    """A plain list: every label alone, but for parts that come again and again."""
    parents = _repeated_parents(lines)
    found: dict[int, tuple[Label, ...]] = {}
    for line in lines:
        label = Label(address(*line.at), line.text)
        found[line.row] = (parents[line.row], label) if line.row in parents else (label,)
    return found


class _Line(NamedTuple):
    row: int
    at: tuple[int, int]
    text: str
    step: Step
    section: bool


def _nested(view: View, made: Parts, column: int, outer: dict[int, tuple[Label, ...]]) -> dict[int, tuple[Label, ...]]:
    lines = _lines(view, made, column)
    if not outer and len({line.step for line in lines}) == 1 and not any(line.section for line in lines):
        return _listed(lines)
    chains: dict[int, tuple[Label, ...]] = {}
    stack: list[tuple[Step, Label, bool]] = []
    parents = _repeated_parents(lines)
    group: tuple[Label, ...] = ()
    for index, line in enumerate(lines):
        if outer.get(line.row, ()) != group:
            group, stack = outer.get(line.row, ()), []
        step = _step_here(lines, index, [known[:2] for known in stack])
        while stack and (stack[-1][0] >= step or _closed(stack[-1][0], stack[-1][2], step)):
            stack.pop()
        label = Label(address(*line.at), line.text)
        above = tuple(known for _, known, _ in stack)
        if not stack and line.row in parents:
            above = (parents[line.row],)
        chains[line.row] = (*group, *(a for a in above if a not in group), label) if label not in group else group
        if not _names_nothing(line, lines, index):
            stack.append((step, label, line.section))
    return chains


def _lines(view: View, made: Parts, column: int) -> list[_Line]:
    rows = sorted((*made.band.body, *made.band.sections))
    cells = [(row, at, text) for row in rows if (text := view.text(*(at := _label_cell(view, made, row, column))))]
    cells = [(row, at, _joined(view, made, row, column, text)) for row, at, text in cells]
    bold = [view.style(*at).style.bold for _, at, _ in cells]
    mixed = len(set(bold)) > 1
    body = set(made.band.body)
    found: list[_Line] = []
    for index, (row, at, text) in enumerate(cells):
        step = Step(view.indent(*at), 1, _prefix(text), 0 if mixed and bold[index] else 1)
        following = cells[index + 1] if index + 1 < len(cells) else None
        if row not in body and following and _flat(view, following[1], following[2], step):
            step = step._replace(section=0)
        found.append(_Line(row, at, text, step, row not in body))
    return found


def _joined(view: View, made: Parts, row: int, column: int, text: str) -> str:
    """A label and its second line, where the figures are merged over both."""
    below = view.text(row + 1, column) if row + 1 in made.band.repeated else ""
    tall = below and any(view.merge(row + 1, c) and view.anchor(row + 1, c)[0] == row for c in made.columns(DATA))
    return f"{text} {below}" if tall else text


def _flat(view: View, at: tuple[int, int], text: str, step: Step) -> bool:
    """A heading whose first row stands no deeper than itself."""
    return view.indent(*at) <= step.indent and _prefix(text) <= step.prefix


def _label_cell(view: View, made: Parts, row: int, column: int) -> tuple[int, int]:
    """The stub cell of a row; a section heading may stand anywhere in its row."""
    if view.text(*view.anchor(row, column)) and (view.anchor(row, column)[1] >= made.band.left):
        return view.anchor(row, column)
    if row in made.band.sections:
        cells = view.row_cells(row, made.band.left, made.band.right)
        return (row, cells[0]) if cells else (row, column)
    return next(((row, c) for c in made.columns(ORDINAL) if view.kind(row, c) == T), (row, column))


def _prefix(text: str) -> int:
    if not text or text[0] not in _FIRST:
        return _NO_PREFIX
    for rank, pattern in enumerate(_PREFIXES):
        if pattern.match(text):
            return rank
    return _NO_PREFIX


def _step_here(lines: list[_Line], index: int, stack: list[tuple[Step, Label]]) -> Step:
    """A row set deeper than 「其中:男性」 so that it stands under 男性 is its sibling, not its child."""
    step = lines[index].step
    for known, _ in reversed(stack):
        if known.prefix == _WITHIN and step.prefix != _WITHIN and step.indent > known.indent:
            return known._replace(plain=step.plain) if step.prefix == _NO_PREFIX else step
    return step


def _closed(known: Step, section: bool, step: Step) -> bool:
    """「8. Disposable income」 with figures of its own is no heading of the unnumbered rows after it."""
    return not section and known.indent == step.indent and known.prefix < _NO_PREFIX == step.prefix


def _names_nothing(line: _Line, lines: list[_Line], index: int) -> bool:
    """A bare 合计 or Total is no heading for the rows that follow it at the same depth, bold or not."""
    if plain(line.text) not in know().words["total"] or line.section:
        return False
    following = lines[index + 1] if index + 1 < len(lines) else None
    return following is None or following.step.indent <= line.step.indent


def _repeated_parents(lines: list[_Line]) -> dict[int, Label]:
    """Labels that come again and again (1 - 2 storeys …) are parts of the last label of its own kind above them."""
    sums = know().words["total"] | know().words["subtotal"]
    counts = Counter(text for line in lines if (text := plain(line.text)) not in sums)
    if len({line.step for line in lines}) > 1 or not any(n > 1 for n in counts.values()):
        return {}
    parents: dict[int, Label] = {}
    own: Label | None = None
    under: set[tuple[str, str]] = set()
    for line in lines:
        if plain(line.text) in sums:
            own = None
        elif counts[plain(line.text)] == 1:
            own = Label(address(*line.at), line.text)
        elif own is not None:
            if (own.cell, plain(line.text)) in under:
                return {}  # twice under one label: rows that are merely alike (广州, 韶关, 韶关), no parts of a whole
            under.add((own.cell, plain(line.text)))
            parents[line.row] = own
    return parents
