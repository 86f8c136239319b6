"""The decision on a draft: accept, accept with an explanation, return with a reason. Only here anything is stored."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from sqlalchemy import Engine

from catalog import book
from catalog.records import Finding
from catalog.saying import sentence
from review.proposal import CONFLICTS, SAMPLES, Proposal, propose
from review.remembered import keep
from store import drafts
from store.explanations import key, signed
from store.load import load, send_back
from store.problems import StoreProblem


class Outcome(NamedTuple):
    """done False: nothing was stored; word is a row of words.csv that says why, findings what stood in the way."""

    done: bool
    word: str
    number: int = 0
    figures: int = 0
    lines: int = 0
    findings: tuple[Finding, ...] = ()
    kept: bool = False
    indicator: str = ""


def name_of(finding: Finding) -> str:
    """How the page names a finding: code, sheet and cell."""
    return "\x1f".join((finding.code, finding.ref.sheet, finding.ref.cell))


def accept(
    engine: Engine,
    token: str,
    *,
    who: str,
    text: str = "",
    explained: Mapping[str, str] | None = None,
    remember: bool = True,
    replace_samples: bool = False,
    take_back: bool = False,
    lang: str = "zh",
) -> Outcome:
    """Store a draft. Whatever is an error or a warning needs words: its own in `explained` (by `name_of`), or `text`
    for all that have none, where it is marked as said of all together; `text` is also the submission's reason.

    What was corrected before and comes again as it was is only taken with `take_back`, which needs `text`. The reason
    makes a correction only of what contradicts a workbook of its own rank, so that what the proposal says is what
    happens. The layout is remembered with what was corrected, unless `remember` is False. Raises StoreProblem when the
    store cannot take it, or when nobody signs; then the draft is still there.
    """
    who = signed(who)
    found = propose(engine, token, lang)
    if found is None:
        return Outcome(False, "submit_gone_draft")
    if found.reading.status == "refused":
        return Outcome(False, "submit_unreadable", findings=found.reading.findings)
    why = _why(found, text.strip(), explained or {}, lang)
    silent = tuple(f for f in found.open if key(f) not in why and not (replace_samples and _samples(f)))
    if silent:
        word = "submit_needs_samples_out" if any(map(_samples, silent)) else "submit_needs_words"
        return Outcome(False, word, findings=silent)
    if take_back and not text.strip():
        return Outcome(False, "submit_needs_reason")
    report = load(
        engine, [found.reading], {found.reading.sha256: drafts.content(engine, token)}, who=who, lang=lang,
        replace_samples=replace_samples, reason=text.strip() or _own_words(found, explained or {}),
        explanations=why, overrule=found.overrules or take_back, take_back=take_back, draft=token,
    )  # fmt: skip
    if not report.accepted:
        return Outcome(False, "submit_refused", findings=tuple(f for f in report.findings if f.severity == "error"))
    kept = remember and keep(engine, found.looked.reading, found.corrections, book.load(), who=who)
    if not report.loaded:
        return Outcome(True, "submit_known_file", kept=kept)
    loaded = report.loaded[0]
    word = "submit_done_lines" if loaded.register_rows else "submit_done"
    return Outcome(True, word, loaded.submission, loaded.observations, loaded.register_rows, kept=kept,
                   indicator=_shown(found))  # fmt: skip


def _own_words(found: Proposal, explained: Mapping[str, str]) -> str:
    """What was said of the contradiction itself is the reason of the correction."""
    said = (explained.get(name_of(f), "").strip() for f in found.blocked if f.code in CONFLICTS)
    return next((words for words in said if words), "")


def _shown(found: Proposal) -> str:
    """The first of the stored indicators that has a card on its page, else the first of all."""
    catalog = book.load()
    pages = {theme.id: catalog.pages[theme.page] for theme in catalog.themes.values() if theme.page in catalog.pages}
    told = list(dict.fromkeys(one.indicator for one in (*found.diff.changed, *found.diff.new)))
    cards = (one for one in told if one in getattr(pages.get(catalog.indicators[one].theme), "cards", ()))
    return next(cards, told[0] if told else "")


def _why(found: Proposal, text: str, explained: Mapping[str, str], lang: str) -> dict[tuple[str, str, str, str], str]:
    """Each finding's own words; what has none gets `text`, which says that it was said of all together."""
    every = sentence("submit_for_all", lang, text=text) if text else ""
    said = {f: explained.get(name_of(f), "").strip() or every for f in found.open if not _samples(f)}
    return {key(f): words for f, words in said.items() if words}


def _samples(finding: Finding) -> bool:
    return finding.code == SAMPLES


def give_back(engine: Engine, token: str, *, who: str, reason: str, lang: str = "zh") -> Outcome:
    """Return a draft: kept with bytes, findings and reason, and no figure of it. An unreadable file is only dropped.
    Raises StoreProblem when nobody signs."""
    who = signed(who)
    found = propose(engine, token, lang)
    if found is None:
        return Outcome(False, "submit_gone_draft")
    if not reason.strip():
        return Outcome(False, "submit_needs_reason")
    try:
        number = send_back(engine, found.reading, drafts.content(engine, token), who=who, reason=reason, draft=token)
    except StoreProblem as trouble:
        if trouble.word == "store_no_reason":
            return Outcome(False, "submit_needs_reason")
        raise
    return Outcome(True, "submit_returned", number)
