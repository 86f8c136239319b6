"""`check` proves that the store is whole, and notices every kind of damage."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest
from made import SHENZHEN, new_store, observation, reading, store, team
from sqlalchemy import Engine

from store.check import check
from store.engine import open_store
from store.problems import StoreProblem


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    found = new_store(tmp_path)
    store(found, reading("就业.xlsx", observation(), observation(region=SHENZHEN, value=5.0, cell="C8")))
    store(found, reading("台账.xlsx", form="F04", rows=(team("红棉", hours=12.0), team("红星", SHENZHEN, line=4))))
    return found


def test_a_whole_store_has_nothing_to_say(engine: Engine) -> None:
    assert check(engine) == []


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        ("UPDATE observations SET value = 999 WHERE id = 1", "改动过"),
        ("UPDATE observations SET text = '1' WHERE id = 1", "改动过"),
        ("UPDATE facts SET value = 999", "现行数字"),
        ("DELETE FROM facts WHERE region_id = 440300", "现行数字"),
        ("DELETE FROM register_current", "现行台账"),
        ("UPDATE register_rows SET n01 = 13 WHERE n01 = 12", "改动过"),
        ("DELETE FROM register_rows WHERE line = 4", "应有"),
        ("UPDATE workbooks SET deflated = x'00'", "原始文件"),
        ("UPDATE workbooks SET deflated = (SELECT deflated FROM workbooks LIMIT 1)", "原始文件"),
        ("DELETE FROM events WHERE submission_id = 1", "状态记录"),
        ("DELETE FROM revisions WHERE id = 1", "指向"),
        ("DELETE FROM sheets WHERE id = 1", "指向"),
        ("UPDATE submissions SET sample = 1 WHERE id = 1", "示例数据"),
    ],
)
def test_damage_is_found_and_named(engine: Engine, tmp_path: Path, damage: str, said: str) -> None:
    raw = sqlite3.connect(tmp_path / "wuli.db")
    raw.execute(damage)
    raw.commit()
    raw.close()
    broken = check(engine)
    assert any(said in sentence for sentence in broken), broken
    assert all(sentence.endswith("。") for sentence in broken)
    assert all(sentence.isascii() or "“" in sentence for sentence in check(engine, "en"))


def test_an_overwritten_page_is_found(engine: Engine, tmp_path: Path) -> None:
    engine.dispose()
    path = tmp_path / "wuli.db"
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(size // 2 // 4096 * 4096)
        file.write(os.urandom(4096))
        file.seek(size - 8192)
        file.write(os.urandom(8192))
    try:
        assert check(open_store(str(path)))
    except StoreProblem as problem:
        assert problem.word in ("store_damaged", "store_failed")
