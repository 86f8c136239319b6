"""`check` notices when a log, a draft, a publication or an explanation does not hold together, and names it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from made import SHENZHEN, content, new_store, observation, reading, store
from sqlalchemy import Engine

from catalog.records import CellRef, Finding
from store import drafts, explanations
from store.check import check
from store.load import send_back
from store.publications import publish, withdraw


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    """1 superseded by 2, 3 returned, 4 published and explained; a publication withdrawn, one that stands; a draft."""
    found = new_store(tmp_path)
    slip = Finding("range.high", "error", CellRef("深圳.xlsx", "10月", "C7"), "高于往年。")
    store(found, reading("广州.xlsx", observation(value=312.0)))
    store(found, reading("广州2.xlsx", observation(value=321.0)), reason="漏报")
    send_back(found, reading("乙.xlsx", observation()), content("乙.xlsx"), who="甲", reason="不符")
    sent = reading("深圳.xlsx", observation(region=SHENZHEN, value=5.0), findings=(slip,))
    store(found, sent, explanations={explanations.key(slip): "核实无误"})
    explanations.approve(found, 1, "处长")
    withdraw(found, publish(found, "误发", who="甲").id, "甲", "误发")
    publish(found, "十月通报", who="甲")
    drafts.stage(found, "新.xlsx", b"bytes", who="甲")
    return found


def test_a_store_with_all_of_it_is_whole(engine: Engine) -> None:
    assert check(engine) == []


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        ("UPDATE events SET state = 'draft' WHERE submission_id = 1 AND state = 'accepted'", "“广州.xlsx”"),
        ("UPDATE events SET state = 'nonsense' WHERE submission_id = 4", "“深圳.xlsx”（第4次报送）的状态"),
        ("UPDATE events SET revision_id = 1 WHERE submission_id = 4 AND state = 'published'", "“深圳.xlsx”"),
        ("DELETE FROM events WHERE submission_id = 1", "没有状态记录"),
        ("DELETE FROM events WHERE state = 'superseded'", "“广州.xlsx”（第1次报送）的“被取代”"),
        ("UPDATE events SET state = 'superseded' WHERE submission_id = 4 AND state = 'published'", "“深圳.xlsx”"),
        ("UPDATE submissions SET correction = 0 WHERE id = 2", "“广州2.xlsx”（第2次报送）的状态"),
        ("UPDATE submissions SET generation = 0, correction = 0 WHERE id = 2", "“被取代”"),
        ("UPDATE drafts SET deflated = x'00'", "待处理的“新.xlsx”"),
        ("UPDATE drafts SET sha256 = 'a'", "待处理的“新.xlsx”"),
        ("UPDATE publications SET revision_id = 99 WHERE id = 2", "指向"),
        ("DELETE FROM publication_events WHERE publication_id = 2", "第2次发布“十月通报”"),
        ("DELETE FROM publication_events WHERE publication_id = 1 AND state = 'published'", "第1次发布“误发”"),
        ("UPDATE explanations SET cell = 'Z99'", "第1条说明"),
        ("UPDATE explanations SET submission_id = 2, cell = 'D1'", "第1条说明"),
        ("UPDATE explanations SET approved_at = ''", "第1条说明"),
        ("UPDATE explanations SET submission_id = 77", "指向"),
        ("DELETE FROM workbooks WHERE sha256 = (SELECT sha256 FROM submissions WHERE id = 3)", "指向"),
    ],
)
def test_what_does_not_hold_together_is_named(engine: Engine, tmp_path: Path, damage: str, said: str) -> None:
    raw = sqlite3.connect(tmp_path / "wuli.db")
    assert raw.execute(damage).rowcount, "the damage must be done for the test to say anything"
    raw.commit()
    raw.close()
    broken = check(engine)
    assert any(said in sentence for sentence in broken), broken
    assert all(sentence.endswith("。") for sentence in broken)
    assert not any("。" in sentence for sentence in check(engine, "en"))
