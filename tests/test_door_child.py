"""Reading in a child: whatever a file does to its parser, the server lives, answers in time and reads the next file."""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path

import pytest
import xlsxwriter

from loaders.door import Limits, limits
from loaders.door_child import Pool, guarded, pool
from loaders.door_words import Refused
from loaders.grid import open_book
from tests import hostile

FILE = Path("月报.xlsx")
QUICK = Limits(seconds=1.0, patience=1.0)
GENEROUS = Limits(seconds=20.0, megabytes=250)  # memory must be what ends it, on a busy machine too


@pytest.mark.parametrize(
    ("function", "code"),
    [
        (hostile.loop, "took_too_long"), (hostile.sleep, "took_too_long"), (hostile.grow, "too_much_memory"),
        (hostile.abort, "reader_died"), (hostile.leave, "reader_died"), (hostile.fault, "reader_died"),
        (hostile.trap, "reader_died"),
    ],
)  # fmt: skip
def test_a_parser_that_hangs_grows_or_dies_costs_only_its_file(function: object, code: str) -> None:
    start = time.monotonic()
    with pytest.raises(Refused) as caught:
        guarded(function, FILE, bounds=GENEROUS if code == "too_much_memory" else QUICK)  # type: ignore[arg-type]
    assert caught.value.code == code and time.monotonic() - start < 20
    assert guarded(hostile.name, FILE)[0] == FILE.name
    assert not Path("/tmp/wuli-trap").exists()


def test_what_a_parser_prints_does_not_spoil_the_answer() -> None:
    assert guarded(hostile.chatter, FILE) == (FILE.name,)


def test_each_file_has_a_process_of_its_own_and_none_is_left_behind() -> None:
    processes = {guarded(hostile.name, FILE)[1] for _ in range(4)}
    assert len(processes) == 4 and str(os.getpid()) not in processes
    deadline = time.monotonic() + 3
    while any(Path(f"/proc/{number}").exists() for number in processes) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not any(Path(f"/proc/{number}").exists() for number in processes)


def test_many_threads_share_two_workers_and_get_their_own_answers() -> None:
    answers: dict[str, str] = {}

    def ask(name: str) -> None:
        answers[name] = guarded(hostile.name, Path(name))[0]

    threads = [threading.Thread(target=ask, args=(f"{number}.xlsx",)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert answers == {f"{number}.xlsx": f"{number}.xlsx" for number in range(12)}
    assert len(pool().free) <= 2


def test_idle_workers_go_home() -> None:
    guarded(hostile.name, FILE)
    workers = list(pool().free)
    pool().sweep()
    assert workers and all(worker.process.poll() is not None for worker in workers)


def test_a_worker_that_died_between_two_files_is_replaced() -> None:
    guarded(hostile.name, FILE)
    for worker in pool().free:
        worker.kill()
        worker.process.wait()
    assert guarded(hostile.name, FILE)[0] == FILE.name


def test_a_worker_that_is_ended_from_outside_while_it_works_costs_the_file_nothing() -> None:
    guarded(hostile.name, FILE)
    accident = threading.Timer(0.4, pool().free[-1].kill)
    accident.start()
    assert guarded(hostile.slow, FILE) == (FILE.name,)
    accident.join()


def test_where_there_is_no_fork_the_worker_reads_and_is_killed_when_late(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WULI_READ_FORK", "0")
    monkeypatch.setattr("loaders.door_child.GRACE_SECONDS", 0.2)
    monkeypatch.setattr("loaders.door_child._pool", Pool())
    assert guarded(hostile.name, FILE)[1] == guarded(hostile.name, FILE)[1]
    with pytest.raises(Refused) as caught:
        guarded(hostile.sleep, FILE, bounds=QUICK)
    assert caught.value.code == "took_too_long"
    assert guarded(hostile.name, FILE)[0] == FILE.name
    pool().sweep()


def test_a_book_comes_back_whole_and_a_refusal_by_its_name(tmp_path: Path) -> None:
    made = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    made.add_worksheet("表").write_row(0, 0, ["地区", 5])
    made.close()
    (tmp_path / "b.xlsx").write_bytes(b"")
    book = guarded(open_book, tmp_path / "a.xlsx", "甲.xlsx")
    assert book == open_book(tmp_path / "a.xlsx", "甲.xlsx") and book.grids[0].cells[1, 2].number == 5
    assert guarded(open_book, tmp_path / "b.xlsx").findings[0].code == "zero_bytes"


def test_limits_bind_a_file_that_is_read(tmp_path: Path) -> None:
    made = xlsxwriter.Workbook(tmp_path / "a.xlsx", {"constant_memory": True})
    sheet = made.add_worksheet()
    for row in range(20_000):
        sheet.write_row(row, 0, [row * 1.1 + column for column in range(10)])
    made.close()
    for bounds, code in ((Limits(seconds=0.05), "took_too_long"), (Limits(megabytes=1, seconds=60), "too_much_memory")):
        with pytest.raises(Refused) as caught:
            guarded(open_book, tmp_path / "a.xlsx", bounds=bounds)
        assert caught.value.code == code


def test_the_limits_of_the_child_are_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WULI_READ_SECONDS", "0.4")
    monkeypatch.setenv("WULI_READ_MEGABYTES", "300")
    assert (limits().seconds, limits().megabytes) == (0.4, 300)
    with pytest.raises(Refused) as caught:
        guarded(hostile.loop, FILE)
    assert (caught.value.code, caught.value.limit) == ("took_too_long", "0.4")
