"""Say why a finding of the checks is right all the same, or agree to what somebody said."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from console.plain import BadUsage, help_text
from console.plain import settings as chosen_settings
from console.start import speaker, with_database

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from console.say import Speaker


@click.command("explain", help=help_text("cli_explain"))
@click.argument("name", required=False, default="", metavar="[FINDING]")
@click.option("--text", default="", help=help_text("cli_explain_text"))
@click.option("--approve", is_flag=True, help=help_text("cli_explain_approve"))
@click.option("--who", default="", help=help_text("cli_opt_who"))
@with_database
@click.pass_obj
def command(outer: str | None, name: str, text: str, approve: bool, who: str, database: str | None) -> None:
    """Without a finding: those that still have to be explained, each with its name. Exit code 0 when it was done."""
    from console.say import user
    from review.quality import approve_finding, explain_finding
    from store.engine import open_existing

    voice, chosen = speaker(), chosen_settings(database or outer)
    engine = open_existing(chosen.database)
    if not name:
        _list(engine, voice)
        sys.exit(0)
    if bool(text.strip()) == approve:
        raise BadUsage("cli_explain_usage")
    person = user(who or chosen.who)
    if approve:
        approve_finding(engine, name, person)
    else:
        explain_finding(engine, name, text, person)
    voice.say("cli_approved" if approve else "cli_explained", name=name, who=person)


def _list(engine: Engine, voice: Speaker) -> None:
    """The open findings: name, sentence."""
    from review.quality import remarks_of

    waiting = [one for one in remarks_of(engine) if one.open]
    for one in waiting:
        lines = one.text.splitlines()
        voice.out.print(f"{one.id}\t{lines[-1 if voice.lang == 'en' else 0]}", markup=False)
    if not waiting:
        voice.say("cli_explain_none")
