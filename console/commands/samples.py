"""The sample workbooks into an empty store."""

from __future__ import annotations

import sys

import click

from console.plain import BadUsage, help_text
from console.plain import settings as chosen_settings
from console.start import SAMPLES, opened, speaker, with_database


@click.command("samples", hidden=True, help=help_text("cli_samples"))
@with_database
@click.pass_obj
def command(outer: str | None, database: str | None) -> None:
    """Only into an empty store."""
    from console.loading import load_files
    from store.load import revision

    chosen, voice = chosen_settings(database or outer), speaker()
    engine = opened(chosen)
    if revision(engine):
        voice.say("cli_not_empty")
        return
    if not SAMPLES.is_dir() or not any(SAMPLES.iterdir()):
        raise BadUsage("cli_no_samples", path=str(SAMPLES))
    sys.exit(0 if load_files(engine, [str(SAMPLES)], chosen, voice, quiet=True) else 1)
