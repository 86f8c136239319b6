"""Read workbooks and say what was read."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from console.plain import help_text
from console.start import speaker, with_database

if TYPE_CHECKING:
    from catalog.records import Reading
    from console.say import Speaker

# More files than this are named in a line each: nobody reads a hundred pictures.
DRAWN = 5


@click.command("read", help=help_text("cli_read"))
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@click.option("--json", "as_lines", is_flag=True, help=help_text("cli_opt_json"))
@click.option("--rows", type=click.IntRange(4, 2000), default=None, metavar="N", help=help_text("cli_opt_rows"))
@with_database
def command(files: tuple[str, ...], as_lines: bool, rows: int | None, database: str | None) -> None:
    """Exit code 0 when every file was read, 1 when some were refused."""
    from console.files import workbooks

    voice, paths = speaker(), workbooks(files)
    drawn = rows is not None or len(paths) <= DRAWN
    refused = False
    for path in paths:
        reading = _as_json(path) if as_lines else _drawn(path, voice, rows) if drawn else _named(path, voice)
        refused |= reading.status == "refused"
    if not (drawn or as_lines):
        voice.say("cli_not_drawn", count=DRAWN)
    sys.exit(1 if refused else 0)


def _as_json(path: Path) -> Reading:
    """One line for programs."""
    from console.files import one
    from loaders.json_lines import as_json

    reading = one(path)
    click.echo(json.dumps(as_json(reading), ensure_ascii=False))
    return reading


def _drawn(path: Path, voice: Speaker, rows: int | None) -> Reading:
    """The sheets with their parts, then what was found."""
    from console.picture import Painter
    from loaders.look import ROWS, look

    reading, panes = look(path, rows=rows or ROWS)
    _line(reading, voice)
    Painter(voice).sheets(panes)
    voice.findings(reading.findings)
    return reading


def _named(path: Path, voice: Speaker) -> Reading:
    """A line and the findings."""
    from console.files import one

    reading = one(path)
    _line(reading, voice)
    voice.findings(reading.findings)
    return reading


def _line(reading: Reading, voice: Speaker) -> None:
    voice.say("cli_read_line", workbook=reading.workbook, tables=len(reading.tables), figures=len(reading.observations),
              rows=len(reading.register_rows), findings=len(reading.findings))  # fmt: skip
