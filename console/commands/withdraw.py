"""Take a submission out of what stands: it stays on record with the reason."""

from __future__ import annotations

import click

from console.plain import help_text
from console.plain import settings as chosen_settings
from console.start import opened, speaker, with_database


@click.command("withdraw", help=help_text("cli_withdraw"))
@click.argument("number", type=int, metavar="NUMBER")
@click.option("--reason", default="", metavar="TEXT", help=help_text("cli_opt_withdraw_reason"))
@click.option("--who", default="", help=help_text("cli_opt_who"))
@with_database
@click.pass_obj
def command(outer: str | None, number: int, reason: str, who: str, database: str | None) -> None:
    """What it outranked stands again."""
    from console.say import user
    from store.submissions import decide

    settings, voice = chosen_settings(database or outer), speaker()
    gone = decide(opened(settings), number, "withdrawn", who=user(who or settings.who), reason=reason)
    voice.say("cli_taken_out", id=gone.id, workbook=gone.workbook)
