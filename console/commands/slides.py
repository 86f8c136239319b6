"""The deck of a period."""

from __future__ import annotations

import click

from console.plain import BadUsage, help_text
from console.plain import settings as chosen_settings
from console.start import speaker, with_database


@click.command("slides", help=help_text("cli_slides"))
@click.option("--period", default="", help=help_text("cli_opt_period"))
@click.option("--pages", default="", help=help_text("cli_opt_pages"))
@click.option("--area", default="all", help=help_text("cli_opt_area"))
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", help=help_text("cli_opt_lang"))
@click.option("--output", "-o", required=True, metavar="FILE", help=help_text("cli_opt_deck"))
@with_database
@click.pass_obj
def command(
    outer: str | None, period: str, pages: str, area: str, lang: str, output: str, database: str | None
) -> None:
    """Through the same door as the button of the overview."""
    from callbacks.briefing import deck_of, parts
    from console.files_out import asked, ends, put

    ends(output, ".pptx")
    desk, view = asked(chosen_settings(database or outer).database, period, area, lang)
    wanted = [name for name in pages.replace("，", ",").replace(" ", "").split(",") if name]
    known = parts(view)
    for name in wanted:
        if name not in known:
            raise BadUsage("cli_unknown_part", name=name, known=", ".join(known))
    speaker().say("cli_file_made", path=output, size=put(output, deck_of(desk, view, wanted).content))
