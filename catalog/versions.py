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


def caption(view: View, version: str) -> str:
    """How a picture or a file says which version its figures are of: 截至2026-11-10的版本, 发布版本3, 第12次修订."""
    kind, number = version[:1].lower(), version[1:]
    if kind in "pr" and number.isdigit():
        return view.word(f"version_caption_{kind}", n=number)
    return view.word("version_caption", date=version)
