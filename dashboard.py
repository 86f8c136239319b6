"""The command line, and create_app(), which wires the rooms together. Whatever a command needs is imported in it, so
that `check` does not wait for what `serve` draws with."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from catalog import settings as options
from catalog.settings import ROOT, Settings
from console.plain import BadUsage, Plain, help_text, language
from console.plain import settings as chosen_settings

if TYPE_CHECKING:
    from dash import Dash
    from sqlalchemy import Engine

    from catalog.records import Scope
    from console.say import Speaker
    from server.static import Shelf

SAMPLES = ROOT / "data" / "samples"


class Wired(NamedTuple):
    """What create_app leaves in app.server.extensions["wuli"] for the server and the tests."""

    engine: Engine
    shelf: Shelf


def create_app(settings: Settings) -> Dash:
    """The whole program as a Dash app over the store that `settings` names, which is created where there is none.

    Raises StoreProblem when the store cannot be opened.
    """
    from dash import Dash

    import callbacks
    from answers.desk import Desk
    from catalog import book
    from layouts import grid
    from layouts.shell import shell
    from server.dress import INDEX, dress

    engine = _store(settings)
    catalog = book.load()
    title = catalog.words["zh"]["app_title"]
    grid.come_late()
    index = INDEX.replace("<html ", f'<html data-grid="{grid.script()}" ', 1)
    app = Dash(
        "wuli", assets_folder=str(ROOT / "assets"), title=title, update_title="", index_string=index,
        assets_ignore=r"plotly-basic",  # drawn with when a page has a figure, not before (assets/a_tree.js)
    )  # fmt: skip
    app.server.extensions["wuli"] = Wired(engine, dress(app.server, engine, ROOT / "build/static", app.callback_map))
    app.layout = shell()
    callbacks.register(app, Desk(engine, catalog), catalog)
    return app


# ------------------------------------------------------------------ the command line
def _speaker() -> Speaker:
    from console.say import Speaker

    return Speaker(language())


def _with_database(command: Callable[..., None]) -> Callable[..., None]:
    return click.option("--database", metavar="URL", default=None, help=help_text("cli_opt_database"))(command)


def _store(settings: Settings) -> Engine:
    from store.engine import migrate, open_store

    engine = open_store(settings.database, busy_seconds=settings.patience)
    migrate(engine)
    return engine


@click.group(cls=Plain, invoke_without_command=True, help=help_text("cli_about"),
             context_settings={"help_option_names": ["-h", "--help"]})  # fmt: skip
@_with_database
@click.pass_context
def main(context: click.Context, database: str | None) -> None:
    """No command serves."""
    context.obj = database
    if context.invoked_subcommand is None:
        _serve(chosen_settings(database))


@main.command(help=help_text("cli_serve"))
@_with_database
@click.pass_obj
def serve(outer: str | None, database: str | None) -> None:
    """Serve until stopped."""
    _serve(chosen_settings(database or outer))


def _serve(settings: Settings) -> None:
    """Take the port, answer 503 there until the store is filled and the pages stand, then serve for good."""
    from server.door import answering_wait, listen
    from server.run import serve as run

    speaker = _speaker()
    listening = listen(settings.host, settings.port)
    with answering_wait(listening):
        _fill(_store(settings), settings, speaker)
        app = create_app(settings)
        wired: Wired = app.server.extensions["wuli"]
        _pack(app, wired, speaker)
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    speaker.say("cli_serving", address=f"http://{host}:{settings.port}")
    # Connections must not cross the fork into the workers: each opens its own.
    wired.engine.dispose()
    run(app.server, listening, workers=settings.workers, threads=settings.threads,
        after_fork=lambda: wired.engine.dispose(close=False))  # fmt: skip


def _fill(engine: Engine, settings: Settings, speaker: Speaker) -> None:
    """The samples into a store that has never held anything, if they are wanted and there."""
    import subprocess

    from store.load import revision

    if settings.samples and SAMPLES.is_dir() and any(SAMPLES.iterdir()) and revision(engine) == 0:
        speaker.say("cli_filling")
        # In a process of its own: what 158 workbooks take in memory would otherwise stay with every server process.
        subprocess.run([sys.executable, __file__, "samples", "--database", settings.database], check=False)
    engine.dispose()


def _pack(app: Dash, wired: Wired, speaker: Speaker) -> None:
    from server.static import first_page, prepare

    with speaker.bar("cli_packing", len(first_page(app.server))) as step:
        for _ in prepare(app.server, wired.shelf):
            step()


@main.command(help=help_text("cli_read"))
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@click.option("--json", "as_lines", is_flag=True, help=help_text("cli_opt_json"))
@_with_database
def read(files: tuple[str, ...], as_lines: bool, database: str | None) -> None:
    """Exit code 0 when every file was read, 1 when some were refused."""
    from console.files import one, workbooks
    from loaders.json_lines import as_json

    speaker = _speaker()
    refused = False
    for path in workbooks(files):
        reading = one(path)
        refused |= reading.status == "refused"
        if as_lines:
            click.echo(json.dumps(as_json(reading), ensure_ascii=False))
            continue
        speaker.say("cli_read_line", workbook=reading.workbook, tables=len(reading.tables),
                    figures=len(reading.observations), rows=len(reading.register_rows),
                    findings=len(reading.findings))  # fmt: skip
        speaker.findings(reading.findings)
    sys.exit(1 if refused else 0)


@main.command(help=help_text("cli_load"))
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@click.option("--replace-samples", is_flag=True, help=help_text("cli_opt_replace"))
@click.option("--dry-run", is_flag=True, help=help_text("cli_opt_dry"))
@click.option("--who", default="", help=help_text("cli_opt_who"))
@_with_database
@click.pass_obj
def load(
    outer: str | None, paths: tuple[str, ...], replace_samples: bool, dry_run: bool, who: str, database: str | None
) -> None:
    """Exit code 0 when everything was stored (or was there), 1 when nothing was."""
    from console.loading import load_files

    settings = chosen_settings(database or outer)
    settings = settings._replace(who=who or settings.who)
    accepted = load_files(_store(settings), list(paths), settings, _speaker(), replace_samples, dry_run)
    sys.exit(0 if accepted else 1)


@main.command(help=help_text("cli_export"))
@click.option("--page", "--table", "page", required=True, metavar="PAGE", help=help_text("cli_opt_table"))
@click.option("--output", "-o", required=True, metavar="FILE", help=help_text("cli_opt_output"))
@click.option("--period", default="", help=help_text("cli_opt_period"))
@click.option("--area", default="all", help=help_text("cli_opt_area"))
@click.option("--query", default="", help=help_text("cli_opt_query"))
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", help=help_text("cli_opt_lang"))
@click.option(
    "--encoding", type=click.Choice(["utf-8", "gb18030"]), default="utf-8", help=help_text("cli_opt_encoding")
)
@_with_database
@click.pass_obj
def export(
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
    _speaker().say("cli_exported", rows=rows, path=output)


def _export(engine: Engine, name: str, scope: Scope, output: str, form: str) -> int:
    """Through the same door as the page's own export button; says how many rows were written."""
    from answers.desk import Desk
    from callbacks.export import made
    from callbacks.registers import whole
    from catalog import book
    from catalog.period import is_period
    from catalog.view import View

    catalog = book.load()
    desk = Desk(engine, catalog)
    registers = {page.register: page.id for page in catalog.pages.values() if page.register}
    known = [*(page for page in catalog.pages if page != "dictionary"), *registers]
    if name not in known:
        raise BadUsage("cli_unknown_page", name=name, known=", ".join(known))
    if scope.period and not is_period(scope.period):
        raise BadUsage("cli_bad_period", value=scope.period)
    if desk.state().empty:
        raise BadUsage("cli_nothing_stored")
    page = registers.get(name, name)
    view = View(catalog, desk.resolve(scope, page)._replace(lang=scope.lang, extra=scope.extra), f"/{page}")
    file = whole(desk, view, form) if name in registers else made(desk, page, view, form)
    try:
        Path(output).write_bytes(file.content)
    except OSError as error:
        raise BadUsage("cli_cannot_write", path=output) from error
    return file.rows


