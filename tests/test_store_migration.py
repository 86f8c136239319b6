"""A store of an earlier program is brought up to date with everything in it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from made import SHENZHEN, new_store, observation, reading, store, team

from store.check import check, fingerprint
from store.engine import MIGRATIONS, migrate, open_existing, open_store, writing
from store.problems import StoreProblem
from store.publications import publish
from store.schema import HEAD
from store.submissions import decide, submissions


def as_of(version: str, path: Path, source: Path) -> None:
    """A store of an earlier version at `path`, with what the columns of that version hold of `source`."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    engine = open_store(str(path))
    with writing(engine) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, version)
    engine.dispose()
    raw = sqlite3.connect(path)
    raw.execute("ATTACH ? AS new", (str(source),))
    for (table,) in raw.execute("SELECT name FROM main.sqlite_master WHERE type = 'table'").fetchall():
        if table not in ("alembic_version", "measures", "statuses", "qualifiers"):
            names = ", ".join(f'"{row[1]}"' for row in raw.execute(f"PRAGMA main.table_info({table})"))
            raw.execute(f"INSERT INTO main.{table} ({names}) SELECT {names} FROM new.{table}")
    raw.commit()
    raw.close()


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """What a program of schema 0001 left: reports, a register, and a correction of one of two figures."""
    engine = new_store(tmp_path, "new.db")
    both = (observation(value=1.0), observation(region=SHENZHEN, value=2.0, cell="C8"))
    store(engine, reading("两市.xlsx", *both), reading("台账.xlsx", form="F04", rows=(team("红棉", hours=12.0),)))
    store(engine, reading("更正.xlsx", observation(value=5.0), correction=True))
    engine.dispose()
    as_of("0001", tmp_path / "old.db", tmp_path / "new.db")
    return tmp_path / "old.db"


def test_an_earlier_store_is_upgraded_and_keeps_all_it_holds(old: Path, tmp_path: Path) -> None:
    engine = open_store(str(old))
    migrate(engine)
    assert check(engine) == [] and fingerprint(engine) == fingerprint(open_store(str(tmp_path / "new.db")))
    sent = submissions(engine)
    assert [(item.workbook, item.correction, item.state) for item in sent] == [
        ("两市.xlsx", False, "accepted"), ("台账.xlsx", False, "accepted"), ("更正.xlsx", True, "accepted"),
    ]  # fmt: skip


def test_an_upgraded_store_goes_on(old: Path) -> None:
    engine = open_store(str(old))
    migrate(engine)
    assert store(engine, reading("更正2.xlsx", observation(value=6.0)), reason="再更正").accepted
    publish(engine, "十月", who="甲")
    decide(engine, 4, "withdrawn", who="甲", reason="误")
    assert check(engine) == []


def test_looking_at_an_earlier_store_changes_nothing_and_says_what_to_do(old: Path) -> None:
    before = old.read_bytes()
    with pytest.raises(StoreProblem) as caught:
        open_existing(str(old))
    assert caught.value.word == "store_older" and "0001" in caught.value.say() and "serve" in caught.value.say()
    assert old.read_bytes() == before


def test_an_upgrade_is_whole_or_absent(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Something stops it in the middle of the last step: the store is what it was, and the next attempt works."""
    from alembic import op

    real = op.create_table

    def stops(name: str, *columns: object, **more: object) -> object:
        if name == "layouts":
            raise OSError("stopped")
        return real(name, *columns, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(op, "create_table", stops)
    with pytest.raises(OSError):
        migrate(open_store(str(old)))
    with sqlite3.connect(old) as raw:
        assert raw.execute("SELECT version_num FROM alembic_version").fetchone() == ("0001",)
        assert not raw.execute("SELECT name FROM sqlite_master WHERE name = 'drafts'").fetchall()
    raw.close()
    monkeypatch.undo()
    migrate(open_store(str(old)))
    assert open_existing(str(old)) and HEAD > "0001"
