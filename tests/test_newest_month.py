"""The month a page opens with is one that the cities reported; one early form does not make it the newest."""

from __future__ import annotations

from pathlib import Path

import pytest

from answers.desk import Desk
from callbacks.router import show
from catalog.book import load
from catalog.records import Scope
from loaders.read import read
from store.load import load as load_readings
from tests.made import new_store, observation, reading, store
from tests.nodes import text

KNOWN = load()
SAMPLES = Path(__file__).parents[1] / "data" / "samples"
MONTHLY = ("emp_employed_new", "vol_hours", "vol_teams", "vol_volunteers")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Nineteen cities sent October; of November the province has one form of one figure about every city."""
    engine = new_store(tmp_path_factory.mktemp("newest"))
    sent = (("2026-09", MONTHLY, 21), ("2026-10", MONTHLY, 19), ("2026-11", MONTHLY[:1], 21))
    for period, indicators, cities in sent:
        made = [observation(one, city, period, 100.0, cell=f"{column}{row}")
                for column, one in zip("ABCD", indicators, strict=False)
                for row, city in enumerate(KNOWN.cities[:cities], 1)]  # fmt: skip
        assert store(engine, reading(f"{period}.xlsx", *made, form="F02")).accepted
    return Desk(engine, KNOWN)


def test_the_default_is_the_last_month_half_of_the_cities_reported_and_later_ones_can_be_chosen(desk: Desk) -> None:
    assert desk.newest() == desk.resolve(Scope()).period == desk.resolve(Scope(period="nonsense")).period == "2026-10"
    assert desk.periods()[-1] == "2026-11" and desk.resolve(Scope(period="2026-11")).period == "2026-11"


def test_headline_corner_and_first_card_are_of_the_same_month(desk: Desk) -> None:
    page = desk.overview(Scope())
    assert page.frame.scope.period == "2026-10" and page.frame.provisional
    assert (page.frame.reported, page.frame.expected) == (19, 21)
    (card,) = (one for one in page.cards if one.indicator == MONTHLY[0])
    assert (card.period, card.reported) == ("2026-10", 19)
    said = text(show(desk, KNOWN, "/", "").page)
    assert "2026年10月31日" in said and "19/21" in said and "2026年11月30日" not in said


def test_one_form_of_few_figures_does_not_pass_for_the_months_reports(desk: Desk) -> None:
    frame = desk.overview(Scope(period="2026-11")).frame
    assert frame.reported == 0 and len(frame.missing) == 21 and frame.provisional


def test_a_store_of_a_single_city_opens_with_its_own_newest_month(tmp_path: Path) -> None:
    engine = new_store(tmp_path)
    assert store(engine, reading("一.xlsx", observation(MONTHLY[0], "440900", "2026-08", 9.0))).accepted
    assert Desk(engine, KNOWN).newest() == "2026-08"


def test_a_store_that_holds_one_circular_opens_at_its_month(tmp_path: Path) -> None:
    """Targets and years to date only: the first file somebody loads may be just that."""
    path = SAMPLES / "示例_重点工作进度通报表_2026年1—10月.xlsx"
    engine, circular = new_store(tmp_path), read(path)
    assert load_readings(engine, [circular], {circular.sha256: path.read_bytes()}, who="王").accepted
    desk = Desk(engine, KNOWN)
    assert desk.newest() == "2026-10"
    card = next(one for one in desk.overview(Scope()).cards if one.indicator == "emp_employed_new")
    assert (card.value, card.completion, card.reported) == (18009, 82.7, 19)
