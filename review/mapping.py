"""A proposal as the upload page shows it: the sheet, what each column and row was read as, findings, changes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from catalog import book
from catalog.checks import checks
from catalog.names import normalise
from catalog.records import Finding, Observation
from catalog.saying import sentence
from catalog.submitting import Drifted, Example, Face, FieldLine, MapLine, Noted, Opened, Spot, Step
from loaders.drift import Drift
from loaders.fingerprint import Mark, marks
from loaders.knowledge import know, plain
from loaders.look import Pane
from loaders.parts_of_sheet import place_of
from loaders.places import proposal
from loaders.view import column_name
from review.decision import name_of
from review.diff import Change, Held
from review.proposal import SAMPLES, Proposal

_EXAMPLES, _STEPS = 4, 300
_MARKS = {"error": 2, "warning": 1, "note": 0}


def opened(found: Proposal, sheet: str = "", lang: str = "zh") -> Opened:
    """The draft with one of its sheets: the one named, else the first with figures."""
    stored = _stored(found)
    sheets = tuple((pane.sheet, stored[pane.sheet]) for pane in found.looked.panes)
    shown = next((p for p in found.looked.panes if p.sheet == sheet), None) or _first(found, sheets)
    name = shown.sheet if shown else ""
    diff, match = found.diff, found.match
    counts = {kind: len(getattr(diff, kind)) for kind in ("new", "changed", "unchanged", "gone", "kept")}
    lines = tuple(sorted(_lines(found, name), key=lambda line: (line.kind, len(line.at), line.at)))
    return Opened(
        token=found.draft.token, workbook=found.draft.workbook, status=found.reading.status, form=found.reading.form,
        region=found.region, sheets=sheets, face=_face(found, shown) if shown else None, lines=lines,
        fields=tuple(_fields(found, shown)) if shown else (),
        periods=tuple(sorted({o.period for o in found.reading.observations if o.ref.sheet == name and o.period})),
        sheet_told=found.corrections.get("sheets", {}).get(name, {}), findings=tuple(_noted(found, lang)),
        counts={**counts, "corrected": diff.corrected, **tally(found)},
        steps=tuple(_steps(found, lang)), registers=tuple((*one,) for one in diff.lines),
        remembered=match.layout.id if match else 0, applied=found.applied,
        carried=sum(len(places) for places in match.corrections.values()) if match else 0,
        drift=_drifted(match.drift) if match and not match.exact else None,
        samples=found.samples, stored=found.stored,
    )  # fmt: skip


def _brought(found: Proposal) -> Iterator[Held]:
    """What the workbook would store, one for each figure."""
    diff = found.diff
    return (one.new for one in (*diff.new, *diff.changed, *diff.unchanged, *diff.kept) if one.new is not None)


def tally(found: Proposal) -> dict[str, int]:
    """How much would be stored: figures, marks that one is missing, lines of a register."""
    values = Counter(one.value is not None for one in _brought(found))
    return {"figures": values[True], "missing": values[False], "lines": len(found.reading.register_rows)}


def _stored(found: Proposal) -> Counter[str]:
    """Of each sheet, how much of it would be stored."""
    return Counter([one.ref.sheet for one in _brought(found)] + [row.sheet for row in found.reading.register_rows])


def _first(found: Proposal, sheets: tuple[tuple[str, int], ...]) -> Pane | None:
    """The first sheet with an error, else the first of which something would be stored, else the first."""
    panes = {pane.sheet: pane for pane in found.looked.panes}
    wrong = {f.ref.sheet for f in (*found.reading.findings, *found.blocked) if f.severity == "error"}
    asked = [name for name in panes if name in wrong]
    full = [name for name, figures in sheets if figures]
    name = next(iter((*asked, *full, *panes)), None)
    return panes[name] if name else None


# ------------------------------------------------------------------ the sheet
def _face(found: Proposal, pane: Pane) -> Face:
    marked: dict[tuple[int, int], str] = {}
    for finding in sorted(found.reading.findings, key=lambda f: _MARKS.get(f.severity, 0)):
        at = place_of(finding.ref.cell)
        if finding.ref.sheet == pane.sheet and at and finding.severity != "note":
            marked[at] = finding.severity
    ignored = {place_of(p.ref.cell) for p in found.reading.passed_over
               if p.reason == "ignored" and p.ref.sheet == pane.sheet}  # fmt: skip
    roles = {place_of(o.ref.cell): o.role for o in found.reading.observations if o.ref.sheet == pane.sheet}
    spots = {}
    for cell in pane.cells:
        at = (cell.row, cell.column)
        part = "passed" if at in ignored else cell.part
        if part in ("data", "total") and at in roles:
            part = "total" if roles[at] in ("total", "subtotal") else "data" if roles[at] == "region" else part
        spots[at] = Spot(cell.text, part, cell.number, marked.get(at, ""))
    merges = {(top, left): (bottom, right) for top, left, bottom, right in pane.merges}
    return Face(pane.sheet, pane.hidden, pane.rows, pane.columns, spots, pane.rows_used, pane.columns_used, merges)


# ------------------------------------------------------------------ what was read of it
def _lines(found: Proposal, sheet: str) -> Iterator[MapLine]:
    """The columns and rows of a sheet as it was read: one that a person ignores stays in sight."""
    columns: dict[str, list[Observation]] = defaultdict(list)
    rows: dict[str, list[Observation]] = defaultdict(list)
    for o in found.reading.observations:
        if o.ref.sheet == sheet:
            letters = o.ref.cell.rstrip("0123456789")
            columns[letters].append(o)
            rows[o.ref.cell[len(letters) :]].append(o)
    headers = _headers(found, sheet)
    seen: set[tuple[str, str]] = set()
    for mark in marks(found.looked.reading):
        if mark.sheet == sheet and (mark.kind, mark.at) not in seen:
            seen.add((mark.kind, mark.at))
            cells = (columns if mark.kind == "columns" else rows).get(mark.at, [])
            told = found.corrections.get(mark.kind, {}).get(mark.key, {})
            yield _line(mark, headers.get((mark.kind, mark.at), ""), cells, told)


def _headers(found: Proposal, sheet: str) -> dict[tuple[str, str], str]:
    """Printed words over each column and before each row."""
    said: dict[tuple[str, str], str] = {}
    for o in found.looked.reading.observations:
        if o.ref.sheet == sheet:
            letters = o.ref.cell.rstrip("0123456789")
            for kind, at, chains in (("columns", letters, o.column), ("rows", o.ref.cell[len(letters) :], o.row)):
                if (kind, at) not in said:
                    words = [label.text.strip() for chain in chains for label in chain]
                    said[kind, at] = " › ".join(dict.fromkeys(" ".join(word.split()) for word in words))
    return said


def _line(mark: Mark, header: str, cells: list[Observation], told: dict[str, str]) -> MapLine:
    def each(name: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(getattr(o, name) or "" for o in cells))

    figures = [o for o in cells if o.printed is not None or o.missing]
    unknown = mark.kind == "rows" and any(o.region is None and o.role == "region" for o in figures)
    near = proposal(cells[0].region_text or header) if unknown and cells else None
    telling = [o for o in figures if o.printed is not None and o.role == "region"] or figures
    return MapLine(
        mark.kind, mark.at, mark.key, header, each("indicator"), each("measure"), each("unit"), each("period"),
        each("region"), each("role"), told, len(figures), tuple(map(_example, telling[:_EXAMPLES])),
        near[1] if near else "",
    )  # fmt: skip


def _example(o: Observation) -> Example:
    return Example(o.ref.cell, o.text.strip(), o.value, o.missing or "", o.indicator or "", o.region or "",
                   o.period or "", o.measure)  # fmt: skip


def _fields(found: Proposal, pane: Pane) -> Iterator[FieldLine]:
    """The columns of a register's sheet: field, personal and dropped, or unknown."""
    mine = [row for row in found.reading.register_rows if row.sheet == pane.sheet]
    if not mine:
        return
    register = book.load().registers[mine[0].register]
    names = {normalise(word): field for field in register.fields for word in (field.zh, *field.synonyms)}
    table = next(t for t in found.reading.tables if t.sheet == pane.sheet)
    top = place_of(table.range.partition(":")[0])
    for cell in pane.cells:
        if top and cell.row == top[0] and plain(cell.text) not in know().words["ordinal_header"]:
            field = names.get(normalise(cell.text))
            yield FieldLine(column_name(cell.column), cell.text, field.id if field else "",
                            bool(field and field.personal))  # fmt: skip


