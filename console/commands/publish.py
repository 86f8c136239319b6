"""Keep what stands (or stood on a day) as a version with a name; take one back."""

from __future__ import annotations

import click

from console.plain import BadUsage, help_text
from console.plain import settings as chosen_settings
from console.start import opened, speaker, with_database


@click.command("publish", help=help_text("cli_publish"))
@click.argument("name", required=False, default="")
@click.option("--note", default="", help=help_text("cli_opt_note"))
@click.option("--date", default="", metavar="2026-11-10", help=help_text("cli_opt_publish_date"))
@click.option("--withdraw", "number", type=int, default=0, help=help_text("cli_opt_withdraw"))
@click.option("--reason", default="", help=help_text("cli_opt_withdraw_reason"))
@click.option("--who", default="", help=help_text("cli_opt_who"))
@with_database
@click.pass_obj
def command(
    outer: str | None, name: str, note: str, date: str, number: int, reason: str, who: str, database: str | None
) -> None:
    """A name publishes, --withdraw takes back."""
    from console.say import user
    from store.history import revision_at
    from store.publications import publish, withdraw

    settings, voice = chosen_settings(database or outer), speaker()
    engine, by = opened(settings), user(who or settings.who)
    if number:
        gone = withdraw(engine, number, by, reason)
        voice.say("cli_unpublished", id=gone.id, name=gone.name)
        return
    if not name.strip():
        raise BadUsage("store_no_name")
    made = publish(engine, name, who=by, note=note, revision=revision_at(engine, date) if date else None)
    voice.say("cli_published", name=made.name, id=made.id, revision=made.revision)
