"""The published versions, a line each."""

from __future__ import annotations

import click

from console.plain import help_text
from console.plain import settings as chosen_settings
from console.start import speaker, with_database


@click.command("publications", help=help_text("cli_publications"))
@with_database
@click.pass_obj
def command(outer: str | None, database: str | None) -> None:
    """Oldest first."""
    from catalog.times import moment
    from store.engine import open_existing
    from store.publications import publications

    voice = speaker()
    found = publications(open_existing(chosen_settings(database or outer).database))
    for one in found:
        voice.say("cli_publication_line", id=one.id, date=moment(one.at), revision=one.revision, name=one.name,
                  note=one.note, state=voice.word(f"publication_{one.state}"))  # fmt: skip
    if not found:
        voice.say("cli_publications_none")
