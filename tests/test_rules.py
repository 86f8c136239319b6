"""The numbers, goals, companions and colour classes of the arithmetic are data about things that exist."""

from __future__ import annotations

from catalog.book import load
from catalog.rules import load as load_rules

KNOWN, RULES = load(), load_rules()


def test_goals_companions_and_classes_are_of_known_indicators() -> None:
    named = [*RULES.goals, *RULES.beside, *(one for told in RULES.beside.values() for one in told)]
    named += [one for one, _ in RULES.edges if one != "*"]
    assert named and not [one for one in named if one not in KNOWN.indicators]


def test_colour_classes_rise_and_have_four_edges() -> None:
    for edges in RULES.edges.values():
        assert len(edges) == 4 and list(edges) == sorted(set(edges))


def test_every_frequency_has_a_number_of_points() -> None:
    wanted = {f"points_{row.frequency}" for row in KNOWN.indicators.values()}
    assert wanted <= set(RULES.numbers)


def test_completion_tiles_are_coloured_by_the_lights_edges() -> None:
    lows = {row.low for row in KNOWN.thresholds if row.measure == "deviation" and row.low is not None}
    assert lows <= set(RULES.edges["*", "deviation"])
