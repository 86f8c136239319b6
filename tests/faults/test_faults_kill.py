"""Killed at any moment: every load that was acknowledged is whole, every other is absent, and the next one works."""

from __future__ import annotations

import random
import shutil
import time
from collections import Counter
from multiprocessing.connection import Connection
from pathlib import Path

import pytest
from amounts import amount, tell
from made import MAOMING, new_store, observation, reading, store
from sqlalchemy import Engine
from test_store_migration import as_of
from workers import heard, loads_on, started, upgrades

from store.check import check, fingerprint
from store.engine import migrate, open_store
from store.submissions import submissions

# A store is used for so many kills, then a new one begins: what one kill leaves behind meets the next.
EACH = 20


def killed(process: object, pipe: Connection, after: float, word: str = "") -> list[tuple[str, int, tuple[str, ...]]]:
    """Wait for a word (the first one said, unless named), then so long, kill; all that was said."""
    said = [pipe.recv()]
    while word and said[-1][0] != word:
        said.append(pipe.recv())
    time.sleep(after)
    process.kill()  # type: ignore[attr-defined]
    process.join()  # type: ignore[attr-defined]
    return [*said, *heard(pipe)]


def moment(dice: random.Random) -> tuple[float, str]:
    """Six of ten at any time of the run; the others just around a commit, where there is most to be broken."""
    return dice.choices(
        [(dice.uniform(0.0, 0.6), ""), (dice.uniform(0.0, 0.02), "commit"), (dice.uniform(0.0, 0.005), "done")],
        [6, 3, 1],
    )[0]


def test_a_load_killed_at_a_random_moment_is_whole_or_absent(tmp_path: Path) -> None:
    dice, landed, kept = random.Random(20261122), Counter[str](), 0
    kills = amount(6, 200)
    for turn in range(kills):
        if turn % EACH == 0:
            path = tmp_path / f"{turn}.db"
            engine, number = new_store(tmp_path, path.name), 0
        said = killed(*started(loads_on, str(path), number), *moment(dice))
        last, at, _ = said[-1]
        # After the commit of a load another transaction follows, for the planner's statistics.
        last = "commit" if last == "inside" and ("commit", at, ()) in said else last
        landed[last] += 1
        acknowledged = {sha for step, _, shas in said if step == "done" for sha in shas}
        kept += sum(step == "done" for step, _, _ in said)
        number = verified(engine, number, at, acknowledged, last)
        later = reading(f"后来{turn}.xlsx", observation(region=MAOMING, value=float(turn)))
        assert store(engine, later, reason="后来").accepted
    tell(f"killed while loading: {kills} kills, {kept} loads acknowledged; {places(landed)}; failures 0")


def test_a_loader_without_a_transaction_would_be_caught(tmp_path: Path) -> None:
    """The control: the same kills, of a loader whose every statement stands by itself."""
    dice = random.Random(3)
    for turn in range(60):
        engine = new_store(tmp_path, f"{turn}.db")
        killed(*started(loads_on, str(tmp_path / f"{turn}.db"), 0, False), dice.uniform(0.0, 0.3))
        if check(engine):
            tell(f"control, a loader without a transaction: caught at kill {turn + 1}")
            return
    raise AssertionError("60 kills did not catch it: the kills prove nothing")


def places(landed: Counter[str]) -> str:
    names = {"begin": "before the transaction", "inside": "inside it", "commit": "in the commit or after it, unsaid",
             "done": "between loads"}  # fmt: skip
    return ", ".join(f"{landed[step]} {name}" for step, name in names.items())


def verified(engine: Engine, first: int, at: int, acknowledged: set[str], last: str) -> int:
    """All acknowledged loads are there, of the one in flight everything or nothing; the number of the next load."""
    assert check(engine) == []
    here = {item.sha256: item.workbook for item in submissions(engine)}
    assert acknowledged <= set(here)
    in_flight = {name for name in (f"{at}年报.xlsx", f"{at}台账.xlsx") if name in here.values()}
    assert len(in_flight) in (0, 2), "half a load"
    if last in ("begin", "inside"):
        assert not in_flight, "a load that had not come to its commit is there"
    unknown = {name for name in here.values() if not name.startswith("后来") and int(name[:-7]) > at}
    assert not unknown
    return at + 1 if in_flight else at


def test_an_upgrade_killed_at_a_random_moment_is_whole_or_absent(tmp_path: Path) -> None:
    dice, landed = random.Random(4), Counter[str]()
    engine = new_store(tmp_path, "new.db")
    store(engine, reading("广州.xlsx", observation()), reading("更正.xlsx", observation(value=5.0), correction=True))
    engine.dispose()
    as_of("0001", tmp_path / "old.db", tmp_path / "new.db")
    for turn in range(amount(1, 30)):
        path = tmp_path / f"{turn}.db"
        shutil.copyfile(tmp_path / "old.db", path)
        said = killed(*started(upgrades, str(path)), dice.uniform(0.0, 0.6))
        landed[str(said[-1])] += 1
        again = open_store(str(path))
        migrate(again)
        assert check(again) == [] and fingerprint(again) == fingerprint(engine)
    tell(f"killed while upgrading: {sum(landed.values())} kills, {landed['begin']} before it was done; failures 0")


@pytest.mark.skipif(amount(0, 1) == 0, reason="make soak")
def test_the_command_itself_killed_with_its_readers_leaves_nothing_half(tmp_path: Path) -> None:
    from command import command_killed

    command_killed(tmp_path, kills=20)
