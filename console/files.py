"""Finding workbooks and reading them, the bytes kept beside what was read."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from catalog.records import CellRef, Finding, Reading
from catalog.saying import sentence

KINDS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".fods", ".csv", ".tsv", ".html", ".htm", ".xml", ".et")


class NoFiles(Exception):
    """Nothing to read where we were sent; `word` is a row of words.csv for `fields`."""

    def __init__(self, word: str, path: str) -> None:
        super().__init__(word)
        self.word = word
        self.fields = {"path": path}


class Batch(NamedTuple):
    """Readings and the bytes they were read from, by sha-256."""

    readings: tuple[Reading, ...]
    contents: dict[str, bytes]


def workbooks(paths: Iterable[str]) -> list[Path]:
    """The files named, and every workbook in the folders named, in order of name; lock files of office programs
    (~$…) and hidden files are passed by. Raises NoFiles for a path that is not there or a folder without any."""
    found: list[Path] = []
    for path in map(Path, paths):
        if path.is_dir():
            inside = sorted(item for item in path.rglob("*") if _is_workbook(item))
            if not inside:
                raise NoFiles("cli_no_files", str(path))
            found += inside
        elif path.exists():
            found.append(path)
        else:
            raise NoFiles("cli_no_such", str(path))
    return list(dict.fromkeys(found))


def _is_workbook(path: Path) -> bool:
    return path.suffix.lower() in KINDS and not path.name.startswith(("~$", ".")) and path.is_file()


def read_all(paths: list[Path], step: Callable[[], None], lang: str) -> Batch:
    """Read every file; `step` is called after each. A file that cannot be read gives a refused reading."""
    from loaders.batch import read_many

    readings: list[Reading] = []
    contents: dict[str, bytes] = {}
    for path, reading in zip(paths, read_many(paths), strict=True):
        readings.append(_with_bytes(path, reading, contents, lang))
        step()
    return Batch(tuple(readings), contents)


def _with_bytes(path: Path, reading: Reading, contents: dict[str, bytes], lang: str) -> Reading:
    """Keep the bytes; a file that changed while it was read is refused."""
    if reading.status == "refused":
        return reading
    try:
        content = path.read_bytes()
    except OSError:
        content = b""
    if hashlib.sha256(content).hexdigest() != reading.sha256:
        return _changed(path, lang)
    contents[reading.sha256] = content
    return reading


def one(path: Path) -> Reading:
    """Read one workbook."""
    from loaders.read import read

    return read(path)


def _changed(path: Path, lang: str) -> Reading:
    said = sentence("load_changed", lang, workbook=path.name)
    finding = Finding("load_changed", "error", CellRef(path.name, "", ""), said)
    # The path stands for the content nobody could read whole, so that two such files stay two.
    unread = hashlib.sha256(str(path).encode()).hexdigest()
    return Reading(path.name, unread, "refused", "", False, False, (), (), (), (), (finding,))
