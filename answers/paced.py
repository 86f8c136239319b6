"""The record that the page 进度与排名 gets back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from answers.records import Frame, Ranking, Table
from catalog.pacing import Pace
from catalog.signals import Control


class ProgressPage(NamedTuple):
    """paced: indicators with annual targets; levels: those with a level to reach (distance, no 序时).

    selected: the one chosen, "" when nothing has a target; ranking and cities are its own. control: its chart, of the
    chosen city or of the whole (None for a selection of cities). table: everything, for the export.
    """

    frame: Frame
    paced: tuple[Pace, ...]
    levels: tuple[Pace, ...]
    selected: str
    ranking: Ranking | None
    cities: Mapping[str, Pace]
    control: Control | None
    table: Table
