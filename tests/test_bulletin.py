"""A bulletin: official form, every sentence proved, nothing invented, edits kept, sources on request."""

from __future__ import annotations

import io
import re
import unicodedata

import pytest
from docx import Document
from docx.oxml.ns import qn

from answers.desk import Desk
from callbacks.briefing import gather
from catalog.book import load
from exports import said
from exports.bulletin import Signed, bulletin
from exports.bulletin_edits import BadEdits, Edit, applied, read
from exports.bulletin_text import KINDS, compose
from tests.made import GUANGZHOU, MAOMING, new_store, observation, reading, store
from tests.papers import NOW, briefing, paper, view, words


def blocks(kind="通报", lang="zh"):
    return {block.id: block.text for block in compose(briefing(lang=lang), kind).blocks if block.id}


# ------------------------------------------------------------------ the form
def test_page_is_a4_with_the_type_area_of_the_standard():
    section = paper().sections[0]
    sizes = (section.page_width, section.page_height, section.top_margin, section.left_margin)
    assert [round(one.mm) for one in sizes] == [210, 297, 37, 28]
    assert round(section.page_width.mm - section.left_margin.mm - section.right_margin.mm) == 156
    assert round(section.page_height.mm - section.top_margin.mm - section.bottom_margin.mm) == 225


def test_title_is_22_points_text_16_and_each_level_has_its_family():
    styles = paper().styles
    sizes = {name: styles[name].font.size.pt for name in ("Title", "Normal", "Heading 1", "Heading 2")}
    assert sizes == {"Title": 22, "Normal": 16, "Heading 1": 16, "Heading 2": 16}
    family = {name: styles[name].element.rPr.rFonts.get(qn("w:eastAsia")) for name in sizes}
    assert family["Title"] == "方正小标宋简体" and family["Normal"] == "仿宋_GB2312"
    assert family["Heading 1"] == "黑体" and family["Heading 2"] == "楷体_GB2312"
    assert styles["Normal"].element.rPr.rFonts.get(qn("w:ascii")) == "Times New Roman"
    assert styles["Normal"].paragraph_format.first_line_indent.pt == 32, "two characters"


def test_a_font_that_is_not_installed_has_a_stand_in():
    from docx.opc.constants import RELATIONSHIP_TYPE as RT

    table = paper().part.part_related_by(RT.FONT_TABLE).blob.decode()
    assert '<w:font w:name="方正小标宋简体"><w:altName w:val="宋体"/>' in table
    assert '<w:font w:name="仿宋_GB2312"><w:altName w:val="仿宋"/>' in table


def test_page_number_stands_between_dashes_right_on_odd_and_left_on_even_pages():
    made = paper()
    assert made.settings.odd_and_even_pages_header_footer
    odd, even = made.sections[0].footer.paragraphs[0], made.sections[0].even_page_footer.paragraphs[0]
    for footer in (odd, even):
        assert footer.text.startswith("— ") and footer.text.endswith(" —") and "PAGE" in footer._p.xml
        assert {run.font.size.pt for run in footer.runs} == {14}
    assert (odd.alignment, even.alignment) == (2, 0)


def test_headings_are_numbered_as_official_documents_number_them():
    heads = [one.text for one in paper().paragraphs if one.style.name == "Heading 1"]
    assert heads == ["一、总体情况", "二、分项进展", "三、存在问题", "四、下一步工作要求"]
    second = [one.text for one in paper().paragraphs if one.style.name == "Heading 2"]
    assert second[:2] == ["（一）基层组织", "（二）就业创业"]


def test_number_office_and_date_are_there_only_when_given():
    plain = "\n".join(words(paper()))
    assert "〔" not in plain and "广东省退役军人事务厅" not in plain and "2026年11月10日" not in plain
    signed = Signed("广东省退役军人事务厅", "2026年11月10日", "粤退役军人函〔2026〕　号")
    text = [one.text for one in Document(io.BytesIO(bulletin(briefing(), "通报", {}, signed).content)).paragraphs]
    assert text[0] == signed.number and signed.issuer in text and signed.date in text
    assert text.index(signed.date) == text.index(signed.issuer) + 1


def test_kinds_differ_a_briefing_asks_nothing_and_a_monthly_bulletin_is_tables():
    said_in = {kind: "\n".join(words(paper(kind))) for kind in KINDS}
    assert "请" in said_in["通报"] and "滞后" in said_in["通报"]
    assert not re.search("存在问题|下一步|请.+市", said_in["简报"]) and not paper("简报").tables
    assert "存在问题" not in said_in["月报"] and len(paper("月报").tables) >= 6


