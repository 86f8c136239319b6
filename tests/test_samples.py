"""The sample workbooks: written again the same, true to what was published, and read back as they were meant."""

from __future__ import annotations

import hashlib
import zipfile
from collections import Counter
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest

from catalog.book import load
from loaders.read import read
from samples import calendar, circular, truth
from samples.build import build
from samples.places import PROVINCE, SILENT, cities, city
from samples.sites import AS_OF

FOLDER = Path(__file__).resolve().parent.parent / "data" / "samples"
PUBLISHED_AT = {"2022-11-25": calendar.BASELINE, "2023-06-07": calendar.REPUBLISHED}
# 近: this much below at most; 超过, 余: this much above at most, as a share of the printed figure
NEAR, OVER = 0.02, 0.2


def _sum(indicator: str, period: str) -> float:
    return sum(truth.complete()[indicator, place.code, period] or 0 for place in cities())


def _of(period: str) -> dict[str, dict[str, float]]:
    """indicator → city → value of one month, silence included."""
    found: dict[str, dict[str, float]] = {}
    for (indicator, region, when), held in truth.complete().items():
        if when == period and held is not None:
            found.setdefault(indicator, {})[region] = held
    return found


# ------------------------------------------------------------------ the files
def _content(path: Path) -> str:
    """A digest of every part as written: two machines may pack the same bytes differently."""
    if path.suffix == ".csv":
        return hashlib.sha256(path.read_bytes()).hexdigest()
    digest = hashlib.sha256()
    with zipfile.ZipFile(path) as parts:
        for part in parts.infolist():
            digest.update(f"{part.filename} {part.date_time}".encode())
            digest.update(parts.read(part))
    return digest.hexdigest()


def test_generator_writes_the_committed_workbooks_again_byte_for_byte(tmp_path):
    made = {path.name: _content(path) for path in build(tmp_path)}
    kept = {path.name: _content(path) for path in FOLDER.glob("示例_*")}
    assert made == kept
    assert sum(path.stat().st_size for path in tmp_path.iterdir()) < 12e6


def test_every_workbook_is_named_示例_and_prints_示例数据():
    paths = sorted(path for path in FOLDER.iterdir() if path.suffix in (".xlsx", ".csv"))
    assert len(paths) > 150
    for path in paths:
        assert path.name.startswith("示例_")
        if path.suffix == ".csv":
            assert "示例数据" in path.read_bytes().decode("gb18030")
        else:
            with zipfile.ZipFile(path) as parts:
                assert "示例数据" in parts.read("xl/sharedStrings.xml").decode("utf-8"), path.name


# ------------------------------------------------------------------ the truth
# Only the province publishes these; trained persons were published as a sum over years and are reported by month
NOT_SUMMED = ("svc_party_members", "svc_funding_cum", "hon_award_editions", "emp_adapt_trained")


@pytest.mark.parametrize(
    "figure", [f for f in load().published if f.as_of in PUBLISHED_AT and f.indicator not in NOT_SUMMED],
    ids=lambda f: f"{f.indicator} {f.as_of}",
)
def test_provincial_sums_meet_the_published_figure_within_its_qualifier(figure):
    period = PUBLISHED_AT[figure.as_of]
    if figure.indicator == "vol_fund_cum":
        total = truth.value("vol_fund_cum", PROVINCE, period)
    else:
        total = _sum(figure.indicator, period)
    if figure.qualifier == "eq":
        assert total == figure.value
    elif figure.qualifier == "ge":
        assert figure.value <= total < figure.value * (1 + OVER)
    elif figure.qualifier == "lt":
        assert figure.value * (1 - NEAR) <= total < figure.value
    else:  # rounded to as many digits as are printed
        digits = len(str(int(figure.value)).rstrip("0"))
        step = Decimal(10) ** (len(str(int(figure.value))) - max(digits, 2))
        assert (Decimal(total) / step).quantize(Decimal(1), ROUND_HALF_UP) * step == Decimal(int(figure.value))


