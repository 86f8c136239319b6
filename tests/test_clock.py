"""One clock: whatever the store keeps in UTC is said by the clock of China, on every page alike."""

from __future__ import annotations

import pytest

from catalog.book import load
from catalog.records import Scope
from catalog.submitting import Known, Waiting
from catalog.times import day, moment, now
from catalog.tracked import Sent
from catalog.view import View
from layouts.submit import page
from layouts.tracker import _sent
from tests.nodes import text

VIEW = View(load(), Scope(), "/submit")
NIGHT = "2026-11-05T18:30:00+00:00"  # already the sixth in China
SENT = Sent("F03", "440900", "2026-10", 1, "月报.xlsx", "王", NIGHT, "", "accepted", "", 42)


def test_a_moment_of_the_store_is_said_by_the_clock_of_china() -> None:
    assert (moment(NIGHT), day(NIGHT), now()[-6:]) == ("2026-11-06 02:30", "2026-11-06", "+00:00")


def test_a_submission_in_a_cell_of_the_tracker_is_said_by_the_clock_of_china() -> None:
    assert "2026-11-06 02:30" in text(_sent(VIEW, SENT)) and "11-05" not in text(_sent(VIEW, SENT))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_list_of_drafts_says_the_clock_of_china_and_one_correction_is_not_corrections(lang: str) -> None:
    view = VIEW._replace(scope=Scope(lang=lang))
    waiting, known = (Waiting("t", "月报.xlsx", "王", NIGHT),), (Known(1, "F03", "440900", 8, 1, NIGHT),)
    said = text(page(view, waiting, known, None, None, 30))
    assert "2026-11-06 02:30" in said and "UTC" not in said and "2026-11-05" not in said
    assert "1 corrections" not in said
