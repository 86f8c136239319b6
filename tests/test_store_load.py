"""Loading: what becomes a fact, what is refused, and that nothing is ever half there."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from made import (
    GUANGZHOU,
    MAOMING,
    SHENZHEN,
    content,
    new_store,
    observation,
    reading,
    store,
    team,
)
from sqlalchemy import Engine, func, select

from catalog.records import CellRef, Finding
from store import schema
from store.check import check, fingerprint
from store.facts import facts
from store.load import load, revision
from store.problems import StoreProblem
from store.registers import rows
from store.sources import original, sources
from store.state import state


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    return new_store(tmp_path)


def everything(engine: Engine) -> dict[str, int]:
    """How many rows each table has."""
    with engine.connect() as connection:
        return {
            table.name: connection.scalar(select(func.count()).select_from(table)) or 0
            for table in schema.metadata.sorted_tables
        }


def test_a_figure_comes_back_with_the_cell_it_was_printed_in(engine: Engine) -> None:
    sent = reading("就业.xlsx", observation(value=1234.0, text="1,234", qualifier="approx"))
    report = store(engine, sent)
    assert report.accepted and report.revision == revision(engine) == 1
    frame = facts(engine, ["emp_employed_new"])
    assert list(frame.columns) == ["id", "indicator", "region", "period", "measure", "value", "qualifier", "status"]
    row = frame.iloc[0]
    assert (row.region, row.period, row.measure, row.value, row.qualifier, row.status) == (
        GUANGZHOU, "2026-10", "value", 1234.0, "approx", "reported",
    )  # fmt: skip
    (source,) = sources(engine, [int(row.id)])
    assert (source.workbook, source.sheet, source.cell, source.text, source.who) == (
        "就业.xlsx", "10月", "C7", "1,234", "审核员",
    )  # fmt: skip
    assert original(engine, source.sha256) == content("就业.xlsx")


def test_blank_is_not_reported_and_never_zero(engine: Engine) -> None:
    store(engine, reading("就业.xlsx", observation(value=None, missing="not_reported"),
                          observation(region=SHENZHEN, value=0.0, cell="C8")))  # fmt: skip
    frame = facts(engine, ["emp_employed_new"]).set_index("region")
    assert frame.loc[GUANGZHOU, "status"] == "not_reported" and frame.loc[GUANGZHOU, "value"] != 0
    assert frame["value"].isna()[GUANGZHOU] and frame.loc[SHENZHEN, "value"] == 0.0


def test_printed_totals_rates_changes_and_ranks_are_no_facts(engine: Engine) -> None:
    store(
        engine,
        reading(
            "汇总.xlsx",
            observation(),
            observation(role="total", region=None, value=9999.0),
            observation(role="subtotal", region=None),
            observation("emp_employment_rate", value=88.0),
            observation(measure="change", value=10.7),
            observation(measure="last_year", value=300.0),
            observation(measure="rank", value=1.0),
            observation(indicator=None),
            observation(period=None),
        ),
    )
    assert everything(engine)["observations"] == 1


def test_target_of_a_ratio_and_the_provinces_own_row_are_kept(engine: Engine) -> None:
    store(
        engine,
        reading(
            "任务.xlsx",
            observation("vol_village_coverage", measure="target", period="2026", value=100.0),
            observation("hon_award_editions", role="total", region=None, period="2025-12", value=2.0),
        ),
    )
    assert facts(engine, ["hon_award_editions"])[["region", "value"]].to_numpy().tolist() == [["440000", 2.0]]
    targets = facts(engine, ["vol_village_coverage"], measures=["target"])
    assert targets[["period", "value"]].to_numpy().tolist() == [["2026", 100.0]]


def test_the_same_file_again_adds_nothing(engine: Engine) -> None:
    sent = reading("就业.xlsx", observation(), rows=(team("红棉"),))
    store(engine, sent)
    before = everything(engine)
    report = store(engine, sent)
    assert report.accepted and report.unchanged == ("就业.xlsx",) and not report.loaded
    assert everything(engine) == before and revision(engine) == 1


def test_same_files_in_any_order_give_the_same_store(tmp_path: Path) -> None:
    files = [
        reading("汇总.xlsx", observation(value=300.0), observation(region=SHENZHEN, value=7.0), form="F01"),
        reading("广州.xlsx", observation(value=312.0), form="F03"),
        reading("广州（更正）.xlsx", observation(value=330.0), form="F03", correction=True),
        reading("茂名.xlsx", observation(region=MAOMING, value=None, missing="not_reported"), form="F03"),
        reading("对照.xlsx", observation(region=MAOMING, value=55.0), observation(value=299.0), form="F05"),
        reading("台账.xlsx", rows=(team("甲"), team("乙", line=4)), form="F04"),
    ]
    prints = set()
    for number, order in enumerate(itertools.islice(itertools.permutations(files), 0, 720, 60)):
        engine = new_store(tmp_path, f"{number}.db")
        for item in order:
            assert store(engine, item).accepted
        prints.add(fingerprint(engine))
        assert check(engine) == []
    assert len(prints) == 1
    frame = facts(engine, ["emp_employed_new"]).set_index("region")["value"]
    assert frame.to_dict() == {GUANGZHOU: 330.0, SHENZHEN: 7.0, MAOMING: 55.0}


def test_a_citys_own_form_outranks_a_summary_and_a_correction_outranks_both(engine: Engine) -> None:
    store(engine, reading("广州.xlsx", observation(value=312.0), form="F03"))
    store(engine, reading("汇总.xlsx", observation(value=300.0), form="F01"))
    assert facts(engine, ["emp_employed_new"])["value"].tolist() == [312.0]
    store(engine, reading("汇总（更正）.xlsx", observation(value=305.0), form="F01", correction=True))
    assert facts(engine, ["emp_employed_new"])["value"].tolist() == [305.0]
    assert everything(engine)["observations"] == 3


def test_a_later_report_of_the_same_form_outranks_the_earlier(engine: Engine) -> None:
    october = observation(period="2026-10", value=9.0, cell="D7")
    store(engine, reading("十月.xlsx", observation(period="2026-09", value=20.0), october))
    store(engine, reading("九月.xlsx", observation(period="2026-09", value=18.0)))
    assert facts(engine, ["emp_employed_new"])["value"].tolist() == [20.0, 9.0]


def test_two_files_that_disagree_are_refused_naming_both_and_their_cells(engine: Engine) -> None:
    store(engine, reading("就业.xlsx", observation(value=312.0)))
    before = everything(engine)
    report = store(
        engine,
        reading("就业2.xlsx", observation(value=321.0, cell="D9")),
        reading("深圳.xlsx", observation(region=SHENZHEN)),
    )
    assert not report.accepted and everything(engine) == before
    (finding,) = report.findings
    assert finding.severity == "error" and finding.ref == CellRef("就业2.xlsx", "10月", "D9")
    for part in ("就业.xlsx", "C7", "312", "就业2.xlsx", "D9", "321", "广州市", "更正"):
        assert part in finding.text
    assert "--reason" in finding.text
    assert store(engine, reading("就业2更正.xlsx", observation(value=321.0), correction=True)).accepted


def test_two_files_of_one_batch_that_disagree_are_refused(engine: Engine) -> None:
    report = store(engine, reading("甲.xlsx", observation(value=1.0)), reading("乙.xlsx", observation(value=2.0)))
    assert not report.accepted and revision(engine) == 0 and state(engine).empty


def test_one_bad_file_keeps_the_whole_batch_out(engine: Engine) -> None:
    bad = Finding("door.type", "error", CellRef("坏.xlsx", "", ""), "坏.xlsx：无法识别。")
    report = store(engine, reading("好.xlsx", observation()), reading("坏.xlsx", status="refused", findings=(bad,)))
    assert not report.accepted and state(engine).empty and "坏.xlsx" in report.findings[0].text


def test_a_file_without_any_known_figure_is_refused_with_a_sentence(engine: Engine) -> None:
    report = store(engine, reading("日记.xlsx", observation(indicator=None)))
    assert not report.accepted and "日记.xlsx" in report.findings[0].text and report.findings[0].text.endswith("。")


def test_warnings_do_not_stop_a_load_and_are_kept(engine: Engine) -> None:
    slip = Finding("check.sum", "warning", CellRef("就业.xlsx", "10月", "C3"), "合计与各市之和不符。")
    assert store(engine, reading("就业.xlsx", observation(), findings=(slip,))).accepted
    assert everything(engine)["findings"] == 1


def test_real_and_sample_data_never_stand_together(engine: Engine) -> None:
    samples = [reading("示例_甲.xlsx", observation(value=1.0), sample=True, rows=(team("示例队"),)),
               reading("示例_乙.xlsx", observation(region=SHENZHEN, value=2.0), sample=True)]  # fmt: skip
    real = reading("广州.xlsx", observation(value=312.0))
    store(engine, *samples)
    assert state(engine).sample
    refused = store(engine, real)
    assert (
        not refused.accepted
        and "--replace-samples" in refused.findings[0].text
        and "广州.xlsx" in refused.findings[0].text
    )
    replaced = store(engine, real, replace_samples=True)
    assert replaced.accepted and replaced.withdrawn == 2
    assert facts(engine, ["emp_employed_new"])["value"].tolist() == [312.0]
    assert rows(engine, "vol_teams_register") == ([], 0)
    assert not state(engine).sample and state(engine).workbooks == 1
    assert not store(engine, samples[0]).accepted
    assert check(engine) == []


def test_samples_and_real_data_in_one_batch_are_refused(engine: Engine) -> None:
    sample, real = reading("示例.xlsx", observation(), sample=True), reading("真.xlsx", observation(region=SHENZHEN))
    report = store(engine, sample, real, replace_samples=True)
    assert not report.accepted and state(engine).empty


def test_withdrawn_samples_stay_on_record(engine: Engine) -> None:
    store(engine, reading("示例.xlsx", observation(), sample=True))
    store(engine, reading("真.xlsx", observation(value=5.0)), replace_samples=True)
    assert everything(engine)["submissions"] == 2 and everything(engine)["workbooks"] == 2


def test_a_dry_run_says_everything_and_keeps_nothing(engine: Engine) -> None:
    before = everything(engine)
    report = store(engine, reading("就业.xlsx", observation()), dry_run=True)
    assert report.accepted and len(report.loaded) == 1
    assert everything(engine) == before
    assert revision(engine) == 0 and state(engine).empty


def test_bytes_that_are_not_those_that_were_read_are_refused(engine: Engine) -> None:
    sent = reading("就业.xlsx", observation())
    with pytest.raises(StoreProblem) as caught:
        load(engine, [sent], {sent.sha256: b"changed since"}, who="x")
    assert caught.value.word == "load_changed" and "就业.xlsx" in caught.value.say() and state(engine).empty


def test_loading_needs_the_bytes_of_every_reading(engine: Engine) -> None:
    with pytest.raises(KeyError):
        load(engine, [reading("就业.xlsx", observation())], {}, who="x")
    assert state(engine).empty
