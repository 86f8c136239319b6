"""Every stored figure, a line each, for other programs."""

from __future__ import annotations

import click

from console.plain import BadUsage, help_text
from console.plain import settings as chosen_settings
from console.start import speaker, with_database


@click.command("data", help=help_text("cli_data"))
@click.option("--from", "start", default="", help=help_text("cli_opt_from"))
@click.option("--to", "end", default="", help=help_text("cli_opt_to"))
@click.option("--format", "form", default="csv", help=help_text("cli_opt_data_format"),
              type=click.Choice(["csv", "csv_gb", "json", "package", "sdmx"]))  # fmt: skip
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", help=help_text("cli_opt_lang"))
@click.option("--output", "-o", required=True, metavar="FILE", help=help_text("cli_opt_output"))
@with_database
@click.pass_obj
def command(
    outer: str | None, start: str, end: str, form: str, lang: str, output: str, database: str | None
) -> None:
    """With the cell each figure was printed in."""
    from callbacks.tidy import long_form
    from catalog.period import is_period
    from console.files_out import asked, ends, put
    from exports.tidy import FORMATS

    ends(output, FORMATS[form][0])
    for period in (start, end):
        if period and not is_period(period):
            raise BadUsage("cli_bad_period", value=period)
    desk, view = asked(chosen_settings(database or outer).database, "", "all", lang)
    file = long_form(desk, view, form, start or None, end or None)
    put(output, file.content)
    speaker().say("cli_data_done", rows=file.rows, path=output)
