"""Generated sentences say what the figures say, in both languages, and never 全省 when a city is missing."""

from __future__ import annotations

import re

import pytest

from catalog import bank, sentences
from catalog.book import load
from catalog.records import Kpi, Rank
from catalog.voice import Voice

CATALOG = load()
ZH, EN = Voice(CATALOG, "zh"), Voice(CATALOG, "en")
MISSING = ("445100", "445300")


def kpi(indicator="emp_employed_new", **changes):
    """New employment of January to October over 19 of 21 cities."""
    plain = Kpi(
        indicator=indicator, region="440000", period="2026-10", basis="ytd", value=17960.0, qualifier="eq",
        previous=16816.0, difference=1144.0, growth=6.8, growth_kind="pct", why_no_growth="", same_set=19,
        target=21030.0, completion=85.4, time_progress=83.3, deviation=2.1, status="ok", reported=19, expected=21,
        missing=MISSING, series=(), ids=(),
    )  # fmt: skip
    return plain._replace(**changes)


def level(indicator="vol_teams", **changes):
    """A stock at the end of October, all cities in, no target."""
    plain = {"basis": "end", "value": 15234.0, "completion": None, "deviation": None, "target": None,
             "status": "no_target", "reported": 21, "missing": (), "growth": 12.4, "difference": 1681.0}  # fmt: skip
    return kpi(indicator, **(plain | changes))


def ranks():
    """21 areas, two points apart from 101.3 % down, two of them not reported."""
    found: list[Rank] = []
    for i, city in enumerate(CATALOG.cities):
        if city in MISSING:
            one = kpi(region=city, value=None, completion=None, deviation=None, status="none", missing=(), expected=1)
            found.append(Rank(city, None, False, 19, None, None, one))
            continue
        done = round(101.3 - 2 * i, 1)
        late = round(done - 83.3, 1)
        state = "done" if done >= 100 else "ok" if late >= 0 else "warn" if late >= -10 else "bad"
        one = kpi(region=city, completion=done, deviation=late, status=state, reported=1, expected=1, missing=())
        found.append(Rank(city, i + 1, False, 19, 1 - i % 3, done, one))
    return found


def test_a_total_over_fewer_cities_says_so_and_names_them():
    said = sentences.progress(ZH, kpi())
    assert said == "1—10月，已报送19市新增就业完成年度目标的85.4%（潮州、云浮未报送），高于序时进度2.1个百分点"
    assert "全省" not in said
    assert "19 reporting cities" in sentences.progress(EN, kpi())


def test_the_whole_province_is_said_only_when_all_reported():
    said = sentences.progress(ZH, kpi(reported=21, missing=()))
    assert said == "1—10月，全省新增就业完成年度目标的85.4%，高于序时进度2.1个百分点"


def test_an_area_with_a_missing_city_is_named_with_its_count():
    said = sentences.progress(ZH, kpi(region="east", reported=3, expected=4, missing=("445100",)))
    assert "粤东已报送3市" in said and "（潮州未报送）" in said


def test_many_missing_cities_are_counted_not_listed():
    said = sentences.progress(ZH, kpi(missing=CATALOG.cities[:6], reported=15))
    assert "（广州等6市未报送）" in said


@pytest.mark.parametrize(
    ("points", "said"),
    [(0.0, "与序时进度基本一致"), (0.9, "与序时进度基本一致"), (1.0, "高于序时进度1.0个百分点"),
     (-0.1, "低于序时进度0.1个百分点"), (-11.9, "低于序时进度11.9个百分点")],
)  # fmt: skip
def test_in_step_with_time_is_from_zero_to_under_one_point(points, said):
    assert sentences.progress(ZH, kpi(deviation=points)).endswith("，" + said)


def test_done_early_replaces_the_comparison_with_time():
    assert sentences.progress(ZH, kpi(completion=101.3, deviation=18.0)).endswith("，已提前完成全年目标")


def test_a_stock_in_running_text_has_no_separators():
    said = sentences.level(ZH, level())
    assert said == "截至10月底，全省志愿服务队15234支，同比增长12.4%（增加1681支）"
    assert "15,234" in sentences.level(EN, level())


