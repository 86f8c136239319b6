"""A deck: native and editable, conclusions as titles, nothing empty, nothing over its edge, every figure led back."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import unicodedata
from pathlib import Path

import openpyxl
import pytest
from pptx import Presentation
from pptx.util import Emu

from answers.desk import Desk
from callbacks.briefing import deck_of, gather, parts
from catalog import circular, sentences
from catalog.book import load
from catalog.format import half_up
from exports.slides import deck
from exports.slides_frame import BadTemplate
from tests.full_store import full_desk
from tests.made import GUANGZHOU, SHENZHEN, new_store, observation, reading, store
from tests.papers import NOW, briefing, slides, texts, view

ROOT = Path(__file__).resolve().parents[1]
LANGS = ("zh", "en")


def named(slide, start):
    return [shape for shape in slide.shapes if shape.name.startswith(start)]


def charts(lang="zh"):
    return {shape.name: shape.chart for slide in slides(lang=lang).slides for shape in slide.shapes if shape.has_chart}


# ------------------------------------------------------------------ what is in it
def test_deck_has_cover_overview_five_forces_progress_problems_next_steps_and_annex():
    made = slides()
    titles = [slide.shapes.title.text_frame.text for slide in made.slides]
    assert made.slide_width / made.slide_height == pytest.approx(16 / 9)
    assert titles[0] == "2026年1—10月全省退役军人重点工作进展"
    assert len(briefing().forces) == 5 and sum(name.startswith("chart-") for name in charts()) == 5
    planned = len(briefing().progress)
    assert planned >= 2 and sum(name.startswith("line-") for name in charts()) == planned
    assert sum(bool(named(slide, "ranking-")) for slide in made.slides) == planned
    assert titles[-1].startswith("附表")


def test_only_the_parts_asked_for_are_made_in_the_order_of_the_deck():
    made = Presentation(io.BytesIO(deck(briefing(), ("annex", "employment", "overview"))))
    assert named(made.slides[0], "emp_employed_new-card") and named(made.slides[1], "chart-employment")
    assert all(named(slide, "annex-") for slide in list(made.slides)[2:])
    with pytest.raises(KeyError):
        deck(briefing(), ("nothing",))


def test_every_page_of_a_force_can_be_asked_for_service_too():
    assert "service" in parts(view())
    made = Presentation(io.BytesIO(deck_of(full_desk(), view(), ("service",), NOW).content))
    assert [bool(named(slide, "chart-service")) for slide in made.slides] == [True]


@pytest.mark.parametrize("lang", LANGS)
def test_charts_are_native_and_hold_the_rankings_own_printed_figures(lang):
    for page in briefing(lang=lang).forces:
        chart, ranking = charts(lang)[f"chart-{page.page}"], page.ranking
        digits = 1 if ranking.measure == "completion" else load().indicators[ranking.indicator].decimals
        wanted = [None if row.value is None else float(half_up(row.value, digits)) for row in ranking.rows]
        assert len(list(chart.plots[0].categories)) == len(ranking.rows) == 21
        columns = [series.values for series in chart.plots[0].series]
        assert [next((value for value in row if value is not None), None)
                for row in zip(*columns, strict=True)] == wanted  # fmt: skip


def test_data_of_a_chart_can_be_edited_its_workbook_holds_what_the_chart_shows():
    chart = charts()["chart-employment"]
    sheet = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob)).active
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][-1] == "序时进度83.3%" and {row[-1] for row in rows[1:]} == {83.3}
    assert [row[0] for row in rows[1:]] == list(chart.plots[0].categories)


def test_a_city_without_a_figure_says_why_and_has_no_bar():
    chart = charts()["chart-employment"]
    names = list(chart.plots[0].categories)
    at = next(i for i, name in enumerate(names) if name.startswith("潮州"))
    assert names[at] == "潮州\n未报送" and {series.values[at] for series in chart.plots[0].series} == {None}


def test_light_of_a_city_is_shape_word_and_colour_and_all_cities_have_one():
    slide = next(slide for slide in slides().slides if named(slide, "ranking-emp_employed_new"))
    found = [row.cells[6] for shape in named(slide, "ranking-") for row in list(shape.table.rows)[1:]]
    assert len(found) == 21
    for cell in found:
        assert cell.text[0] in "◆●▲■○" and len(cell.text) > 2
        assert cell.text_frame.paragraphs[0].runs[0].font.color.rgb is not None


def test_tile_map_is_21_shapes_that_can_be_moved_and_missing_ones_are_hatched():
    slide = next(slide for slide in slides().slides if named(slide, "tile-"))
    tiles = named(slide, "tile-")
    assert len(tiles) == 21 and len({(tile.left, tile.top) for tile in tiles}) == 21
    silent = [tile for tile in tiles if "未报送" in tile.text_frame.text]
    assert {tile.text_frame.text.split("\n")[0] for tile in silent} == {"潮州", "云浮"}
    assert all("pattFill" in tile._element.xml for tile in silent)


# ------------------------------------------------------------------ titles
def test_titles_of_slides_are_at_most_24_signs_in_chinese():
    for slide in slides().slides:
        assert len(slide.shapes.title.text_frame.text) <= 24, slide.shapes.title.text_frame.text


def test_titles_stay_short_for_every_indicator_and_many_periods():
    desk = full_desk()
    for period in ("2023-02", "2024-12", "2026-01", "2026-07", "2026-10"):
        for one, row in desk.catalog.indicators.items():
            page = desk.overview(view(period).scope._replace(indicator=one))
            voice, ranks = view(period).voice, page.ranking.rows
            titles = (sentences.ranking_title(voice, page.selected, ranks), circular.lights_title(voice, one, ranks),
                      circular.overview_title(voice, page.headline))  # fmt: skip
            assert all(0 < len(title) <= 24 for title in titles), (row.zh, titles)


# ------------------------------------------------------------------ what must be said
@pytest.mark.parametrize("lang", LANGS)
def test_every_slide_says_source_date_coverage_and_that_figures_are_samples(lang):
    for slide in slides(lang=lang).slides:
        strip = " ".join(shape.text_frame.text for shape in (*named(slide, "strip"), *named(slide, "sample")))
        if lang == "zh":
            assert "数据来源：" in strip and re.search(r"截至2026年\d+月\d+日", strip) and "市已报送" in strip
        assert load().words[lang]["sample_data"] in strip
        assert re.search(r"19/21|21/21|of 21", strip)


def test_notes_lead_each_figure_to_workbook_sheet_and_cell_with_its_formula():
    slide = next(slide for slide in slides().slides if named(slide, "chart-employment"))
    notes = slide.notes_slide.notes_text_frame.text
    kpi = next(kpi for kpi in briefing().overview.cards if kpi.indicator == "emp_employed_new")
    assert f"完成率＝{kpi.value:,.0f}÷{kpi.target:,.0f}＝{kpi.completion}%" in notes
    assert f"（{kpi.reported}/{kpi.expected}市）" in notes
    places = {source.cell for source in briefing().sources.values()}
    cited = re.findall(r"示例\.xlsx › 10月 › (.+)", notes)
    assert cited
    for line in cited:
        first = line.split("、")[0].split(" …")[0]
        assert first in places


def test_every_slide_with_figures_has_notes():
    for slide in list(slides().slides)[1:]:
        assert slide.has_notes_slide and "数字来源" in slide.notes_slide.notes_text_frame.text


def test_english_deck_has_no_chinese_and_chinese_has_full_width_marks():
    for slide in slides(lang="en").slides:
        wide = [text for text in texts(slide) if any(unicodedata.east_asian_width(sign) == "W" for sign in text)]
        assert not wide
    for slide in slides().slides:
        for text in texts(slide):
            assert not re.search(r"[一-鿿][,;:!?()]|[,;:!?()][一-鿿]|！|您|你", text), text


# ------------------------------------------------------------------ fonts, templates, cost
def test_theme_names_latin_and_chinese_families_and_runs_say_their_language():
    made = slides()
    from pptx.opc.constants import RELATIONSHIP_TYPE as RT

    theme = made.slide_master.part.part_related_by(RT.THEME).blob.decode()
    assert not re.search(r'<a:(latin|ea) typeface=""', theme.split("<a:fmtScheme")[0])
    for slide in made.slides:
        runs = [run for shape in slide.shapes if shape.has_text_frame for paragraph in shape.text_frame.paragraphs
                for run in paragraph.runs]  # fmt: skip
        assert all(run._r.rPr is not None and run._r.rPr.get("lang") == "zh-CN" for run in runs)


def template(folder, width=13.333, names=("封面", "正文")):
    made = Presentation()
    made.slide_width, made.slide_height = Emu(int(width * 914400)), Emu(int(7.5 * 914400))
    for layout, name in zip((made.slide_layouts[0], made.slide_layouts[5]), names, strict=True):
        layout.name = name
    made.slides.add_slide(made.slide_layouts[5]).shapes.title.text = "样张"
    made.save(folder / "本厅.pptx")
    return folder


def test_offices_own_template_is_used_by_layout_name_without_its_sample_slides(tmp_path):
    made = Presentation(io.BytesIO(deck(briefing(), ("cover", "overview", "employment"), template(tmp_path))))
    assert [slide.slide_layout.name for slide in made.slides] == ["封面", "正文", "正文"]
    assert len(made.slide_layouts) == 11 and "样张" not in str([texts(slide) for slide in made.slides])
    for slide in made.slides:
        assert all(shape.top + shape.height <= made.slide_height for shape in slide.shapes)


@pytest.mark.parametrize(("choices", "word"), [({"width": 10}, "deck_template_not_wide"),
                                               ({"names": ("甲", "乙")}, "deck_template_layouts")])  # fmt: skip
def test_template_that_does_not_fit_is_refused_with_a_sentence(tmp_path, choices, word):
    with pytest.raises(BadTemplate) as refused:
        deck(briefing(), ("cover",), template(tmp_path, **choices))
    assert refused.value.word == word and load().words["zh"][word].format(**refused.value.fields)


def test_file_that_is_no_template_is_named(tmp_path):
    (tmp_path / "坏.pptx").write_bytes(b"nothing")
    with pytest.raises(BadTemplate) as refused:
        deck(briefing(), ("cover",), tmp_path)
    assert refused.value.fields == {"path": "坏.pptx"}


def test_server_does_not_wait_for_the_libraries_of_decks_and_bulletins():
    asked = "import sys, exports.slides, exports.bulletin; print(sorted({'pptx', 'docx'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, cwd=ROOT)
    assert done.stdout.strip() == "[]", done.stderr


# ------------------------------------------------------------------ little data
def test_first_month_of_two_cities_without_targets_makes_a_deck_that_claims_nothing_more(tmp_path):
    engine = new_store(tmp_path)
    assert store(engine, reading("广州.xlsx", observation(region=GUANGZHOU, value=12.0)),
                 reading("深圳.xlsx", observation(region=SHENZHEN, value=0.0))).accepted  # fmt: skip
    desk = Desk(engine, load())
    scant = gather(desk, view(), now=NOW)
    assert not scant.progress
    made = Presentation(io.BytesIO(deck(scant)))
    said = "\n".join(text for slide in made.slides for text in texts(slide))
    assert "示例数据" not in said, "real figures are never marked as samples"
    assert "2/21市" in said and "完成年度目标" not in said and "滞后" not in said


# ------------------------------------------------------------------ where the year may end
def test_summary_of_targets_is_the_page_of_progress_row_by_row_and_says_that_it_is_projected():
    slide = next(slide for slide in slides().slides if named(slide, "targets"))
    rows = [[cell.text for cell in row.cells] for row in list(named(slide, "targets")[0].table.rows)[1:]]
    page = full_desk().progress(view().scope)
    assert [row[1] for row in rows] == [view().value(one.kpi.indicator, one.kpi.value) for one in page.paced]
    assert [row[3] for row in rows] == [f"{one.kpi.completion:.1f}%" for one in page.paced]
    for row, one in zip(rows, page.paced, strict=True):
        assert sum(int(number) for number in re.findall(r"\d+", row[6])) + one.counts["no_target"] == 21
    good = sum(one.kpi.status in ("done", "ok") for one in page.paced)
    assert slide.shapes.title.text_frame.text == f"{len(page.paced)}项年度任务中{good}项达到序时"
    assert "测算" in "".join(texts(slide))


# ------------------------------------------------------------------ fewer cities, the turn of the year
def test_one_city_has_its_figures_and_sentences_and_no_ranking_of_itself():
    made = slides(area="440900")
    said = "\n".join(text for slide in made.slides for text in texts(slide))
    assert "茂名市" in said and not re.search("居前|主要集中在|望各地", said)
    assert not [shape for slide in made.slides for shape in slide.shapes
                if shape.name.startswith(("chart-", "ranking-"))]  # fmt: skip
    assert [slide for slide in made.slides if named(slide, "key-figures")]


def test_an_area_ranks_its_own_cities_and_is_named():
    made = slides(area="north")
    assert "粤北" in made.slides[0].shapes.title.text_frame.text
    chart = next(shape.chart for slide in made.slides for shape in slide.shapes if shape.name == "chart-employment")
    assert len(list(chart.plots[0].categories)) == 5


def test_in_january_nobody_is_asked_to_catch_up_with_last_years_targets():
    made = slides("2026-01")
    steps = [text for slide in made.slides for text in texts(slide) if re.match(r"1．", text)]
    assert steps and "参观人次" not in steps[0], "visits are quarterly: the last quarter is last year's"
    line = next(shape.chart for slide in made.slides for shape in slide.shapes if shape.name == "line-emp_employed_new")
    first = line.plots[0].series[0]
    assert [value for value in first.values if value is not None] and "circle" in first._element.xml
