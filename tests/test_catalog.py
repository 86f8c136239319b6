"""What data/catalog promises to everybody who relies on it."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from pathlib import Path

import pytest

from catalog.book import FOLDER, load
from catalog.names import nearest, normalise
from catalog.tables import rows

ROOT = Path(__file__).resolve().parent.parent
CATALOG = load()


def test_the_45_indicators_19_extensions_and_the_parts_are_there():
    groups = Counter(indicator.group for indicator in CATALOG.indicators.values())
    assert (groups["core"], groups["extended"]) == (45, 19)
    assert groups["part"] >= 15
    forces = {indicator.theme for indicator in CATALOG.indicators.values() if indicator.group == "core"}
    assert forces == {"F1", "F2", "F3", "F4", "F5", "SV"} == set(CATALOG.themes)


def test_no_ratio_without_stored_parts():
    ratios = [indicator for indicator in CATALOG.indicators.values() if indicator.kind == "ratio"]
    assert len(ratios) >= 10
    for ratio in ratios:
        assert ratio.numerator and ratio.denominator, ratio.id
        for part in (*ratio.numerator, *ratio.denominator):
            assert CATALOG.indicators[part].kind != "ratio" or part in CATALOG.denominators, (ratio.id, part)


def test_only_ratios_are_divided_and_every_rate_is_scaled_to_per_cent():
    for indicator in CATALOG.indicators.values():
        assert bool(indicator.numerator) == (indicator.kind == "ratio"), indicator.id
        assert (indicator.scale == 100) == (indicator.unit == "%"), indicator.id


def test_a_ratio_never_divides_incompatible_units():
    """Per cent means parts of one base unit (R22): certificates of persons by persons, never by attendances."""
    for indicator in CATALOG.indicators.values():
        if indicator.unit == "%":
            units = {CATALOG.indicators[part].unit for part in (*indicator.numerator, *indicator.denominator)}
            assert len({CATALOG.units[unit].base for unit in units}) == 1, (indicator.id, units)


def test_codes_in_indicator_fields_are_the_known_ones():
    allowed = {
        "kind": {"flow", "stock", "cumulative", "ratio"},
        "direction": {"higher", "lower", "neutral"},
        "frequency": {"month", "quarter", "half", "year"},
        "regions": {"sum", "ratio", "province"},
        "over_time": {"sum", "last", "distinct", "ratio", "ratio_ytd", "ratio_ytd_mean"},
        "group": {"core", "extended", "part", "published"},
    }
    for indicator in CATALOG.indicators.values():
        for name, values in allowed.items():
            assert getattr(indicator, name) in values, (indicator.id, name)
        assert indicator.low is None or indicator.high is None or indicator.low < indicator.high
        assert indicator.unit in CATALOG.units or indicator.unit == "同指标", indicator.id


def test_card_names_fit_on_a_card():
    for indicator in CATALOG.indicators.values():
        assert len(indicator.short_zh) <= 8, indicator.short_zh
        assert len(indicator.short_en) <= 20, indicator.short_en


@pytest.mark.parametrize("table", ["indicators", "themes", "regions", "words", "forms", "breaks", "units"])
def test_no_language_cell_is_empty(table):
    for row in rows(FOLDER, f"{table}.csv"):
        for column, text in row.items():
            language = column in ("zh", "en", "unit_en", "code_en") or column.endswith(("_zh", "_en"))
            assert not language or text.strip(), (table, row)


def test_chinese_texts_have_full_width_punctuation():
    for indicator in CATALOG.indicators.values():
        for text in (indicator.zh, indicator.short_zh, indicator.definition_zh):
            assert not re.search(r"[,;:()!?]", text), text
    for id, text in CATALOG.words["zh"].items():
        prose = re.sub(r"\{.*?\}|\S*[A-Za-z.]\S*", "", text)
        assert not re.search(r"[\u4e00-\u9fff][,;:()!?]|[,;:()!?][\u4e00-\u9fff]", prose), (id, text)


def test_every_id_is_there_once():
    for table, key in (("indicators", "id"), ("words", "id"), ("regions", "code"), ("units", "unit"), ("forms", "id")):
        twice = [id for id, times in Counter(row[key] for row in rows(FOLDER, f"{table}.csv")).items() if times > 1]
        assert not twice, (table, twice)


def test_regions_are_the_province_four_areas_21_cities_and_122_counties():
    levels = Counter(region.level for region in CATALOG.regions.values())
    assert (levels["province"], levels["area"], levels["prefecture"], levels["county"]) == (1, 4, 21, 122)
    assert len(CATALOG.cities) == 21 and CATALOG.cities[:3] == ("440100", "440300", "440400")
    areas = Counter(CATALOG.regions[city].area for city in CATALOG.cities)
    assert areas == {"prd": 9, "east": 4, "west": 3, "north": 5}


def test_every_region_has_a_parent_and_every_city_a_tile_of_its_own():
    for region in CATALOG.regions.values():
        assert region.level == "province" or region.parent in CATALOG.regions, region.code
    assert set(CATALOG.tiles) == set(CATALOG.cities)
    assert len(set(CATALOG.tiles.values())) == 21
    assert CATALOG.tiles["440800"] == (0, 4)


def test_an_alias_means_one_region():
    known: dict[str, str] = {}
    for row in rows(FOLDER, "aliases.csv"):
        name = normalise(row["alias"])
        assert row["code"] in CATALOG.regions, row
        assert known.setdefault(name, row["code"]) == row["code"], row
    for region in CATALOG.regions.values():
        if region.level in ("province", "area", "prefecture"):
            assert CATALOG.aliases[normalise(region.zh)] == region.code


@pytest.mark.parametrize(
    ("text", "code"),
    [(" 广 州 ", "440100"), ("廣州", "440100"), ("440100", "440100"), ("茂名市退役军人事务局", "440900"),
     ("全省合计", "440000"), ("粤东西北", "nonprd"), ("珠三角", "prd"), ("Shenzhen", "440300"), ("榕城区", "445202")],
)  # fmt: skip
def test_region_names_as_people_write_them(text, code):
    assert CATALOG.aliases[normalise(text)] == code


def test_a_functional_zone_is_never_its_city():
    for name in ("横琴粤澳深度合作区", "深汕特别合作区", "大亚湾区"):
        assert normalise(name) not in CATALOG.aliases
        assert CATALOG.memo[normalise(name)] in CATALOG.cities


def test_a_mistyped_name_gets_a_proposal():
    cities = [CATALOG.regions[code].zh for code in CATALOG.cities]
    assert nearest("广洲市", cities) == "广州市"
    assert nearest("上海", cities) is None


def test_denominators_add_up_to_the_province():
    assert CATALOG.denominators["base_villages"]["440000"] == 26599
    assert CATALOG.denominators["population"]["440000"] == 126012510
    for table in CATALOG.denominators.values():
        assert table["440000"] == pytest.approx(sum(table[city] for city in CATALOG.cities))
        assert table["440000"] == pytest.approx(sum(table[area] for area in ("prd", "east", "west", "north")))


def test_a_synonym_belongs_to_one_indicator():
    owner: dict[str, str] = {}
    for id, names in CATALOG.synonyms.items():
        assert id in CATALOG.indicators
        for name in names:
            assert owner.setdefault(normalise(name), id) == id, name
    assert owner[normalise("荣誉室（墙）")] == "hon_sites" and owner["荣誉室"] == "hon_rooms"
    assert CATALOG.bare <= {name for names in CATALOG.synonyms.values() for name in names}


def test_units_convert_within_their_base_only():
    units = CATALOG.units
    assert (units["万小时"].base, units["万小时"].factor) == ("小时", 10000)
    assert units["名"].base == "人" and units["人次"].base == "人次"
    assert units["亿元"].factor == 1e8 and units["面"].base == units["个"].base
    assert all(units[unit.base].factor == 1 for unit in units.values())


def test_missing_marks_tell_the_four_states_apart():
    marks = CATALOG.missing_marks
    for vector in json.loads((ROOT / "tests" / "golden.json").read_text(encoding="utf-8")):
        if vector["rule"] == "parse_cell" and isinstance(vector["expected"], dict) and "state" in vector["expected"]:
            assert marks[normalise(vector["input"])] == vector["expected"]["state"]
    assert marks[normalise("未报送")] == "not_reported" and "0" not in marks


def test_pages_show_known_indicators_and_registers():
    for page in CATALOG.pages.values():
        parts = [id for part in page.composition for id in (*part.add, *part.less)]
        chosen = (*page.cards, *page.columns, *page.indicators, *page.small, *parts)
        for id in (*chosen, *filter(None, (page.ranked, page.trend))):
            assert id in CATALOG.indicators, (page.id, id)
        assert not page.register or page.register in CATALOG.registers
        assert not page.theme or CATALOG.themes[page.theme].page == page.id
        assert all(part.word in CATALOG.words["zh"] for part in page.composition)
        assert len(set(page.columns)) == len(page.columns)


def test_overview_has_two_cards_for_each_force():
    forces = [CATALOG.indicators[id].theme for id in CATALOG.pages["overview"].cards]
    assert forces == ["F1", "F1", "F2", "F2", "F3", "F3", "F4", "F4", "F5", "F5"]


def test_registers_hide_personal_columns_and_name_their_options():
    for register in CATALOG.registers.values():
        assert {field.id for field in register.fields if field.personal} & {"phone"}
        assert register.counts in CATALOG.indicators and register.form in CATALOG.forms
        names = [normalise(name) for field in register.fields for name in field.synonyms]
        assert len(set(names)) == len(names), register.id
        for field in register.fields:
            assert all(word in CATALOG.words["zh"] for word in field.options.values()), field
    level = next(field for field in CATALOG.registers["vol_teams_register"].fields if field.id == "level")
    assert level.options["总队"] == "level_city" and level.options["中队"] == "level_town"


def test_targets_are_for_cities_with_one_city_left_without():
    targets = {(target.indicator, target.region, target.year): target.value for target in CATALOG.targets}
    assert len(targets) == len(CATALOG.targets)
    assert all(value > 0 for value in targets.values())
    jobs = [value for (id, _, year), value in targets.items() if (id, year) == ("emp_employed_new", 2026)]
    assert len(jobs) == 21 and sum(jobs) == pytest.approx(21000, rel=0.15)
    assert len([1 for id, _, year in targets if (id, year) == ("hon_visits", 2026)]) == 20
    assert "示例数据" in (FOLDER / "targets.csv").read_text(encoding="utf-8").splitlines()[0]


def test_published_figures_keep_their_qualifier_date_and_source():
    first = [figure for figure in CATALOG.published if figure.as_of == "2022-11-25"]
    assert len(first) == 19
    for figure in CATALOG.published:
        assert figure.indicator in CATALOG.indicators and figure.source and figure.source_en
        assert figure.unit == CATALOG.indicators[figure.indicator].unit, figure
        bound = "ge" if re.search("超过|多|余", figure.text) else "lt" if "近" in figure.text else ""
        assert not bound or figure.qualifier == bound, figure
    teams = {figure.as_of: figure.value for figure in CATALOG.published if figure.indicator == "vol_teams"}
    assert teams == {"2022-11-25": 8459, "2023-06-07": 13327}


def test_golden_published_texts_have_the_same_value_and_qualifier():
    printed = {figure.text: figure for figure in CATALOG.published}
    seen = 0
    for vector in json.loads((ROOT / "tests" / "golden.json").read_text(encoding="utf-8")):
        if vector["rule"] == "parse_text" and vector["input"] in printed:
            figure, seen = printed[vector["input"]], seen + 1
            assert (figure.value, figure.qualifier) == (vector["expected"]["value"], vector["expected"]["q"])
    assert seen >= 6


def test_the_doubled_figures_of_2023_are_declared_breaks():
    declared = {(entry.indicator, entry.period) for entry in CATALOG.breaks}
    for id in ("gov_committee_veterans", "gov_soldier_secretaries", "vol_teams"):
        assert (id, "2023-06") in declared
    assert all(entry.indicator in CATALOG.indicators for entry in CATALOG.breaks)


def test_lights_partition_the_line():
    bands = [band for band in CATALOG.thresholds if band.measure == "deviation"]
    for deviation in (-1000, -10.1, -10, -0.1, 0, 0.1, 1000):
        hits = [band for band in bands if (band.low is None or deviation >= band.low)
                and (band.high is None or deviation < band.high)]  # fmt: skip
        assert len(hits) == 1, deviation
    assert all(band.word in CATALOG.words["zh"] for band in CATALOG.thresholds)


def test_a_citys_own_form_outranks_a_summary():
    forms = CATALOG.forms
    assert set(forms) == {f"F{n:02d}" for n in range(1, 15)}
    assert forms["F13"].authority > forms["F04"].authority > forms["F03"].authority > forms["F01"].authority
    assert forms["F14"].authority > forms["F09"].authority, "what is handed down outranks what a circular repeats"


def test_whoever_must_report_a_form_has_a_deadline_and_a_duty():
    for form in CATALOG.forms.values():
        assert form.reporters in ("cities", "province", "")
        assert bool(form.reporters) == bool(form.duty) and (not form.duty or form.deadline_day)


def test_the_data_says_where_it_comes_from():
    sources = (FOLDER / "SOURCES.md").read_text(encoding="utf-8")
    for name in ("regions.csv", "denominators.csv", "published.csv", "targets.csv"):
        assert name in sources
    assert "126,012,510" in sources


def test_a_ragged_row_is_refused_with_its_file_and_content(tmp_path):
    (tmp_path / "words.csv").write_text("id,zh,en\nhello,你好\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"words\.csv.*hello"):
        rows(tmp_path, "words.csv")


def test_csv_tables_are_utf8_without_blank_lines():
    for path in FOLDER.glob("*.csv"):
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
        widths = {len(row) for row in csv.reader(lines)}
        assert len(widths) == 1, (path.name, widths)
