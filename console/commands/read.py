"""Read workbooks and say what was read."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from console.plain import help_text
from console.plain import settings as chosen_settings
from console.start import opened, speaker, with_database

if TYPE_CHECKING:
    from collections.abc import Callable

    from catalog.records import Reading
    from console.say import Speaker

    Told = Callable[[Reading], Reading]

# More files than this are named in a line each: nobody reads a hundred pictures.
DRAWN = 5


@click.command("read", help=help_text("cli_read"))
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@click.option("--json", "as_lines", is_flag=True, help=help_text("cli_opt_json"))
@click.option("--rows", type=click.IntRange(4, 2000), default=None, metavar="N", help=help_text("cli_opt_rows"))
@click.option("--remembered", is_flag=True, help=help_text("cli_opt_remembered"))
@with_database
@click.pass_obj
def command(
    outer: str | None, files: tuple[str, ...], as_lines: bool, rows: int | None, remembered: bool, database: str | None
) -> None:
    """Exit code 0 when every file was read, 1 when some were refused."""
    from console.files import workbooks

    voice, paths = speaker(), workbooks(files)
    told = _told(database or outer) if remembered else _as_read
    drawn = rows is not None or len(paths) <= DRAWN
    refused = False
    for path in paths:
        reading = (_as_json(path, told) if as_lines else _drawn(path, voice, rows, told) if drawn
                   else _named(path, voice, told))  # fmt: skip
        refused |= reading.status == "refused"
    if not (drawn or as_lines):
        voice.say("cli_not_drawn", count=DRAWN)
    sys.exit(1 if refused else 0)


def _as_read(reading: Reading) -> Reading:
    """A file always reads the same, unless remembered layouts are asked for."""
    return reading


def _told(database: str | None) -> Told:
    """Applies what a person once said of the same layout of the same city."""
    from catalog import book
    from review.remembered import with_remembered

    engine = opened(chosen_settings(database))
    return lambda reading: with_remembered(engine, reading, book.load())


def _as_json(path: Path, told: Told) -> Reading:
    """One line for programs."""
    from console.files import one
    from loaders.json_lines import as_json

    reading = told(one(path))
    click.echo(json.dumps(as_json(reading), ensure_ascii=False))
    return reading


def _drawn(path: Path, voice: Speaker, rows: int | None, told: Told) -> Reading:
    """The sheets with their parts, then what was found."""
    from console.picture import Painter
    from loaders.look import ROWS, look

    reading, panes = look(path, rows=rows or ROWS)
    reading = told(reading)
    _line(reading, voice)
    Painter(voice).sheets(panes)
    voice.findings(reading.findings)
    return reading


def _named(path: Path, voice: Speaker, told: Told) -> Reading:
    """A line and the findings."""
    from console.files import one

    reading = told(one(path))
    _line(reading, voice)
    voice.findings(reading.findings)
    return reading


def _line(reading: Reading, voice: Speaker) -> None:
    missing = sum(bool(o.missing) for o in reading.observations)
    voice.say("cli_read_line", workbook=reading.workbook, tables=len(reading.tables),
              figures=len(reading.observations) - missing, missing=voice.without_figure(missing),
              rows=len(reading.register_rows), findings=len(reading.findings))  # fmt: skip
