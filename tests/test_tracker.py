"""Who was to report, and what came of it: every state once by hand, then the page, the file and the command line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from answers.desk import Desk
from answers.duties import Ledger, column, deadline, duty, reminder, row
from callbacks.export import made
from callbacks.router import show
from catalog.book import load
from catalog.records import Scope
from catalog.tracked import Duty, Sent, reminder_lines, share
from catalog.view import View
from store.engine import open_store
from store.load import send_back
from tests.made import GUANGZHOU, MAOMING, SHENZHEN, content, new_store, observation, reading, store
from tests.nodes import text

KNOWN = load()
FORMS, CITIES = KNOWN.forms, KNOWN.cities
TODAY = "2026-11-22"


def _sent(
    form: str = "F03", region: str = MAOMING, period: str = "2026-10", at: str = "2026-11-04", **more: Any
) -> Sent:
    number, state, day = more.pop("number", 1), more.pop("state", "accepted"), more.pop("day", "")
    return Sent(form, region, period, number, "月报.xlsx", "王", f"{at}T02:00:00+00:00", day, state, "", 42, **more)


BEGUN = _sent(region=GUANGZHOU, period="2025-01", at="2025-01-02")  # the store is older than every deadline below


def _cell(*sent: Sent, form: str = "F03", period: str = "2026-10", today: str = TODAY) -> Duty:
    before = _sent(form=form, period="2026-09", at="2026-10-03") if form == "F03" else None
    known = [BEGUN, *([before] if before else []), *sent]
    return duty(Ledger(known, FORMS), FORMS[form], MAOMING, period, today)


# ------------------------------------------------------------------ one cell
def test_what_came_by_the_day_is_in_time_and_the_day_itself_still_is() -> None:
    for day in ("2026-11-01", "2026-11-05"):
        found = _cell(_sent(at=day))
        assert (found.state, found.day, found.days) == ("on_time", day, 0)


def test_the_day_is_that_of_china_not_of_greenwich() -> None:
    late = _sent()._replace(at="2026-11-05T18:00:00+00:00")
    assert (_cell(late).state, _cell(late).day, _cell(late).days) == ("late", "2026-11-06", 1)


def test_late_is_counted_in_days() -> None:
    assert (_cell(_sent(at="2026-11-12")).state, _cell(_sent(at="2026-11-12")).days) == ("late", 7)


def test_returned_stays_open_until_it_is_sent_again_and_then_counts_by_the_second_day() -> None:
    back = _sent(at="2026-11-04", state="returned")
    assert _cell(back).state == "returned" and _cell(back).days == 17 and not _cell(back).arrived
    again = _cell(back, _sent(at="2026-11-08", number=2))
    assert (again.state, again.day, again.days, len(again.sent)) == ("late", "2026-11-08", 3, 2)


def test_a_correction_counts_as_revised_and_the_first_report_keeps_its_day() -> None:
    found = _cell(_sent(at="2026-11-04", state="superseded"), _sent(at="2026-11-20", number=2))
    assert (found.state, found.revisions, found.day, found.days) == ("revised", 1, "2026-11-04", 0)


def test_nothing_is_missing_only_after_its_day() -> None:
    assert _cell(today="2026-11-05").state == "due" and _cell(today="2026-11-06").state == "missing"
    assert _cell(today="2026-11-06").days == 1


def test_a_draft_waits_and_is_not_in() -> None:
    found = _cell(_sent(state="draft", number=0, token="t"))
    assert found.state == "draft" and not found.arrived


def test_withdrawn_and_unknown_forms_are_nothing() -> None:
    assert _cell(_sent(state="withdrawn")).state == "missing" and _cell(_sent(form="")).state == "missing"


def test_what_was_due_before_the_store_was_begun_counts_by_the_day_it_prints() -> None:
    ledger = Ledger([_sent(day="2026-11-03", at="2026-11-22")], FORMS)
    assert duty(ledger, FORMS["F03"], MAOMING, "2026-10", TODAY).day == "2026-11-03"
    silent = Ledger([_sent(at="2026-11-22")], FORMS)
    found = duty(silent, FORMS["F03"], MAOMING, "2026-10", TODAY)
    assert found.arrived and found.day == "" and not found.counts, "nobody can tell: neither in time nor late"


def test_a_printed_day_does_not_make_a_late_report_early() -> None:
    assert _cell(_sent(day="2026-11-05", at="2026-11-20")).day == "2026-11-20"


# ------------------------------------------------------------------ deadlines and duties are data
@pytest.mark.parametrize(("form", "period", "day"), [
    ("F03", "2026-10", "2026-11-05"), ("F03", "2026-12", "2027-01-05"), ("F08", "2026-Q3", "2026-10-10"),
    ("F14", "2026", "2026-03-31"), ("F13", "2026-10", "")])  # fmt: skip
def test_each_form_has_its_own_day(form: str, period: str, day: str) -> None:
    assert deadline(FORMS[form], period) == day


def test_a_city_is_asked_for_the_form_it_has_been_sending_and_for_one_of_a_duty_only() -> None:
    sent = [_sent("F03", GUANGZHOU, "2026-09"), _sent("F06", SHENZHEN, "2026-09"), _sent("F03", MAOMING, "2026-09"),
            _sent("F02", MAOMING, "2026-10")]  # fmt: skip
    ledger = Ledger(sent, FORMS)
    asked = {(form, city, period) for form in ("F02", "F03", "F06") for city in (GUANGZHOU, SHENZHEN, MAOMING)
             for period in ("2026-10", "2026-11") if ledger.asked(FORMS[form], city, period)}  # fmt: skip
    own = (("F03", GUANGZHOU), ("F06", SHENZHEN), ("F02", MAOMING))
    assert asked == {(form, city, period) for form, city in own for period in ("2026-10", "2026-11")}


def test_a_city_that_never_sent_any_is_asked_for_what_most_send_and_nobody_before_the_form_was_in_use() -> None:
    ledger = Ledger([_sent("F03", city, "2026-09") for city in (GUANGZHOU, SHENZHEN)], FORMS)
    assert ledger.asked(FORMS["F03"], MAOMING, "2026-10") and not ledger.asked(FORMS["F03"], MAOMING, "2026-08")
    assert not ledger.asked(FORMS["F02"], MAOMING, "2026-10") and not ledger.asked(FORMS["F04"], MAOMING, "2026-10")


def test_january_and_february_in_one_report_are_both_in() -> None:
    ledger = Ledger([BEGUN, _sent(period="2026-01/2026-02", at="2026-03-03")], FORMS)
    assert [duty(ledger, FORMS["F03"], MAOMING, p, TODAY).arrived for p in ("2026-01", "2026-02")] == [True, True]


# ------------------------------------------------------------------ rows, columns, reminders
def _october(silent: tuple[str, ...], today: str = TODAY) -> list[Duty]:
    sent = [BEGUN, *(_sent(region=city, period="2026-09", at="2026-10-03") for city in CITIES),
            *(_sent(region=city) for city in CITIES if city not in silent)]  # fmt: skip
    ledger = Ledger(sent, FORMS)
    return [duty(ledger, FORMS["F03"], city, "2026-10", today) for city in CITIES]


def test_nineteen_of_twenty_one_and_who_to_remind() -> None:
    cells = _october(("445100", "445300"))
    found = column(FORMS["F03"], "2026-10", cells)
    assert (found.reported, found.expected, found.on_time, share(found)) == (19, 21, 19, "19/21")
    one = reminder(FORMS["F03"], "2026-10", cells, TODAY)
    assert one is not None and one.regions == ("445100", "445300") and one.overdue
    zh, en = (reminder_lines(View(KNOWN, Scope(lang=lang), "/tracker"), one, TODAY)[0] for lang in ("zh", "en"))
    assert zh == (
        "2026年10月《就业情况月报表》应于2026年11月5日前报送，截至2026年11月22日潮州、云浮尚未报送，请尽快报送。"
    )
    assert "Chaozhou, Yunfu" in en and "5 Nov 2026" in en and "Oct 2026" in en


def test_twenty_one_of_twenty_one_reminds_nobody() -> None:
    cells = _october(())
    assert share(column(FORMS["F03"], "2026-10", cells)) == "21/21"
    assert reminder(FORMS["F03"], "2026-10", cells, TODAY) is None


def test_before_the_day_a_reminder_asks_and_does_not_reproach() -> None:
    one = reminder(FORMS["F03"], "2026-10", _october(("445100",), "2026-11-03"), "2026-11-03")
    assert one is not None and not one.overdue
    (said,) = reminder_lines(View(KNOWN, Scope(), "/"), one, "2026-11-03")
    assert said.startswith("2026年10月《就业情况月报表》请于2026年11月5日前报送")


def test_a_row_says_its_rate_its_run_and_how_long_it_is_overdue() -> None:
    days = {1: "2026-02-08", 2: "2026-03-08", 3: "2026-04-04", 4: "2026-05-04", 5: "2026-06-04"}
    ledger = Ledger([BEGUN, *(_sent(period=f"2026-0{month}", at=day) for month, day in days.items())], FORMS)
    cells = [duty(ledger, FORMS["F03"], MAOMING, f"2026-0{m}", "2026-06-20") for m in range(1, 7)]
    found = row(MAOMING, cells)
    assert (found.on_time, found.streak, found.overdue, found.whole) == (60.0, 3, 0, False)
    later = row(MAOMING, [duty(ledger, FORMS["F03"], MAOMING, f"2026-0{m}", "2026-07-15") for m in range(1, 7)])
    assert (later.on_time, later.streak, later.overdue) == (50.0, 0, 10)


# ------------------------------------------------------------------ through the store, the page, the file, the terminal
def _stored(folder: Path) -> Desk:
    """广州 and 深圳 send September in their own workbooks; 深圳's October is sent back; a summary has both."""
    engine = new_store(folder)
    for city in (GUANGZHOU, SHENZHEN):
        one = reading(f"{city}.xlsx", observation("emp_employed_new", city, "2026-09", 100.0))
        assert store(engine, one._replace(reported=(("10月", "2026-10-04"),))).accepted
    own = reading("广州10.xlsx", observation("emp_employed_new", GUANGZHOU, "2026-10", 100.0))
    assert store(engine, own._replace(reported=(("10月", "2026-11-09"),))).accepted
    back = reading("深圳10.xlsx", observation("emp_employed_new", SHENZHEN, "2026-10", 100.0))
    send_back(engine, back, content("深圳10.xlsx"), who="审核员", reason="合计不符")
    summary = reading("汇总.xlsx", *(observation("vol_teams", city, "2026-10", 9.0, cell=f"A{at}")
                                   for at, city in enumerate((GUANGZHOU, SHENZHEN), 1)), form="F01")  # fmt: skip
    assert store(engine, summary).accepted
    return Desk(engine, KNOWN)


