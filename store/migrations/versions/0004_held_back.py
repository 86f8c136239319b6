"""Figures of a correction that only repeat what was corrected before: they stay outranked. Earlier stores have none."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "held_back",
        sa.Column("observation_id", sa.Integer, sa.ForeignKey("observations.id"), primary_key=True),
    )
