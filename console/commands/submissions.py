"""What was sent, a line a submission, with what became of it."""

from __future__ import annotations

import click

from console.plain import help_text
from console.plain import settings as chosen_settings
from console.start import speaker, with_database


@click.command("submissions", help=help_text("cli_submissions"))
@click.option("--form", default="", metavar="F03", help=help_text("cli_opt_form"))
@click.option("--period", default="", metavar="2026-10", help=help_text("cli_opt_sent_period"))
@click.option("--state", default="", help=help_text("cli_opt_sent_state"),
              type=click.Choice(["", "accepted", "published", "superseded", "withdrawn", "returned"]))  # fmt: skip
@with_database
@click.pass_obj
def command(outer: str | None, form: str, period: str, state: str, database: str | None) -> None:
    """In the order they came."""
    from catalog.times import moment
    from store.engine import open_existing
    from store.submissions import submissions

    voice = speaker()
    engine = open_existing(chosen_settings(database or outer).database)
    for one in submissions(engine, form=form, period=period, states=[state] if state else ()):
        named = one._asdict() | {"date": moment(one.at), "state": voice.word(f"submission_{one.state}")}
        voice.say("cli_submission_line", **named)
