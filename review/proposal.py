"""A draft opened: its sheet, what was read of it with the corrections, what the checks say and what it would change."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from sqlalchemy import Engine

from answers.shelf import Shelf
from catalog import book
from catalog.records import Finding, Reading
from loaders.corrected import KINDS, BadCorrection, corrected, sound
from loaders.door import kind_of
from loaders.door_words import Refused, refusal
from loaders.look import Looked, look
from review.diff import Diff, Trial, difference
from review.intake import reviewed
from review.remembered import Match, match, whose
from store import drafts
from store.drafts import Draft
from store.explanations import key
from store.load import load, revision
from store.problems import StoreProblem
from store.submissions import submissions

__all__ = ["BadCorrection", "Proposal", "plain_name", "propose", "stage", "tell", "use_layout"]
# A preview's rows and columns: enough to see a form whole, few enough for a page.
ROWS, COLUMNS = 60, 30
# What a draft's corrections also hold: a layout that the person asked for, or that none is wanted.
# What the store says to real data while samples are in it: no explanation helps, only taking the samples out.
SAMPLES = "load_samples_there"
# What the store asks about and a reason answers: then the workbook is a correction.
CONFLICTS = frozenset({"load_two_files", "load_two_forms"})
LAYOUT, WITHOUT = "layout", "without"
# Few: a register of a hundred thousand lines is a hundred megabytes.
_looked, _proposed = Shelf(3), Shelf(4)


class Proposal(NamedTuple):
    """corrections: all that hold, by address; own: those made on this draft. match: what is remembered of the layout,
    and `applied` whether it holds here. reading: corrected, with every finding. blocked: what the store itself would
    refuse as it is. region: the city it is about, or the province. samples: how many sample workbooks stand in the
    way of real data. stored: the number under which these very bytes are stored already (0: they are not)."""

    draft: Draft
    looked: Looked
    reading: Reading
    corrections: dict[str, Any]
    own: dict[str, Any]
    match: Match | None
    applied: bool
    diff: Diff
    blocked: tuple[Finding, ...]
    region: str
    samples: int = 0
    stored: int = 0

    @property
    def open(self) -> tuple[Finding, ...]:
        """What has to be explained before this is accepted: errors and warnings."""
        return tuple(f for f in (*self.reading.findings, *self.blocked) if f.severity != "note")

    @property
    def overrules(self) -> bool:
        """Whether a reason would make a correction of it: it contradicts a workbook of its own rank."""
        return any(f.code in CONFLICTS for f in self.blocked)


def looked_at(content: bytes, workbook: str) -> Looked:
    """Reads bytes behind the door, with a window on each sheet. Never raises for a bad file."""
    with TemporaryDirectory(prefix="wuli-") as folder:
        path = Path(folder, "draft")
        path.write_bytes(content)
        return look(path, name=workbook, rows=ROWS, columns=COLUMNS)


def opened(engine: Engine, draft: Draft) -> Looked:
    """The draft read; the last few are kept, for every click asks again. A refusal is not: it may be read yet."""
    try:
        return _looked.get((draft.sha256, draft.workbook), partial(_looked_draft, engine, draft))
    except _Refused as trouble:
        return trouble.looked


class _Refused(Exception):
    """Carries a reading that was refused past the shelf."""

    def __init__(self, looked: Looked) -> None:
        super().__init__("refused")
        self.looked = looked


def _looked_draft(engine: Engine, draft: Draft) -> Looked:
    looked = looked_at(drafts.content(engine, draft.token), draft.workbook)
    if looked.reading.status == "refused":
        raise _Refused(looked)
    return looked


def propose(engine: Engine, token: str, lang: str = "zh") -> Proposal | None:
    """The draft of that token opened, or None when there is none. Raises StoreProblem when the store is silent."""
    draft = drafts.draft(engine, token)
    if draft is None:
        return None
    if opened(engine, draft).reading.status == "refused":
        return _propose(engine, draft, lang)
    said = json.dumps(draft.corrections, sort_keys=True)
    return _proposed.get((token, said, revision(engine), lang), partial(_propose, engine, draft, lang))


def _propose(engine: Engine, draft: Draft, lang: str) -> Proposal:
    catalog, looked = book.load(), opened(engine, draft)
    found = match(engine, looked.reading, catalog) if looked.reading.status == "read" else None
    applied = found is not None and not draft.corrections.get(WITHOUT) and (
        found.exact or draft.corrections.get(LAYOUT) == found.layout.id
    )  # fmt: skip
    own = {kind: draft.corrections.get(kind, {}) for kind in KINDS}
    whole = merged(found.corrections if found and applied else {}, own)
    reading = _corrected(looked.reading, whole)
    if reading.status == "read":
        reading = reviewed(engine, [reading])[0]
    blocked, trial = _tried(engine, reading, drafts.content(engine, draft.token), lang)
    live = submissions(engine, states=("accepted", "published", "superseded"))
    samples = sum(one.sample for one in live) if any(f.code == SAMPLES for f in blocked) else 0
    stored = next((one.id for one in live if one.sha256 == draft.sha256), 0)
    diff = difference(engine, reading, catalog, trial._replace(stopped="known") if stored else trial)
    return Proposal(draft, looked, reading, whole, own, found, applied, diff, blocked, whose(reading, catalog), samples,
                    stored)  # fmt: skip


def _corrected(reading: Reading, corrections: Mapping[str, Any]) -> Reading:
    """With what still makes sense: the catalogue may have lost a word since it was said."""
    try:
        return corrected(reading, corrections)
    except BadCorrection:
        return reading


def merged(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, dict[str, dict[str, str]]]:
    """Corrections over corrections, word by word; an empty word takes back what stands below."""
    found: dict[str, dict[str, dict[str, str]]] = {}
    for kind in KINDS:
        places = {**below.get(kind, {}), **above.get(kind, {})}
        for place in places:
            words = {**below.get(kind, {}).get(place, {}), **above.get(kind, {}).get(place, {})}
            if kept := {word: value for word, value in words.items() if value}:
                found.setdefault(kind, {})[place] = kept
    return found


def _tried(engine: Engine, reading: Reading, content: bytes, lang: str) -> tuple[tuple[Finding, ...], Trial]:
    """What a load would stop at beyond the reading's own findings, and what it would change (where it stops at a
    contradiction: with a reason given): tried and undone."""
    if reading.status == "refused":
        return (), Trial(stopped="refused")
    why = {key(f): "…" for f in reading.findings if f.severity == "error"}
    trial = partial(load, engine, [reading], {reading.sha256: content}, who="", dry_run=True, lang=lang,
                    explanations=why, compare=True)  # fmt: skip
    try:
        report = trial()
        known = set(reading.findings)
        blocked = tuple(f for f in report.findings if f not in known and f.severity == "error")
        codes = {f.code for f in blocked}
        report = trial(reason="…") if codes and codes <= CONFLICTS else report
    except StoreProblem:  # somebody else is writing: the decision itself will ask again
        return (), Trial()
    if codes == {SAMPLES}:
        return blocked, Trial(alone=True)
    return blocked, Trial(report.outcomes) if report.accepted else Trial(stopped="refused")


# ------------------------------------------------------------------ what a person says on the page
def tell(engine: Engine, token: str, kind: str, place: str, words: Mapping[str, str]) -> Draft:
    """Correct a column, row or sheet of a draft; an empty value takes a word back.

    Raises BadCorrection for what does not exist, StoreProblem when the draft is gone.
    """
    sound({kind: {place: dict(words)}})
    draft = _there(engine, token)
    own = {**draft.corrections.get(kind, {})}
    own[place] = {**own.get(place, {}), **words}
    return drafts.correct(engine, token, {**draft.corrections, kind: own})


def use_layout(engine: Engine, token: str, layout: int) -> Draft:
    """Apply a remembered layout (its number) to a draft, or none at all (0)."""
    draft = _there(engine, token)
    return drafts.correct(engine, token, {**draft.corrections, LAYOUT: layout, WITHOUT: layout == 0})


def _there(engine: Engine, token: str) -> Draft:
    draft = drafts.draft(engine, token)
    if draft is None:
        raise StoreProblem("draft_gone")
    return draft


def unknown(workbook: str, content: bytes) -> Finding | None:
    """Why bytes are no table at all by how they begin (a picture, a PDF, a program); None when they may be one."""
    try:
        kind_of(content)
    except Refused as trouble:
        return refusal(trouble, plain_name(workbook))
    return None


def stage(engine: Engine, workbook: str, content: bytes, *, who: str, megabytes: int) -> Draft:
    """Take bytes in as a draft under a plain file name."""
    return drafts.stage(engine, plain_name(workbook), content, who=who, megabytes=megabytes)


def plain_name(workbook: str) -> str:
    """A file name without folders and control characters, at most 120 long; 未命名 for nothing."""
    flat = "".join(ch for ch in workbook.replace("\\", "/").rsplit("/", 1)[-1] if ch.isprintable()).strip(". ")
    return flat[-120:] or "未命名"

