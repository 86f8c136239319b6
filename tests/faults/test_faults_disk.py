"""A full disk: the load is refused whole and says why, what was there is still there, and with room it goes on."""

from __future__ import annotations

import os
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from amounts import amount, tell
from made import new_store, observation, reading, store
from workers import batch

from store.check import check
from store.engine import open_store
from store.facts import facts
from store.load import revision
from store.problems import StoreProblem
from store.submissions import submissions

_ROOM = 6_000_000


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small disk of its own, where the user may mount one."""
    place = tmp_path / "disk"
    place.mkdir()
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={_ROOM}", "tmpfs", str(place)], capture_output=True)
    if made.returncode:
        pytest.skip("no right to mount a small disk: test_a_file_that_may_not_grow stands in")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def fill(disk: Path, leave: int) -> Path:
    """Ballast, so that `leave` bytes are free."""
    free = os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize
    ballast = disk / "ballast"
    ballast.write_bytes(b"\0" * max(0, free - leave))
    return ballast


def test_on_a_full_disk_a_load_is_refused_whole_and_goes_on_with_room(disk: Path) -> None:
    """At every step of fullness: from no byte free to just enough, so that it is the journal, a page, or the last."""
    engine, said = new_store(disk), Counter[str]()
    store(engine, *batch(0))
    levels = amount(5, 60)
    for number in range(1, levels + 1):
        before = (revision(engine), len(submissions(engine)), facts(engine, ["vol_teams"]).to_csv())
        ballast = fill(disk, leave=(number - 1) * 400_000 // levels)
        outcome = _tried(engine, number)
        said[outcome] += 1
        if outcome != "stored":
            assert (revision(engine), len(submissions(engine)), facts(engine, ["vol_teams"]).to_csv()) == before
        assert check(engine) == []
        ballast.unlink()
        assert store(engine, *batch(number), reason="腾出空间后").accepted
        assert check(engine) == []
        engine.dispose()
        engine = open_store(str(disk / "wuli.db"))
    assert said["store_disk_full"] and set(said) <= {"store_disk_full", "store_cannot_open", "stored"}
    tell(f"full disk: {levels} levels of room from 0 to 400 kB: {dict(said)}; failures 0")


def _tried(engine: object, number: int) -> str:
    try:
        return "stored" if store(engine, *batch(number), reason="重报").accepted else "refused"  # type: ignore[arg-type]
    except StoreProblem as problem:
        assert "wuli.db" in problem.say() and problem.say().endswith("。")
        return problem.word


LIMITED = """
import resource, signal, sys
sys.path[:0] = {paths!r}
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
from made import store
from store.engine import open_store
from store.problems import StoreProblem
from workers import batch
engine = open_store({path!r})
engine.connect().close()
resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))
try:
    print("stored" if store(engine, *batch(1), reason="x").accepted else "refused")
except StoreProblem as problem:
    print(problem.word)
"""


def test_a_file_that_may_not_grow_keeps_nothing_of_the_load(tmp_path: Path) -> None:
    """Where no small disk can be mounted: the system lets no file grow beyond so many bytes."""
    import sys

    engine = new_store(tmp_path)
    store(engine, *batch(0))
    size = (tmp_path / "wuli.db").stat().st_size
    paths = [str(Path(__file__).parents[2]), str(Path(__file__).parents[1]), str(Path(__file__).parent)]
    said = Counter[str]()
    for limit in range(0, size, size // amount(1, 10)):
        code = LIMITED.format(paths=paths, path=str(tmp_path / "wuli.db"), limit=limit)
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
        said[done.stdout.strip() or done.stderr[-300:]] += 1
        assert check(engine) == []
    assert set(said) <= {"store_disk_full", "store_cannot_open", "stored"} and sum(said.values()) > said["stored"]
    assert store(engine, reading("后来.xlsx", observation(period="2027-01"))).accepted
    tell(f"files that may not grow: {dict(said)}; failures 0")
