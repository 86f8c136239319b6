"""Who has reported, and whom to remind: what 报送情况 shows, as lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from console.plain import BadUsage, help_text
from console.plain import settings as chosen_settings
from console.start import speaker, with_database

if TYPE_CHECKING:
    from answers.tracked import TrackerPage
    from catalog.view import View
    from console.say import Speaker


@click.command("tracker", help=help_text("cli_tracker"))
@click.option("--period", default="", help=help_text("cli_opt_period"))
@click.option("--form", default="", metavar="F03", help=help_text("cli_opt_tracker_form"))
@with_database
@click.pass_obj
def command(outer: str | None, period: str, form: str, database: str | None) -> None:
    """A line for each form of the period (or each period of one form), then the reminders."""
    from answers.desk import Desk
    from catalog import book
    from catalog.period import is_period
    from catalog.records import Scope
    from catalog.view import View
    from store.engine import open_existing

    catalog, voice = book.load(), speaker()
    if period and not is_period(period):
        raise BadUsage("cli_bad_period", value=period)
    if form and form not in catalog.forms:
        raise BadUsage("cli_unknown_form", name=form, known=", ".join(catalog.forms))
    desk = Desk(open_existing(chosen_settings(database or outer).database), catalog)
    if desk.state().empty:
        raise BadUsage("cli_nothing_stored")
    scope = Scope(period=period, lang=voice.lang, extra=(("form", form or "all"),))
    _print(voice, View(catalog, scope, "/tracker"), desk.tracker(scope))


def _print(voice: Speaker, view: View, answer: TrackerPage) -> None:
    from catalog.period import day
    from catalog.tracked import form_name, reminder_lines

    for one in answer.columns:
        if one.expected:
            voice.say("cli_tracker_line", form=one.form, name=form_name(view, one.form), period=view.period(one.period),
                      reported=one.reported, expected=one.expected, on_time=one.on_time if one.told else "—",
                      deadline=day(one.deadline, view.lang) if one.deadline else "—",
                      undated=view.word("cli_tracker_undated", n=one.undated) if one.undated else "")  # fmt: skip
    lines = [line for one in answer.reminders
             for line in reminder_lines(view, one, answer.today, sample=answer.frame.sample)]  # fmt: skip
    for line in lines:
        voice.out.print(line, markup=False)
    if not lines:
        voice.say("cli_tracker_complete")
