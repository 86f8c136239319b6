"""`make bench`: load, first page, filter change, memory and export, each beside a plain baseline in the same run."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from rich.console import Console
from rich.table import Table

from bench import facts, loading, pages, papers
from bench.clients import run as replay
from bench.drive import Change, First, changes, first, with_browser
from bench.process import Server, free_port, started

ROOT = Path(__file__).resolve().parent.parent
PYTHON = sys.executable
Row = tuple[str, float | str, float | str]


@contextmanager
def ours(database: str) -> Iterator[Server]:
    """Our program on the bench's store, started a second time, as a person meets it on the second morning."""
    for last in (False, True):
        port = free_port()
        command = [PYTHON, str(ROOT / "dashboard.py"), "serve"]
        with started(command, port, "/healthz", WULI_PORT=str(port), WULI_DATABASE=database) as server:
            if last:
                yield server


@contextmanager
def plain(frame: Path) -> Iterator[Server]:
    """The baseline on the same facts."""
    port = free_port()
    with started([PYTHON, str(ROOT / "bench" / "plain_app.py"), str(frame), str(port)], port) as server:
        yield server


def measure(server: Server, program: pages.Program) -> dict[str, float]:
    """Everything that is asked of one page of one program."""
    opened, changed = with_browser(lambda browser: _in_browser(browser, server, program))
    scopes = [(period, indicator) for indicator in _indicators()[:10] for period in _periods()]
    bodies = [[program.vary(body, *scope) for body in changed.bodies[0]] for scope in scopes]
    one = replay(server.address, bodies, 1, 6, server.cpu)
    many = replay(server.address, bodies, 16, 8, server.cpu)
    return _figures(server, opened, changed) | {
        "server CPU a change, ms": one.cpu,
        "1 client p50, ms": one.p50,
        "1 client p95, ms": one.p95,
        "16 clients p50, ms": many.p50,
        "16 clients p95, ms": many.p95,
        "16 clients, changes a second": many.rate,
        "largest worker after that, MB": server.worker_memory(),
    }


def _figures(server: Server, opened: First, changed: Change) -> dict[str, float]:
    return {
        "start until it answers, s": server.seconds,
        "first page, kB on the wire": opened.kb,
        "first page, requests": opened.requests,
        "first page, s until stable": opened.seconds,
        "warm page, kB": opened.warm_kb,
        "warm page, s": opened.warm_seconds,
        "filter change in the browser p50, ms": changed.p50,
        "filter change in the browser p95, ms": changed.p95,
        "requests a change": len(changed.bodies[0]),
    }


def _in_browser(browser: Any, server: Server, program: pages.Program) -> tuple[First, Change]:
    tries = sorted(
        (first(browser, server.address + program.path, program.stable) for _ in range(3)), key=lambda one: one.seconds
    )
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto(server.address + program.path)
    program.stable(page)
    return tries[1], changes(page, _periods()[-2:13:-1], program.change)


def _periods() -> list[str]:
    return sorted(facts.frame()["period"].unique())


def _indicators() -> list[str]:
    return list(facts.frame()["indicator"].unique())


def show(console: Console, title: str, names: list[str], rows: list[tuple[str, list[float]]]) -> None:
    """A table with the baseline last and how many times the first of ours is better."""
    table = Table(title=title, title_justify="left")
    for name in ("", *names, "ratio"):
        table.add_column(name, justify="left" if not name else "right")
    for label, values in rows:
        more, less = (values[0], values[-1]) if "a second" in label else (values[-1], values[0])
        ratio = f"{more / less:.1f}×" if less else "–"
        table.add_row(label, *(f"{value:,.1f}" for value in values), ratio)
    console.print(table)


def main() -> None:
    console = Console(width=140)
    with tempfile.TemporaryDirectory() as name:
        database, frame = facts.prepared(Path(name))
        with ours(database) as server:
            mine = [measure(server, program) for program in (pages.OVERVIEW, pages.FORCE)]
        with plain(frame) as server:
            mine.append(measure(server, pages.PLAIN))
        names = ["ours: overview", "ours: employment", "plotly.express"]
        show(console, "The same 100,800 facts", names, [(key, [one[key] for one in mine]) for key in mine[0]])
        show(console, "Deck and bulletin", ["ours", "bare library"], papers.compare(database))
        told = loading.compare(Path(name))
        show(console, "Reading and writing files", ["ours", "pandas + openpyxl"], told)
    (ROOT / "build").mkdir(exist_ok=True)
    (ROOT / "build" / "bench.json").write_text(
        json.dumps({"pages": dict(zip(names, mine, strict=True)), "files": told}, indent=1)
    )


if __name__ == "__main__":
    main()
