"""需要关注: each item with a reason, since when, and a score that a reader can add up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.attention import Sign, behind, jumped, ranked, silent, special
from analysis.spc import plan
from catalog.rules import load

RULES = load()
REASONS, NUMBERS = RULES.reasons, RULES.numbers
NOW = 24321
MONTHS = list(range(NOW - 11, NOW + 1))


def test_a_city_behind_since_august_is_listed_with_its_points_and_its_months() -> None:
    statuses = ["none", "bad", "ok", "warn", "bad", "bad"]
    sign = behind("440400", "emp_employed_new", MONTHS[-6:], statuses, [None, -12, 1.0, -3.0, -11, -15.1])
    assert sign == Sign("behind_schedule", "440400", "emp_employed_new", NOW - 2, 15.1)
    assert behind("440400", "x", MONTHS[-2:], ["bad", "ok"], [-12, 0.0]) is None
    assert behind("440400", "x", [], [], []) is None


def test_special_cause_in_the_wrong_direction_is_listed_and_in_the_right_one_is_not() -> None:
    held = [10.0, 12, 11, 9, 10, 12, 11, 10, 9, 11, 30, 31]
    found = plan(held, "flow", direction="lower", fix_after=10)
    sign = special("a", "x", MONTHS, found)
    assert sign and sign.since == MONTHS[10] and sign.size > 3
    assert special("a", "x", MONTHS, plan(held, "flow", direction="higher", fix_after=10)) is None
    assert special("a", "x", MONTHS, plan([5.0] * 12, "flow", direction="lower")) is None
    late = special("a", "x", [*MONTHS, NOW + 1], plan([*held, None], "flow", direction="lower", fix_after=10))
    assert late == sign, "a month not yet reported changes nothing"
    old = plan([*[20.0, 21] * 8, *[10.0, 11] * 8], "flow", direction="higher")
    assert old.variation == "special_cause_concern"
    assert special("a", "x", list(range(32)), old) is None, "sixteen months on end are the level by now"
    shift = plan([10, 12, 10, 12, 10, 9, 9.5, 9, 9.5, 9, 9.5, 9], "flow", direction="higher")
    within = special("a", "x", MONTHS, shift)
    assert within and within.size == 1 and within.since == MONTHS[5], "a run within the limits counts as one width"


def test_a_city_is_silent_from_the_first_period_that_was_due_and_not_told() -> None:
    due = [month % 3 == 0 for month in range(1, 13)]
    known = [False] * 5 + [True] + [False] * 6
    assert silent("a", "x", MONTHS, due, known) == Sign("not_reported", "a", "x", MONTHS[8], 2)
    assert silent("a", "x", MONTHS, due, [True] * 12) is None
    assert silent("a", "x", MONTHS, [False] * 12, [False] * 12) is None


def test_a_jump_is_listed_until_it_is_explained() -> None:
    held = [100.0, None, 110, 230, 220]
    assert jumped("a", "x", MONTHS[:5], held) == Sign("unexplained_break", "a", "x", MONTHS[3], 100 * 120 / 110)
    small = jumped("a", "x", MONTHS[:5], held, [MONTHS[3]])
    assert small and ranked([small], NOW, REASONS, NUMBERS) == []
    assert jumped("a", "x", MONTHS[:2], [0.0, 50.0]) is None
    years = list(range(NOW - 24, NOW + 1))
    cohort = [100.0 if (at + 3) % 12 else 400.0 for at in range(25)]
    assert jumped("a", "x", years, cohort) is None, "each January the same"
    grown = [100.0] * 20 + [180.0] * 5
    found = jumped("a", "x", years, grown)
    assert found and (found.since, found.size) == (years[20], 80)
    assert jumped("a", "x", years, [100.0] * 8 + [180.0] * 17) is None, "older than a year is no news"


def test_the_score_adds_up_and_every_part_has_its_most() -> None:
    (one,) = ranked([Sign("behind_schedule", "a", "x", NOW - 3, 15.05)], NOW, REASONS, NUMBERS)
    assert (one.weight, one.size, one.age, one.score) == (30, 20, 10, 60)
    (worst,) = ranked([Sign("behind_schedule", "a", "x", NOW - 99, 300)], NOW, REASONS, NUMBERS)
    assert (worst.size, worst.age) == (NUMBERS["attention_size"], NUMBERS["attention_age"])


def test_the_same_thing_is_listed_once_and_equal_scores_share_a_place() -> None:
    signs = [Sign("not_reported", "b", "x", NOW, 1), Sign("not_reported", "a", "x", NOW, 1),
             Sign("not_reported", "a", "x", NOW, 2), Sign("not_reported", "c", "x", NOW, 1)]
    found = ranked(signs, NOW, REASONS, NUMBERS)
    assert [(one.sign.region, one.place) for one in found] == [("a", 1), ("b", 2), ("c", 2)]


def test_a_reason_that_the_catalogue_does_not_have_is_refused() -> None:
    with pytest.raises(KeyError):
        ranked([Sign("weather", "a", "x", NOW, 1)], NOW, REASONS, NUMBERS)


signs = st.builds(Sign, st.sampled_from(sorted(REASONS)), st.sampled_from("abc"), st.sampled_from("xy"),
                  st.integers(NOW - 30, NOW), st.floats(0, 300))


@given(st.lists(signs, max_size=20))
def test_heavier_is_never_below_lighter_and_nothing_is_lost(given_signs: list[Sign]) -> None:
    found = ranked(given_signs, NOW, REASONS, NUMBERS)
    scores = [one.score for one in found]
    assert scores == sorted(scores, reverse=True)
    assert [one.place for one in found] == [1 + sum(other > score for other in scores) for score in scores]
    kept = {one.key for one in found}
    assert kept == {(one.reason, one.region, one.indicator, one.mark) for one in given_signs
                    if one.size >= REASONS[one.reason].least}
    for one in found:
        assert one.score == pytest.approx(one.weight + one.size + one.age)
    assert {one.key for one in ranked(reversed(given_signs), NOW, REASONS, NUMBERS)} == kept


def test_every_reason_weighs_begins_and_is_named_in_both_languages() -> None:
    assert set(REASONS) == {"failed_check", "not_reported", "behind_schedule", "special_cause", "unexplained_break"}
    for one in REASONS.values():
        assert one.weight > 0 and 0 < one.least < one.full and one.zh and one.en
    assert REASONS["unexplained_break"].least == NUMBERS["break_percent"]
