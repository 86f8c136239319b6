"""Opening the store: made whole, never laid over a damaged one, and plain words when it cannot be used."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from made import new_store, observation, reading, store
from sqlalchemy import create_engine

from store.check import check
from store.engine import MIGRATIONS, migrate, open_existing, open_store
from store.facts import facts
from store.load import revision
from store.problems import StoreProblem
from store.schema import HEAD, metadata
from store.state import state


def test_the_migrations_make_exactly_the_tables_the_program_expects(tmp_path: Path) -> None:
    engine = new_store(tmp_path)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_current_head() == HEAD


def test_a_new_store_is_durable_and_keeps_its_references(tmp_path: Path) -> None:
    engine = new_store(tmp_path)
    with engine.connect() as connection:
        found = [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        ]
    assert found == ["wal", 2, 1]
    assert state(engine).empty and revision(engine) == 0


def test_migrating_twice_changes_nothing(tmp_path: Path) -> None:
    engine = new_store(tmp_path)
    store(engine, reading("就业.xlsx", observation()))
    migrate(engine)
    assert revision(engine) == 1


def test_the_folder_of_a_new_store_is_made(tmp_path: Path) -> None:
    migrate(open_store(str(tmp_path / "a" / "b" / "wuli.db")))
    assert {item.name.split("-")[0] for item in (tmp_path / "a" / "b").iterdir()} == {"wuli.db"}


@pytest.mark.parametrize(
    ("content", "word"),
    [(b"", "store_empty_file"), (b"PK\x03\x04 a workbook", "store_not_a_database")],
)
def test_a_store_is_never_laid_over_another_file(tmp_path: Path, content: bytes, word: str) -> None:
    path = tmp_path / "wuli.db"
    path.write_bytes(content)
    with pytest.raises(StoreProblem) as caught:
        migrate(open_store(str(path)))
    assert caught.value.word == word and path.read_bytes() == content
    assert str(path) in caught.value.say("zh") and str(path) in caught.value.say("en")


def test_a_store_of_a_newer_program_is_left_alone(tmp_path: Path) -> None:
    engine = new_store(tmp_path)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StoreProblem) as caught:
        migrate(engine)
    assert caught.value.word == "store_newer" and "9999" in caught.value.say()


def test_a_missing_store_is_not_made_by_looking(tmp_path: Path) -> None:
    with pytest.raises(StoreProblem) as caught:
        open_existing(str(tmp_path / "none.db"))
    assert caught.value.word == "store_missing" and not list(tmp_path.iterdir())


def test_a_folder_that_is_none_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreProblem) as caught:
        migrate(open_store(str(tmp_path / "file" / "wuli.db")))
    assert caught.value.word == "store_cannot_open"


def test_an_address_nobody_can_read_is_said() -> None:
    with pytest.raises(StoreProblem) as caught:
        open_store("://x")
    assert caught.value.word == "store_bad_url"


def test_a_missing_driver_is_said_without_the_password() -> None:
    with pytest.raises(StoreProblem) as caught:
        open_store("nosuchbase://u:geheim@h/d")
    assert caught.value.word == "store_no_driver" and "geheim" not in caught.value.say()


def _hold(path: Path, seconds: float, held: threading.Event) -> None:
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    held.set()
    time.sleep(seconds)
    other.execute("ROLLBACK")
    other.close()


def test_a_load_waits_for_another_writer(tmp_path: Path) -> None:
    engine, held = new_store(tmp_path), threading.Event()
    thread = threading.Thread(target=_hold, args=(tmp_path / "wuli.db", 0.4, held))
    thread.start()
    held.wait()
    assert store(engine, reading("就业.xlsx", observation())).accepted
    thread.join()


def test_a_locked_store_is_said_plainly_and_readers_go_on(tmp_path: Path) -> None:
    engine, held = new_store(tmp_path), threading.Event()
    store(engine, reading("就业.xlsx", observation()))
    thread = threading.Thread(target=_hold, args=(tmp_path / "wuli.db", 2.5, held))
    thread.start()
    held.wait()
    with pytest.raises(StoreProblem) as caught:
        store(engine, reading("深圳.xlsx", observation(region="440300")))
    assert caught.value.word == "store_locked" and "wuli.db" in caught.value.say()
    assert len(facts(engine, ["emp_employed_new"])) == 1
    thread.join()
    assert revision(engine) == 1


def test_a_full_disk_keeps_nothing_of_the_load(tmp_path: Path) -> None:
    engine = new_store(tmp_path)
    with engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
    from sqlalchemy import event

    @event.listens_for(engine, "connect")
    def _small(connection: sqlite3.Connection, _: object) -> None:
        connection.execute(f"PRAGMA max_page_count={(pages or 0) + 8}")

    engine.dispose()
    months = [f"{2000 + number // 12}-{number % 12 + 1:02}" for number in range(300)]
    many = [observation(period=month, cell=f"C{place}", text="字" * 200) for place, month in enumerate(months)]
    with pytest.raises(StoreProblem) as caught:
        store(engine, reading("大.xlsx", *many))
    assert caught.value.word == "store_disk_full"
    assert revision(engine) == 0 and state(engine).empty
    assert store(engine, reading("小.xlsx", observation())).accepted


def test_a_load_that_is_committed_is_never_told_as_refused(tmp_path: Path) -> None:
    """Statistics for the planner are made after the commit; a store that is locked just then loses only those."""
    from sqlalchemy import event

    engine = new_store(tmp_path)

    @event.listens_for(engine, "before_cursor_execute")
    def _busy(*told: object) -> None:
        if told[2] == "ANALYZE":
            raise sqlite3.OperationalError("database is locked")

    assert store(engine, reading("就业.xlsx", observation())).accepted
    assert revision(engine) == 1 and check(engine) == []


def test_a_url_with_a_password_is_never_printed() -> None:
    from store.engine import place

    engine = create_engine("sqlite://")
    engine.url = engine.url.set(drivername="postgresql", username="u", password="geheim", host="h", database="d")
    assert "geheim" not in place(engine)


def _at_once(work: Callable[[int], object], many: int = 4) -> list[object]:
    """`work` in as many threads, all let go at the same moment."""
    start = threading.Barrier(many)

    def run(number: int) -> object:
        start.wait()
        return work(number)

    with ThreadPoolExecutor(many) as pool:
        return list(pool.map(run, range(many)))


def test_a_store_made_by_several_at_once_is_one_whole_store(tmp_path: Path) -> None:
    path = str(tmp_path / "wuli.db")
    _at_once(lambda _: migrate(open_store(path)))
    assert check(open_existing(path)) == []
    assert not [item.name for item in tmp_path.iterdir() if item.name.startswith(".")]


def test_the_same_files_loaded_by_several_at_once_are_stored_once(tmp_path: Path) -> None:
    path = tmp_path / "wuli.db"
    new_store(tmp_path)
    files = [reading(f"{number}.xlsx", observation(period=f"2026-0{number}")) for number in range(1, 6)]

    def one(number: int) -> bool:
        return store(open_store(str(path)), *(files[number:] + files[:number])).accepted

    assert all(_at_once(one))
    engine = open_store(str(path))
    assert check(engine) == [] and state(engine).workbooks == 5 and revision(engine) == 1


def test_of_two_that_contradict_each_other_at_once_one_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "wuli.db"
    new_store(tmp_path)
    files = [reading(f"{number}.xlsx", observation(value=float(number))) for number in range(4)]
    accepted = _at_once(lambda number: store(open_store(str(path)), files[number]).accepted)
    engine = open_store(str(path))
    assert sorted(map(bool, accepted)) == [False, False, False, True]
    assert check(engine) == [] and state(engine).workbooks == 1
