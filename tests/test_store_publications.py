"""A publication is a name for what stood; it says when that changed. Drafts, explanations and layouts are kept too."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from made import GUANGZHOU, SHENZHEN, content, new_store, observation, reading, store
from sqlalchemy import Engine

from catalog.records import CellRef, Finding
from store import drafts, explanations, layouts
from store.check import check
from store.facts import facts
from store.findings import findings
from store.history import revision_at
from store.load import revision, send_back
from store.problems import StoreProblem
from store.publications import publications, publish, withdraw
from store.state import state
from store.submissions import submissions


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    found = new_store(tmp_path)
    store(found, reading("广州.xlsx", observation(value=312.0)))
    return found


def only_state(engine: Engine) -> tuple[str, int, int]:
    first = publications(engine)[0]
    return first.state, first.changed_in, first.superseded_by


# ------------------------------------------------------------------ publications
def test_a_publication_keeps_what_stood_when_it_was_made(engine: Engine) -> None:
    made = publish(engine, "十月通报", who="甲", note="例会用")
    assert (made.name, made.revision, made.who, made.note, made.state) == ("十月通报", 1, "甲", "例会用", "published")
    assert [item.state for item in submissions(engine)] == ["published"]
    store(engine, reading("广州2.xlsx", observation(value=321.0)), reason="漏报")
    shown = facts(engine, ["emp_employed_new"], at=revision_at(engine, f"p{made.id}"))
    assert shown["value"].tolist() == [312.0]
    assert check(engine) == []


def test_a_publication_says_when_a_figure_of_it_changed(engine: Engine) -> None:
    publish(engine, "十月通报", who="甲")
    assert only_state(engine) == ("published", 0, 0)
    store(engine, reading("十一月.xlsx", observation(period="2026-11", value=5.0)))
    assert only_state(engine) == ("published", 0, 0), "a month that came after is no change of it"
    store(engine, reading("广州2.xlsx", observation(value=321.0)), reason="漏报")
    changed = revision(engine)
    assert only_state(engine) == ("superseded", changed, 0) and publications(engine)[0].changed_at
    again = publish(engine, "十月通报（修订）", who="甲")
    assert only_state(engine) == ("superseded", changed, again.id)
    assert publications(engine)[1].state == "published"


def test_a_city_that_reports_late_changes_the_publication_of_that_month(engine: Engine) -> None:
    publish(engine, "十月通报", who="甲")
    store(engine, reading("深圳.xlsx", observation(region=SHENZHEN, value=5.0)))
    assert only_state(engine)[:2] == ("superseded", 3)


def test_a_workbook_sent_back_changes_no_publication(engine: Engine) -> None:
    publish(engine, "十月通报", who="甲")
    send_back(engine, reading("乙.xlsx", observation(value=1.0)), content("乙.xlsx"), who="甲", reason="合计不符")
    assert only_state(engine) == ("published", 0, 0)


def test_a_withdrawn_publication_stays_on_record_with_the_reason(engine: Engine) -> None:
    made = publish(engine, "十月通报", who="甲")
    gone = withdraw(engine, made.id, "乙", "误发")
    assert (gone.state, gone.reason, gone.revision) == ("withdrawn", "误发", 1)
    for number, reason, word in ((made.id, "再撤", "store_no_publication"), (9, "x", "store_no_publication"),
                                 (made.id, " ", "store_no_reason")):  # fmt: skip
        with pytest.raises(StoreProblem) as caught:
            withdraw(engine, number, "乙", reason)
        assert caught.value.word == word
    assert check(engine) == []


def test_an_earlier_revision_can_be_published(engine: Engine) -> None:
    store(engine, reading("广州2.xlsx", observation(value=321.0)), reason="漏报")
    made = publish(engine, "更正前", who="甲", revision=1)
    assert (made.revision, made.state, made.changed_in) == (1, "superseded", 2)
    wrong = (("", None, "store_no_name"), ("x", 99, "store_no_revision"), ("x", 0, "store_no_revision"))
    for name, wanted, word in wrong:
        with pytest.raises(StoreProblem) as caught:
            publish(engine, name, who="甲", revision=wanted)
        assert caught.value.word == word


def test_an_empty_store_has_nothing_to_publish(tmp_path: Path) -> None:
    with pytest.raises(StoreProblem):
        publish(new_store(tmp_path), "空", who="甲")


# ------------------------------------------------------------------ drafts
def test_a_draft_is_there_for_every_worker_and_counts_as_nothing(engine: Engine, tmp_path: Path) -> None:
    from store.engine import open_existing

    before = (state(engine), revision(engine))
    made = drafts.stage(engine, "新.xlsx", b"bytes", who="甲")
    other = open_existing(str(tmp_path / "wuli.db"))
    assert drafts.draft(other, made.token) == made and drafts.content(other, made.token) == b"bytes"
    assert drafts.waiting(other) == [made] and made.state == "draft"
    assert (state(engine), revision(engine)) == before and len(submissions(engine)) == 1
    assert check(engine) == []


def test_the_same_bytes_of_the_same_person_are_the_same_draft_as_it_was_mended(engine: Engine) -> None:
    made = drafts.stage(engine, "新.xlsx", b"bytes", who="甲")
    drafts.correct(engine, made.token, {"列": {"C": "vol_teams"}})
    again = drafts.stage(engine, "改名.xlsx", b"bytes", who="甲")
    assert again.token == made.token and again.corrections == {"列": {"C": "vol_teams"}}
    assert again.workbook == "改名.xlsx" and drafts.draft(engine, made.token) == again
    assert drafts.stage(engine, "新.xlsx", b"bytes", who="乙").token != made.token
    assert drafts.stage(engine, "新.xlsx", b"other", who="甲").token != made.token


def test_a_draft_that_is_gone_is_said(engine: Engine) -> None:
    made = drafts.stage(engine, "新.xlsx", b"bytes", who="甲")
    drafts.drop(engine, made.token)
    drafts.drop(engine, made.token)
    assert drafts.draft(engine, made.token) is None and drafts.waiting(engine) == []
    with pytest.raises(StoreProblem):
        drafts.content(engine, made.token)
    with pytest.raises(StoreProblem):
        drafts.correct(engine, made.token, {})


def test_drafts_of_more_than_a_week_are_dropped_when_the_next_comes(engine: Engine, tmp_path: Path) -> None:
    old = drafts.stage(engine, "旧.xlsx", b"old", who="甲")
    with sqlite3.connect(tmp_path / "wuli.db") as raw:
        raw.execute("UPDATE drafts SET at = '2026-01-01T00:00:00+00:00'")
    raw.close()
    new = drafts.stage(engine, "新.xlsx", b"new", who="甲")
    assert drafts.draft(engine, old.token) is None and drafts.waiting(engine) == [new]


def test_a_file_too_large_or_too_many_are_refused_with_the_limit(engine: Engine) -> None:
    with pytest.raises(StoreProblem) as caught:
        drafts.stage(engine, "大.xlsx", b"x" * 1_000_001, who="甲", megabytes=1)
    assert caught.value.word == "draft_too_large" and "大.xlsx" in caught.value.say()
    for number in range(20):
        drafts.stage(engine, f"{number}.xlsx", bytes([number]) * 1_000_000, who="甲", megabytes=1)
    with pytest.raises(StoreProblem) as caught:
        drafts.stage(engine, "满.xlsx", b"one more", who="甲", megabytes=1)
    assert caught.value.word == "draft_no_room" and len(drafts.waiting(engine)) == 20


# ------------------------------------------------------------------ explanations and findings
SLIP = Finding("range.high", "error", CellRef("深圳.xlsx", "10月", "C7"), "深圳.xlsx › 10月 › C7：高于往年。")


def test_an_explained_finding_lets_the_workbook_in_and_the_explanation_goes_with_the_cell(engine: Engine) -> None:
    sent = reading("深圳.xlsx", observation(region=SHENZHEN, value=5000.0), findings=(SLIP,))
    assert not store(engine, sent).accepted
    assert not store(engine, sent, explanations={explanations.key(SLIP): "  "}).accepted
    assert store(engine, sent, explanations={explanations.key(SLIP): "新增两个园区"}).accepted
    (said,) = explanations.explanations(engine, [2])
    assert (said.code, said.submission, said.sheet, said.cell) == ("range.high", 2, "10月", "C7")
    assert (said.text, said.who, said.approved_by) == ("新增两个园区", "审核员", "")
    agreed = explanations.approve(engine, said.id, "处长")
    assert agreed.approved_by == "处长" and agreed.approved_at
    assert explanations.approve(engine, said.id, "别人").approved_by == "处长", "the first to agree is on record"
    assert check(engine) == []


def test_a_workbook_that_was_not_read_cannot_be_explained_away(engine: Engine) -> None:
    bad = reading("深圳.xlsx", status="refused", findings=(SLIP,))
    assert not store(engine, bad, explanations={explanations.key(SLIP): "请放行"}).accepted


def test_explaining_later_and_what_does_not_exist(engine: Engine) -> None:
    told = {"code": "time.jump", "sheet": "10月", "cell": "C7", "who": "甲"}
    made = explanations.explain(engine, submission=1, text="核实无误", **told)
    assert explanations.explanations(engine) == [made] and check(engine) == []
    for call, word in (
        (lambda: explanations.explain(engine, submission=9, text="x", **told), "store_no_submission"),
        (lambda: explanations.explain(engine, submission=1, text=" ", **told), "store_no_reason"),
        (lambda: explanations.approve(engine, 99, "甲"), "store_no_explanation"),
    ):
        with pytest.raises(StoreProblem) as caught:
            call()
        assert caught.value.word == word


def test_a_finding_knows_its_workbook_area_and_period(engine: Engine) -> None:
    about = Finding("form.empty", "warning", CellRef("两市.xlsx", "10月", ""), "两市.xlsx › 10月：有空列。")
    slip = SLIP._replace(severity="warning", ref=SLIP.ref._replace(workbook="两市.xlsx"))
    cells = (observation(region=SHENZHEN, period="2026-09"), observation(value=312.0, cell="C8"))
    store(engine, reading("两市.xlsx", *cells, findings=(slip, about), form="F01"))
    first, second = findings(engine)
    assert (first.code, first.region, first.period, first.form) == ("range.high", SHENZHEN, "2026-09", "F01")
    assert (second.code, second.region, second.period, second.state) == ("form.empty", "", "2026-10", "accepted")
    assert findings(engine, since="2999-01-01") == [] and second.submission == 2


# ------------------------------------------------------------------ remembered layouts
def test_what_was_told_about_a_layout_is_offered_again_the_newest_first(engine: Engine) -> None:
    told = {"who": "甲", "sha256": "a" * 64}
    layouts.remember(engine, "f1", GUANGZHOU, "F03", ["地区", "就业"], {"C": "emp_employed_new"}, **told)
    newer = layouts.remember(engine, "f1", GUANGZHOU, "F03", ["地区", "就业"], {"C": "emp_unemployed"}, **told)
    other = layouts.remember(engine, "f2", "", "F06", [], {}, **told)
    assert layouts.remembered(engine) == [other, newer]
    assert layouts.remembered(engine, "f1", GUANGZHOU, "F03") == [newer]
    assert layouts.remembered(engine, region=SHENZHEN) == [] and newer.corrections == {"C": "emp_unemployed"}
