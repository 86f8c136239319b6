"""What a table, each of its columns and each of its rows say about place, time, indicator, measure and unit."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from loaders.columns import column_chains
from loaders.indicators import known_name, strip_unit
from loaders.knowledge import know, plain
from loaders.marks import is_signed, meta_word
from loaders.parts import CODE, STUB, UNIT, Parts
from loaders.periods import When, disagree, together, when
from loaders.places import Place, mentioned, place
from loaders.stubs import Chains, row_chains
from loaders.view import View, address

_UNIT_LINE = re.compile(
    r"(?:计量|金额|(?<![报送编制责主管承办设立]))单位\s*[:：]\s*([^\s）)]+(?:\s*[、,，/]\s*[^\s）)]+)*)"
)
_BARE_PERIOD = re.compile(
    r"\(?(?:截至|截止)?(?:19|20)\d{2}年?(?:[-./年]?\d{1,2}月?)?(?:[-至]\d{1,2}月)?(?:[一二三四1-4]季度|[上下]半年|度)?(?:底|末|\d{1,2}日)?\)?"
)
_BASE = re.compile(r"\([^()]*=\s*100\)")  # (上年=100) says what an index is measured from
_TIME_SIGN = re.compile(r"\d|[一二三四五六七八九十上下]")
_IN = re.compile(r"\(?(?:expenditures? )?in \$?000s?\)?|\(\$?000s?\)", re.I)


class Said(NamedTuple):
    """What the rows above a table say. hints: (trust, text, When) in order of trust; units: one or a list by column."""

    title: str
    topic: str
    units: tuple[str, ...]
    hints: tuple[tuple[str, str, When], ...]
    period: When | None
    region: str | None
    region_text: str
    meta: tuple[tuple[int, int, str], ...]


class Sense(NamedTuple):
    """What a row or a column says: its chains, the words that name an indicator, place, time, measure, unit."""

    chains: Chains
    words: tuple[str, ...]
    place: Place | None
    place_text: str
    when: When | None
    measure: str
    unit: str


def said(view: View, made: Parts) -> Said:
    """Title, unit line, meta block and what sheet and file are called."""
    above = [(r, c) for r in made.band.before for c in view.row_cells(r, *made.band.above)]
    signed = _signed(view, above)
    reasons = tuple((r, c, "note" if (r, c) in signed else reason_above(view.text(r, c))) for r, c in above)
    titles = [view.text(r, c) for r, c, why in reasons if why == "title"]
    meta = {meta_word(view.text(r, c)): view.text(r, c) for r, c, why in reasons if why == "meta"}
    units = next((u for r, c, _ in reasons if (u := _unit_line(view.text(r, c)))), ())
    title = " ".join([*titles, *(t for word, t in meta.items() if word in know().words["indicator_meta"])])
    hints = _hints(view, meta, titles, [view.text(r, c) for r, c, _ in reasons if (r, c) not in signed])
    topic = plain("/".join([title, view.grid.sheet, view.grid.workbook]))
    region, named = _region(view, meta, title), _region_text(meta)
    return Said(title, topic, units, hints, together(w for _, _, w in hints), region, named, reasons)


def _signed(view: View, above: list[tuple[int, int]]) -> set[tuple[int, int]]:
    """Names and days of signing, in the cell of their word or in the next one of the row."""
    found = set()
    for at, after in pairwise([*above, (0, 0)]):
        text = view.text(*at)
        if is_signed(text):
            found.add(at)
            if text.rstrip().endswith((":", "：")) and at[0] == after[0] and not meta_word(view.text(*after)):
                found.add(after)
    return found


def reason_above(text: str) -> str:
    """What a text above a table is: unit, period, meta or title."""
    if _UNIT_LINE.match(text.strip("（()） ")):
        return "unit"
    if len(plain(text)) < 16 and _BARE_PERIOD.fullmatch(plain(text)):
        return "period"
    return "meta" if meta_word(text) else "title"


def _unit_line(text: str) -> tuple[str, ...]:
    found = _UNIT_LINE.search(text)
    return tuple(u.strip() for u in re.split(r"[、,，]", found[1])) if found else ()


def _hints(view: View, meta: dict[str, str], titles: list[str], texts: list[str]) -> tuple[tuple[str, str, When], ...]:
    k = know()
    stated = [t for word, t in meta.items() if word in k.words["period_meta"]]
    others = [t for t in texts if t not in stated and t not in titles]
    order = [("meta", t) for t in stated] + [("title", t) for t in (*titles, *others)]
    order += [("sheet", view.grid.sheet), ("file", view.grid.workbook)]
    found = [(trust, text, w) for trust, text in order if (w := when(text))]
    rank = {"meta": 0, "title": 1, "sheet": 2, "file": 3}
    return tuple(sorted(found, key=lambda f: (rank[f[0]], f[2].kind == "year")))


def period_conflicts(told: Said) -> list[tuple[str, str, str, str]]:
    """Pairs of hints that contradict: (trust, text, less trusted, its text)."""
    hints = told.hints
    found = []
    for i, (trust, text, a) in enumerate(hints):
        for less, other, b in hints[i + 1 :]:
            if less != trust and disagree(a, b):
                found.append((trust, text, less, other))
    return found[:1]


def _region(view: View, meta: dict[str, str], title: str) -> str | None:
    k = know()
    stated = [t for word, t in meta.items() if word in k.words["region_meta"]]
    for text in (*stated, title, view.grid.sheet, view.grid.workbook.rsplit(".", 1)[0]):
        code = mentioned(text)
        if code:
            return code
    return None


def _region_text(meta: dict[str, str]) -> str:
    """What 地区: … or 填报单位: … names, known or not."""
    stated = [t for word, t in meta.items() if word in know().words["region_meta"]]
    return re.split(r"[:：]", stated[0], maxsplit=1)[-1].strip() if stated else ""


# ------------------------------------------------------------------ rows and columns
def column_senses(view: View, made: Parts) -> dict[int, Sense]:
    """The sense of every data column."""
    return {c: _sense((chain,) if chain else (), "") for c, chain in column_chains(view, made).items()}


def row_senses(view: View, made: Parts) -> dict[int, Sense]:
    """The sense of every body row; a unit column gives its unit, a code column its area where no name does, or its
    indicator by our own id."""
    chains = row_chains(view, made)
    units, codes = made.columns(UNIT), made.columns(CODE)
    found = {}
    for row in made.band.body:
        unit = next((t for c in units if (t := view.text(*view.anchor(row, c)))), "")
        sense = _sense(chains[row], unit)
        if sense.place is None and codes:
            sense = _by_code(view, row, codes, sense)
        named = tuple(t for c in codes if (t := view.text(row, c)) in know().catalog.indicators)
        found[row] = sense._replace(words=(*named, *sense.words)) if named else sense
    return found


def _by_code(view: View, row: int, codes: tuple[int, ...], sense: Sense) -> Sense:
    for column in codes:
        text = re.sub(r'[="\s]', "", view.text(row, column))
        if re.fullmatch(r"\d{6}", text) and (found := place(text)):
            return sense._replace(place=found, place_text=text)
    return sense


def _sense(chains: Chains, unit: str) -> Sense:
    where, where_text = _place_of(chains)
    words: list[str] = []
    time: When | None = None
    measure = ""
    for chain in chains:
        for label in chain:
            said_measure, found, said_unit, word = _label(label.text)
            measure = said_measure or measure
            time = together([found, time]) if found else time
            unit = unit or said_unit
            if word and label.text != where_text:
                words.append(label.text)
    return Sense(chains, tuple(words), where, where_text, time, measure, unit)


@lru_cache(maxsize=65536)
def _label(text: str) -> tuple[str, When | None, str, bool]:
    """What one label says: measure, time, unit, and whether it is a word that may name an indicator."""
    measure = measure_of(text)
    time = when(text) if _is_time(text) else None
    return measure, time, unit_of(text), not (time or measure or _only_unit(text) or _is_place(text))


def _place_of(chains: Chains) -> tuple[Place | None, str]:
    """The innermost label that names an area; a bare 合计 or 其他 counts only when nothing more telling is there."""
    found: tuple[Place | None, str] = (None, "")
    for chain in chains:
        for label in reversed(chain):
            here = place(label.text)
            if here and (here.code or here.role == "memo"):
                sums = found[0] is not None and found[0].role in ("total", "subtotal") and found[1] == chain[-1].text
                return (Place(here.code, "subtotal"), found[1]) if sums else (here, label.text)
            if here and found[0] is None and label is chain[-1]:
                found = (here, label.text)
    return found


def _is_place(text: str) -> bool:
    here = place(text)
    return here is not None and (here.code is not None or here.role in ("memo", "subtotal"))


def _is_time(text: str) -> bool:
    return bool(_TIME_SIGN.search(text)) and not known_name(text)


def measure_of(text: str) -> str:
    """value, ytd, target, last_year, change, share, rank, or empty when the label says nothing of it."""
    bare = _BASE.sub("", strip_unit(text)[0])
    if not know().any_measure.search(bare):
        return ""
    found = next(measure for measure, pattern in know().measures if pattern.search(bare))
    return "" if found and known_name(text) else found


def unit_of(text: str) -> str:
    """The unit a label carries: in brackets at its end, or alone as a unit row's cell."""
    bare, unit = strip_unit(text)
    if unit:
        return unit
    return bare.strip("()") if _only_unit(text) else ""