def test_the_printed_day_the_return_and_the_provinces_own_form_come_from_the_store(tmp_path: Path) -> None:
    desk = _stored(tmp_path)
    page = desk.tracker(Scope(period="2026-10"))
    cells = {(line.region, cell.period): cell for line in page.rows for cell in line.cells}
    assert page.form == "F03" and cells[GUANGZHOU, "2026-09"].day == "2026-10-04"
    assert (cells[GUANGZHOU, "2026-10"].state, cells[GUANGZHOU, "2026-10"].days) == ("late", 4)
    assert cells[SHENZHEN, "2026-10"].state == "returned"
    assert cells[SHENZHEN, "2026-10"].sent[0].reason == "合计不符"
    province = desk.tracker(Scope(period="2026-10", extra=(("form", "F01"),)))
    assert [line.region for line in province.rows] == ["440000"]
    assert next(one for one in province.columns if one.period == "2026-10").reported == 1


def test_a_cell_of_the_page_opens_what_was_sent(tmp_path: Path) -> None:
    desk = _stored(tmp_path)
    said = text(show(desk, KNOWN, "/tracker", f"?p=2026-10&cell=F03.{SHENZHEN}.2026-10").page)
    assert "深圳10.xlsx" in said and "合计不符" in said and "退回修改" in said


