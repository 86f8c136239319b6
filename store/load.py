"""The one way in: readings become submissions, all of a load or none of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import NamedTuple

from sqlalchemy import Connection, Engine, select, text

from catalog import book
from catalog.records import CellRef, Finding, Reading
from catalog.saying import sentence
from store import drafts, rows, schema
from store.choice import live
from store.engine import reading as reading_from
from store.engine import writing
from store.events import Stamp, next_number, now, relabel
from store.explanations import key
from store.intake import NOTHING, Explained, Intake, Loaded
from store.outcome import Outcome, outcomes
from store.problems import StoreProblem
from store.taking import Taking


class LoadReport(NamedTuple):
    """What a load did. accepted False: a finding of severity error stopped it and nothing at all was stored.

    unchanged: workbooks that were there already, byte for byte. withdrawn: sample submissions that were taken out.
    corrections: numbers of those loaded as corrections. superseded: numbers of those whose every figure a correction
    now holds. outcomes: what became of each figure, when asked for.
    """

    accepted: bool
    revision: int
    loaded: tuple[Loaded, ...]
    unchanged: tuple[str, ...]
    withdrawn: int
    findings: tuple[Finding, ...]
    corrections: tuple[int, ...] = ()
    superseded: tuple[int, ...] = ()
    outcomes: tuple[Outcome, ...] = ()


class _Undo(Exception):
    """Leaves the transaction with nothing done."""

    def __init__(self, report: LoadReport) -> None:
        super().__init__("nothing stored")
        self.report = report


class _Asked(NamedTuple):
    """How the caller wants it."""

    who: str
    replace_samples: bool
    lang: str
    reason: str
    explained: Explained
    overrule: bool
    take_back: bool
    compare: bool


def load(
    engine: Engine,
    readings: Iterable[Reading],
    contents: Mapping[str, bytes],
    *,
    who: str,
    replace_samples: bool = False,
    dry_run: bool = False,
    lang: str = "zh",
    reason: str = "",
    explanations: Explained = NOTHING,
    overrule: bool = True,
    take_back: bool = False,
    compare: bool = False,
    draft: str = "",
) -> LoadReport:
    """Store `readings` (with the workbooks' bytes by sha-256) as submissions of `who`, in one transaction.

    A workbook whose bytes are in the store already adds nothing. Any finding of severity error, of the reading or of
    the load, stops all, unless `explanations` (by `store.explanations.key`) says why it is right all the same: sample
    and real data together, two workbooks of one form and period that disagree and neither says 更正, a letter that
    quotes another old value than is stored. With a `reason` a workbook that contradicts stored ones of its form, city
    and month is taken in as a correction (not with `overrule` False: then it is only noted); one that says 更正 itself
    brings its reason along. What was corrected before and comes again as it was stays corrected, and a warning says so,
    unless `take_back` is given, which needs a reason. `compare` asks for the outcomes, figure by figure. With
    `replace_samples` the sample submissions are withdrawn first. `dry_run` does everything and undoes it. `draft` is
    the token of the draft that ends with this. Raises StoreProblem when the draft is gone, or the store locked,
    read-only, full or damaged.
    """
    batch = sorted({item.sha256: item for item in readings}.values(), key=lambda item: (item.workbook, item.sha256))
    findings = [finding for item in batch for finding in item.findings]
    nothing = [said for item in batch if (said := _nothing(item, lang)) is not None]
    if _stopped([*nothing, *_unexplained(batch, explanations)]):
        return LoadReport(False, revision(engine), (), (), 0, (*findings, *nothing))
    if take_back and not reason.strip():
        raise StoreProblem("store_no_reason")
    asked = _Asked(who, replace_samples, lang, reason.strip(), explanations, overrule, take_back, compare)
    try:
        with writing(engine) as connection:
            report = _store(connection, batch, contents, findings, asked)
            if dry_run or not report.accepted:
                raise _Undo(report)
            if draft:
                drafts.take(connection, draft)
    except _Undo as undone:
        return undone.report
    if report.loaded:
        _analyse(engine)
    return report


def send_back(engine: Engine, reading: Reading, content: bytes, *, who: str, reason: str, draft: str = "") -> int:
    """Keep a workbook as returned, with the bytes, the findings and why, and no figure of it; gives its number.

    The `draft` it was ends with this. Raises StoreProblem when no reason is given, the draft is gone, or the store
    cannot take it.
    """
    if not reason.strip():
        raise StoreProblem("store_no_reason")
    with writing(engine) as connection:
        intake = Intake(connection, book.load(), Stamp(who, now(), next_number(connection, schema.revisions)))
        number = intake.send_back(reading, content, reason.strip()).submission
        intake.revise("returned")
        intake.write()
        if draft:
            drafts.take(connection, draft)
    return number


def revision(engine: Engine) -> int:
    """The number of the last change of what stands; 0 for an empty store. Caches are keyed by it."""
    with reading_from(engine) as connection:
        found: int | None = connection.exec_driver_sql("SELECT max(id) FROM revisions").scalar()
        return found or 0


def _unexplained(batch: list[Reading], explained: Explained) -> list[Finding]:
    """What nobody has explained; a workbook that was not read cannot be explained away."""
    return [
        finding
        for item in batch
        for finding in item.findings
        if item.status == "refused" or not explained.get(key(finding), "").strip()
    ]


def _store(
    connection: Connection, batch: list[Reading], contents: Mapping[str, bytes], findings: list[Finding], asked: _Asked
) -> LoadReport:
    last = next_number(connection, schema.revisions) - 1
    samples, known = _standing(connection)
    withdrawn = samples if asked.replace_samples and any(not item.sample for item in batch) else {}
    unchanged = tuple(item.workbook for item in batch if item.sha256 in known and known[item.sha256] not in withdrawn)
    new = [item for item in batch if item.sha256 not in known or known[item.sha256] in withdrawn]
    mixed = _mixed(new, samples, withdrawn, len(known), asked.lang)
    if mixed is not None or not new:
        found = tuple(findings) + ((mixed,) if mixed else ())
        return LoadReport(mixed is None, last, (), unchanged, 0, found)
    taking = Taking(connection, Stamp(asked.who, now(), last + 1), contents, asked.reason, asked.explained,
                    overrules=asked.overrule, take_back=asked.take_back)  # fmt: skip
    errors = taking.all(new, withdrawn, asked.lang)
    if errors:
        return LoadReport(False, last + 1, (), unchanged, len(withdrawn), (*findings, *errors))
    superseded = tuple(relabel(connection, taking.stamp))
    loaded, corrections = tuple(taking.loaded), tuple(sorted(taking.corrections))
    told = outcomes(connection, loaded[0].submission) if asked.compare else ()
    found = (*findings, *taking.warnings)
    return LoadReport(True, last + 1, loaded, unchanged, len(withdrawn), found, corrections, superseded, told)


def _standing(connection: Connection) -> tuple[dict[int, str], dict[str, int]]:
    """The live sample submissions, and the live submission of each sha-256."""
    own = schema.submissions.c
    found = connection.execute(select(own.id, own.sha256, own.workbook, own.sample).where(own.id.in_(live()))).all()
    return {row.id: row.workbook for row in found if row.sample}, {row.sha256: row.id for row in found}


def _mixed(
    new: list[Reading], samples: Mapping[int, str], withdrawn: Mapping[int, str], known: int, lang: str
) -> Finding | None:
    """Sample and real data in one store: why the load is refused, or None."""
    real = [item for item in new if not item.sample]
    sample = [item for item in new if item.sample]
    if real and sample:
        return _finding("load_mixed_batch", real[0].workbook, lang, other=sample[0].workbook)
    if real and samples and not withdrawn:
        return _finding("load_samples_there", real[0].workbook, lang, other=next(iter(samples.values())))
    if sample and known > len(samples):
        return _finding("load_real_there", sample[0].workbook, lang)
    return None


def _nothing(item: Reading, lang: str) -> Finding | None:
    """A workbook that was read but brings nothing the catalogue knows."""
    if item.status == "refused":
        stops = any(finding.severity == "error" for finding in item.findings)
        return None if stops else _finding("load_refused", item.workbook, lang)
    if item.register_rows or rows.figures(item, book.load()):
        return None
    return _finding("load_nothing_known", item.workbook, lang)


def _finding(word: str, workbook: str, lang: str, **fields: str) -> Finding:
    return Finding(word, "error", CellRef(workbook, "", ""), sentence(word, lang, workbook=workbook, **fields))


def _stopped(findings: Iterable[Finding]) -> bool:
    return any(finding.severity == "error" for finding in findings)


def _analyse(engine: Engine) -> None:
    """Fresh statistics for the planner; without them one month of all indicators would scan the whole table.

    The load is committed by now: that the store is busy or full here must not be told as if it had not been.
    """
    with suppress(StoreProblem), writing(engine) as connection:
        connection.execute(text("ANALYZE"))
