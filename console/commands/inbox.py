"""Watch a folder: clean workbooks are stored, the rest wait on the upload page."""

from __future__ import annotations

import time

import click

from console.plain import help_text
from console.plain import settings as chosen_settings
from console.start import opened, speaker, with_database

_ROUND_SECONDS = 5.0


@click.command("inbox", help=help_text("cli_inbox"))
@click.argument("folder", required=False, default="", metavar="[FOLDER]")
@click.option("--once", is_flag=True, help=help_text("cli_opt_once"))
@click.option("--who", default="", help=help_text("cli_opt_who"))
@with_database
@click.pass_obj
def command(outer: str | None, folder: str, once: bool, who: str, database: str | None) -> None:
    """Exit code 0, also when files wait: that is what the page is for."""
    from pathlib import Path

    from console.say import user
    from review.inbox import Taken, watch

    settings, voice = chosen_settings(database or outer), speaker()
    place, engine = Path(folder or settings.inbox), opened(settings)
    place.mkdir(parents=True, exist_ok=True)
    name = user(who or settings.who)
    if not once:
        voice.say("cli_inbox_watching", path=str(place))
    while True:
        seen: list[Taken] = []

        def told(taken: Taken, seen: list[Taken] = seen) -> None:
            seen.append(taken)
            voice.out.print(taken.said.split("\n")[0], markup=False)

        done = watch(engine, place, told, who=name, megabytes=settings.upload_megabytes, lang=voice.lang)
        if once:
            voice.say("cli_inbox_seen", path=str(place), done=done, waiting=len(seen) - done)
            return
        time.sleep(_ROUND_SECONDS)
