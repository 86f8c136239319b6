"""What stood at any earlier moment can be had again, figure by figure, and each change says who made it and why."""

from __future__ import annotations

import random
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from made import GUANGZHOU, MAOMING, SHENZHEN, content, new_store, observation, reading, store, team
from sqlalchemy import Engine

from store.arrays import arrays
from store.check import check
from store.facts import facts
from store.history import changes, revision_at, versions
from store.load import revision, send_back
from store.problems import StoreProblem
from store.publications import publish
from store.registers import counts, rows
from store.state import state
from store.submissions import decide, submissions

MEASURES = ("value", "ytd", "target")
INDICATORS = ["emp_employed_new", "emp_unemployed"]
PLACE = ("emp_employed_new", GUANGZHOU, "2026-10")


def look(engine: Engine, at: int | None = None) -> tuple[Any, ...]:
    """All there is to see of the figures that stand."""
    frame = facts(engine, INDICATORS, measures=MEASURES, at=at)
    held = arrays(engine, INDICATORS, measures=MEASURES, regions=[GUANGZHOU, SHENZHEN, MAOMING], at=at)
    plain = {name: sorted(map(str, zip(*cells, strict=True))) for name, cells in held.items()}
    lines, total = rows(engine, "vol_teams_register", at=at)
    listed = counts(engine, "vol_teams_register", at=at) if lines else []
    return frame.to_csv(), str(sorted(plain.items())), [row["name"] for row in lines], total, listed, state(engine, at)


@pytest.fixture
def lived(tmp_path: Path) -> tuple[Engine, dict[int, tuple[Any, ...]]]:
    """A store with a life: loads, corrections, a return, samples replaced, withdrawals; and what was seen each time."""
    engine, seen = new_store(tmp_path), {}
    seen[0] = look(engine)

    def note() -> None:
        assert revision(engine) == max(seen) + 1
        seen[revision(engine)] = look(engine)

    store(engine, reading("示例.xlsx", observation(value=1.0), sample=True, rows=(team("示例队"),)))
    note()
    teams = (team("红棉"), team("红星", SHENZHEN, line=4))
    cells = (observation(value=312.0), observation("emp_unemployed", value=9.0))
    store(engine, reading("广州.xlsx", *cells), reading("台账.xlsx", form="F04", rows=teams), replace_samples=True)
    note()
    store(engine, reading("深圳.xlsx", observation(region=SHENZHEN, value=None, missing="not_reported")))
    note()
    store(engine, reading("广州2.xlsx", observation(value=321.0)), reason="漏报九人")
    note()
    store(engine, reading("台账（更正）.xlsx", form="F04", rows=(team("丙"),), correction=True))
    note()
    returned = reading("茂名.xlsx", observation(region=MAOMING))
    send_back(engine, returned, content("茂名.xlsx"), who="审核员", reason="合计不符")
    note()
    decide(engine, 5, "withdrawn", who="甲", reason="更正有误")
    note()
    publish(engine, "十月通报", who="甲")
    note()
    decide(engine, 3, "withdrawn", who="甲", reason="作废")
    note()
    assert check(engine) == []
    return engine, seen


def test_every_earlier_revision_can_be_seen_as_it_was(lived: tuple[Engine, dict[int, tuple[Any, ...]]]) -> None:
    engine, seen = lived
    assert len({str(what[:5]) for what in seen.values()}) >= 6, "a life with nothing in it proves nothing"
    for number, what in seen.items():
        assert look(engine, number) == what, f"revision {number}"
    assert look(engine, 999)[:5] == look(engine)[:5]


def test_a_moment_finds_the_revision_that_was_the_last_then(tmp_path: Path) -> None:
    engine = new_store(tmp_path)
    moments = ("2026-03-31T15:59:59+00:00", "2026-03-31T16:00:00+00:00", "2026-11-05T01:00:00+00:00")
    for number, at in enumerate(moments):
        store(engine, reading(f"{number}.xlsx", observation(value=1.0, period=f"2026-0{number + 1}")))
        raw = sqlite3.connect(tmp_path / "wuli.db")
        raw.execute("UPDATE revisions SET at = ? WHERE id = ?", (at, number + 1))
        raw.commit()
        raw.close()
    publish(engine, "一季度", who="甲", revision=1)
    expected = {
        "2026-03-30": 0, "2026-03-31": 1, "2026-04-01": 2, "2026-03": 1, "2026-10": 2, "2025": 0,
        "2026-04-01T00:00": 2, "2026-03-31T23:59:59": 1, "2026-03-31T16:00:00+00:00": 2, "p1": 1, "1": 1, "r3": 3,
    }  # fmt: skip
    found = {moment: revision_at(engine, moment) for moment in expected}
    assert found == expected
    for nonsense in ("", "昨天", "p9", "r99", "2026-13-01", "2026-02-30", "999999999"):
        with pytest.raises(StoreProblem) as caught:
            revision_at(engine, nonsense)
        assert caught.value.word == "store_no_moment"