def _only_unit(text: str) -> bool:
    bare = plain(text)
    inner = bare.strip("()")
    return inner in _plain_units() or (bare.startswith("(") and bare.endswith(")") and "/" in inner and len(inner) < 9)


def _plain_units() -> frozenset[str]:
    global _UNITS
    if not _UNITS:
        _UNITS = frozenset(plain(u) for u in know().catalog.units)
    return _UNITS


_UNITS: frozenset[str] = frozenset()


def axis(rows: dict[int, Sense], columns: dict[int, Sense]) -> str:
    """Where the areas stand: row, column, or nowhere (the sheet is about one area, a part of it or none: 其中:城区)."""
    in_rows, in_columns = (
        sum(s.place is not None and s.place.code is not None and s.place.role != "memo" for s in senses.values())
        for senses in (rows, columns)
    )
    if not in_rows and not in_columns:
        return ""
    return "row" if in_rows >= in_columns else "column"


def common_parent(senses: dict[int, Sense]) -> str | None:
    """The area that an axis adds up to: the parent its areas share, the province for counties of several cities."""
    regions = know().catalog.regions
    parents = Counter(
        regions[s.place.code].parent for s in senses.values() if s.place and s.place.code and s.place.role == "region"
    )
    if not parents:
        return None
    if len(parents) == 1:
        return next(iter(parents)) if next(iter(parents)) in regions else None
    above = Counter(regions[p].parent for p in parents if p in regions and regions[p].level == "prefecture")
    best = parents.most_common(1)[0][0]
    if regions[best].level == "prefecture" if best in regions else False:
        return above.most_common(1)[0][0] if len(above) == 1 else None
    return best if best in regions else None


def stub_address(view: View, made: Parts, row: int) -> str:
    """The cell to name in a finding about a row."""
    stubs = made.columns(STUB)
    return address(row, stubs[-1] if stubs else made.band.left)
