"""The settings in force and where each comes from."""

from __future__ import annotations

import os

import click

from catalog import settings as options
from console.plain import help_text
from console.start import speaker, with_database


@click.command("settings", help=help_text("cli_settings"))
@with_database
@click.pass_obj
def command(outer: str | None, database: str | None) -> None:
    """One line a setting: name, value, origin, variable, what it is for."""
    voice = speaker()
    for item in options.listed(os.environ):
        value, origin = item.value, item.origin
        if item.name == "database" and (database or outer):
            value, origin = str(database or outer), "--database"
        said = origin if origin.startswith("--") else voice.word(f"setting_origin_{origin}")
        line = f"{item.name:<18}{value or '-'}  [{said}]  {item.variable}  {voice.word(f'setting_{item.name}')}"
        voice.out.print(line, markup=False)
