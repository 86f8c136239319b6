"""The long form of what is stored, ready to be sent: the door for the command line (and later the page)."""

from __future__ import annotations

from answers.desk import Desk
from answers.tidy import tidy
from callbacks.export import Made
from catalog.view import View
from exports.documents import stamp
from exports.safe import file_name
from exports.tidy import FORMATS, Figure, Told, lines


def long_form(desk: Desk, view: View, form: str, start: str | None = None, end: str | None = None) -> Made:
    """The figures that stand, of periods ending from start to end, as a file of `form`. KeyError for another form."""
    ending, make = FORMATS[form]
    state = desk.state()
    figures = [Figure(*one) for one in tidy(desk.engine, desk.catalog, start=start, end=end)]
    sources = {one.id: one for one in desk.sources([figure.id for figure in figures])}
    told = Told(view.word("tidy_title"), state.sample, stamp(), state.revision)
    content = make(view, figures, lines(view, figures, sources, told), told)
    return Made(file_name(told.title) + ending, content, len(figures))
