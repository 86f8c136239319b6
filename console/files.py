"""Finding workbooks and reading them, several at a time, each in a process that may die without taking us along."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import NamedTuple

from catalog.records import CellRef, Finding, Reading
from store.problems import sentence

KINDS = (".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".tsv", ".html", ".htm", ".xml", ".et")
# Below this many files starting the processes takes longer than they save.
_WORTH = 6


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
    readings: list[Reading] = []
    contents: dict[str, bytes] = {}
    for path, reading in _read(paths, lang):
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
        return _refused(path, "load_changed", lang)
    if hashlib.sha256(content).hexdigest() != reading.sha256:
        return _refused(path, "load_changed", lang)
    contents[reading.sha256] = content
    return reading


def _read(paths: list[Path], lang: str) -> Iterator[tuple[Path, Reading]]:
    workers = min(os.cpu_count() or 1, 8)
    if len(paths) < _WORTH or workers == 1:
        yield from ((path, one(path)) for path in paths)
        return
    done = 0
    try:
        with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn")) as pool:
            for path, reading in zip(paths, pool.map(one, paths, chunksize=2), strict=True):
                yield path, reading
                done += 1
    except BrokenProcessPool:
        # One of the rest kills its reader: each gets a process of its own, so that only that one is lost.
        yield from ((path, _alone(path, lang)) for path in paths[done:])


def one(path: Path) -> Reading:
    """Read one workbook (in whatever process this runs)."""
    from loaders.read import read

    return read(path)


def _alone(path: Path, lang: str) -> Reading:
    try:
        with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
            return pool.submit(one, path).result()
    except BrokenProcessPool:
        return _refused(path, "load_reader_died", lang)


def _refused(path: Path, word: str, lang: str) -> Reading:
    finding = Finding(word, "error", CellRef(path.name, "", ""), sentence(word, lang, workbook=path.name))
    # The name stands for the content nobody could read, so that two such files stay two.
    unread = hashlib.sha256(str(path).encode()).hexdigest()
    return Reading(path.name, unread, "refused", "", False, False, (), (), (), (), (finding,))
