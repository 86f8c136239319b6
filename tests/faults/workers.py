"""What runs in another process, to be killed, locked out or raced: loading with the real store, telling where it is.

A worker is forked from a server that has imported everything, so that a run costs no start of Python.
"""

from __future__ import annotations

import multiprocessing
import sqlite3
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Any

from made import observation, reading, store, team
from sqlalchemy import event

from catalog import book
from catalog.records import Reading
from store.engine import _begin, migrate, open_store
from store.problems import StoreProblem

CITIES = tuple(f"{code}" for code in (440100, 440300, 440400, 440500, 440600, 440200, 441600))
INDICATORS = ("emp_employed_new", "emp_unemployed", "emp_job_fairs", "vol_teams", "vol_hours")
MONTHS = tuple(f"2026-{month:02}" for month in range(1, 11))

_server = multiprocessing.get_context("forkserver")
_server.set_forkserver_preload(["made", "store.load", "store.check", "alembic.command", "sqlalchemy.dialects.sqlite"])


def started(work: Callable[..., None], *arguments: Any) -> tuple[ForkServerProcess, Connection]:
    """A process that does `work(pipe, *arguments)`, and our end of the pipe."""
    ours, theirs = _server.Pipe(duplex=False)
    process = _server.Process(target=work, args=(theirs, *arguments), daemon=True)
    process.start()
    theirs.close()
    return process, ours


def heard(pipe: Connection) -> list[Any]:
    """All that a process said until it ended or was killed."""
    said = []
    try:
        while True:
            said.append(pipe.recv())
    except (EOFError, OSError):
        return said


def batch(number: int) -> list[Reading]:
    """The workbooks of load `number`: a city's year, sent again and again with other figures, and a register."""
    city = CITIES[number % len(CITIES)]
    cells = [
        observation(one, city, month, float(number * 10 + place), cell=f"C{place}", text=f"{number}·{place}")
        for place, (one, month) in enumerate((one, month) for one in INDICATORS for month in MONTHS)
    ]
    lines = tuple(team(f"{number}队{line}", city, line=line) for line in range(3, 10))
    return [reading(f"{number}年报.xlsx", *cells), reading(f"{number}台账.xlsx", form="F04", rows=lines)]


def loads_on(pipe: Connection, path: str, first: int, whole: bool = True) -> None:
    """Load after load, telling each step: begin (before), inside (its transaction is open), commit, done. whole False:
    with each statement by itself, as a control."""
    book.load()
    engine = open_store(path, busy_seconds=20)
    if not whole:
        event.remove(engine, "begin", _begin)
    number = first

    @event.listens_for(engine, "begin")
    def _inside(connection: Any) -> None:
        if connection.get_execution_options().get("wuli_write"):
            pipe.send(("inside", number, ()))

    @event.listens_for(engine, "commit")
    def _commit(connection: Any) -> None:
        if connection.get_execution_options().get("wuli_write"):
            pipe.send(("commit", number, ()))

    engine.connect().close()
    while True:
        pipe.send(("begin", number, ()))
        files = batch(number)
        report = store(engine, *files, reason="重报")
        assert report.accepted, report.findings
        pipe.send(("done", number, tuple(item.sha256 for item in files)))
        number += 1


def upgrades(pipe: Connection, path: str) -> None:
    """Brings a store up to date."""
    engine = open_store(path)
    pipe.send("begin")
    migrate(engine)
    pipe.send("done")


def loads_at(pipe: Connection, path: str, moment: float, file: Reading, reason: str) -> None:
    """One load when the clock says so; tells what came of it."""
    book.load()
    engine = open_store(path, busy_seconds=20)
    engine.connect().close()
    time.sleep(max(0.0, moment - time.time()))
    try:
        report = store(engine, file, reason=reason)
        pipe.send((report.accepted, [finding.code for finding in report.findings]))
    except StoreProblem as problem:
        pipe.send((False, [problem.word]))


def holds(pipe: Connection, path: str) -> None:
    """Takes the right to write and keeps it until it is killed."""
    raw = sqlite3.connect(Path(path), isolation_level=None, timeout=20)
    raw.execute("BEGIN IMMEDIATE")
    raw.execute("UPDATE revisions SET who = 'nobody'")
    pipe.send("held")
    time.sleep(600)
