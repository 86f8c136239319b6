"""进度与排名: every indicator with a target, its cities in order, what is projected says so, and the same in files."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from plotly import graph_objects as go

from answers.desk import Desk
from answers.paced import ProgressPage
from callbacks.export import made
from callbacks.router import DRAW, SLIDES, seen
from catalog import pacing
from catalog.book import load
from catalog.records import Scope
from exports import document
from tests.full_store import full_desk
from tests.made import new_store, observation, reading, store
from tests.nodes import lines, of_class, of_tag, panel, text, walk
from tests.test_charts import painted

KNOWN = load()
SEARCHES = ("", "?lang=en", "?p=2022-11", "?p=2023-01", "?p=2025-02", "?p=2024-03&lang=en", "?area=440100,440300",
            "?area=440900", "?city=440900&ind=hon_visits", "?ind=vol_village_coverage", "?area=west&ind=emp_adapt_rate",
            "?t=control")  # fmt: skip


@pytest.fixture(scope="module")
def desk() -> Desk:
    return full_desk()


def body(desk: Desk, search: str = "") -> Any:
    return DRAW["progress"](desk, seen(KNOWN, "/progress", search)).body


def answer(desk: Desk, **scope: Any) -> ProgressPage:
    return desk.progress(Scope(**scope))


@pytest.mark.parametrize("search", SEARCHES)
def test_the_page_is_whole_in_both_languages_and_nothing_raw_is_shown(desk: Desk, search: str) -> None:
    drawn = body(desk, search)
    said = lines(drawn, verbatim=False)
    assert not [line for line in said if re.search(r"\b[a-z]+_[a-z_]+\b|[{}]|\bNone\b|\bnan\b", line)]
    if "lang=en" in search:
        assert not [line for line in said if re.search(r"[\u4e00-\u9fff]", line)]
    for node in of_tag(drawn, "plot"):
        go.Figure(painted(node[1]["figure"]))
    for slide in SLIDES["progress"](desk, seen(KNOWN, "/progress", search)):
        go.Figure(painted(slide.figure))
        assert slide.caption.title


def test_every_indicator_with_a_target_is_there_and_its_lights_add_up_to_the_cities(desk: Desk) -> None:
    found = answer(desk)
    with_targets = {row.indicator for row in KNOWN.targets if row.year == 2026}
    assert {one.kpi.indicator for one in found.paced} == with_targets
    assert {one.kpi.indicator for one in found.levels} == {"vol_village_coverage", "emp_adapt_rate"}
    for one in found.paced:
        assert sum(one.counts.values()) == 21 and one.kpi.deviation is not None
        assert one.kpi.deviation == pytest.approx((one.kpi.completion or 0) - (one.kpi.time_progress or 0))


def test_the_headline_counts_every_indicator_once_and_names_the_furthest_behind(desk: Desk) -> None:
    found = answer(desk)
    said = pacing.headline(seen(KNOWN, "/progress", ""), found.paced)
    counts = [int(n) for n in re.findall(r"(\d+)项(?!指标)", said)]
    assert sum(counts) == len(found.paced) and said.startswith(f"有年度目标的{len(found.paced)}项指标中")
    worst = min(found.paced, key=lambda one: one.kpi.deviation or 0)
    name, short = KNOWN.indicators[worst.kpi.indicator].short_zh, -(worst.kpi.deviation or 0)
    assert said.endswith(f"{name}低于序时进度最多，差{short:.1f}个百分点")
    none = pacing.headline(seen(KNOWN, "/progress", ""), ())
    assert none == "没有下达年度目标"


def test_what_is_projected_is_marked_and_its_range_is_said(desk: Desk) -> None:
    drawn = body(desk)
    marks = of_class(drawn, "is-projected")
    assert len(marks) >= 19 and all(re.search("^测算全年", one[1]["title"]) for one in marks)
    assert sum("（" in one[1]["title"] and "—" in one[1]["title"] for one in marks) >= 19
    heads = [text(one) for one in of_tag(drawn, "th")]
    assert heads.count("测算") == 2
    found = answer(desk)
    new = next(one for one in found.paced if one.kpi.indicator == "emp_employed_new")
    assert new.outlook and new.outlook.low and new.outlook.low < new.outlook.value < (new.outlook.high or 0)


def test_nothing_is_projected_before_march_nor_for_a_city_that_has_not_reported(desk: Desk) -> None:
    assert not of_class(body(desk, "?p=2026-02"), "is-projected")
    assert of_class(body(desk, "?p=2026-03"), "is-projected")
    assert answer(desk).cities["445100"].outlook is None


def test_cities_stand_by_place_and_those_not_reported_last(desk: Desk) -> None:
    rows = of_tag(panel(body(desk), "cities"), "tr")[1:]
    assert len(rows) == 21
    places = [text(row[2]) for row in rows]
    assert places[:19] == [str(n) for n in range(1, 20)] and places[19:] == ["—", "—"]
    assert {"潮州", "云浮"} == {text(of_class(row, "left")[0]) for row in rows[19:]}
    assert all("未报送" in text(row) for row in rows[19:])


def test_months_behind_are_on_end_within_the_year_and_end_now(desk: Desk) -> None:
    for city, one in answer(desk).cities.items():
        late = one.kpi.status in ("warn", "bad")
        assert bool(one.since) == late == bool(one.months), city
        assert not late or one.since[:4] == "2026"
    january = answer(desk, period="2026-01")
    assert all(one.months <= 1 for one in january.cities.values()), "a new year begins anew"


def test_the_control_chart_follows_the_indicator_and_the_city(desk: Desk) -> None:
    whole, city = answer(desk), answer(desk, city="440900", indicator="vol_hours")
    assert whole.control and (whole.control.indicator, whole.control.region) == ("emp_employed_new", "440000")
    assert city.control and (city.control.indicator, city.control.region) == ("vol_hours", "440900")
    assert answer(desk, area="440100,440300").control is None
    drawn = body(desk, "?city=440900&t=control")
    assert len(of_tag(panel(drawn, "control"), "tr")) == 37, "36 periods and the heads"


def test_every_method_of_the_page_can_be_read_where_it_is_used(desk: Desk) -> None:
    for lang, word in (("zh", "序时进度、完成率和亮灯"), ("en", "Time progress, completion and lights")):
        folds = of_class(body(desk, f"?lang={lang}"), "method")
        assert len(folds) == 3 and word in text(folds[0])


def test_the_file_has_every_indicator_with_a_target_for_every_city(desk: Desk) -> None:
    view = seen(KNOWN, "/progress", "")
    found = document(answer(desk), view)
    assert len(found.rows) == 21 and len(found.heads) == 2 + 6 * 6 + 2 * 2
    assert made(desk, "progress", view, "xlsx").content[:2] == b"PK"


def test_figures_lead_to_their_sources(desk: Desk) -> None:
    keys = [one[1]["href"] for one in walk(body(desk)) if str(one[1].get("href", "")).startswith("#src=")]
    assert len(keys) >= 2 * 19 + 2 * 6


# ------------------------------------------------------------------ shapes
def shaped(tmp_path: Path, values: dict[str, list[float | None]], target: float = 120.0) -> Desk:
    """A store with one monthly flow: city → its months of 2026 from January, and an annual target each."""
    rows = [observation("emp_employed_new", city, f"2026-{month:02d}", value, cell=f"A{at}{month}",
                        missing="not_reported" if value is None else None)
            for at, (city, held) in enumerate(values.items()) for month, value in enumerate(held, 1)]  # fmt: skip
    rows += [observation("emp_employed_new", city, "2026", target, cell=f"B{at}", measure="target")
             for at, city in enumerate(values)]
    engine = new_store(tmp_path)
    store(engine, reading("形状.xlsx", *rows))
    return Desk(engine, KNOWN)


@pytest.mark.parametrize(("name", "held", "status"), [
    ("all equal", [10.0] * 6, "ok"), ("zeros", [0.0] * 6, "bad"), ("one month", [10.0], "ok")])
def test_shapes_that_are_real_are_drawn_and_said(tmp_path: Path, name: str, held: list[float], status: str) -> None:
    desk = shaped(tmp_path, dict.fromkeys(KNOWN.cities, held))
    found = answer(desk)
    assert {one.kpi.status for one in found.cities.values()} == {status}
    ranks = found.ranking.rows if found.ranking else ()
    assert {(row.place, row.tied) for row in ranks} == {(1, True)}, "equal prints share the first place"
    assert all(text(row[2]) == "1（并列）" for row in of_tag(panel(body(desk), "cities"), "tr")[1:])
    assert (found.paced[0].outlook is None) == (len(held) < 3)


def test_one_giant_and_one_missing_city(tmp_path: Path) -> None:
    values: dict[str, list[float | None]] = {city: [10.0] * 4 for city in KNOWN.cities}
    values["440100"], values["445300"] = [5000.0] * 4, [10.0, 10.0, 10.0, None]
    found = answer(shaped(tmp_path, values))
    assert found.cities["440100"].kpi.completion == pytest.approx(100 * 20_000 / 120, abs=0.1)
    assert (found.cities["445300"].kpi.status, found.cities["445300"].outlook) == ("none", None)
    total = found.paced[0]
    assert total.kpi.reported == 20 and total.kpi.target == 120 * 20, "the target of those that reported"
    assert total.outlook and total.outlook.value == pytest.approx(3 * (20_000 + 19 * 40))
