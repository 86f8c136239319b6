"""What the page 数据质量 gets: findings with what was said about them, reconciled and stale figures, series breaks."""

from __future__ import annotations

from typing import NamedTuple

from catalog.entries import Break
from catalog.records import Published


class Remark(NamedTuple):
    """A stored finding. id: submission.code.sheet.cell, what the address and the doors name it by. month: the end of
    the period it is about. src: the key of the figure in its cell, "" where there is none.

    said, who, at: the newest explanation; explanation: its number (0: none); agreed, agreed_at: who approved it.
    """

    id: str
    submission: int
    code: str
    severity: str
    workbook: str
    sheet: str
    cell: str
    text: str
    form: str
    region: str
    period: str
    month: str
    state: str
    src: str
    explanation: int
    said: str
    who: str
    at: str
    agreed: str
    agreed_at: str

    @property
    def open(self) -> bool:
        """Whether somebody still has to say something: notes need nothing."""
        return self.severity != "note" and not self.explanation


class Reconciled(NamedTuple):
    """A published figure beside what the store holds of the same month.

    state: equal, rounding (within what the print leaves), open, explained (why says how), partial (cities are missing),
    none (nothing of that month), flow (the publication does not say over what time).
    """

    figure: Published
    stored: float | None
    cities: int
    difference: float | None
    state: str
    why: str


class Stale(NamedTuple):
    """What has not moved on. kind: repeated (published again unchanged: since and until are the two dates) or behind
    (areas whose newest figure, of `until`, is more than a period older than the newest of others, `since`)."""

    kind: str
    indicator: str
    figure: Published | None
    since: str
    until: str
    regions: tuple[str, ...]


class Quality(NamedTuple):
    """Everything the page is made of, for one revision of the store."""

    remarks: tuple[Remark, ...]
    reconciled: tuple[Reconciled, ...]
    stale: tuple[Stale, ...]
    breaks: tuple[Break, ...]
