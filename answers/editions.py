"""What is kept of each version of the store that is looked at: the newest one, and the last two earlier ones."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import NamedTuple

from sqlalchemy import Engine

from answers.boards import Boards
from answers.shelf import Shelf
from catalog.records import StoreState
from catalog.times import day
from catalog.versions import Choice, Version
from store.history import changes, revision_at
from store.past import marks, moments
from store.problems import StoreProblem
from store.publications import Publication, publications
from store.state import state

EARLIER = 2  # beside the newest
OFFERED = 8  # dates in the list of versions


class Edition(NamedTuple):
    """What is kept of one store revision."""

    state: StoreState
    boards: Boards
    answers: Shelf


class Editions:
    """The newest edition and the last earlier ones that were asked for; safe between threads."""

    def __init__(self, engine: Engine, boards: Callable[[int | None], Boards], keep: int) -> None:
        self._engine, self._boards, self._keep = engine, boards, keep
        self._newest: Edition | None = None
        self._told = 0
        self._earlier: OrderedDict[int, Edition] = OrderedDict()
        self._lock = Lock()

    def get(self, version: str = "") -> Edition:
        """The edition of a version; the newest when it is "" or does not exist. Raises StoreProblem when the store is
        silent."""
        newest = self._latest()
        at = self.at(version) if version else None
        return newest if at is None else self._past(at)

    def at(self, version: str) -> int | None:
        """The revision of a version; None for the newest, or when there is no such version."""
        if not version:
            return None
        newest = self._latest()
        found = newest.answers.get(("at", version, self._told), lambda: revision_of(self._engine, version))
        return found if 0 < found < newest.state.revision else None

    def known(self, version: str) -> str:
        """The version itself when there is one, else ""."""
        if not version or self.at(version) is not None:
            return version
        return version if revision_of(self._engine, version) else ""

    def _latest(self) -> Edition:
        now, self._told = marks(self._engine)
        held = self._newest
        if held is not None and held.state.revision == now:
            return held
        with self._lock:
            if self._newest is None or self._newest.state.revision != now:
                self._newest = Edition(state(self._engine), self._boards(None), Shelf(self._keep))
            return self._newest

    def _past(self, at: int) -> Edition:
        with self._lock:
            if at not in self._earlier:
                self._earlier[at] = Edition(state(self._engine, at), self._boards(at), Shelf(self._keep))
            self._earlier.move_to_end(at)
            while len(self._earlier) > EARLIER:
                self._earlier.popitem(last=False)
            return self._earlier[at]

    @property
    def told(self) -> int:
        """The last thing said of any publication when the store was last asked."""
        return self._told

    def version(self, asked: str) -> Version | None:
        """What is to be said about a version that is asked for; None for the newest one."""
        if not asked:
            return None
        newest = self._latest()
        return newest.answers.get(("version", asked, self._told), lambda: _version(self._engine, asked))

    def choices(self) -> tuple[Choice, ...]:
        """The versions offered, newest first: publications, then days on which something was sent, but the last."""
        newest = self._latest()
        return newest.answers.get(("choices", self._told), lambda: _choices(self._engine))


def revision_of(engine: Engine, version: str) -> int:
    """The revision of a version; 0 when there is no such version or nothing had been sent yet."""
    try:
        return revision_at(engine, version)
    except StoreProblem as problem:
        if problem.word != "store_no_moment":
            raise
        return 0


def _version(engine: Engine, asked: str) -> Version:
    at = revision_of(engine, asked)
    if not at:
        return Version(asked, 0, "", "", "", "", 0, 0)
    since = [one for one in changes(engine, at) if one.old != one.new]
    added = sum(one.old is None for one in since)
    named = _named(engine, asked)
    said = (named.name, named.state, named.reason) if named else ("", "", "")
    return Version(asked, at, state(engine, at).loaded_at, *said, len(since) - added, added)


def _named(engine: Engine, asked: str) -> Publication | None:
    key = asked.strip().lower().removeprefix("p")
    return next((one for one in publications(engine) if str(one.id) == key), None) if asked[:1] in "pP" else None


def _choices(engine: Engine) -> tuple[Choice, ...]:
    named = [Choice(f"p{one.id}", one.name, day(one.at)) for one in publications(engine) if one.state != "withdrawn"]
    days = sorted({day(at) for at in moments(engine)}, reverse=True)[1 : OFFERED + 1]
    return (*reversed(named), *(Choice(one, "", one) for one in days))