def test_amounts_grow_and_rates_rise_in_points():
    rate = level("vol_village_coverage", value=50.42, growth=3.1, difference=3.1, growth_kind="pp", target=100.0,
                 status="distance")  # fmt: skip
    said = sentences.level(ZH, rate)
    assert said == "截至10月底，全省村（社区）覆盖率50.4%，较上年同期提高3.1个百分点，距目标49.6个百分点"
    assert "增长" not in said
    assert sentences.level(ZH, level(growth=-3.2, difference=-500.0)).endswith("同比下降3.2%（减少500支）")


def test_a_one_off_target_is_a_distance_and_has_no_pace():
    """Coverage of 100 % has no 序时 (R11), even where completion and deviation were worked out."""
    covered = level("vol_village_coverage", value=48.9, target=100.0, completion=48.9, deviation=-51.1,
                    status="distance", growth=1.6, growth_kind="pp")  # fmt: skip
    rows = [rank._replace(kpi=covered) for rank in ranks()]
    said = sentences.force_headline(ZH, covered, rows)
    assert "距目标51.1个百分点" in said and "序时" not in said and "年度目标" not in said
    assert "序时" not in sentences.ranking_title(ZH, covered, rows)
    assert bank.behind(ZH, rows) == "" and bank.lights(ZH, rows) == "21个市尚未达到目标。"


def test_a_yearly_figure_says_its_year():
    assert sentences.level(ZH, level("svc_stations", period="2025-12")).startswith("截至2025年底，全省服务中心（站）")


def test_no_growth_is_said_in_the_fixed_words():
    assert sentences.level(ZH, level(growth=0.04)).endswith("，与上年同期持平")
    broken = level(growth=None, difference=None, growth_kind="none", why_no_growth="series_break")
    assert sentences.level(ZH, broken).endswith("，因统计口径调整与上年同期不可比")
    zero = level(growth=None, growth_kind="none", why_no_growth="base_zero")
    assert sentences.level(ZH, zero).endswith("，上年同期为零，不计算增幅")
    assert sentences.level(ZH, level(), "mom").endswith("环比增长12.4%（增加1681支）")
    assert sentences.level(ZH, level(), "none").endswith("志愿服务队15234支")


def test_a_qualifier_stays_with_its_figure():
    bound = level("biz_entities_cum", value=50000.0, qualifier="ge", growth=None, why_no_growth="bound")
    said = sentences.level(ZH, bound)
    assert said.endswith("新创市场主体超过50000家")


def test_overview_says_the_missing_cities_once():
    hours = kpi("vol_hours", completion=76.6, deviation=-6.7, status="warn")
    said = sentences.overview_headline(ZH, [kpi(), hours])
    assert said.endswith("；服务时长完成76.6%，低于序时进度6.7个百分点") and said.count("未报送") == 1
    other = hours._replace(missing=("440900",), reported=20)
    assert "茂名未报送" in sentences.overview_headline(ZH, [kpi(), other])
    assert sentences.overview_headline(ZH, []) == "本期还没有数据"


def test_force_headline_names_who_lags_and_who_is_done():
    said = sentences.force_headline(ZH, kpi(), ranks())
    assert said.endswith("；茂名、肇庆、清远、揭阳滞后，广州已提前完成")


def test_neutral_indicators_get_no_good_or_bad_mark():
    share = level("gov_secretary_share", value=18.9, growth_kind="pp", growth=0.2)
    said = sentences.force_headline(ZH, share, [rank._replace(kpi=share) for rank in ranks()])
    assert "最高的是" in said and "最低的是" in said and "靠后" not in said


