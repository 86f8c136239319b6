"""Which version of the dashboard is looked at: the newest, or as it stood at a date, a publication or a revision."""

from __future__ import annotations

from typing import NamedTuple

from catalog.view import View


class Version(NamedTuple):
    """The version an address asks for (`v`).

    asked: as it stands in the address. revision: the last one in it (0 when there is no such version: then the newest
    is shown). at: when that was made (UTC, ISO 8601). name, state, reason: of the publication, "" for a date.
    corrected, added: figures that were changed or taken back, and that came in, since.
    """

    asked: str
    revision: int
    at: str
    name: str
    state: str
    reason: str
    corrected: int
    added: int


class Choice(NamedTuple):
    """A version that can be chosen: its key for the address, the publication's name ("" for a date), the date."""

    key: str
    name: str
    date: str


class Issue(NamedTuple):
    """A publication: its number, name, revision, who made it and when, note; state: published (nothing of it has
    changed), superseded, withdrawn. by: the publication that came after it (0: none); reason: why it was withdrawn."""

    id: int
    name: str
    revision: int
    who: str
    at: str
    note: str
    state: str
    by: int
    changed_at: str
    reason: str


class Step(NamedTuple):
    """A figure that a revision changed: old None where none stood, new None where none stands any more."""

    indicator: str
    region: str
    period: str
    measure: str
    old: float | None
    new: float | None
    revision: int
    at: str
    who: str
    workbook: str
    reason: str

    @property
    def place(self) -> tuple[str, str, str, str]:
        """Which figure it is."""
        return self.indicator, self.region, self.period, self.measure


class Course(NamedTuple):
    """A figure that was corrected: when it was first reported, then every change, the oldest first."""

    first_at: str
    first_workbook: str
    steps: tuple[Step, ...]


class RevisionsPage(NamedTuple):
    """修订与版本. indicators: id → how many figures of it were corrected; chosen: the one whose courses are shown, ""
    for all. since: the version that `changes` are counted from, None for an empty store; more: changes not listed."""

    issues: tuple[Issue, ...]
    indicators: tuple[tuple[str, int], ...]
    chosen: str
    courses: tuple[Course, ...]
    since: Version | None
    choices: tuple[Choice, ...]
    changes: tuple[Step, ...]
    more: int
    sample: bool
    revision: int


def caption(view: View, version: str) -> str:
    """How a picture or a file says which version its figures are of: 截至2026-11-10的版本, 发布版本3, 第12次修订."""
    kind, number = version[:1].lower(), version[1:]
    if kind in "pr" and number.isdigit():
        return view.word(f"version_caption_{kind}", n=number)
    return view.word("version_caption", date=version)
