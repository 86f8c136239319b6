"""Nothing is settled in silence: two forms of one rank that differ are a question, and what was corrected stays
corrected until somebody says otherwise. What a load did is told figure by figure, before and after alike."""

from __future__ import annotations

from pathlib import Path

import pytest
from made import GUANGZHOU, SHENZHEN, new_store, observation, reading, store
from sqlalchemy import Engine

from catalog.records import Reading
from store.check import check
from store.facts import facts
from store.load import LoadReport
from store.problems import StoreProblem
from store.submissions import decide, submissions

SEPTEMBER = "2026-09"


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    return new_store(tmp_path)


def standing(engine: Engine) -> dict[str, float]:
    found = facts(engine, ["emp_employed_new"])
    return dict(zip(found["period"], found["value"], strict=True))


def kinds(report: LoadReport) -> list[tuple[str, float | None, float | None, str]]:
    """Kind, what stood or stands, what came, why it was not taken."""
    return [(one.kind, one.old and one.old.value, one.new.value, one.why) for one in report.outcomes]


def year(name: str, september: float, october: float, form: str = "F11") -> Reading:
    return reading(name, observation(period=SEPTEMBER, value=september, cell="J4"),
                   observation(value=october, cell="K4"), form=form)  # fmt: skip


# ------------------------------------------------------------------ two forms of one rank
@pytest.mark.parametrize("forms", [("F03", "F06"), ("F06", "F03"), ("F03", "F02")], ids=str)
def test_two_forms_of_one_rank_that_differ_are_refused_naming_both(engine: Engine, forms: tuple[str, str]) -> None:
    store(engine, reading("月报.xlsx", observation(value=312.0), form=forms[0]))
    refused = store(engine, reading("基层.xlsx", observation(value=321.0, cell="D9"), form=forms[1]))
    (finding,) = refused.findings
    assert not refused.accepted and (finding.code, finding.severity) == ("load_two_forms", "error")
    for part in ("月报.xlsx", "基层.xlsx", "C7", "D9", "312", "321", *forms, "--reason"):
        assert part in finding.text
    assert standing(engine) == {"2026-10": 312.0}


def test_two_forms_of_one_rank_in_one_load_are_a_question_in_any_order(engine: Engine) -> None:
    two = [reading("月报.xlsx", observation(value=1.0)), reading("基层.xlsx", observation(value=2.0), form="F06")]
    for batch in (two, two[::-1]):
        assert {f.code for f in store(engine, *batch).findings} == {"load_two_forms"}
        assert {f.code for f in store(engine, *batch, reason="以后一份为准").findings} == {"load_two_forms"}


def test_with_a_reason_the_later_of_two_forms_is_a_correction(engine: Engine) -> None:
    store(engine, reading("月报.xlsx", observation(value=312.0)))
    done = store(engine, reading("基层.xlsx", observation(value=321.0), form="F06"), reason="以基层报表为准")
    assert done.accepted and done.corrections == (2,) and standing(engine) == {"2026-10": 321.0}
    assert check(engine) == []


def test_a_form_about_one_city_and_one_about_many_are_asked_about_too(engine: Engine) -> None:
    store(engine, reading("广州.xlsx", observation(value=1.0)))
    both = reading("各市.xlsx", observation(value=2.0), observation(region=SHENZHEN, value=5.0), form="F02")
    assert not store(engine, both).accepted


def test_forms_that_agree_and_forms_of_another_rank_ask_nothing(engine: Engine) -> None:
    store(engine, reading("月报.xlsx", observation(value=312.0)))
    assert store(engine, reading("基层.xlsx", observation(value=312.0), form="F06")).accepted
    assert store(engine, reading("汇总.xlsx", observation(value=9.0), form="F01")).accepted
    assert standing(engine) == {"2026-10": 312.0}


# ------------------------------------------------------------------ what was corrected stays corrected
def corrected(engine: Engine) -> None:
    """September was 10 and is 12 since."""
    store(engine, year("分月.xlsx", 10.0, 20.0))
    store(engine, year("分月2.xlsx", 12.0, 20.0), reason="九月漏报")


def test_a_year_sent_again_for_one_month_does_not_take_back_another(engine: Engine) -> None:
    corrected(engine)
    report = store(engine, year("分月3.xlsx", 10.0, 25.0), reason="十月漏报", compare=True)
    assert report.accepted and standing(engine) == {SEPTEMBER: 12.0, "2026-10": 25.0}
    assert kinds(report) == [("kept", 12.0, 10.0, "correction"), ("changed", 20.0, 25.0, "")]
    (said,) = report.findings
    assert (said.code, said.ref.cell) == ("load_undoes", "J4") and "仍用更正后的数" in said.text
    assert "分月2.xlsx" in said.text and "--take-back" in said.text
    assert check(engine) == []


