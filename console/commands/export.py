"""Exactly the rows and columns of a page, as a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from console.plain import BadUsage, help_text
from console.plain import settings as chosen_settings
from console.start import speaker, with_database

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from catalog.records import Scope


@click.command("export", help=help_text("cli_export"))
@click.option("--page", "--table", "page", required=True, metavar="PAGE", help=help_text("cli_opt_table"))
@click.option("--output", "-o", required=True, metavar="FILE", help=help_text("cli_opt_output"))
@click.option("--period", default="", help=help_text("cli_opt_period"))
@click.option("--area", default="all", help=help_text("cli_opt_area"))
@click.option("--query", default="", help=help_text("cli_opt_query"))
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", help=help_text("cli_opt_lang"))
@click.option(
    "--encoding", type=click.Choice(["utf-8", "gb18030"]), default="utf-8", help=help_text("cli_opt_encoding")
)
@with_database
@click.pass_obj
def command(
    outer: str | None, page: str, output: str, period: str, area: str, query: str, lang: str, encoding: str,
    database: str | None,
) -> None:  # fmt: skip
    """Exactly the rows and columns of the page."""
    from catalog.scope import parse
    from store.engine import open_existing

    kind = Path(output).suffix.lower()
    if kind not in (".xlsx", ".csv"):
        raise BadUsage("cli_bad_kind", path=output)
    scope = parse(query, lang)
    scope = scope._replace(period=period or scope.period, area=area if area != "all" else scope.area)
    engine = open_existing(chosen_settings(database or outer).database)
    form = "xlsx" if kind == ".xlsx" else "csv_gb" if encoding == "gb18030" else "csv"
    rows = _export(engine, page, scope, output, form)
    speaker().say("cli_exported", rows=rows, path=output)


def _export(engine: Engine, name: str, scope: Scope, output: str, form: str) -> int:
    """Through the same door as the page's own export button; says how many rows were written."""
    from answers.desk import Desk
    from callbacks.export import TABLES, made
    from callbacks.registers import whole
    from catalog import book
    from catalog.period import is_period
    from catalog.view import View

    catalog = book.load()
    desk = Desk(engine, catalog)
    registers = {page.register: page.id for page in catalog.pages.values() if page.register}
    known = [*(page for page, row in catalog.pages.items() if row.kind in TABLES), *registers]
    if name not in known:
        raise BadUsage("cli_unknown_page", name=name, known=", ".join(known))
    if scope.period and not is_period(scope.period):
        raise BadUsage("cli_bad_period", value=scope.period)
    if desk.state().empty:
        raise BadUsage("cli_nothing_stored")
    page = registers.get(name, name)
    # A page says that there is no such version and shows the newest; a file would carry the wrong figures away.
    if scope.version and not desk.resolve(scope, page).version:
        raise BadUsage("cli_unknown_version", value=scope.version)
    view = View(catalog, desk.resolve(scope, page)._replace(lang=scope.lang, extra=scope.extra), f"/{page}")
    file = whole(desk, view, form) if name in registers else made(desk, page, view, form)
    try:
        Path(output).write_bytes(file.content)
    except OSError as error:
        raise BadUsage("cli_cannot_write", path=output) from error
    return file.rows