@pytest.mark.parametrize("period", calendar.MONTHS)
def test_identities_of_the_forms_hold_in_every_city(period):
    of = _of(period)
    for code in (place.code for place in cities()):
        v = {indicator: held[code] for indicator, held in of.items() if code in held}
        assert v["emp_cohort"] == (
            v["emp_school_returned"] + v["emp_exam_enrolled"] + v["emp_employed"] + v["emp_unemployed"])
        assert v["emp_employed"] == v["emp_urban"] + v["emp_farming"] + v["emp_startup"]
        assert v["emp_startup"] == v["emp_startup_sme"] + v["emp_startup_self"] + v["emp_startup_coop"]
        assert v["emp_urban_trained"] <= v["emp_urban"]
        assert v["emp_hardship_aided"] <= v["emp_hardship"] <= v["emp_unemployed"]
        assert v["vol_villages_covered"] <= v["vol_teams_village"] <= v["vol_teams"]
        assert v["vol_teams_active"] <= v["vol_teams"]
        assert v["vol_villages_covered"] <= city(code).villages
        assert 3 <= v["vol_volunteers"] / v["vol_teams"] <= 60
        if "hon_sites" in v:
            assert v["hon_rooms"] + v["hon_walls"] == v["hon_sites"]
            assert v["hon_towns_with_site"] <= city(code).towns
        if "gov_committee_veterans" in v:
            assert v["gov_soldier_secretaries"] <= v["gov_committee_veterans"]


@pytest.mark.parametrize("indicator", [i.id for i in load().indicators.values() if i.kind == "cumulative"])
def test_cumulatives_never_fall(indicator):
    for place in cities():
        path = [held for key, held in sorted(truth.complete().items()) if key[:2] == (indicator, place.code)]
        assert path == sorted(path)


@pytest.mark.parametrize(("total", "flow"), [("vol_hours_cum", "vol_hours"), ("emp_employed_cum", "emp_employed_new")])
def test_a_cumulative_grows_by_the_month_s_flow(total, flow):
    held = truth.complete()
    for place in cities():
        for before, after in zip(calendar.MONTHS, calendar.MONTHS[1:], strict=False):
            grown = held[total, place.code, after] - held[total, place.code, before]
            assert grown == held[flow, place.code, after]


def test_trained_never_outnumber_those_due():
    for place in cities():
        for period in calendar.MONTHS[2:]:
            trained = truth.year_to_date("emp_adapt_trained", place.code, period)
            due = truth.value("emp_adapt_due", place.code, period)
            assert trained is None or trained <= due


def test_every_basic_indicator_of_the_catalogue_has_a_baseline():
    counted = {key[0] for key in truth.table() if key[2] in (calendar.BASELINE, "2022-Q4")}
    left_out = {"base_villages", "base_towns"}  # reference tables of the catalogue
    for indicator in load().indicators.values():
        if indicator.kind != "ratio" and indicator.group != "published" and not indicator.id.startswith("dq_"):
            assert indicator.id in counted | left_out, indicator.id


def test_about_half_of_the_villages_have_a_team_at_the_end():
    assert 14_000 <= _sum("vol_teams", calendar.LAST) <= 15_000
    assert 0.45 < _sum("vol_villages_covered", calendar.LAST) / sum(place.villages for place in cities()) < 0.55


def test_every_state_of_progress_occurs_for_new_employment_at_the_end():
    states = Counter()
    for standing in circular.standings("emp_employed_new", calendar.LAST):
        states[circular.light(standing.completion, Decimal("83.3")) or "未报送"] += 1
    assert states == {"蓝": 1, "绿": 10, "黄": 6, "红": 2, "未报送": 2}


def test_the_two_silent_cities_have_no_monthly_figures_of_the_last_month_but_team_counts():
    for code in SILENT:
        assert truth.value("emp_employed_new", code, calendar.LAST) is None
        assert truth.value("vol_volunteers", code, calendar.LAST) is None
        assert truth.value("vol_teams", code, calendar.LAST) is not None


# ------------------------------------------------------------------ read back
@pytest.fixture(scope="module")
def readings():
    return [read(path) for path in sorted(FOLDER.glob("示例_*"))]


def _agrees(measured: float | None, meant: float | None) -> bool:
    if measured is None or meant is None:
        return measured is meant
    return abs(measured - meant) < 1e-3


def _measure(one) -> str:
    """The year-to-date column of the city's form repeats a count that is no flow."""
    flow = one.indicator in load().indicators and load().indicators[one.indicator].kind == "flow"
    return "value" if one.measure == "ytd" and not flow else one.measure


