"""What the store holds, in one look."""

from __future__ import annotations

from sqlalchemy import Engine, case, func, select

from catalog.records import StoreState
from store.choice import live
from store.engine import reading
from store.load import revision
from store.schema import revisions, submissions

__all__ = ["revision", "state"]


def state(engine: Engine, at: int | None = None) -> StoreState:
    """Whether anything stands (or stood at revision `at`), whether it is sample data, the revision, when it was made
    (UTC) and the workbooks."""
    own, last = submissions.c, select(revisions.c.id, revisions.c.at).order_by(revisions.c.id.desc()).limit(1)
    if at is not None:
        last = last.where(revisions.c.id <= at)
    with reading(engine) as connection:
        standing = own.id.in_(live(at))
        samples = func.sum(case((own.sample, 1), else_=0))
        workbooks, sample = connection.execute(select(func.count(), samples).where(standing)).one()
        found = connection.execute(last).first()
    number, made = found if found else (0, "")
    return StoreState(bool(sample), workbooks == 0, number, made, workbooks)
