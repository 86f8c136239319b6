"""What can go wrong with the store, said so that a person knows what to do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError

from catalog.saying import sentence

# What a driver says → the word that says it to a person; the first that fits.
_SIGNS = (
    (("database is locked", "database table is locked", "is busy"), "store_locked"),
    (("readonly database", "read-only", "attempt to write"), "store_read_only"),
    (("disk is full", "no space left"), "store_disk_full"),
    (("malformed", "not a database", "disk image", "file is encrypted"), "store_damaged"),
    (("unable to open", "could not open", "permission denied", "disk i/o"), "store_cannot_open"),
    (("no such table", "undefinedtable", "no such column"), "store_not_ours"),
    (("connection refused", "could not connect", "connection failed", "timeout expired"), "store_unreachable"),
)


class StoreProblem(Exception):
    """The store cannot do what was asked; `word` is a row of words.csv with places for `fields`."""

    def __init__(self, word: str, **fields: str) -> None:
        super().__init__(word)
        self.word = word
        self.fields = fields

    def say(self, lang: str = "zh") -> str:
        """The sentence for a person: what is wrong, which file, what to do."""
        return sentence(self.word, lang, **self.fields)

    def __str__(self) -> str:
        return self.say()


def problem(error: Exception, place: str) -> StoreProblem:
    """The plain problem behind a driver's exception; `place` is the file or the address of the store."""
    cause = getattr(error, "orig", None) or error
    said = f"{type(cause).__name__}: {cause}"
    for signs, word in _SIGNS:
        if any(sign in said.lower() for sign in signs):
            return StoreProblem(word, path=place)
    return StoreProblem("store_failed", path=place, said=said[:120])


@contextmanager
def plainly(place: str) -> Iterator[None]:
    """Whatever the driver raises inside leaves as a StoreProblem."""
    try:
        yield
    except DBAPIError as error:
        raise problem(error, place) from error
