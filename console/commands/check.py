"""Is the store whole?"""

from __future__ import annotations

import sys

import click

from console.plain import help_text
from console.plain import settings as chosen_settings
from console.start import speaker, with_database


@click.command("check", help=help_text("cli_check"))
@with_database
@click.pass_obj
def command(outer: str | None, database: str | None) -> None:
    """Exit code 0 only when the store is whole."""
    from store.check import check as broken_in
    from store.engine import open_existing, place

    voice = speaker()
    engine = open_existing(chosen_settings(database or outer).database)
    broken = broken_in(engine, voice.lang)
    for said in broken:
        voice.complain("✗ " + said)
    voice.say("cli_broken" if broken else "cli_whole", path=place(engine), count=len(broken))
    sys.exit(1 if broken else 0)