def test_heading_of_a_table_is_repeated_and_its_rows_are_not_torn():
    for table in paper().tables:
        assert "w:tblHeader" in table.rows[0]._tr.xml
        assert all("w:cantSplit" in row._tr.xml for row in table.rows)


# ------------------------------------------------------------------ the sentences
def test_counts_of_cities_add_up_to_all_of_them():
    sentence = blocks()["force.employment.standing"].split("。")[0]
    assert sum(int(number) for number in re.findall(r"(\d+)个市", sentence)) == 21
    text = blocks()["overall.figures"]
    shape = r"有年度任务的(\d+)项指标中，达到序时进度(\d+)项、占([\d.]+)%，未达到(\d+)项、占([\d.]+)%"
    whole, met, share, rest, other = re.search(shape, text).groups()
    assert int(met) + int(rest) == int(whole) and float(share) + float(other) == pytest.approx(100)


def test_coverage_is_said_and_missing_cities_are_named_once_a_paragraph():
    found = blocks()
    assert found["overall.reports"] == "2026年10月月报应报送21市，已报送19市，潮州、云浮未报送。"
    assert found["force.employment.figures"].count("潮州、云浮") == 1
    assert found["force.employment.figures"].count("已报送19市") > 1, "a sum over 19 cities never says 全省"


def test_covered_uncovered_and_rate_agree():
    shape = r"(\d+)个村（社区）中已有(\d+)个.+?([\d.]+)%，尚有(\d+)个"
    base, covered, rate, rest = re.search(shape, blocks()["problems.gaps"]).groups()
    assert int(covered) + int(rest) == int(base)
    assert round(100 * int(covered) / int(base), 1) == float(rate)


def test_sentence_whose_figures_disagree_is_left_out_with_the_reason():
    page = briefing().forces[1]
    wrong = tuple(kpi._replace(missing=kpi.missing[:1]) if kpi.missing else kpi for kpi in page.cards)
    spoilt = briefing()._replace(forces=(page._replace(cards=wrong),))
    made = compose(spoilt, "通报")
    left = dict(made.left_out)
    assert left["force.employment.emp_employed_new"] == "19+1≠21"
    text = "".join(block.text for block in made.blocks if block.id == "force.employment.figures")
    assert "新增就业" not in text and "新创市场主体" in text, "what is proved stays"


def test_city_counted_twice_or_lost_stops_the_sentence_of_counts():
    page = briefing().forces[1]
    short = page._replace(ranking=page.ranking._replace(rows=page.ranking.rows[:-1]))
    found = {one.id: one for one in said.standing(briefing(), "x", short)}
    assert found["x.lights"].wrong == "20/20≠21" and found["x.lights"] not in said.kept(tuple(found.values()))
    assert found["x.leaders"].text.startswith("新增就业："), "the next sentence names the figure instead"


def test_target_is_not_said_beside_a_figure_it_does_not_belong_to():
    kpi = next(kpi for kpi in briefing().overview.cards if kpi.indicator == "emp_employed_new")
    sentence = said.total(briefing(), "x", kpi._replace(completion=50.0, deviation=-33.3))
    assert "完成年度目标" not in sentence.text and not sentence.wrong


def test_store_without_targets_or_gaps_has_no_problem_to_tell(tmp_path):
    engine = new_store(tmp_path)
    assert store(engine, reading("广州.xlsx", observation(region=GUANGZHOU, value=12.0)),
                 reading("茂名.xlsx", observation(region=MAOMING, value=3.0))).accepted  # fmt: skip
    scant = gather(Desk(engine, load()), view(), now=NOW)
    text = "\n".join(words(Document(io.BytesIO(bulletin(scant, "通报").content))))
    assert "示例" not in text and "已报送2市" in text
    assert not re.search("序时|滞后|None|nan|—%|对标先进", text)


@pytest.mark.parametrize("kind", KINDS)
def test_chinese_has_full_width_marks_and_no_separators_in_sentences(kind):
    for paragraph in paper(kind).paragraphs:
        wrong = r"[一-鿿][,;:!?()]|[,;:!?()][一-鿿]|！|您|你|约[\d.]+.?[余多]"
        assert not re.search(wrong, paragraph.text), paragraph.text
        assert not re.search(r"\d,\d{3}", paragraph.text), paragraph.text


@pytest.mark.parametrize("kind", KINDS)
def test_english_edition_has_no_chinese(kind):
    for text in words(paper(kind, lang="en")):
        assert not [sign for sign in text if unicodedata.east_asian_width(sign) in "WF"], text