def test_said_so_explicitly_it_is_taken_back(engine: Engine) -> None:
    corrected(engine)
    report = store(engine, year("分月3.xlsx", 10.0, 25.0), reason="九月不该改", take_back=True)
    assert report.findings == () and standing(engine) == {SEPTEMBER: 10.0, "2026-10": 25.0}


@pytest.mark.parametrize("take_back", [False, True])
def test_a_summary_sent_again_for_one_city_does_not_take_over_another_s_own_report(
    engine: Engine, take_back: bool
) -> None:
    store(engine, reading("月报.xlsx", observation(value=312.0)))
    two = [reading(f"汇总{value}.xlsx", observation(value=10.0), observation(region=SHENZHEN, value=value), form="F01")
           for value in (20.0, 22.0)]  # fmt: skip
    store(engine, two[0])
    report = store(engine, two[1], reason="深圳漏报", take_back=take_back, compare=True)
    assert kinds(report) == [("kept", 312.0, 10.0, "authority"), ("changed", 20.0, 22.0, "")]
    assert report.findings == () and check(engine) == []


def test_taking_back_needs_a_reason(engine: Engine) -> None:
    corrected(engine)
    with pytest.raises(StoreProblem) as caught:
        store(engine, year("分月3.xlsx", 10.0, 25.0), take_back=True)
    assert caught.value.word == "store_no_reason" and standing(engine)[SEPTEMBER] == 12.0


def test_a_new_figure_for_a_corrected_month_is_a_correction_of_the_correction(engine: Engine) -> None:
    corrected(engine)
    assert store(engine, year("分月3.xlsx", 13.0, 20.0), reason="九月再核").accepted
    assert standing(engine)[SEPTEMBER] == 13.0


def test_what_was_held_back_does_not_rise_when_another_correction_is_withdrawn(engine: Engine) -> None:
    """September: 10, then 12, then 10 again (held back), then 14; without 14 it is 12."""
    corrected(engine)
    store(engine, year("分月3.xlsx", 10.0, 25.0), reason="十月漏报")
    store(engine, year("分月4.xlsx", 14.0, 25.0), reason="九月再核")
    assert standing(engine)[SEPTEMBER] == 14.0
    decide(engine, 4, "withdrawn", who="甲", reason="误报")
    assert standing(engine)[SEPTEMBER] == 12.0 and check(engine) == []
    decide(engine, 2, "withdrawn", who="甲", reason="误报")
    assert standing(engine)[SEPTEMBER] == 10.0 and check(engine) == []


def test_everything_that_came_is_kept_even_what_was_not_taken(engine: Engine) -> None:
    corrected(engine)
    store(engine, year("分月3.xlsx", 10.0, 25.0), reason="十月漏报")
    assert submissions(engine)[2].observations == 2


# ------------------------------------------------------------------ what a load did
def test_a_trial_says_what_the_load_then_does(engine: Engine) -> None:
    store(engine, reading("月报.xlsx", observation(value=312.0)), year("分月.xlsx", 10.0, 300.0))
    new = reading("汇总.xlsx", observation(value=9.0), observation(region=SHENZHEN, value=5.0), form="F01")
    tried = store(engine, new, compare=True, dry_run=True)
    assert kinds(tried) == [("kept", 312.0, 9.0, "authority"), ("new", None, 5.0, "")]
    assert tried.outcomes[0].old and tried.outcomes[0].old.ref.workbook == "月报.xlsx"
    assert store(engine, new, compare=True).outcomes == tried.outcomes


@pytest.mark.parametrize(("form", "cell", "why"), [
    ("F03", observation(value=None, missing="not_reported"), "missing"),
    ("F01", observation(value=9.0), "authority"),
], ids=str)  # fmt: skip
def test_each_figure_that_is_not_taken_says_why(engine: Engine, form: str, cell: object, why: str) -> None:
    store(engine, reading("月报.xlsx", observation(value=312.0)))
    report = store(engine, reading("后来.xlsx", cell, form=form), compare=True)  # type: ignore[arg-type]
    assert kinds(report)[0][0::3] == ("kept", why) and standing(engine) == {"2026-10": 312.0}


def test_an_older_report_does_not_replace_a_newer_one_and_says_so(engine: Engine) -> None:
    later = reading("十月.xlsx", observation(period=SEPTEMBER, value=2.0), observation(value=3.0))
    store(engine, later)
    report = store(engine, reading("九月.xlsx", observation(period=SEPTEMBER, value=1.0)), compare=True)
    assert kinds(report) == [("kept", 2.0, 1.0, "content")]
    assert report.outcomes[0].region == GUANGZHOU
