"""What the store holds, in one look."""

from __future__ import annotations

from sqlalchemy import Engine, case, func, select

from catalog.records import StoreState
from store.choice import live
from store.engine import reading
from store.load import revision
from store.schema import revisions, submissions

__all__ = ["revision", "state"]


def state(engine: Engine) -> StoreState:
    """Whether anything stands, whether it is sample data, the revision, when it was made (UTC) and the workbooks."""
    own = submissions.c
    with reading(engine) as connection:
        standing = own.id.in_(live())
        samples = func.sum(case((own.sample, 1), else_=0))
        workbooks, sample = connection.execute(select(func.count(), samples).where(standing)).one()
        last = connection.execute(
            select(revisions.c.id, revisions.c.at).order_by(revisions.c.id.desc()).limit(1)
        ).first()
    number, at = last if last else (0, "")
    return StoreState(bool(sample), workbooks == 0, number, at, workbooks)