@pytest.mark.parametrize("period", ["2022-11", "2023-02", "2025-12", "2026-01", "2026-09"])
def test_every_month_makes_a_whole_bulletin_with_nothing_left_out_and_no_empty_slot(period):
    for lang in ("zh", "en"):
        for kind in KINDS:
            made = compose(briefing(period, lang), kind)
            text = "\n".join(block.text for block in made.blocks)
            assert not made.left_out
            assert not re.search(r"[{}]|None|nan|，，|。。|、、|：。|, ,|\.\.|  +(?=\S)", text), text


# ------------------------------------------------------------------ edits and sources
def test_paragraph_can_be_switched_off_or_said_otherwise_and_an_empty_heading_goes_too():
    off = Edit(off=True)
    edits = {"problems.gaps": off, "opening": Edit(text="现通报如下。"), "force.pairing.table": off}
    kept = applied(compose(briefing(), "通报").blocks, edits)
    text = [block.text for block in kept]
    assert "现通报如下。" in text and not [one for one in text if "覆盖盲区" in one or one.startswith("表3")]
    assert [one for one in text if one.startswith("（三）数据报送")]


def test_edits_are_of_their_period():
    content = '{"2026-10": {"opening": {"text": "改"}}, "2026-09": {"overall.notes": {"off": true}}}'
    assert read(content, "2026-10") == {"opening": Edit(False, "改")}
    assert read(content, "2026-09") == {"overall.notes": Edit(True, "")} and read(content, "2026-08") == {}


@pytest.mark.parametrize(
    ("content", "word"),
    [("{", "bul_edits_no_json"), ("[]", "bul_edits_shape"), ('{"2026-10": {"a": {"of": true}}}', "bul_edits_shape"),
     ('{"2026-10": {"a": {"off": "yes"}}}', "bul_edits_shape")],
)  # fmt: skip
def test_edits_of_the_wrong_shape_are_refused_with_a_sentence(content, word):
    with pytest.raises(BadEdits) as refused:
        read(content, "2026-10")
    assert refused.value.word == word and load().words["zh"][word].format(**refused.value.fields)


def test_edit_of_a_paragraph_that_is_not_there_names_those_that_are():
    with pytest.raises(BadEdits) as refused:
        applied(compose(briefing(), "简报").blocks, {"problems.gaps": Edit(off=True)})
    assert refused.value.fields["id"] == "problems.gaps" and "overall.figures" in refused.value.fields["known"]


def test_comments_carry_the_cells_only_on_request_and_what_an_edited_paragraph_said():
    assert not list(paper().comments)
    comments = [comment.text for comment in paper(sources=True).comments]
    assert any("完成率＝" in text and "示例.xlsx › 10月 › " in text for text in comments)
    made = bulletin(briefing(), "通报", {"overall.reports": Edit(text="改")}, sources=True)
    edited = [comment.text for comment in Document(io.BytesIO(made.content)).comments]
    assert any("原文：2026年10月月报应报送21市" in text for text in edited)


# ------------------------------------------------------------------ where the year may end
def test_pressure_is_told_only_where_even_the_upper_end_of_the_projection_is_below_the_target():
    cities = briefing().cities["emp_employed_new"]
    text = next(one.text for one in said.outlooks(briefing()) if one.id.endswith("emp_employed_new"))
    short = [city for city, pace in cities.items() if pace.outlook and pace.outlook.high is not None
             and pace.outlook.high < pace.kpi.target]  # fmt: skip
    assert 0 < len(short) < 21 and "按现有进度测算" in text
    first = min(short, key=lambda city: (cities[city].kpi.deviation, city))
    named = load().regions[first].short_zh
    assert f"{named}等{len(short)}市" in text if len(short) > 4 else named in text
    vague = {city: pace._replace(outlook=pace.outlook and pace.outlook._replace(high=None), months=0)
             for city, pace in cities.items()}  # fmt: skip
    unsure = briefing()._replace(cities={"emp_employed_new": vague})
    assert not [one for one in said.outlooks(unsure) if one.text], "without a range nothing is said"


def test_cities_behind_for_months_are_named_with_how_long():
    cities = briefing().cities["emp_employed_new"]
    long = [city for city, pace in cities.items() if pace.months >= 2]
    text = next(one.text for one in said.outlooks(briefing()) if one.id.endswith("emp_employed_new"))
    assert len(long) > 4 and f"等{len(long)}市已连续2个月以上低于序时进度" in text
