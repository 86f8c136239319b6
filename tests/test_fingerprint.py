"""A layout is known again: by the words of its header, not by figures, months or how many areas reported."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.records import Reading
from loaders.corrected import corrected
from loaders.drift import drift, likeness
from loaders.fingerprint import columns, fingerprint, lifted, marks, settled
from loaders.read import read
from tests.reader_sheets import facts, reading_of, write

ROWS: list[list[Any]] = [
    ["各市志愿服务情况表（2026年10月）"],
    ["地区", "志愿者（人）", "爱心奉献小时", "志愿服务队（支）", "10月参加人数"],
    ["合计", 600, 9, 60, 4],
    ["广州市", 100, 2, 10, 1],
    ["深圳市", 200, 3, 20, 1],
    ["汕头市", 300, 4, 30, 2],
]


WORDS = [{"indicator": "vol_hours", "unit": "万小时"}, {"role": "ignore"}, {"measure": "target", "period": "2026"},
         {"period": "2026-09"}]  # fmt: skip


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Reading:
    return reading_of(tmp_path_factory.mktemp("known") / "志愿.xlsx", ROWS)


def made(folder: Path, rows: list[list[Any]], name: str = "志愿.xlsx", sheet: str = "Sheet1") -> Reading:
    return reading_of(folder / name, rows, sheet=sheet)


@pytest.fixture
def october(tmp_path: Path) -> Reading:
    return made(tmp_path, ROWS)


def november() -> list[list[Any]]:
    rows = deepcopy(ROWS)
    rows[0] = ["各市志愿服务情况表（2026年11月）"]
    rows[1][4] = "11月参加人数"
    return [*rows[:2], ["合计", 1600, 19, 160, 14], *[[r[0], *(n + 7 for n in r[1:])] for r in rows[3:]],
            ["韶关市", 1, 1, 1, 1]]  # fmt: skip


def test_next_month_with_more_rows_and_other_figures_has_the_same_fingerprint(october: Reading, tmp_path: Path) -> None:
    later = made(tmp_path, november(), "志愿_11月.xlsx", "十一月")
    assert fingerprint(later) == fingerprint(october) != ""


@pytest.mark.parametrize("header", [
    ["地区", "志愿者（人）", "爱心奉献时长", "志愿服务队（支）", "10月参加人数"],
    ["地区", "志愿者（人）", "志愿服务队（支）", "爱心奉献小时", "10月参加人数"],
    ["地区", "志愿者（万人）", "爱心奉献小时", "志愿服务队（支）", "10月参加人数"],
])  # fmt: skip
def test_another_header_is_another_fingerprint(october: Reading, tmp_path: Path, header: list[str]) -> None:
    assert fingerprint(made(tmp_path, [ROWS[0], header, *ROWS[2:]], "x.xlsx")) != fingerprint(october)


def test_a_form_with_indicators_in_its_rows_is_known_by_them(tmp_path: Path) -> None:
    def rows(*names: str) -> list[list[Any]]:
        return [["各市对照表（2026年三季度）"], ["指标", "合计", "广州市", "深圳市"], *[[n, 3, 1, 2] for n in names]]

    first = made(tmp_path, rows("志愿者（人）", "志愿服务队（支）"), "a.xlsx")
    wider = [[*row, 1] if at > 1 else row for at, row in enumerate(rows("志愿者（人）", "志愿服务队（支）"))]
    wider[1] = ["指标", "合计", "广州市", "深圳市", "珠海市"]
    assert fingerprint(made(tmp_path, wider, "b.xlsx")) == fingerprint(first)
    other = made(tmp_path, rows("志愿者（人）", "荣誉室（个）"), "c.xlsx")
    assert fingerprint(other) != fingerprint(first)


def test_twelve_sheets_of_one_layout_are_one_layout(tmp_path: Path, october: Reading) -> None:
    book = read(write(tmp_path / "年.xlsx", {"9月": ROWS, "10月": ROWS}))
    assert fingerprint(book) == fingerprint(october)


def test_a_correction_is_carried_by_the_words_to_where_the_column_stands_now(october: Reading, tmp_path: Path) -> None:
    said = {"columns": {"Sheet1!C": {"indicator": "vol_hours", "unit": "万小时", "period": "2026-10"}},
            "rows": {"Sheet1!6": {"role": "ignore"}}}  # fmt: skip
    kept = lifted(october, said)
    hours = {"indicator": "vol_hours", "unit": "万小时"}
    assert kept == {"columns": {"爱心奉献小时": hours}, "rows": {"汕头市": {"role": "ignore"}}}
    moved = [[r[0], *r[2:3], r[1], *r[3:]] if len(r) > 1 else r for r in november()]
    later = made(tmp_path, moved, "志愿_11月.xlsx", "十一月")
    assert settled(later, kept) == {"columns": {"十一月!B": hours}, "rows": {"十一月!6": {"role": "ignore"}}}
    assert facts(corrected(later, settled(later, kept)))["B4"] == (90000.0, "440100", "vol_hours", "value", "2026-11")


def test_drift_names_what_moved_vanished_and_is_new(october: Reading, tmp_path: Path) -> None:
    header = ["地区", "志愿服务队（支）", "志愿者（人）", "活动场次", "10月参加人数"]
    rows = [ROWS[0], header, *[[r[0], r[3], r[1], r[2], r[4]] for r in ROWS[2:]]]
    found = drift(columns(october), columns(made(tmp_path, rows, "x.xlsx")))
    assert [move.text for move in found.moved] == ["志愿服务队(支)"] and len(found.shifted) == 1
    assert found.vanished == ("爱心奉献小时",) and found.new == ("活动场次",)
    assert [(move.was, move.now) for move in (*found.moved, *found.shifted)] == [("D", "B"), ("B", "C")]
    assert 0.5 < likeness(columns(october), columns(made(tmp_path, rows, "y.xlsx"))) < 1
    assert not drift(columns(october), columns(october))


@given(st.data())
def test_what_is_said_of_any_columns_comes_back_to_them(known: Reading, data: st.DataObject) -> None:
    """Lifted to words and laid down again, every correction but its period stands where it stood."""
    every = [mark for mark in marks(known) if mark.carried]
    chosen = data.draw(st.lists(st.sampled_from(every), unique=True, max_size=6))
    said: dict[str, dict[str, dict[str, str]]] = {}
    for mark in chosen:
        said.setdefault(mark.kind, {})[mark.key] = data.draw(st.sampled_from(WORDS))
    wanted = {kind: {at: {w: v for w, v in words.items() if w != "period"} for at, words in places.items()}
              for kind, places in said.items()}  # fmt: skip
    wanted = {kind: kept for kind, places in wanted.items() if (kept := {at: w for at, w in places.items() if w})}
    assert settled(known, lifted(known, said)) == wanted
