"""The page and the command line promise exactly what happens: what would be taken, and what would not and why."""

from __future__ import annotations

from pathlib import Path

import pytest
from made import GUANGZHOU, SHENZHEN, new_store
from reader_sheets import write
from review_books import Rows, monthly
from shell import run
from sqlalchemy import Engine

from answers.desk import Desk
from callbacks.submit import draw
from catalog.book import load as load_catalog
from catalog.scope import parse
from catalog.view import View
from layouts.tree import Node
from review.decision import Outcome, accept
from review.inbox import take as inbox
from review.proposal import Proposal, propose, stage
from store.facts import facts
from tests.nodes import of_tag, text

CITY = "广州市"


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    return new_store(tmp_path)


def summary(guangzhou: int, shenzhen: int) -> Rows:
    """The province's own table: less authority than a city's own form."""
    return [["全省退役军人工作主要指标汇总表（2026年10月）"], ["地区", "新增实现就业（人）"], [CITY, guangzhou],
            ["深圳市", shenzhen]]  # fmt: skip


def report(value: int) -> Rows:
    return monthly("2026年10月", CITY, ["新增实现就业", value, None, None])


def put(engine: Engine, folder: Path, name: str, rows: Rows) -> Proposal:
    path = write(folder / name, {"表": rows})
    draft = stage(engine, path.name, path.read_bytes(), who="王", megabytes=5)
    found = propose(engine, draft.token)
    assert found is not None and found.reading.status == "read"
    return found


def take(engine: Engine, found: Proposal, text: str = "已核对", **more: bool) -> Outcome:
    return accept(engine, found.draft.token, who="王", text=text, **more)


def standing(engine: Engine) -> dict[str, float]:
    frame = facts(engine, ["emp_employed_new"])
    frame = frame[(frame["period"] == "2026-10") & (frame["measure"] == "value")]
    return dict(zip(frame["region"], frame["value"], strict=True))


def promised(found: Proposal, before: dict[str, float]) -> dict[str, float]:
    """What would stand by what the proposal says."""
    taken = [one for one in (*found.diff.new, *found.diff.changed) if one.new and one.new.value is not None]
    place = ("2026-10", "value", "emp_employed_new")
    return before | {one.region: one.new.value for one in taken if (one.period, one.measure, one.indicator) == place}


def page(engine: Engine, found: Proposal) -> Node:
    view = View(load_catalog(), parse(f"draft={found.draft.token}", "zh")._replace(lang="zh"), "/submit")
    return draw(Desk(engine, load_catalog()), view).body


def test_a_figure_that_would_not_be_taken_is_not_promised_and_says_why(engine: Engine, tmp_path: Path) -> None:
    assert take(engine, put(engine, tmp_path, "广州市就业情况月报表_2026年10月.xlsx", report(312))).done
    before = standing(engine)
    found = put(engine, tmp_path, "全省汇总表_2026年10月.xlsx", summary(999, 55))
    (kept,) = found.diff.kept
    assert (kept.region, kept.old and kept.old.value, kept.why, kept.form) == (GUANGZHOU, 312.0, "authority", "F03")
    assert found.diff.changed == () and [one.region for one in found.diff.new] == [SHENZHEN]
    wanted = promised(found, before)
    assert take(engine, found).done and standing(engine) == wanted == {GUANGZHOU: 312.0, SHENZHEN: 55.0}


def test_the_page_has_a_group_for_what_is_not_taken(engine: Engine, tmp_path: Path) -> None:
    take(engine, put(engine, tmp_path, "广州市就业情况月报表_2026年10月.xlsx", report(312)))
    body = page(engine, put(engine, tmp_path, "全省汇总表_2026年10月.xlsx", summary(999, 55)))
    said = text(body)
    assert "其中1个不采用" in said
    (row,) = [text(one) for one in of_tag(body, "tr") if "is-kept" in one[1].get("className", "")]
    for part in ("不采用", "312", "999", "广州市就业情况月报表_2026年10月.xlsx", "F03", "级别更高"):
        assert part in row


