"""Several at once: one writes at a time, nothing is lost, and of two that contradict each other one is told so."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest
from amounts import SOAK, amount, tell
from made import MAOMING, new_store, observation, reading, store
from workers import CITIES, batch, heard, holds, loads_at, started

from catalog.records import Reading
from loaders.read import read
from store.check import check, fingerprint
from store.engine import open_store
from store.facts import facts
from store.load import load, revision
from store.problems import StoreProblem
from store.submissions import submissions

SAMPLES = Path(__file__).parents[2] / "data" / "samples"


def at_once(path: Path, files: list[Reading], reason: str = "") -> list[tuple[bool, list[str]]]:
    """Each file loaded by a process of its own at the same moment; what each was told."""
    moment = time.time() + 0.35
    running = [started(loads_at, str(path), moment, file, reason) for file in files]
    told = [heard(pipe)[0] for _, pipe in running]
    for process, _ in running:
        process.join()
    return told


def test_of_loads_of_one_city_at_once_one_is_let_in_and_the_others_are_told_why(tmp_path: Path) -> None:
    rounds, engine = amount(2, 25), new_store(tmp_path)
    for turn in range(rounds):
        month = f"20{turn:02}-01"
        files = [reading(f"{turn}-{one}.xlsx", observation(value=float(one), period=month)) for one in range(4)]
        told = at_once(tmp_path / "wuli.db", files)
        assert sorted(told) == [(False, ["load_two_files"])] * 3 + [(True, [])]
        assert check(engine) == [] and len(submissions(engine)) == revision(engine) == turn + 1
    tell(f"one city, 4 contradicting loads at once: {rounds} rounds, each 1 let in and 3 told why; failures 0")


def test_of_corrections_at_once_all_are_kept_in_an_order_and_the_last_stands(tmp_path: Path) -> None:
    rounds, engine = amount(1, 25), new_store(tmp_path)
    store(engine, reading("原报.xlsx", observation(value=1.0)))
    for turn in range(rounds):
        files = [reading(f"{turn}-{one}.xlsx", observation(value=10.0 * turn + one + 2)) for one in range(4)]
        assert all(accepted for accepted, _ in at_once(tmp_path / "wuli.db", files, "重报"))
        sent = submissions(engine)
        assert len(sent) == revision(engine) == 1 + 4 * (turn + 1) and check(engine) == []
        assert [item.state for item in sent] == ["superseded"] * (len(sent) - 1) + ["accepted"]
    tell(f"one city, 4 corrections at once: {rounds} rounds, all kept, the last stands; failures 0")


def test_loads_of_different_cities_at_once_are_all_let_in(tmp_path: Path) -> None:
    rounds, engine = amount(1, 25), new_store(tmp_path)
    for turn in range(rounds):
        month = f"20{turn:02}-01"
        files = [reading(f"{turn}-{city}.xlsx", observation(region=city, period=month)) for city in CITIES[:4]]
        assert at_once(tmp_path / "wuli.db", files) == [(True, [])] * 4
        assert check(engine) == [] and len(facts(engine, ["emp_employed_new"])) == 4 * (turn + 1)
    tell(f"4 cities at once: {rounds} rounds, all let in; failures 0")


def test_a_store_locked_by_another_process_is_said_in_time_and_free_when_that_is_killed(tmp_path: Path) -> None:
    engine, rounds = new_store(tmp_path), amount(1, 10)
    store(engine, *batch(0))
    for turn in range(rounds):
        holder, pipe = started(holds, str(tmp_path / "wuli.db"))
        assert pipe.recv() == "held"
        begin = time.monotonic()
        with pytest.raises(StoreProblem) as caught:
            store(engine, reading(f"{turn}.xlsx", observation(region=MAOMING, period=f"20{turn:02}-01")))
        assert caught.value.word == "store_locked" and time.monotonic() - begin < 15
        assert len(facts(engine, ["vol_teams"])) == 10 and check(engine) == [], "readers go on meanwhile"
        holder.kill()
        holder.join()
        assert store(engine, reading(f"{turn}.xlsx", observation(region=MAOMING, period=f"20{turn:02}-01"))).accepted
        assert check(engine) == []
    tell(f"locked by another process: {rounds} times said, free when it was killed; failures 0")


def _files() -> list[tuple[Reading, bytes]]:
    """A few invented workbooks; in a soak sample workbooks of each form that overlap in what they report."""
    from made import content

    if not SOAK:
        found = [one for number in range(4) for one in batch(number)]
        summary = (observation(region=city, value=3.0) for city in CITIES)
        found.append(reading("示（更正）.xlsx", observation(region=CITIES[0], value=7.0), correction=True))
        found.append(reading("汇总.xlsx", *summary, form="F01"))
        return [(one, content(one.workbook)) for one in found]
    wanted = ("茂名市_就业", "广州市_就业", "主要指标汇总", "分市指标对照", "服务系统导出_2026", "进度通报表_2026")
    paths = [path for path in sorted(SAMPLES.iterdir()) if any(word in path.name for word in wanted)]
    return [(read(path), path.read_bytes()) for path in paths if path.suffix in (".xlsx", ".csv")]


def test_the_same_files_in_random_orders_give_the_same_store(tmp_path: Path) -> None:
    files, dice, orders = _files(), random.Random(7), amount(3, 20)
    prints = set()
    for number in range(orders):
        engine = new_store(tmp_path, f"{number}.db")
        dice.shuffle(files)
        for one, content in files:
            assert load(engine, [one], {one.sha256: content}, who="x").accepted
        states = sorted((item.sha256, item.state) for item in submissions(engine))
        prints.add((fingerprint(engine), str(states)))
        assert check(engine) == []
        open_store(str(tmp_path / f"{number}.db")).dispose()
    assert len(prints) == 1
    tell(f"same files, random orders: {len(files)} workbooks in {orders} orders, {len(prints)} fingerprint")