def test_the_file_holds_the_matrix_of_the_page_and_the_reminders(tmp_path: Path) -> None:
    desk = _stored(tmp_path)
    page = desk.tracker(Scope(period="2026-10"))
    file = made(desk, "tracker", View(KNOWN, Scope(period="2026-10"), "/tracker"), "csv")
    lines = file.content.decode("utf-8-sig").splitlines()
    assert file.rows == len(page.rows) == 21
    assert "迟报4天（2026年11月9日）" in next(line for line in lines if line.startswith("广州市"))
    assert "退回修改" in next(line for line in lines if line.startswith("深圳市"))
    assert made(desk, "tracker", View(KNOWN, Scope(period="2026-10"), "/tracker"), "xlsx").content[:2] == b"PK"


def test_the_terminal_says_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from dashboard import main

    _stored(tmp_path)
    open_store(str(tmp_path / "wuli.db")).dispose()
    monkeypatch.setenv("WULI_LANG", "zh")
    done = CliRunner().invoke(main, ["tracker", "--period", "2026-10", "--database", str(tmp_path / "wuli.db")])
    assert done.exit_code == 0, done.output
    assert "就业情况月报表2026年10月：已报送1/21" in done.output
    assert "深圳的2026年10月《就业情况月报表》已退回" in done.output


