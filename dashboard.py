"""The command line, and create_app(), which wires the rooms together. Whatever a command needs is imported in it, so
that `check` does not wait for what `serve` draws with."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NamedTuple

import click

from catalog.settings import ROOT, Settings
from console import commands
from console.plain import Plain, help_text
from console.plain import settings as chosen_settings
from console.start import SAMPLES, opened, speaker, with_database

if TYPE_CHECKING:
    from dash import Dash
    from sqlalchemy import Engine

    from console.say import Speaker
    from server.static import Shelf


class Wired(NamedTuple):
    """What create_app leaves in app.server.extensions["wuli"] for the server and the tests."""

    engine: Engine
    shelf: Shelf


def create_app(settings: Settings) -> Dash:
    """The whole program as a Dash app over the store that `settings` names, which is created where there is none.

    Raises StoreProblem when the store cannot be opened.
    """
    from functools import cache

    from dash import Dash

    import callbacks
    from answers.desk import Desk
    from catalog import book
    from layouts import grid
    from layouts.shell import path_of, shell
    from server.dress import INDEX, dress
    from server.guard import guard, names_of, policy

    engine = opened(settings)
    catalog = book.load()
    title = catalog.words["zh"]["app_title"]
    grid.come_late()
    index = INDEX.replace("<html ", f'<html data-grid="{grid.script()}" ', 1)
    app = Dash(
        "wuli", assets_folder=str(ROOT / "assets"), title=title, update_title="", index_string=index,
        assets_ignore=r"plotly-basic",  # drawn with when a page has a figure, not before (assets/a_tree.js)
    )  # fmt: skip
    pages = {path_of(page).strip("/") for page in catalog.pages} | {"overview"}
    guard(app.server, app.callback_map, pages, names_of(settings.host, settings.names))
    shelf = dress(app.server, engine, ROOT / "build/static", cache(lambda: policy(list(app.csp_hashes()))))
    app.server.extensions["wuli"] = Wired(engine, shelf)
    app.layout = shell()
    callbacks.register(app, Desk(engine, catalog), catalog)
    return app


# ------------------------------------------------------------------ the command line
@click.group(cls=Plain, invoke_without_command=True, help=help_text("cli_about"),
             context_settings={"help_option_names": ["-h", "--help"]})  # fmt: skip
@with_database
@click.pass_context
def main(context: click.Context, database: str | None) -> None:
    """No command serves."""
    context.obj = database
    if context.invoked_subcommand is None:
        _serve(chosen_settings(database))


@main.command(help=help_text("cli_serve"))
@with_database
@click.pass_obj
def serve(outer: str | None, database: str | None) -> None:
    """Serve until stopped."""
    _serve(chosen_settings(database or outer))


def _serve(settings: Settings) -> None:
    """Take the port, answer 503 there until the store is filled and the pages stand, then serve for good."""
    from server.door import answering_wait, listen
    from server.run import serve as run

    voice = speaker()
    listening = listen(settings.host, settings.port)
    with answering_wait(listening):
        _fill(opened(settings), settings, voice)
        app = create_app(settings)
        wired: Wired = app.server.extensions["wuli"]
        _pack(app, wired, voice)
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    voice.say("cli_serving", address=f"http://{host}:{settings.port}")
    # Connections must not cross the fork into the workers: each opens its own.
    wired.engine.dispose()
    run(app.server, listening, workers=settings.workers, threads=settings.threads,
        after_fork=lambda: wired.engine.dispose(close=False))  # fmt: skip


def _fill(engine: Engine, settings: Settings, voice: Speaker) -> None:
    """The samples into a store that has never held anything, if they are wanted and there."""
    import subprocess

    from store.load import revision

    if settings.samples and SAMPLES.is_dir() and any(SAMPLES.iterdir()) and revision(engine) == 0:
        voice.say("cli_filling")
        # In a process of its own: what 158 workbooks take in memory would otherwise stay with every server process.
        subprocess.run([sys.executable, __file__, "samples", "--database", settings.database], check=False)
    engine.dispose()


def _pack(app: Dash, wired: Wired, voice: Speaker) -> None:
    from server.static import first_page, prepare

    with voice.bar("cli_packing", len(first_page(app.server))) as step:
        for _ in prepare(app.server, wired.shelf):
            step()


commands.add_to(main)

if __name__ == "__main__":
    main()
