"""A whole reading behind the door: `sheltered(_read, path, name)` is always a Reading, whatever the file does."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

from catalog.records import Reading
from loaders.door import Limits, content_of, limits
from loaders.door_child import guarded
from loaders.door_words import Refused, refusal


def sheltered(
    function: Callable[[Path, str], Reading], path: Path, name: str | None = None, bounds: Limits | None = None
) -> Reading:
    """function(path, name) in a child with limits; a refused Reading when it was stopped or the file is refused.

    function is a module-level function of the loaders; only its Reading comes back.
    """
    workbook = name or path.name
    try:
        return guarded(function, path, workbook, bounds=bounds)
    except Refused as trouble:
        return refused(workbook, checksum(path), trouble)


def refused(workbook: str, sha256: str, trouble: Refused) -> Reading:
    """The Reading of a file that is not read: status refused, one error finding."""
    return Reading(workbook, sha256, "refused", "", False, False, (), (), (), (), (refusal(trouble, workbook),))


def checksum(path: Path) -> str:
    """sha-256 of the file, or nothing where it cannot be opened."""
    try:
        return hashlib.sha256(content_of(path, limits())).hexdigest()
    except Refused:
        return ""