def _wrong_on_purpose(workbook: str, indicator: str, region: str, period: str) -> bool:
    """The slip in the provincial summary, and what was printed before the correction."""
    slip = (truth.Slip.indicator, truth.Slip.city, truth.Slip.period)
    if "汇总表_2026" in workbook and (indicator, region, period) == slip:
        return True
    old = region == truth.Correction.city and period == truth.Correction.period
    return old and indicator in truth.Correction.indicators and "更正" not in workbook


def test_every_number_is_read_back_as_it_was_meant(readings):
    meant = {row[:4]: row[4] for row in truth.facts()}
    seen, wrong = set(), []
    for reading in readings:
        assert reading.status == "read", (reading.workbook, reading.findings)
        for one in reading.observations:
            key = (one.indicator, one.region, one.period, _measure(one))
            fund = one.indicator == "vol_fund_cum" and one.role == "total"
            if one.measure not in ("value", "ytd", "target") or not (one.role == "region" or fund):
                continue
            if one.value is None and key not in meant:
                continue  # an empty form of a month to come, or a dash where there is no figure
            if _wrong_on_purpose(reading.workbook, one.indicator, one.region, one.period):
                assert not _agrees(one.value, meant[key])
            elif key in meant and _agrees(one.value, meant[key]):
                seen.add(key)
            else:
                wrong.append((reading.workbook, one.ref.sheet, one.ref.cell, key, one.value, meant.get(key)))
    assert wrong[:5] == []
    assert [key for key, held in meant.items() if held is not None and key not in seen][:5] == []


def test_the_slip_and_the_old_figure_of_the_correction_are_really_printed(readings):
    printed = {(r.workbook, o.indicator, o.region, o.period): o.value for r in readings for o in r.observations
               if o.measure == "value" and o.value is not None}
    slip = ("示例_全省主要指标汇总表_2026.xlsx", truth.Slip.indicator, truth.Slip.city, truth.Slip.period)
    assert printed[slip] == round(truth.value(*slip[1:]) * truth.Slip.factor)
    name = city(truth.Correction.city).zh
    at = ("emp_employed_new", truth.Correction.city, truth.Correction.period)
    old = printed[(f"示例_{name}_就业月报_2026.xlsx", *at)]
    new = printed[(f"示例_{name}_就业月报_2026年9月（更正）.xlsx", *at)]
    assert new - old == truth.Correction.more
    readme = (FOLDER.parents[1] / "samples" / "README.md").read_text(encoding="utf-8")
    for figure in (printed[slip], truth.value(*slip[1:])):
        assert f"{figure:,.0f}" in readme
    assert f"{old:.0f} 人" in readme and f"{new:.0f} 人" in readme


@pytest.mark.parametrize(("register", "status", "indicator", "period"), [
    ("vol_teams_register", ("status", "team_active"), "vol_teams", calendar.LAST),
    ("vol_teams_register", ("level", "level_village"), "vol_teams_village", calendar.LAST),
    ("hon_sites_register", ("type", "site_room"), "hon_rooms", AS_OF),
    ("hon_sites_register", ("type", "site_wall"), "hon_walls", AS_OF),
])
def test_registers_have_as_many_rows_as_the_summary_says(readings, register, status, indicator, period):
    field, word = status
    rows = [row for reading in readings for row in reading.register_rows if row.register == register]
    found = Counter(row.region for row in rows
                    if row.fields[field] == word and row.fields.get("status", "team_active") == "team_active")
    assert found == {place.code: truth.complete()[indicator, place.code, period] for place in cities()}


def test_villages_in_the_register_are_the_villages_covered(readings):
    homes: dict[str, set[tuple[object, ...]]] = {}
    for reading in readings:
        for row in reading.register_rows:
            if row.register == "vol_teams_register" and row.fields["level"] == "level_village":
                home = tuple(row.fields[name] for name in ("county", "town", "village"))
                homes.setdefault(row.region, set()).add(home)
    assert {code: len(found) for code, found in homes.items()} == {
        place.code: truth.complete()["vol_villages_covered", place.code, calendar.LAST] for place in cities()}
