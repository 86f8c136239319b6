"""Corrections of corrections, explanations, drafts, publications and remembered layouts.

Written out, not taken from store.schema. What a store of 0001 holds stays as it is: a correction becomes generation 1.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.add_column("submissions", sa.Column("generation", sa.Integer(), nullable=False, server_default="0"))
    op.execute("UPDATE submissions SET generation = 1 WHERE correction")
    _explanations()
    _drafts()
    _publications()
    _layouts()


def _key() -> sa.Column[Any]:
    return sa.Column("id", sa.Integer(), autoincrement=False, nullable=False, primary_key=True)


def _number(name: str, target: str = "") -> sa.Column[Any]:
    pointing = [sa.ForeignKey(target)] if target else []
    return sa.Column(name, sa.Integer(), *pointing, nullable=False)


def _texts(**lengths: int) -> list[sa.Column[Any]]:
    """Text columns by name; length 0 is without a limit."""
    return [
        sa.Column(name, sa.String(length) if length else sa.Text(), nullable=False) for name, length in lengths.items()
    ]


def _explanations() -> None:
    op.create_table(
        "explanations", _key(), *_texts(code=60), _number("submission_id", "submissions.id"),
        *_texts(sheet=0, cell=24, text=0, who=0, at=32, approved_by=0, approved_at=32),
    )  # fmt: skip
    op.create_index("ix_explanations_submission_id", "explanations", ["submission_id"])


def _drafts() -> None:
    op.create_table(
        "drafts", sa.Column("token", sa.String(64), nullable=False, primary_key=True),
        *_texts(sha256=64, workbook=0, who=0, at=32, state=12, corrections=0), _number("size"),
        sa.Column("deflated", sa.LargeBinary(), nullable=False), sa.UniqueConstraint("sha256", "who"),
    )  # fmt: skip


def _publications() -> None:
    op.create_table(
        "publications", _key(), *_texts(name=0), _number("revision_id", "revisions.id"), *_texts(note=0),
    )  # fmt: skip
    op.create_index("ix_publications_revision_id", "publications", ["revision_id"])
    op.create_table(
        "publication_events", _key(), _number("publication_id", "publications.id"),
        *_texts(state=12, who=0, at=32, reason=0),
    )  # fmt: skip
    op.create_index("ix_publication_events_publication_id", "publication_events", ["publication_id"])


def _layouts() -> None:
    op.create_table(
        "layouts", _key(), *_texts(fingerprint=64, region=12, form=40, columns=0, corrections=0, who=0, at=32),
        *_texts(sha256=64),
    )  # fmt: skip
    op.create_index("ix_layouts_fingerprint", "layouts", ["fingerprint"])