def test_a_month_nobody_sent_yet_can_be_asked_for() -> None:
    """On the last sample day November is not over: it is no choice; December's first day makes it one."""
    from datetime import datetime

    from answers.asked import ask
    from answers.tracker import ledger, tracker
    from tests.full_store import full_desk

    desk = full_desk()
    held = desk.edition()
    known = ledger((), [_sent(region=city) for city in CITIES], FORMS)
    asked = ask(held.boards, Scope(), "")
    page = tracker(asked, held.state._replace(sample=False), known, period="2026-11", now=datetime(2026, 12, 2))
    assert page.periods[0] == "2026-11" and page.frame.scope.period == "2026-11"
    assert page.reminders[0].regions == CITIES and not page.reminders[0].overdue


def test_a_draft_waits_in_its_cell_with_the_way_to_it(tmp_path: Path) -> None:
    from store.drafts import stage
    from tests.reader_sheets import write

    desk = _stored(tmp_path)
    head = [["佛山市退役军人就业情况月报表"], ["报告期：2026年10月"], ["项目", "本月发生", "本年累计"]]
    rows = [*head, ["新增实现就业", 312, 2890], ["适应性培训", 20, 640], ["专场招聘会（场）", 3, 30]]
    path = write(tmp_path / "佛山市_就业月报_2026年10月.xlsx", {"10月": rows})
    draft = stage(desk.engine, path.name, path.read_bytes(), who="佛山")
    page = show(desk, KNOWN, "/tracker", "?p=2026-10&cell=F03.440600.2026-10").page
    assert "已提交，待决定" in text(page) and f"draft={draft.token}" in str(page)


def test_an_earlier_version_shows_what_had_come_by_then(tmp_path: Path) -> None:
    desk = _stored(tmp_path)
    then = desk.tracker(Scope(period="2026-09", version="r2"))
    cells = {(line.region, cell.period): cell for line in then.rows for cell in line.cells}
    assert cells[SHENZHEN, "2026-09"].arrived and not cells[GUANGZHOU, "2026-10"].arrived
    now = {(line.region, cell.period): cell for line in desk.tracker(Scope()).rows for cell in line.cells}
    assert now[GUANGZHOU, "2026-10"].arrived


@pytest.mark.parametrize("form", ["", "F14", "F08"])
def test_the_page_stands_whatever_little_there_is(form: str, tmp_path: Path) -> None:
    engine = new_store(tmp_path)
    measure, period = ("target", "2026") if form == "F14" else ("value", "2026-09")
    one = reading("x.xlsx", observation("emp_employed_new", MAOMING, period, 9.0, measure=measure), form=form)
    assert store(engine, one).accepted
    said = text(show(Desk(engine, KNOWN), KNOWN, "/tracker", "").page)
    assert "E-" not in said and ("还没有收到已知的报表" in said) == (form == "")
