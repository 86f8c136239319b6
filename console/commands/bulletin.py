"""The bulletin of a period."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from console.plain import BadUsage, help_text
from console.plain import settings as chosen_settings
from console.start import speaker, with_database

if TYPE_CHECKING:
    from exports.bulletin_edits import Edit


@click.command("bulletin", help=help_text("cli_bulletin"))
@click.option("--period", default="", help=help_text("cli_opt_period"))
@click.option("--kind", type=click.Choice(["通报", "简报", "月报"]), default="通报", help=help_text("cli_opt_kind"))
@click.option("--area", default="all", help=help_text("cli_opt_area"))
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", help=help_text("cli_opt_lang"))
@click.option("--edits", "edits_file", default="", metavar="FILE", help=help_text("cli_opt_edits"))
@click.option("--with-sources", "sources", is_flag=True, help=help_text("cli_opt_sources"))
@click.option("--issuer", default="", help=help_text("cli_opt_issuer"))
@click.option("--date", default="", help=help_text("cli_opt_date"))
@click.option("--number", default="", help=help_text("cli_opt_number"))
@click.option("--paragraphs", is_flag=True, help=help_text("cli_opt_paragraphs"))
@click.option("--output", "-o", default="", metavar="FILE", help=help_text("cli_opt_docx"))
@with_database
@click.pass_obj
def command(
    outer: str | None, period: str, kind: str, area: str, lang: str, edits_file: str, sources: bool, issuer: str,
    date: str, number: str, paragraphs: bool, output: str, database: str | None,
) -> None:  # fmt: skip
    """Through the same door as the button of the overview; sentences that were left out are named with why."""
    from callbacks.briefing import bulletin_of, paragraphs_of
    from console.files_out import asked, ends, put
    from exports.bulletin import Signed

    if not paragraphs:
        ends(output, ".docx")
    desk, view = asked(chosen_settings(database or outer).database, period, area, lang)
    edits, voice = _edits(edits_file, view.scope.period), speaker()
    if paragraphs:
        for block in paragraphs_of(desk, view, kind, edits):
            click.echo(f"{block.id}\t{block.text}")
        return
    made = bulletin_of(desk, view, kind, edits, Signed(issuer, date, number), sources=sources)
    for id, why in made.left_out:
        voice.complain(voice.word("cli_left_out").format(id=id, why=why))
    voice.say("cli_file_made", path=output, size=put(output, made.content))


def _edits(path: str, period: str) -> dict[str, Edit]:
    from exports.bulletin_edits import read

    if not path:
        return {}
    try:
        return read(Path(path).read_text(encoding="utf-8-sig"), period)
    except (OSError, UnicodeDecodeError) as error:
        raise BadUsage("cli_no_such", path=path) from error