def test_city_and_compare_and_table_headlines():
    maoming = kpi(region="440900", completion=82.1, deviation=-1.2, reported=1, expected=1, missing=())
    said = sentences.city_headline(ZH, "440900", {"front": 6, "middle": 6, "back": 3}, [maoming])
    assert said == "茂名市：15项指标中6项居前四分之一，3项居后四分之一；新增就业完成82.1%，低于序时进度1.2个百分点"
    some = sentences.city_headline(ZH, "445100", {"front": 1, "middle": 4, "none": 8, "back": 2}, [])
    assert some == "潮州市：已有数据的7项指标中1项居前四分之一，2项居后四分之一"
    late = sentences.city_headline(ZH, "445100", {}, [], reported=False, period="2026-10")
    assert late == "潮州市：2026年10月月报未报送"
    both = sentences.compare_headline(ZH, 15, [("440300", 11, 1), ("441500", 1, 8)])
    assert "深圳居前四分之一的指标最多（11项）" in both and "汕尾" in both
    assert sentences.table_headline(ZH, 21, 15, "2026-10", MISSING).endswith("潮州、云浮未报送当月月报")


def test_aside_has_date_coverage_and_state():
    said = sentences.aside(ZH, "2026-10", 19, 21, provisional=True)
    assert said == "截至2026年10月31日 · 19/21市已报送 · 快报数"


def test_slide_titles_are_conclusions_of_at_most_24_characters():
    titles = [
        sentences.ranking_title(ZH, kpi(), ranks()),
        sentences.ranking_title(ZH, level("vol_village_coverage"), ranks()),
        sentences.trend_title(ZH, kpi("vol_hours")),
    ]
    assert titles[0] == "新增就业快于序时2.1个百分点，9市低于序时"
    assert titles[2] == "服务时长同比增长6.8%"
    assert all(len(title) <= 24 for title in titles), titles


def test_the_lights_add_up_to_all_21_cities():
    said = bank.lights(ZH, ranks())
    assert said == "1个市提前完成，9个市达到序时进度，5个市预警，4个市滞后，2个市未报送。"
    assert sum(map(int, re.findall(r"\d+", said))) == 21
    with pytest.raises(ValueError, match="odd"):
        bank.lights(ZH, [ranks()[0]._replace(kpi=kpi(status="odd"))])


def test_leaders_and_those_behind():
    said = bank.leaders(ZH, ranks())
    assert said.startswith("排名前三的是广州、深圳、珠海，分别为101.3%、99.3%、97.3%；靠后的是")
    assert "潮州" not in said and "末位" not in said
    assert bank.behind(ZH, ranks()).startswith("低于序时进度的有9市，其中揭阳、清远、肇庆、茂名分别低20.0、16.0")
    assert bank.behind(ZH, ranks()[:3]) == ""


def test_moves_and_ties():
    assert bank.moves(ZH, ranks()) == "与上期相比，广州上升1位，珠海下降1位。"
    assert bank.moves(ZH, []) == ""
    tied = [rank._replace(place=3, tied=True) for rank in ranks()[2:4]]
    assert bank.ties(ZH, tied) == "珠海、汕头并列第3位。"


def test_coverage_missing_break_and_zero():
    covered = level("vol_village_coverage", value=50.4)
    assert bank.coverage(ZH, covered, 13402, 26599, ["440900", "440800"]) == (
        "全省26599个村（社区）中已有13402个组建队伍，覆盖率50.4%，尚有13197个未覆盖，主要集中在茂名、湛江。"
    )
    assert bank.missing(ZH, kpi()) == "潮州、云浮10月数据未报送，本期总量不含上述市；同比按可比口径（19市）计算。"
    assert bank.series_break(ZH, "vol_teams") == "因统计口径调整，志愿服务队与上年同期不可比。"
    assert bank.base_zero(ZH) == "上年同期为零，不计算增幅。"
    assert bank.spread(ZH, ranks()) == "最高与最低相差38.0个百分点。"


@pytest.mark.parametrize("voice", [ZH, EN], ids=["zh", "en"])
def test_every_page_finds_a_headline_in_both_languages(voice):
    """No template is missing a slot for any indicator a page can choose."""
    for id, indicator in CATALOG.indicators.items():
        for one in (kpi(id), level(id), level(id, value=None, growth=None)):
            said = sentences.force_headline(voice, one, ranks())
            assert said and "{" not in said
            assert not (voice.lang == "zh" and re.search(r"[,;:!?]", said)), said
            assert not (voice.lang == "en" and re.search(r"[\u4e00-\u9fff]", said)), said
        assert indicator.id == id
