"""What the commands that make files for a meeting share: whose period and area, and where the file goes."""

from __future__ import annotations

from pathlib import Path

from answers.desk import Desk
from catalog import book
from catalog.period import is_period
from catalog.scope import parse
from catalog.view import View
from console.plain import BadUsage
from store.engine import open_existing


def asked(database: str, period: str, area: str, lang: str) -> tuple[Desk, View]:
    """The desk of a store and the view of a period and area. BadUsage for no period and for an empty store."""
    if period and not is_period(period):
        raise BadUsage("cli_bad_period", value=period)
    desk = Desk(open_existing(database), book.load())
    if desk.state().empty:
        raise BadUsage("cli_nothing_stored")
    scope = desk.resolve(parse("", lang)._replace(period=period, area=area))
    return desk, View(desk.catalog, scope._replace(lang=lang, indicator="", extra=()), "/")


def ends(path: str, ending: str) -> None:
    """BadUsage for a file name that promises another kind of file."""
    if Path(path).suffix.lower() != ending:
        raise BadUsage("cli_bad_ending", path=path, ending=ending)


def put(path: str, content: bytes) -> int:
    """Write the file; says its size in kB. BadUsage where it cannot be written."""
    try:
        Path(path).write_bytes(content)
    except OSError as error:
        raise BadUsage("cli_cannot_write", path=path) from error
    return -(-len(content) // 1024)
