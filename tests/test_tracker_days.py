"""报送情况 of reports whose day nobody knows, of sample data whose time stands still, of forms that are new."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from answers.asked import ask
from answers.desk import Desk
from answers.duties import Ledger, column, duty, in_time_rate, row
from answers.tracker import ledger, tracker
from callbacks.export import made
from callbacks.router import show
from callbacks.tracker import aside
from catalog.records import Scope
from catalog.tracked import Duty, share
from catalog.view import View
from layouts.tracker import reminders
from tests.full_store import full_desk
from tests.made import MAOMING, new_store, observation, reading, store
from tests.nodes import text
from tests.test_tracker import BEGUN, CITIES, FORMS, KNOWN, TODAY, _october, _sent


def _undated(silent: tuple[str, ...]) -> list[Duty]:
    """October of all but `silent`, loaded after it was due from sheets that print no day: nobody can tell when."""
    sent = [_sent(region=city, period=period, at="2026-11-22") for city in CITIES for period in ("2026-09", "2026-10")
            if period == "2026-09" or city not in silent]  # fmt: skip
    return [duty(Ledger(sent, FORMS), FORMS["F03"], city, "2026-10", TODAY) for city in CITIES]


def test_where_no_day_is_known_nothing_is_said_to_be_late() -> None:
    cells = _undated(("445100", "445300"))
    found = column(FORMS["F03"], "2026-10", cells)
    assert share(found) == "19/21" and found.undated == 19 and not found.told
    assert in_time_rate(cells) is None and row(MAOMING, cells[:1]).on_time is None
    assert in_time_rate(_october(("445100", "445300"))) == 90.5 and column(FORMS["F03"], "2026-10", _october(())).told


def test_page_file_and_terminal_agree_that_the_rate_cannot_be_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dashboard import main

    engine = new_store(tmp_path)
    for period in ("2026-09", "2026-10"):
        for city in CITIES[: 21 if period == "2026-09" else 19]:
            one = reading(f"{city}{period}.xlsx", observation("emp_employed_new", city, period, 100.0))
            assert store(engine, one).accepted
    desk = Desk(engine, KNOWN)
    page = text(show(desk, KNOWN, "/tracker", "?p=2026-10").page)
    assert "报出日期多数不明，按时率—" in page and "0.0%" not in page and "19/21" in page
    file = made(desk, "tracker", View(KNOWN, Scope(period="2026-10"), "/tracker"), "csv").content.decode("utf-8-sig")
    assert all(line.split(",")[-1] in ("—", "") for line in file.splitlines() if line[:3] in ("广州市", "已报送"))
    monkeypatch.setenv("WULI_LANG", "zh")
    done = CliRunner().invoke(main, ["tracker", "--period", "2026-10", "--database", str(tmp_path / "wuli.db")])
    assert "已报送19/21，按时—（19份到达日不明）" in done.output, done.output


@pytest.mark.parametrize(("now", "today"), [
    ("2026-11-22T04:00:00+00:00", "2026-11-22"), ("2026-11-21T17:00:00+00:00", "2026-11-22"),
    ("2027-06-01T00:00:00+00:00", "2026-11-30"), ("2026-10-08T00:00:00+00:00", "2026-10-31")])  # fmt: skip
def test_sample_data_are_never_seen_from_a_day_to_come_and_their_time_stands_still(now: str, today: str) -> None:
    assert full_desk().tracker(Scope(), now=datetime.fromisoformat(now)).today == today


def test_page_and_reminder_say_that_sample_data_are_seen_from_that_day() -> None:
    held, now = full_desk().edition(), datetime.fromisoformat("2026-11-22T04:00:00+00:00")
    known = ledger((), [BEGUN, *(_sent(region=city, sample=True) for city in CITIES[:19])], FORMS)
    for sample in (True, False):
        page = tracker(ask(held.boards, Scope(), ""), held.state._replace(sample=sample), known, period="2026-10",
                       now=now)  # fmt: skip
        view = View(KNOWN, Scope(), "/tracker")
        said = aside(view, page), text(reminders(view, page))
        assert all(("示例数据按2026年11月22日计算" in one) == sample and "2026年11月22日" in one for one in said), said


def test_periods_before_a_form_was_in_use_are_no_empty_columns_and_it_is_not_the_default_then() -> None:
    held, now = full_desk().edition(), datetime.fromisoformat("2026-12-22T04:00:00+00:00")
    known = ledger((), [*(_sent("F02", city, "2026-11") for city in CITIES[:19]),
                        *(_sent("F03", city, f"2026-{m:02d}") for city in CITIES for m in range(1, 11))], FORMS)
    scope = Scope(extra=(("form", "F02"),))
    state = held.state._replace(sample=False)
    own = tracker(ask(held.boards, scope, ""), state, known, period="2026-11", now=now)
    assert [one.period for one in own.columns] == ["2026-11", "2026-12"] and own.columns[0].reported == 19
    usual = tracker(ask(held.boards, Scope(), ""), state, known, period="2026-10", now=now)
    assert usual.form == "F03" and len(usual.columns) == 12
