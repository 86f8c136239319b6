"""What a deck and a bulletin are made of: the answers of one period as the desk gave them, and where they were printed.

Nothing is asked of the store here. The answers are those of the pages with nothing chosen: year to date, compared with
last year; so page, slide and sentence hold the same `Kpi`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from answers.records import ForcePage, Frame, Overview, TablePage
from catalog import period as calendar
from catalog.pacing import Pace
from catalog.records import Kpi, Source
from catalog.view import View
from catalog.voice import Voice, paced
from exports.documents import coverage


class Briefing(NamedTuple):
    """overview and forces: the pages. progress: the overview of each indicator that runs against an annual target.

    pace: every indicator with an annual target, as 进度与排名 has it. cities: those of `progress`, city by city.
    table: 数据表. sources: observation id → where it was printed. stamp: when it was made (2026-11-10 15:04).
    """

    overview: Overview
    forces: tuple[ForcePage, ...]
    progress: tuple[Overview, ...]
    pace: tuple[Pace, ...]
    cities: Mapping[str, Mapping[str, Pace]]
    table: TablePage
    sources: Mapping[int, Source]
    view: View
    stamp: str

    @property
    def frame(self) -> Frame:
        """Scope, coverage, sample or not."""
        return self.overview.frame

    @property
    def voice(self) -> Voice:
        return self.view.voice

    @property
    def period(self) -> str:
        """The month, 2026-10."""
        return self.frame.scope.period


def planned(answers: Iterable[Overview | ForcePage]) -> tuple[str, ...]:
    """The indicators of these pages that run against an annual target, in order, none twice."""
    return tuple(dict.fromkeys(kpi.indicator for answer in answers for kpi in answer.headline if paced(kpi)))


def area(briefing: Briefing) -> str:
    """全省; 珠三角; Guangdong."""
    frame, voice = briefing.frame, briefing.voice
    if frame.area_code in briefing.view.catalog.regions:
        return voice.region(frame.area_code, full=True)
    return voice.region(frame.area_code)


def span(briefing: Briefing, kpi: Kpi | None = None) -> str:
    """2026年1—10月; Jan–Oct 2026. kpi: the year as far as that figure goes (quarterly ones end in September)."""
    month = calendar.end_month(kpi.period if kpi else briefing.period)
    return calendar.text(calendar.year_to_date(month), briefing.view.lang)


def title(briefing: Briefing) -> str:
    """2026年1—10月全省退役军人重点工作进展."""
    return briefing.view.word("deck_title", span=span(briefing), area=area(briefing))


def several(briefing: Briefing) -> bool:
    """Whether there are cities to set side by side."""
    return len(briefing.frame.regions) > 1


def running(briefing: Briefing, kpi: Kpi) -> bool:
    """Whether a figure is of the year that is told: in January quarterly ones are still last year's."""
    return kpi.period[:4] == briefing.period[:4]


def strip(briefing: Briefing, kpi: Kpi | None = None) -> str:
    """数据来源：各地级以上市报送；截至2026年10月31日；19/21市已报送，潮州、云浮未报送. kpi: coverage of that figure."""
    view, frame = briefing.view, briefing.frame
    period, told = frame.scope.period, coverage(view, frame)
    if kpi is not None:
        period = kpi.period
        told = coverage(view, frame._replace(reported=kpi.reported, expected=kpi.expected, missing=kpi.missing))
    as_of = view.word("as_of_text", date=calendar.as_of(period, view.lang))
    return view.word("deck_strip", source=view.word("source_returns"), as_of=as_of, coverage=told)


def kpis(briefing: Briefing) -> tuple[Kpi, ...]:
    """Every figure that is shown: totals and cities."""
    pages: tuple[Overview | ForcePage, ...] = (briefing.overview, *briefing.forces, *briefing.progress)
    return tuple(kpi for page in pages for kpi in (*page.cards, *(rank.kpi for rank in page.ranking.rows)))


def observations(pages: Iterable[Overview | ForcePage], more: Iterable[Kpi] = ()) -> tuple[int, ...]:
    """The ids behind the figures of these pages, none twice: what `Desk.sources` is asked for."""
    found = (kpi for page in pages for kpi in (*page.cards, page.selected, *(rank.kpi for rank in page.ranking.rows)))
    return tuple(dict.fromkeys(one for kpi in (*found, *more) for one in kpi.ids))


def totals(briefing: Briefing) -> tuple[Kpi, ...]:
    """The figures of the whole scope that the pages show."""
    pages: tuple[Overview | ForcePage, ...] = (briefing.overview, *briefing.forces, *briefing.progress)
    shown = (kpi for page in pages for kpi in (*page.cards, page.selected))
    return tuple(dict.fromkeys((*shown, *(pace.kpi for pace in briefing.pace))))
