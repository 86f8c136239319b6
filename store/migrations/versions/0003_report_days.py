"""The day a sheet prints as its report date (2026-11-05). What was stored before has none."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.add_column("sheets", sa.Column("reported", sa.String(10)))
