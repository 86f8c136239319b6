"""What corrects what: a reason is needed, the correction stands, and nothing that was sent is lost."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from made import GUANGZHOU, SHENZHEN, new_store, observation, reading, store, team
from sqlalchemy import Engine

from store.check import check, fingerprint
from store.facts import facts
from store.history import versions
from store.load import LoadReport, send_back
from store.problems import StoreProblem
from store.publications import publish
from store.registers import rows
from store.state import state
from store.submissions import decide, submissions

PLACE = ("emp_employed_new", GUANGZHOU, "2026-10")


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    return new_store(tmp_path)


def standing(engine: Engine) -> list[float]:
    """The figures that stand, by area."""
    return facts(engine, ["emp_employed_new"])["value"].tolist()


def states(engine: Engine) -> list[str]:
    return [item.state for item in submissions(engine)]


def send(engine: Engine, name: str, value: float, reason: str = "", **more: object) -> LoadReport:
    return store(engine, reading(name, observation(value=value), **more), reason=reason)  # type: ignore[arg-type]


def test_with_a_reason_what_contradicts_is_a_correction_and_stands(engine: Engine) -> None:
    send(engine, "就业.xlsx", 312.0)
    report = send(engine, "就业2.xlsx", 321.0, reason="漏报九人")
    assert report.accepted and report.corrections == (2,) and report.superseded == (1,)
    assert standing(engine) == [321.0]
    first, second = submissions(engine)
    assert second.correction and second.state == "accepted" and second.reason == "漏报九人"
    assert first.state == "superseded" and not first.correction
    assert check(engine) == []


def test_a_correction_that_is_published_or_superseded_still_says_why_it_was_made(engine: Engine) -> None:
    send(engine, "就业.xlsx", 312.0)
    send(engine, "就业2.xlsx", 321.0, reason="漏报九人")
    publish(engine, "十月", who="甲")
    assert [(item.state, item.reason) for item in submissions(engine)][1] == ("published", "漏报九人")
    send(engine, "就业3.xlsx", 322.0, reason="又漏一人")
    assert [item.reason for item in versions(engine, *PLACE)] == ["", "漏报九人", "又漏一人"]
    decide(engine, 3, "withdrawn", who="甲", reason="误报")
    assert [(item.state, item.reason) for item in submissions(engine)][1] == ("published", "漏报九人")
    assert check(engine) == []


def test_what_was_corrected_in_part_is_not_superseded(engine: Engine) -> None:
    store(engine, reading("两市.xlsx", observation(value=1.0), observation(region=SHENZHEN, value=2.0, cell="C8")))
    report = store(engine, reading("两市2.xlsx", observation(value=1.0), observation(region=SHENZHEN, value=3.0)),
                   reason="深圳漏报")  # fmt: skip
    assert report.superseded == (1,)
    store(engine, reading("三.xlsx", observation(value=1.0), observation(region=SHENZHEN, value=4.0),
                          observation("emp_unemployed", value=9.0)), reason="再报")  # fmt: skip
    report = store(engine, reading("四.xlsx", observation(value=7.0), observation(region=SHENZHEN, value=4.0)),
                   reason="只改广州")  # fmt: skip
    assert report.accepted and report.superseded == () and states(engine)[2] == "accepted"
    assert check(engine) == []


def test_a_later_report_or_a_form_of_more_authority_supersedes_nobody(engine: Engine) -> None:
    store(engine, reading("九月.xlsx", observation(period="2026-09", value=1.0)))
    store(engine, reading("十月.xlsx", observation(period="2026-09", value=2.0), observation()))
    store(engine, reading("汇总.xlsx", observation(value=5.0), form="F01"))
    assert states(engine) == ["accepted"] * 3


def test_a_withdrawn_correction_gives_back_what_it_outranked(engine: Engine) -> None:
    send(engine, "就业.xlsx", 312.0)
    send(engine, "就业2.xlsx", 321.0, reason="漏报")
    gone = decide(engine, 2, "withdrawn", who="甲", reason="更正有误")
    assert gone.state == "withdrawn" and gone.reason == "更正有误"
    assert standing(engine) == [312.0] and states(engine) == ["accepted", "withdrawn"]
    assert check(engine) == [] and state(engine).revision == 3


@pytest.mark.parametrize("order", list(itertools.permutations((313.0, 314.0, 315.0)))[::2], ids=str)
def test_of_several_corrections_the_one_decided_last_stands(engine: Engine, order: tuple[float, ...]) -> None:
    """Whatever their bytes: each was decided on with the ones before in view."""
    send(engine, "就业.xlsx", 312.0)
    for number, value in enumerate(order):
        assert send(engine, f"就业{value}.xlsx", value, reason=f"第{number}次更正").accepted
    assert standing(engine) == [order[-1]] and states(engine) == ["superseded"] * 3 + ["accepted"]
    assert [item.value for item in versions(engine, *PLACE)] == [312.0, *order]


def test_a_correction_with_a_reason_outranks_one_that_says_so_itself(engine: Engine) -> None:
    send(engine, "就业.xlsx", 312.0)
    send(engine, "就业（更正）.xlsx", 320.0, correction=True)
    for value in (330.0, 331.0, 332.0):
        send(engine, f"{value}.xlsx", value, reason="再次核实")
        assert standing(engine) == [value]


def test_two_files_that_both_say_correction_and_differ_need_a_reason(engine: Engine) -> None:
    send(engine, "就业.xlsx", 312.0)
    send(engine, "甲（更正）.xlsx", 320.0, correction=True)
    refused = send(engine, "乙（更正）.xlsx", 321.0, correction=True)
    assert not refused.accepted and "--reason" in refused.findings[0].text
    assert "甲（更正）.xlsx" in refused.findings[0].text
    assert send(engine, "乙（更正）.xlsx", 321.0, reason="以乙为准", correction=True).accepted
    assert standing(engine) == [321.0]


def test_a_reason_does_not_choose_between_two_new_files(engine: Engine) -> None:
    report = store(engine, reading("甲.xlsx", observation(value=1.0)), reading("乙.xlsx", observation(value=2.0)),
                   reason="更正")  # fmt: skip
    assert not report.accepted and state(engine).empty


def test_a_file_that_contradicts_nothing_is_no_correction_for_having_a_reason(engine: Engine) -> None:
    report = send(engine, "就业.xlsx", 312.0, reason="首次报送")
    (only,) = submissions(engine)
    assert report.corrections == () and not only.correction and only.reason == "首次报送"


def test_a_file_marked_correction_brings_the_reason_it_prints(engine: Engine) -> None:
    send(engine, "就业.xlsx", 312.0)
    marked = reading("就业（更正）.xlsx", observation(value=320.0), correction=True)._replace(reason="漏统计两场招聘会")
    store(engine, marked)
    assert submissions(engine)[1].reason == "漏统计两场招聘会" and states(engine)[0] == "superseded"


def test_a_reason_given_with_the_load_goes_before_the_printed_one(engine: Engine) -> None:
    marked = reading("就业（更正）.xlsx", observation(value=320.0), correction=True)._replace(reason="印的")
    store(engine, marked, reason="说的")
    assert submissions(engine)[0].reason == "说的"


def test_corrections_and_reports_in_any_order_give_the_same_store_and_states(tmp_path: Path) -> None:
    files = [
        reading("一.xlsx", observation(value=1.0), rows=(team("甲"),)),
        reading("一（更正）.xlsx", observation(value=2.0), rows=(team("乙"),), correction=True),
        reading("汇总.xlsx", observation(value=3.0), observation(region=SHENZHEN, value=4.0), form="F01"),
        reading("深圳.xlsx", observation(region=SHENZHEN, value=5.0)),
    ]
    seen = set()
    for number, order in enumerate(itertools.islice(itertools.permutations(files), 0, 24, 3)):
        engine = new_store(tmp_path, f"{number}.db")
        for item in order:
            assert store(engine, item).accepted
        told = sorted((item.workbook, item.state) for item in submissions(engine))
        seen.add((fingerprint(engine), str(told)))
        assert check(engine) == []
    ((_, told),) = seen
    assert "('一.xlsx', 'superseded')" in told and told.count("superseded") == 1


def test_a_corrected_register_supersedes_the_one_before(engine: Engine) -> None:
    store(engine, reading("台账.xlsx", form="F04", rows=(team("甲"), team("乙", line=4))))
    store(engine, reading("台账（更正）.xlsx", form="F04", rows=(team("丙"),), correction=True))
    assert [row["name"] for row in rows(engine, "vol_teams_register")[0]] == ["丙"]
    assert states(engine) == ["superseded", "accepted"] and check(engine) == []
    decide(engine, 2, "withdrawn", who="甲", reason="误报")
    assert rows(engine, "vol_teams_register")[1] == 2 and states(engine) == ["accepted", "withdrawn"]


def test_a_returned_workbook_leaves_its_bytes_and_findings_and_no_figure(engine: Engine) -> None:
    sent = reading("就业.xlsx", observation(value=312.0))
    number = send_back(engine, sent, "就业.xlsx".encode(), who="审核员", reason="合计不符")
    (only,) = submissions(engine)
    assert (only.id, only.state, only.reason, only.observations) == (number, "returned", "合计不符", 0)
    assert (only.region, only.period, only.form) == (GUANGZHOU, "2026-10", "F03")
    assert standing(engine) == [] and state(engine).empty and check(engine) == []
    assert store(engine, sent).accepted, "the same file may be sent again and taken in"
    assert standing(engine) == [312.0] and states(engine) == ["returned", "accepted"]


def test_a_decision_that_cannot_be_made_is_said(engine: Engine) -> None:
    send(engine, "就业.xlsx", 312.0)
    cases = [
        (1, "returned", "x", "store_no_decision"), (1, "superseded", "x", "store_no_decision"),
        (1, "withdrawn", " ", "store_no_reason"), (9, "withdrawn", "x", "store_no_submission"),
    ]  # fmt: skip
    for number, wanted, reason, word in cases:
        with pytest.raises(StoreProblem) as caught:
            decide(engine, number, wanted, who="甲", reason=reason)
        assert caught.value.word == word and caught.value.say().endswith("。")
    decide(engine, 1, "withdrawn", who="甲", reason="误报")
    with pytest.raises(StoreProblem):
        decide(engine, 1, "accepted", who="甲", reason="")
    assert state(engine).revision == 2 and standing(engine) == []