# ------------------------------------------------------------------ findings and changes
def _noted(found: Proposal, lang: str) -> Iterator[Noted]:
    """Errors first, then warnings, then notes; in the reader's language."""
    listed: list[tuple[Finding, bool]] = [(f, True) for f in found.blocked]
    listed += [(f, False) for f in found.reading.findings]
    for finding, stored in sorted(listed, key=lambda one: -_MARKS.get(one[0].severity, 0)):
        rule = checks().get(finding.code)
        name, guidance = ("", "") if rule is None else (rule.zh, rule.guidance_zh) if lang == "zh" else (
            rule.en, rule.guidance_en)  # fmt: skip
        guidance = book.load().words[lang].get(f"submit_guide_{finding.code}", guidance)
        text = sentence("submit_samples_there", lang) if finding.code == SAMPLES else in_language(finding.text, lang)
        yield Noted(name_of(finding), finding.severity, finding.code, name, finding.ref.sheet, finding.ref.cell,
                    text, guidance, stored)  # fmt: skip


def in_language(text: str, lang: str) -> str:
    """A finding's sentence has a line for each language, Chinese first."""
    parts = text.split("\n")
    return parts[-1] if lang != "zh" and len(parts) > 1 else parts[0]


def _steps(found: Proposal, lang: str) -> Iterable[Step]:
    ordered: list[tuple[str, Any]] = [(kind, one) for kind in ("changed", "kept", "gone", "new", "unchanged")
                                      for one in getattr(found.diff, kind)]  # fmt: skip
    return (_step(kind, one, lang) for kind, one in ordered[:_STEPS])


def _step(kind: str, one: Change, lang: str) -> Step:
    old, new = one.old, one.new
    return Step(kind, one.indicator, one.region, one.period, one.measure, old.value if old else None,
                new.value if new else None, old.text if old else "", new.text if new else "", _where(old),
                f"{new.ref.sheet}!{new.ref.cell}" if new else "", not_taken(one, lang))  # fmt: skip


def not_taken(one: Change, lang: str) -> str:
    """Why a figure is not taken: which workbook, form and submission stands in its place. "" for one that is."""
    if not one.why:
        return ""
    workbook = one.old.ref.workbook if one.old else "—"
    return sentence(f"submit_why_{one.why}", lang, workbook=workbook, form=one.form, number=one.number)


def _where(held: Held | None) -> str:
    return " › ".join(held.ref) if held else ""


def _drifted(drift: Drift) -> Drifted:
    return Drifted(tuple((m.text, m.was, m.now) for m in drift.moved), len(drift.shifted), drift.vanished, drift.new)
