"""The record of 报送情况. Pages and exports know it as they know answers.records; its parts are catalog.tracked's."""

from __future__ import annotations

from typing import NamedTuple

from answers.records import Frame
from catalog.tracked import Duty, Reminder, Sent, TrackColumn, TrackRow


class TrackerPage(NamedTuple):
    """报送情况. form: the form whose periods are the columns, "" when all forms of one period are.

    forms: those in use, in catalogue order; periods: months that can be chosen, newest first. rows: cities in customary
    order, or the province alone for a form that the province makes. on_time: per cent over the whole matrix. opened:
    the cell the address names. drafts: what waits for a decision. today: the day all this is seen from.
    """

    frame: Frame
    form: str
    forms: tuple[str, ...]
    periods: tuple[str, ...]
    columns: tuple[TrackColumn, ...]
    rows: tuple[TrackRow, ...]
    on_time: float | None
    reminders: tuple[Reminder, ...]
    opened: Duty | None
    drafts: tuple[Sent, ...]
    today: str
