"""The tables. Submissions and observations are only ever added; `facts` and `register_current` are projections of
them (which observation, which register stands now) and can be rebuilt at any time: `check` does so and compares.

Codes are integers that mean the same in every store: a region is its 6-digit code, a period is year·month·span
(`store.codes`), measure, status and qualifier are fixed lists. Only indicators get their number from the store.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Double,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
)

HEAD = "0004"
TEXT_SLOTS = 16
NUMBER_SLOTS = 8

metadata = MetaData()


def _number() -> Column[int]:
    return Column("id", Integer, primary_key=True, autoincrement=False)


# One row a change of what stands: its number is what every cache is keyed by.
revisions = Table(
    "revisions",
    metadata,
    _number(),
    Column("at", String(32), nullable=False),
    Column("who", Text, nullable=False),
    Column("what", Text, nullable=False),
)
# The original bytes, deflated; a withdrawn or outranked workbook is kept like any other.
workbooks = Table(
    "workbooks",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("size", Integer, nullable=False),
    Column("deflated", LargeBinary, nullable=False),
)
# generation (0 a report, 1 a correction, more for a correction of corrections), authority, content (end month of the
# newest period in it) and sha256 decide which of two facts stands.
submissions = Table(
    "submissions",
    metadata,
    _number(),
    Column("sha256", ForeignKey("workbooks.sha256"), nullable=False, index=True),
    Column("workbook", Text, nullable=False),
    Column("form", String(40), nullable=False),
    Column("region_id", Integer),
    Column("content", Integer, nullable=False),
    Column("sample", Boolean, nullable=False),
    Column("correction", Boolean, nullable=False),
    Column("authority", Integer, nullable=False),
    Column("who", Text, nullable=False),
    Column("at", String(32), nullable=False),
    Column("observations", Integer, nullable=False),
    Column("register_rows", Integer, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("generation", Integer, nullable=False, server_default="0"),
)
# What became of a submission: the last event is its state (returned, accepted, published, superseded, withdrawn).
events = Table(
    "events",
    metadata,
    _number(),
    Column("submission_id", ForeignKey("submissions.id"), nullable=False, index=True),
    Column("revision_id", ForeignKey("revisions.id"), nullable=False, index=True),
    Column("state", String(12), nullable=False),
    Column("who", Text, nullable=False),
    Column("at", String(32), nullable=False),
    Column("reason", Text, nullable=False),
)
findings = Table(
    "findings",
    metadata,
    _number(),
    Column("submission_id", ForeignKey("submissions.id"), nullable=False, index=True),
    Column("code", String(60), nullable=False),
    Column("severity", String(8), nullable=False),
    Column("sheet", Text, nullable=False),
    Column("cell", String(24), nullable=False),
    Column("text", Text, nullable=False),
)
# Why a finding is right all the same, and who agreed; the finding is named by its code and cell.
explanations = Table(
    "explanations",
    metadata,
    _number(),
    Column("code", String(60), nullable=False),
    Column("submission_id", ForeignKey("submissions.id"), nullable=False, index=True),
    Column("sheet", Text, nullable=False),
    Column("cell", String(24), nullable=False),
    Column("text", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("at", String(32), nullable=False),
    Column("approved_by", Text, nullable=False),
    Column("approved_at", String(32), nullable=False),
)
# What was handed in and not decided on: no submission, nothing stands on it, dropped when it is decided or old.
drafts = Table(
    "drafts",
    metadata,
    Column("token", String(64), primary_key=True),
    Column("sha256", String(64), nullable=False),
    Column("workbook", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("at", String(32), nullable=False),
    Column("state", String(12), nullable=False),
    Column("corrections", Text, nullable=False),
    Column("size", Integer, nullable=False),
    Column("deflated", LargeBinary, nullable=False),
    UniqueConstraint("sha256", "who"),
)
# A name for a revision; what happened to it (published, withdrawn) is in its own events.
publications = Table(
    "publications",
    metadata,
    _number(),
    Column("name", Text, nullable=False),
    Column("revision_id", ForeignKey("revisions.id"), nullable=False, index=True),
    Column("note", Text, nullable=False),
)
publication_events = Table(
    "publication_events",
    metadata,
    _number(),
    Column("publication_id", ForeignKey("publications.id"), nullable=False, index=True),
    Column("state", String(12), nullable=False),
    Column("who", Text, nullable=False),
    Column("at", String(32), nullable=False),
    Column("reason", Text, nullable=False),
)
# What a person told us about a layout once; the newest row of a fingerprint, area and form holds.
layouts = Table(
    "layouts",
    metadata,
    _number(),
    Column("fingerprint", String(64), nullable=False, index=True),
    Column("region", String(12), nullable=False),
    Column("form", String(40), nullable=False),
    Column("columns", Text, nullable=False),
    Column("corrections", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("at", String(32), nullable=False),
    Column("sha256", String(64), nullable=False),
)
indicators = Table("indicators", metadata, _number(), Column("code", String(60), nullable=False, unique=True))
regions = Table("regions", metadata, _number(), Column("code", String(12), nullable=False, unique=True))
periods = Table(
    "periods",
    metadata,
    _number(),
    Column("code", String(20), nullable=False, unique=True),
    Column("end_month", Integer, nullable=False),
)
measures = Table("measures", metadata, _number(), Column("code", String(12), nullable=False, unique=True))
statuses = Table("statuses", metadata, _number(), Column("code", String(20), nullable=False, unique=True))
qualifiers = Table("qualifiers", metadata, _number(), Column("code", String(8), nullable=False, unique=True))
# reported: the day the sheet prints as its report date (2026-11-05), where it prints one.
sheets = Table(
    "sheets",
    metadata,
    _number(),
    Column("submission_id", ForeignKey("submissions.id"), nullable=False),
    Column("name", Text, nullable=False),
    Column("reported", String(10)),
    UniqueConstraint("submission_id", "name"),
)


def _key() -> list[Column[int]]:
    return [
        Column("indicator_id", ForeignKey("indicators.id"), nullable=False),
        Column("region_id", ForeignKey("regions.id"), nullable=False),
        Column("period_id", ForeignKey("periods.id"), nullable=False),
        Column("measure_id", ForeignKey("measures.id"), nullable=False),
    ]


def _figure() -> list[Column[float] | Column[int]]:
    return [
        Column("value", Double),
        Column("status", ForeignKey("statuses.id"), nullable=False),
        Column("qualifier", ForeignKey("qualifiers.id"), nullable=False),
    ]


KEY = ("indicator_id", "region_id", "period_id", "measure_id")
FIGURE = ("value", "status", "qualifier")

observations = Table(
    "observations",
    metadata,
    _number(),
    Column("submission_id", ForeignKey("submissions.id"), nullable=False, index=True),
    *_key(),
    *_figure(),
    Column("sheet_id", ForeignKey("sheets.id"), nullable=False),
    Column("cell", String(12), nullable=False),
    Column("text", Text, nullable=False),
    Column("unit", String(40), nullable=False),
    Index("observations_by_key", *KEY),
)
# Figures of a correction that only repeat what an earlier correction took out: they rank as a report's would.
held_back = Table(
    "held_back",
    metadata,
    Column("observation_id", ForeignKey("observations.id"), primary_key=True),
)
facts = Table(
    "facts",
    metadata,
    *_key(),
    *_figure(),
    Column("observation_id", ForeignKey("observations.id"), nullable=False),
    PrimaryKeyConstraint(*KEY),
    Index("facts_by_period", "period_id", "indicator_id", "region_id", "measure_id", *FIGURE, "observation_id"),
    sqlite_with_rowid=False,
)

TEXTS = tuple(f"t{n:02}" for n in range(1, TEXT_SLOTS + 1))
NUMBERS = tuple(f"n{n:02}" for n in range(1, NUMBER_SLOTS + 1))

# A register's fields lie in fixed slots (sorting 15,000 rows by a column is 4 ms, by a JSON member 21 ms).
register_fields = Table(
    "register_fields",
    metadata,
    Column("register", String(40), nullable=False),
    Column("field", String(60), nullable=False),
    Column("slot", String(4), nullable=False),
    PrimaryKeyConstraint("register", "field"),
    UniqueConstraint("register", "slot"),
)
# region_id is the row's own area, city_id the prefecture it belongs to: a snapshot is one city's register of a period.
register_rows = Table(
    "register_rows",
    metadata,
    _number(),
    Column("submission_id", ForeignKey("submissions.id"), nullable=False, index=True),
    Column("register", String(40), nullable=False),
    Column("region_id", ForeignKey("regions.id"), nullable=False),
    Column("city_id", ForeignKey("regions.id"), nullable=False),
    Column("period_id", ForeignKey("periods.id"), nullable=False),
    Column("sheet_id", ForeignKey("sheets.id"), nullable=False),
    Column("line", Integer, nullable=False),
    *(Column(slot, Text) for slot in TEXTS),
    *(Column(slot, Double) for slot in NUMBERS),
    Index("register_rows_by_snapshot", "register", "period_id", "city_id", "submission_id"),
)
register_current = Table(
    "register_current",
    metadata,
    Column("register", String(40), nullable=False),
    Column("period_id", ForeignKey("periods.id"), nullable=False),
    Column("city_id", ForeignKey("regions.id"), nullable=False),
    Column("submission_id", ForeignKey("submissions.id"), nullable=False),
    PrimaryKeyConstraint("register", "period_id", "city_id"),
    sqlite_with_rowid=False,
)
