"""报送情况 as a document: areas by periods of a form, or by the forms of a period, each cell in full words."""

from __future__ import annotations

from answers.tracked import TrackerPage
from catalog import period as calendar
from catalog.tracked import TrackColumn, TrackRow, area, cell_text, deadline_text, form_name, reminder_lines, share
from catalog.view import View
from exports.records import Document, Entry, Head


def tracking(answer: TrackerPage, view: View) -> Document:
    """The matrix as it is on the page; the reminders stand under it."""
    name = form_name(view, answer.form) if answer.form else view.word("tracker_all_forms")
    heads = (Head("", view.word("tracker_unit"), "", None), *(_head(view, answer, one) for one in answer.columns),
             Head("", view.word("track_on_time"), "%", 1))  # fmt: skip
    shares = (Entry(share(one)) for one in answer.columns)
    total = (Entry(view.word("tracker_total")), *shares, Entry(answer.on_time, "—"))
    sample = answer.frame.sample
    notes = (*(said for one in answer.reminders for said in reminder_lines(view, one, answer.today, sample=sample)),
             view.word("track_note_day"), view.word("track_note_asked"))  # fmt: skip
    meta = ((view.word("as_of_date"), calendar.day(answer.today, view.lang)),)
    rows, file = tuple(_row(view, line) for line in answer.rows), f"{view.word('track_file')}_{name}"
    return Document(f"{view.word('track_file')} {name}", heads, rows, (total,), 1, meta, notes, False, file)


def _head(view: View, answer: TrackerPage, one: TrackColumn) -> Head:
    name = view.period(one.period) if answer.form else view.join(form_name(view, one.form), view.period(one.period))
    return Head("", name, deadline_text(view, one), None)


def _row(view: View, line: TrackRow) -> tuple[Entry, ...]:
    said = (Entry(cell_text(view, cell)) for cell in line.cells)
    return (Entry(area(view, line.region, full=True)), *said, Entry(line.on_time, "—"))