@main.command(help=help_text("cli_check"))
@_with_database
@click.pass_obj
def check(outer: str | None, database: str | None) -> None:
    """Exit code 0 only when the store is whole."""
    from store.check import check as broken_in
    from store.engine import open_existing, place

    speaker = _speaker()
    engine = open_existing(chosen_settings(database or outer).database)
    broken = broken_in(engine, speaker.lang)
    for said in broken:
        speaker.complain("✗ " + said)
    speaker.say("cli_broken" if broken else "cli_whole", path=place(engine), count=len(broken))
    sys.exit(1 if broken else 0)


@main.command(help=help_text("cli_settings"))
@_with_database
@click.pass_obj
def settings(outer: str | None, database: str | None) -> None:
    """One line a setting: name, value, origin, variable, what it is for."""
    speaker = _speaker()
    for item in options.listed(os.environ):
        value, origin = item.value, item.origin
        if item.name == "database" and (database or outer):
            value, origin = str(database or outer), "--database"
        said = origin if origin.startswith("--") else speaker.word(f"setting_origin_{origin}")
        line = f"{item.name:<16}{value or '-'}  [{said}]  {item.variable}  {speaker.word(f'setting_{item.name}')}"
        speaker.out.print(line, markup=False)


@main.command(hidden=True, help=help_text("cli_samples"))
@_with_database
@click.pass_obj
def samples(outer: str | None, database: str | None) -> None:
    """Only into an empty store."""
    from console.loading import load_files
    from store.load import revision

    chosen, speaker = chosen_settings(database or outer), _speaker()
    engine = _store(chosen)
    if revision(engine):
        speaker.say("cli_not_empty")
        return
    if not SAMPLES.is_dir() or not any(SAMPLES.iterdir()):
        raise BadUsage("cli_no_samples", path=str(SAMPLES))
    sys.exit(0 if load_files(engine, [str(SAMPLES)], chosen, speaker, quiet=True) else 1)


if __name__ == "__main__":
    main()
