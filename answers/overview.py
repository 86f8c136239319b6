"""总览: ten cards, where, how fast, who has reported."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from answers.asked import Asked, frame, strip
from answers.ranking import ranking
from answers.records import Overview
from answers.trends import cumulative_trend, deviation_trend
from answers.unknown import PROVINCE
from catalog.entries import Page
from catalog.records import Kpi, Published, StoreState


def overview(asked: Asked, page: Page, state: StoreState) -> Overview:
    """The overview of a scope; every panel below the cards follows the selected indicator."""
    cards = tuple(asked.total(one) for one in page.cards)
    selected = asked.scope.indicator
    return Overview(
        frame(asked, state), cards, beside(asked, page.cards), published(asked, {*page.cards, selected}),
        headline(cards), asked.total(selected), ranking(asked, selected), deviation_trend(asked, selected),
        cumulative_trend(asked, selected), strip(asked))


def beside(asked: Asked, cards: Iterable[str]) -> Mapping[str, tuple[Kpi, ...]]:
    """Figures said on a card beside its own (beside.csv)."""
    told = asked.boards.rules.beside
    return {one: tuple(asked.total(other, series=False) for other in told[one]) for one in cards if one in told}


def headline(cards: Iterable[Kpi]) -> tuple[Kpi, ...]:
    """The figures a page's sentence is made of: those with an annual target, else the first that was reported."""
    planned = tuple(card for card in cards if card.completion is not None and card.time_progress is not None)
    return planned or tuple(card for card in cards if card.value is not None)[:1]


def published(asked: Asked, indicators: Iterable[str]) -> Mapping[str, Published]:
    """The last published figure of each indicator not after the chosen month: provincial, so beside no other total."""
    if asked.code != PROVINCE:
        return {}
    found: dict[str, Published] = {}
    for row in sorted(asked.catalog.published, key=lambda one: one.as_of):
        if row.indicator in indicators and row.as_of[:7] <= asked.scope.period:
            found[row.indicator] = row
    return found