def test_the_versions_of_a_figure_tell_its_whole_story(lived: tuple[Engine, dict[int, tuple[Any, ...]]]) -> None:
    engine, _ = lived
    told = [(item.value, item.workbook, item.state, item.reason, item.revision, item.stands)
            for item in versions(engine, *PLACE)]  # fmt: skip
    assert told == [
        (1.0, "示例.xlsx", "withdrawn", "示例数据由真实数据替换", 1, False),
        (312.0, "广州.xlsx", "withdrawn", "作废", 2, False),
        (321.0, "广州2.xlsx", "withdrawn", "更正有误", 4, False),
    ]
    one = versions(engine, *PLACE)[1]
    assert (one.sheet, one.cell, one.text, one.status, one.qualifier) == ("10月", "C7", "312", "reported", "eq")


def test_changes_say_old_and_new_who_and_why(lived: tuple[Engine, dict[int, tuple[Any, ...]]]) -> None:
    engine, _ = lived
    told = [(item.indicator, item.region, item.old, item.new, item.revision, item.workbook, item.reason, item.who)
            for item in changes(engine, 1)]  # fmt: skip
    new = "emp_employed_new"
    assert told[:2] == [
        (new, GUANGZHOU, 1.0, 312.0, 2, "广州.xlsx", "", "审核员"),
        ("emp_unemployed", GUANGZHOU, None, 9.0, 2, "广州.xlsx", "", "审核员"),
    ]
    assert (new, GUANGZHOU, 312.0, 321.0, 4, "广州2.xlsx", "漏报九人", "审核员") in told
    assert [item.revision for item in changes(engine, 2, 4)] == [4]
    assert changes(engine, revision(engine)) == []


def test_a_figure_that_stands_again_says_why_the_other_was_taken_out(tmp_path: Path) -> None:
    engine = new_store(tmp_path)
    store(engine, reading("广州.xlsx", observation(value=312.0)))
    store(engine, reading("广州2.xlsx", observation(value=321.0)), reason="漏报")
    decide(engine, 2, "withdrawn", who="甲", reason="更正有误")
    (back,) = changes(engine, 2)
    assert (back.old, back.new, back.workbook, back.reason) == (321.0, 312.0, "广州.xlsx", "更正有误")


def test_a_figure_taken_out_is_a_change_that_says_why(tmp_path: Path) -> None:
    engine = new_store(tmp_path)
    store(engine, reading("广州.xlsx", observation(value=312.0)))
    decide(engine, 1, "withdrawn", who="甲", reason="作废")
    (gone,) = changes(engine, 1)
    assert (gone.old, gone.new, gone.workbook, gone.reason, gone.who) == (312.0, None, "广州.xlsx", "作废", "甲")


@pytest.mark.parametrize("seed", range(2))
def test_whatever_happened_each_revision_can_be_seen_and_the_store_is_whole(tmp_path: Path, seed: int) -> None:
    """A random life: reports, corrections marked or with a reason, registers, returns, withdrawals."""
    dice, engine, seen = random.Random(seed), new_store(tmp_path), {}
    for step in range(14):
        value, region = float(dice.randrange(4)), dice.choice([GUANGZHOU, SHENZHEN, MAOMING])
        figure = observation(region=region, value=value, period=dice.choice(["2026-09", "2026-10"]))
        lines = (team(f"{step}队", region),) if dice.random() < 0.3 else ()
        sent = reading(f"{step}.xlsx", figure, rows=lines, correction=dice.random() < 0.2,
                       form=dice.choice(["F01", "F03"]))  # fmt: skip
        alive = [item.id for item in submissions(engine, states=("accepted", "published", "superseded"))]
        act = dice.random()
        if act < 0.15:
            send_back(engine, sent, content(sent.workbook), who="甲", reason="不符")
        elif act < 0.35 and alive:
            decide(engine, dice.choice(alive), "withdrawn", who="甲", reason="误")
        elif act < 0.45 and alive:
            publish(engine, f"第{step}次", who="甲", revision=dice.randint(1, revision(engine)))
        else:
            store(engine, sent, reason=dice.choice(["", "重报"]))
        seen[revision(engine)] = look(engine)
        assert check(engine) == []
    assert len(seen) > 6
    for number, what in seen.items():
        assert look(engine, number) == what, f"revision {number}"
    told = {(item.indicator, item.region, item.period): item.new for item in changes(engine, 0)}
    frame = facts(engine, INDICATORS).dropna(subset="value")
    stands = {(row.indicator, row.region, row.period): row.value for row in frame.itertuples()}
    assert {place: value for place, value in told.items() if value is not None} == stands
