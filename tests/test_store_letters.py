"""A correction letter (数据更正函, F13) changes the figures it names, when it knows what was reported before."""

from __future__ import annotations

from pathlib import Path

import pytest
from made import MAOMING, SHENZHEN, new_store, observation, reading, store
from openpyxl import Workbook
from sqlalchemy import Engine

from catalog.records import Observation, Reading
from loaders.read import read
from store.check import check
from store.facts import facts
from store.history import versions
from store.load import LoadReport, load
from store.submissions import submissions

PLACE = {"region": MAOMING, "period": "2026-09"}


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    return new_store(tmp_path)


def letter(name: str, old: float | None, new: float, **place: str) -> Reading:
    """A letter of one line, as the reader hands it over."""
    where = {**PLACE, **place}
    missing = None if old is not None else "not_reported"
    quoted = observation(value=old, measure="old", role="memo", cell="E3", missing=missing, **where)  # type: ignore[arg-type]
    cells: tuple[Observation, ...] = (quoted, observation(value=new, cell="F3", **where))  # type: ignore[arg-type]
    return reading(name, *cells, form="F13", correction=True)._replace(reason="录入错位")


def report(engine: Engine, value: float = 143.0) -> LoadReport:
    more = observation("emp_unemployed", value=60.0, cell="D9", **PLACE)  # type: ignore[arg-type]
    return store(engine, reading("月报.xlsx", observation(value=value, **PLACE), more))  # type: ignore[arg-type]


def standing(engine: Engine) -> list[float]:
    return facts(engine, ["emp_employed_new"])["value"].tolist()


def test_a_letter_that_quotes_what_is_stored_corrects_that_figure_alone(engine: Engine) -> None:
    report(engine)
    done = store(engine, letter("更正函.xlsx", 143.0, 134.0))
    assert done.accepted and done.corrections == (2,) and done.superseded == ()
    assert standing(engine) == [134.0] and facts(engine, ["emp_unemployed"])["value"].tolist() == [60.0]
    sent = submissions(engine)[1]
    assert (sent.form, sent.correction, sent.reason, sent.observations) == ("F13", True, "录入错位", 1)
    assert check(engine) == []


def test_a_letter_that_quotes_another_value_is_refused_naming_both_cells(engine: Engine) -> None:
    report(engine, 98.0)
    refused = store(engine, letter("更正函.xlsx", 143.0, 134.0))
    (finding,) = refused.findings
    assert not refused.accepted and finding.code == "letter_old_differs" and finding.ref.cell == "E3"
    for part in ("更正函.xlsx", "E3", "143", "98", "月报.xlsx", "10月", "C7", "茂名市", "2026-09", "新增"):
        assert part in finding.text
    assert standing(engine) == [98.0] and len(submissions(engine)) == 1
    english = store(engine, letter("更正函.xlsx", 143.0, 134.0), lang="en")
    assert "the letter says 143" in english.findings[0].text and "Maoming" in english.findings[0].text


def test_a_reason_does_not_help_a_letter_that_quotes_another_value(engine: Engine) -> None:
    report(engine, 98.0)
    assert not store(engine, letter("更正函.xlsx", 143.0, 134.0), reason="就是要改").accepted


def test_a_letter_about_a_figure_nobody_sent_is_refused(engine: Engine) -> None:
    report(engine)
    refused = store(engine, letter("更正函.xlsx", 143.0, 134.0, region=SHENZHEN))
    assert not refused.accepted and refused.findings[0].code == "letter_nothing_stored"
    assert "深圳市" in refused.findings[0].text


def test_a_letter_may_fill_in_what_was_said_to_be_blank(engine: Engine) -> None:
    report(engine)
    assert store(engine, letter("更正函.xlsx", None, 12.0, region=SHENZHEN)).accepted
    assert sorted(standing(engine)) == [12.0, 143.0]


def test_letters_build_on_each_other_in_whatever_order_they_are_named(engine: Engine) -> None:
    """In one load, the report and two letters, the second of which sorts first by name."""
    more = reading("月报.xlsx", observation(value=143.0, **PLACE))  # type: ignore[arg-type]
    done = store(engine, letter("甲函.xlsx", 134.0, 130.0), letter("乙函.xlsx", 143.0, 134.0), more)
    assert done.accepted and standing(engine) == [130.0]
    found = versions(engine, "emp_employed_new", MAOMING, "2026-09")
    told = [(item.workbook, item.value, item.stands) for item in found]
    assert told == [("月报.xlsx", 143.0, False), ("乙函.xlsx", 134.0, False), ("甲函.xlsx", 130.0, True)]
    assert check(engine) == []


def test_a_letter_outranks_a_correction_it_quotes(engine: Engine) -> None:
    report(engine)
    for value in (140.0, 139.0):
        assert store(engine, reading(f"{value}.xlsx", observation(value=value, **PLACE)), reason="重报").accepted  # type: ignore[arg-type]
    assert store(engine, letter("更正函.xlsx", 139.0, 134.0)).accepted and standing(engine) == [134.0]


def test_a_letter_on_paper_goes_from_the_sheet_to_the_figure(engine: Engine, tmp_path: Path) -> None:
    report(engine)
    assert load_sheet(engine, tmp_path / "更正函.xlsx", 150).findings[0].ref.cell == "E3"
    assert load_sheet(engine, tmp_path / "更正函2.xlsx", 143).accepted
    assert standing(engine) == [134.0] and submissions(engine)[1].reason == "录入错位"


def load_sheet(engine: Engine, path: Path, old: int) -> LoadReport:
    """A letter written by hand, read and loaded."""
    book = Workbook()
    for row in (
        ["关于就业月报数据的更正函"],
        ["地市", "报表", "报告期", "指标", "原报数", "更正数", "差额", "原因", "更正日期"],
        ["茂名市", "就业情况月报表", "2026年9月", "新增实现就业", old, 134, 134 - old, "录入错位", "2026年10月12日"],
    ):
        book.worksheets[0].append(row)
    book.save(path)
    found = read(path)
    return load(engine, [found], {found.sha256: path.read_bytes()}, who="审核员")


def test_a_table_sent_again_must_not_take_back_what_a_letter_corrected(engine: Engine) -> None:
    """The whole table comes again because of Shenzhen; in Maoming's cell it still has what the letter corrected."""
    two = (observation(value=143.0, cell="C18", **PLACE), observation(value=5.0, region=SHENZHEN, period="2026-09"))  # type: ignore[arg-type]
    store(engine, reading("汇总.xlsx", *two, form="F01"))
    store(engine, letter("更正函.xlsx", 143.0, 134.0))
    shenzhen = observation(value=6.0, region=SHENZHEN, period="2026-09")
    again = reading("汇总2.xlsx", two[0], shenzhen, form="F01")
    done = store(engine, again, reason="深圳漏报一人")
    (finding,) = done.findings
    assert done.accepted and (finding.code, finding.severity, finding.ref.cell) == ("load_undoes", "warning", "C18")
    for part in ("汇总2.xlsx", "C18", "143", "更正函.xlsx", "F3", "134", "茂名市"):
        assert part in finding.text
    assert sorted(standing(engine)) == [6.0, 134.0]
    assert check(engine) == []
