"""The registry holds every rule there is, with guidance in both languages, and the samples give few alarms."""

from __future__ import annotations

import csv
import re
import time
from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import select

from catalog.book import load
from catalog.checks import FAMILIES, SEVERITIES, checks, counted, relations, renewed
from review.checks import check_reading
from review.context import gather
from review.intake import review, reviewed
from store.engine import open_store, reading
from store.schema import findings
from tests import test_checks, test_checks_reader
from tests.made import GUANGZHOU, new_store, observation, store
from tests.made import reading as made_reading
from tests.review_books import NOW, cities, found_in

ROOT = Path(__file__).resolve().parents[1]
READING = ROOT / "data" / "catalog" / "reading"


def _codes(name: str) -> set[str]:
    with open(READING / name, encoding="utf-8", newline="") as lines:
        return {row["code"] for row in csv.DictReader(line for line in lines if not line.startswith("#"))}


def _emitted() -> set[str]:
    """Every code that stands as a text behind say( or Finding( in the reader, the checks and the store."""
    calls = re.compile(r'(?:say|finding|Finding|_find|_finding|_pair)\(\s*"([a-z_]+)"')
    sources = [path for room in ("loaders", "review", "store") for path in (ROOT / room).glob("*.py")]
    return {code for path in sources for code in calls.findall(path.read_text(encoding="utf-8"))}


def test_every_code_the_program_can_say_is_a_check_or_a_refusal():
    refusals = _codes("door.csv") | {id for id in load().words["zh"] if id.startswith("load_")}
    said = _codes("findings.csv") | _emitted()
    assert len(said) > 50 and not said - set(checks()) - refusals
    assert not set(checks()) & refusals


def test_every_check_has_name_family_severity_and_guidance_in_both_languages():
    own = _codes("findings.csv")
    for check in checks().values():
        assert check.family in FAMILIES and check.severity in SEVERITIES
        assert check.zh and check.en and check.guidance_zh and check.guidance_en, check.id
        assert bool(check.say_zh) == bool(check.say_en) != (check.id in own), check.id
        assert set(re.findall(r"{\w+}", check.say_zh)) == set(re.findall(r"{\w+}", check.say_en)), check.id
    assert {check.family for check in checks().values()} == set(FAMILIES)


def test_every_check_fails_somewhere():
    """In a case of ours; what only the reader says may be named by a test of the reader instead."""
    tried = {case.code for case in (*test_checks.CASES, *test_checks_reader.CASES)}
    others = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").glob("test_*.py")
                     if not path.name.startswith("test_checks"))  # fmt: skip
    untried = set(checks()) - tried - {"formulas_worked_out"}  # the rest of formula_worked_out, counted
    assert not {code for code in untried if checks()[code].say_zh}
    assert not {code for code in untried if f'"{code}"' not in others}


def test_relations_name_what_exists():
    catalog = load()
    names = {*catalog.indicators, *catalog.denominators, *(f"register:{one}" for one in catalog.registers)}
    assert len({relation.id for relation in relations()}) == len(relations())
    for relation in relations():
        assert {relation.whole, *relation.parts} <= names and relation.check in checks(), relation.id
        assert relation.relation in ("=", ">=", "<=")
    assert renewed() <= set(catalog.indicators)
    units = {unit.base for unit in catalog.units.values()} | {row.unit for row in catalog.indicators.values()}
    assert counted() <= units


def test_the_samples_fail_few_checks(sample_database):
    """Counted: 13 among 158 workbooks and 84,761 figures, each of them planted or a correction that one form lacks."""
    with reading(open_store(sample_database)) as connection:
        found = Counter(connection.scalars(select(findings.c.code)))
    own = {code: n for code, n in found.items() if code in checks() and checks()[code].say_zh}
    assert own == {"forms_disagree": 5, "scope_change": 1, "ytd_mismatch": 1, "history_short": 6}
    assert found["duplicate_row"] == 21 and found["total_mismatch"] == 2


def test_the_checks_of_one_workbook_take_a_moment(sample_database):
    """Against a full store: the context and the checks of a workbook of every form, 0.3 s each on a quiet machine."""
    from loaders.read import read

    engine = open_store(sample_database)
    for name in ("示例_广州市_就业月报_2026.xlsx", "示例_志愿服务系统导出_202610.csv"):
        item = read(ROOT / "data" / "samples" / name)
        begun = time.process_time()
        review(engine, [item._replace(sha256="0" * 64)], NOW)
        assert time.process_time() - begun < 1.0


def test_only_an_error_stops_a_load(tmp_path):
    assert {id for id, check in checks().items() if check.severity == "error" and check.say_zh} == {"period_future"}
    item = made_reading("未来.xlsx", observation(period="2026-12"))
    (again,) = reviewed(None, [item], NOW)
    assert [(f.code, f.severity) for f in again.findings] == [("period_future", "error")]


def test_a_sample_has_no_calendar_of_its_own():
    item = made_reading("示例.xlsx", observation(period="2031-12"), sample=True)
    assert not review(None, [item], NOW)[item.sha256]


def test_a_refused_workbook_is_not_checked():
    item = made_reading("坏.xlsx", observation(period="2031-12"), status="refused")
    assert check_reading(item, gather(None, [item], NOW)) == ()


def test_the_same_workbooks_in_any_order_say_the_same():
    teams = [*(800.0 + m for m in range(1, 8)), 1900.0]
    books = [made_reading(f"{m}月.xlsx", observation("vol_teams", GUANGZHOU, f"2026-{m:02}", value), form="F01")
             for m, value in enumerate(teams, 1)]  # fmt: skip
    there, back = review(None, books, NOW), review(None, books[::-1], NOW)
    assert there == back and [f.code for f in there[books[-1].sha256]] == ["scope_change"]


@pytest.mark.parametrize("month", ["2022年11月", "2022年10月"])
def test_a_published_figure_is_held_against_its_own_month_only(tmp_path, month):
    found = found_in(tmp_path, "队伍.xlsx", cities(month, ["志愿服务队（支）"], ["全省合计", 8000]))
    assert ("published_gap" in {f.code for f in found}) == (month == "2022年11月")


def test_a_constant_series_and_a_short_one_raise_no_alarm(tmp_path):
    def teams(month: int, one: int, other: int) -> list[list[object]]:
        return cities(f"2026年{month}月", ["志愿服务队（支）"], ["广州市", one], ["深圳市", other])

    past = {f"{m}.xlsx": {"表": teams(m, 800, 40)} for m in range(1, 10)}
    assert not found_in(tmp_path / "a", "x.xlsx", teams(10, 800, 40), past)
    few = dict(list(past.items())[-3:])
    assert {f.code for f in found_in(tmp_path / "b", "x.xlsx", teams(10, 1000, 41), few)} == {"history_short"}


def test_invented_figures_are_no_history_of_real_ones(tmp_path):
    engine = new_store(tmp_path)
    before = observation("vol_teams", value=800.0, period="2026-09")
    store(engine, made_reading("示例.xlsx", before, sample=True, form="F01"))
    real = made_reading("真.xlsx", observation("vol_teams", value=3000.0), form="F01")
    assert not review(engine, [real], NOW)[real.sha256]
    again = made_reading("示例二.xlsx", observation("vol_teams", value=3000.0), sample=True, form="F01")
    assert [f.code for f in review(engine, [again], NOW)[again.sha256]] == ["scope_change"]
