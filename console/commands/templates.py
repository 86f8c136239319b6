"""Blank forms: for every form and city, into a folder or one .zip."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from console.plain import BadUsage, help_text
from console.plain import settings as chosen_settings
from console.start import speaker, with_database

if TYPE_CHECKING:
    from answers.desk import Desk


@click.command("templates", help=help_text("cli_templates"))
@click.option("--form", default="", metavar="F03", help=help_text("cli_opt_template_form"))
@click.option("--city", default="", metavar="440900", help=help_text("cli_opt_template_city"))
@click.option("--period", default="", help=help_text("cli_opt_template_period"))
@click.option("--output", "-o", required=True, metavar="FOLDER|FILE.zip", help=help_text("cli_opt_template_output"))
@with_database
@click.pass_obj
def command(outer: str | None, form: str, city: str, period: str, output: str, database: str | None) -> None:
    """Last year's figures come from the store; an empty one leaves them out and the blanks say so."""
    from answers.desk import Desk
    from callbacks.blanks import files
    from catalog import book
    from catalog.blanks import blanks
    from catalog.period import is_period
    from store.engine import open_existing

    catalog = book.load()
    if form and form not in blanks():
        raise BadUsage("cli_unknown_form", name=form, known=", ".join(blanks()))
    if period and not is_period(period):
        raise BadUsage("cli_bad_period", value=period)
    if city and _city(city) not in catalog.cities:
        raise BadUsage("cli_unknown_city", name=city)
    desk = Desk(open_existing(chosen_settings(database or outer).database), catalog)
    made = files(desk, [form] if form else list(blanks()), _city(city) if city else "", period or _next(desk))
    count = _write(Path(output), list(made))
    speaker().say("cli_templates_written", files=count, path=output)


def _city(text: str) -> str:
    """440900, 茂名 or 茂名市."""
    from catalog import book
    from catalog.names import normalise

    return book.load().aliases.get(normalise(text), text)


def _next(desk: Desk) -> str:
    """The month after the newest one reported; of an empty store the month it is."""
    from datetime import UTC, datetime

    from catalog.period import shift, today_period

    newest = desk.newest()
    return shift(newest, 1) if newest else today_period(datetime.now(UTC))


def _write(place: Path, found: list[tuple[str, bytes]]) -> int:
    """Into a .zip, or into a folder that is made when it is not there."""
    from exports.blank_book import packed

    try:
        if place.suffix.lower() == ".zip":
            place.write_bytes(packed(found))
        else:
            place.mkdir(parents=True, exist_ok=True)
            for name, content in found:
                (place / name).write_bytes(content)
    except OSError as error:
        raise BadUsage("cli_cannot_write", path=str(place)) from error
    return len(found)