def test_a_table_sent_again_keeps_the_corrected_figure_unless_it_is_ticked(engine: Engine, tmp_path: Path) -> None:
    take(engine, put(engine, tmp_path, "汇总表_2026年10月.xlsx", summary(10, 20)))
    take(engine, put(engine, tmp_path, "汇总表_2026年10月_二.xlsx", summary(12, 20)))
    assert standing(engine) == {GUANGZHOU: 12.0, SHENZHEN: 20.0}
    found = put(engine, tmp_path, "汇总表_2026年10月_三.xlsx", summary(10, 25))
    assert [(one.region, one.why) for one in found.diff.kept] == [(GUANGZHOU, "correction")]
    assert [one.region for one in found.diff.changed] == [SHENZHEN]
    body = page(engine, found)
    assert "仍用更正后的数" in text(body) and "submit-take-back" in str(body)
    assert take(engine, found).done and standing(engine) == {GUANGZHOU: 12.0, SHENZHEN: 25.0}
    again = put(engine, tmp_path, "汇总表_2026年10月_四.xlsx", summary(10, 26))
    assert take(engine, again, take_back=True).done and standing(engine) == {GUANGZHOU: 10.0, SHENZHEN: 26.0}


def test_words_for_a_file_that_contradicts_nothing_change_no_more_than_was_shown(
    engine: Engine, tmp_path: Path
) -> None:
    """The old file again, other bytes: nothing is blocked, so words alone must not take the correction back."""
    take(engine, put(engine, tmp_path, "汇总表_2026年10月.xlsx", summary(10, 20)))
    take(engine, put(engine, tmp_path, "汇总表_2026年10月_二.xlsx", summary(12, 20)))
    found = put(engine, tmp_path, "汇总表_2026年10月_三.xlsx", [*summary(10, 20), ["填表人：王"]])
    assert found.diff.changed == () and len(found.diff.kept) == 1
    assert take(engine, found, "随手写一句").done and standing(engine)[GUANGZHOU] == 12.0


def test_a_file_that_is_stored_already_promises_nothing(engine: Engine, tmp_path: Path) -> None:
    first = put(engine, tmp_path, "汇总表_2026年10月.xlsx", summary(10, 20))
    take(engine, first)
    take(engine, put(engine, tmp_path, "汇总表_2026年10月_二.xlsx", summary(12, 20)))
    draft = stage(engine, first.draft.workbook, (tmp_path / first.draft.workbook).read_bytes(), who="王", megabytes=5)
    found = propose(engine, draft.token)
    assert (
        found and (found.diff.new, found.diff.changed) == ((), ()) and [one.why for one in found.diff.kept] == ["known"]
    )


def test_a_load_says_what_changed_and_what_was_not_taken(tmp_path: Path) -> None:
    database = tmp_path / "wuli.db"
    files = [write(tmp_path / f"汇总表_2026年10月_{n}.xlsx", {"表": summary(*pair)})
             for n, pair in enumerate(((10, 20), (12, 20), (10, 25), (10, 26)))]  # fmt: skip
    first = run("load", files[0], "--database", database)
    assert first.returncode == 0 and "数字变化" not in first.stdout
    second = run("load", files[1], "--reason", "漏报", "--database", database)
    assert "改变1个" in second.stdout and "10 → 12" in second.stdout and "B3" in second.stdout
    third = run("load", files[2], "--reason", "深圳漏报", "--database", database)
    assert third.returncode == 0 and "不采用1个" in third.stdout and "20 → 25" in third.stdout
    assert "仍用更正后的数" in third.stdout and "--take-back" in third.stderr
    last = run("load", files[3], "--reason", "广州不该改", "--take-back", "--database", database)
    assert "改变2个" in last.stdout and "12 → 10" in last.stdout and "不采用0个" in last.stdout


def test_the_inbox_says_what_it_stored_and_did_not_take(engine: Engine, tmp_path: Path) -> None:
    for number, value in enumerate((310, 312)):
        name = f"广州市就业情况月报表_2026年10月_{number}.xlsx"
        assert take(engine, put(engine, tmp_path, name, report(value))).done
    path = write(tmp_path / "广州市就业情况月报表_2026年10月_又.xlsx", {"表": [*report(310), ["填表人：王"]]})
    done = inbox(engine, path, who="王", megabytes=5)
    assert done.place == "done" and "1个数不采用" in done.said and "仍用更正后的数" in done.said, done.said
    assert standing(engine) == {GUANGZHOU: 312.0}
