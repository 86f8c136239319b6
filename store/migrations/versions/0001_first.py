"""The first schema: submissions, observations, registers, and the projections of what stands.

Written out, not taken from store.schema, which goes on changing: a migration is what it was.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    _lists()
    _sent()
    _figures()
    _registers()


def _key(name: str = "id") -> sa.Column[Any]:
    return sa.Column(name, sa.Integer(), autoincrement=False, nullable=False, primary_key=True)


def _number(name: str, target: str = "", nullable: bool = False) -> sa.Column[Any]:
    pointing = [sa.ForeignKey(target)] if target else []
    return sa.Column(name, sa.Integer(), *pointing, nullable=nullable)


def _text(name: str, length: int = 0, target: str = "", nullable: bool = False) -> sa.Column[Any]:
    pointing = [sa.ForeignKey(target)] if target else []
    return sa.Column(name, sa.String(length) if length else sa.Text(), *pointing, nullable=nullable)


def _code(length: int) -> sa.Column[Any]:
    return sa.Column("code", sa.String(length), nullable=False, unique=True)


def _lists() -> None:
    """Texts behind the integer codes; three of the lists are the same in every store (store.codes)."""
    for name, length in (("indicators", 60), ("regions", 12), ("measures", 12), ("statuses", 20), ("qualifiers", 8)):
        op.create_table(name, _key(), _code(length))
    op.create_table("periods", _key(), _code(20), _number("end_month"))
    fixed = {
        "measures": ["", "value", "ytd", "target"],
        "statuses": ["reported", "not_reported", "not_applicable", "below_unit", "suppressed", "unreadable", "unknown"],
        "qualifiers": ["eq", "ge", "lt", "approx"],
    }
    for name, texts in fixed.items():
        table = sa.table(name, sa.column("id", sa.Integer), sa.column("code", sa.String))
        op.bulk_insert(table, [{"id": number, "code": text} for number, text in enumerate(texts) if text])


def _sent() -> None:
    """What came in, and what became of it."""
    op.create_table("revisions", _key(), _text("at", 32), _text("who"), _text("what"))
    op.create_table(
        "workbooks",
        sa.Column("sha256", sa.String(64), primary_key=True, nullable=False),
        _number("size"),
        sa.Column("deflated", sa.LargeBinary(), nullable=False),
    )
    op.create_table(
        "submissions", _key(), _text("sha256", 64, "workbooks.sha256"), _text("workbook"), _text("form", 40),
        _number("region_id", nullable=True), _number("content"), sa.Column("sample", sa.Boolean(), nullable=False),
        sa.Column("correction", sa.Boolean(), nullable=False), _number("authority"), _text("who"), _text("at", 32),
        _number("observations"), _number("register_rows"), _text("digest", 64),
    )  # fmt: skip
    op.create_index("ix_submissions_sha256", "submissions", ["sha256"])
    op.create_table(
        "events", _key(), _number("submission_id", "submissions.id"), _number("revision_id", "revisions.id"),
        _text("state", 12), _text("who"), _text("at", 32), _text("reason"),
    )  # fmt: skip
    op.create_index("ix_events_submission_id", "events", ["submission_id"])
    op.create_index("ix_events_revision_id", "events", ["revision_id"])
    op.create_table(
        "findings", _key(), _number("submission_id", "submissions.id"), _text("code", 60), _text("severity", 8),
        _text("sheet"), _text("cell", 24), _text("text"),
    )  # fmt: skip
    op.create_index("ix_findings_submission_id", "findings", ["submission_id"])
    op.create_table(
        "sheets", _key(), _number("submission_id", "submissions.id"), _text("name"),
        sa.UniqueConstraint("submission_id", "name"),
    )  # fmt: skip


def _fact() -> list[sa.Column[Any]]:
    dimensions = ("indicator", "region", "period", "measure")
    return [
        *(_number(f"{name}_id", f"{name}s.id") for name in dimensions),
        sa.Column("value", sa.Double(), nullable=True),
        _number("status", "statuses.id"),
        _number("qualifier", "qualifiers.id"),
    ]


def _figures() -> None:
    """Observations as they came, and the one of each key that stands."""
    key, figure = ["indicator_id", "region_id", "period_id", "measure_id"], ["value", "status", "qualifier"]
    op.create_table(
        "observations", _key(), _number("submission_id", "submissions.id"), *_fact(),
        _number("sheet_id", "sheets.id"), _text("cell", 12), _text("text"), _text("unit", 40),
    )  # fmt: skip
    op.create_index("ix_observations_submission_id", "observations", ["submission_id"])
    op.create_index("observations_by_key", "observations", key)
    op.create_table(
        "facts", *_fact(), _number("observation_id", "observations.id"), sa.PrimaryKeyConstraint(*key),
        sqlite_with_rowid=False,
    )  # fmt: skip
    covering = ["period_id", "indicator_id", "region_id", "measure_id", *figure, "observation_id"]
    op.create_index("facts_by_period", "facts", covering)


def _registers() -> None:
    """Registers: fields in fixed slots, and which submission stands for each city and period."""
    op.create_table(
        "register_fields", _text("register", 40), _text("field", 60), _text("slot", 4),
        sa.PrimaryKeyConstraint("register", "field"), sa.UniqueConstraint("register", "slot"),
    )  # fmt: skip
    op.create_table(
        "register_rows", _key(), _number("submission_id", "submissions.id"), _text("register", 40),
        _number("region_id", "regions.id"), _number("city_id", "regions.id"), _number("period_id", "periods.id"),
        _number("sheet_id", "sheets.id"), _number("line"),
        *(sa.Column(f"t{slot:02}", sa.Text()) for slot in range(1, 17)),
        *(sa.Column(f"n{slot:02}", sa.Double()) for slot in range(1, 9)),
    )  # fmt: skip
    op.create_index("ix_register_rows_submission_id", "register_rows", ["submission_id"])
    op.create_index("register_rows_by_snapshot", "register_rows", ["register", "period_id", "city_id", "submission_id"])
    op.create_table(
        "register_current", _text("register", 40), _number("period_id", "periods.id"),
        _number("city_id", "regions.id"), _number("submission_id", "submissions.id"),
        sa.PrimaryKeyConstraint("register", "period_id", "city_id"), sqlite_with_rowid=False,
    )  # fmt: skip
