"""F01: the provincial summary, a workbook a year with a sheet a month, two header rows, totals first."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from xlsxwriter.worksheet import Worksheet

from samples.calendar import LAST, MONTHS, report_day, split, zh_month
from samples.places import PROVINCE, SILENT, Place, by_area, cities, city
from samples.sheets import NOTE, SAMPLE, Paper, heading, merged, notes, put, workbook
from samples.truth import as_first_reported, table, typed, value


class Column(NamedTuple):
    """A column: group header, own header, indicator, and how many base units one printed unit is."""

    group: str
    label: str
    indicator: str
    scale: int = 1


GROUPS: tuple[tuple[str, tuple[tuple[str, str, int], ...]], ...] = (
    ("志愿服务队", (
        ("队伍数", "vol_teams", 1), ("村（社区）级队伍数", "vol_teams_village", 1),
        ("已建队村（社区）数（个）", "vol_villages_covered", 1), ("志愿者", "vol_volunteers", 1),
        ("开展活动队伍", "vol_teams_active", 1), ("活动场次（场次）", "vol_activities", 1),
        ("本月服务时长（小时）", "vol_hours", 1), ("累计时长（万小时）", "vol_hours_cum", 10_000),
        ("服务群众人次（人次）", "vol_persons_served", 1), ("应急出动队次（队次）", "vol_emergency", 1),
        ("志愿服务品牌数（个）", "vol_brands", 1), ("专项基金（万元）", "vol_fund_cum", 10_000))),
    ("就业创业", (
        ("本月新增就业", "emp_employed_new", 1), ("累计实现就业", "emp_employed_cum", 1),
        ("自主就业退役士兵人数", "emp_cohort", 1), ("已就业人数", "emp_employed", 1),
        ("待就业人数", "emp_unemployed", 1),
        ("适应性培训人数", "emp_adapt_trained", 1), ("应参加适应性培训人数", "emp_adapt_due", 1),
        ("专场招聘会（场）", "emp_job_fairs", 1), ("提供岗位数（个）", "emp_jobs_offered", 1),
        ("达成就业意向人数", "emp_intents", 1), ("职业技能培训人数", "emp_skill_trained", 1),
        ("取得培训证书人数", "emp_skill_certified", 1), ("学历提升入学人数", "emp_edu_enrolled", 1),
        ("新创市场主体（家）", "biz_entities_cum", 1), ("带动就业人数", "biz_jobs_created_cum", 1),
        ("应由政府安排工作人数", "plc_due", 1), ("政府安排工作已到位人数", "plc_settled", 1))),
    ("退役士兵去向", (
        ("退役大学生士兵复学人数", "emp_school_returned", 1), ("考试入学人数", "emp_exam_enrolled", 1),
        ("城镇就业人数", "emp_urban", 1), ("城镇就业中已参加职业技能培训人数", "emp_urban_trained", 1),
        ("返乡务农人数", "emp_farming", 1), ("创业人数", "emp_startup", 1),
        ("创办中小微企业人数", "emp_startup_sme", 1), ("个体工商户人数", "emp_startup_self", 1),
        ("参与农民专业合作社人数", "emp_startup_coop", 1),
        ("认定为就业困难人数", "emp_hardship", 1), ("已针对性开展帮扶人数", "emp_hardship_aided", 1))),
    ("荣誉激励", (
        ("荣誉室（墙）总数（个）", "hon_sites", 1), ("荣誉室（个）", "hon_rooms", 1), ("荣誉墙（面）", "hon_walls", 1),
        ("已设荣誉室（墙）镇（街）数（个）", "hon_towns_with_site", 1), ("荣誉室面积（平方米）", "hon_area", 1),
        ("写入地方志退役军人人数（名）", "hon_gazetteer_cum", 1), ("先进典型人数（名）", "hon_models", 1))),
    ("基层组织", (
        ("进入村（社区）“两委”班子退役军人数（名）", "gov_committee_veterans", 1),
        ("“兵支书”人数", "gov_soldier_secretaries", 1))),
    ("结对帮扶", (
        ("结对帮扶对数（对）", "pair_pairs", 1), ("解决实际问题数（项）", "pair_problems_cum", 1),
        ("涉及退役军人", "pair_veterans", 1), ("老兵调解员、兼职网格员人数", "med_mediators", 1))),
    ("服务保障", (
        ("退役军人和其他优抚对象人数", "svc_population", 1), ("服务中心（站）（个）", "svc_stations", 1),
        ("悬挂光荣牌户数（户）", "svc_plaques", 1), ("应急救助人数", "svc_aid_persons", 1),
        ("应急救助金额（万元）", "svc_aid_amount", 10_000), ("“双清单”事项总数（项）", "svc_dual_list_items", 1),
        ("“双清单”已完成事项数（项）", "svc_dual_list_done", 1))),
)
# The lettered parts come by the cities' own monthly reports; before 2023 there were none
OWN_FORM = frozenset(indicator for _, indicator, _ in GROUPS[2][1]) | {"emp_cohort", "emp_employed", "emp_adapt_due"}


def columns(period: str) -> list[Column]:
    """What is due at the end of this month, in print order."""
    counted = {indicator for indicator, _, month in table() if month == period}
    return [Column(group, label, indicator, scale) for group, leaves in GROUPS for label, indicator, scale in leaves
            if indicator in counted and (period < "2023" or indicator not in OWN_FORM)]


def write(folder: Path) -> list[Path]:
    """All provincial summaries."""
    return [_year(folder, year) for year in sorted({split(period)[0] for period in MONTHS})]


def _year(folder: Path, year: int) -> Path:
    path = folder / f"示例_全省主要指标汇总表_{year}.xlsx"
    with workbook(path, f"全省退役军人工作主要指标汇总表{year}年（{SAMPLE}）") as paper:
        for period in (m for m in MONTHS if split(m)[0] == year):
            _month(paper, period)
    return path


def _month(paper: Paper, period: str) -> None:
    sheet, due = paper.sheet(f"{split(period)[1]}月"), columns(period)
    title = f"全省退役军人工作主要指标汇总表（截至{zh_month(period)}底）（{SAMPLE}）"
    heading(sheet, paper, len(due) + 2, title, "填报单位：广东省退役军人事务厅", "单位：支、人、万小时")
    _header(sheet, paper, due)
    row = _sums(sheet, paper, 4, "全省合计", cities(), due, period)
    for _, zh, places in by_area():
        row = _sums(sheet, paper, row, f"{zh}小计", places, due, period)
        for place in places:
            row = _city(sheet, paper, row, place, due, period)
    notes(sheet, paper, row, _footer(period))
    sheet.freeze_panes(4, 2)
    sheet.set_column(1, len(due) + 1, 13)


def _header(sheet: Worksheet, paper: Paper, due: Sequence[Column]) -> None:
    head = paper.style["head"]
    sheet.merge_range(2, 0, 3, 0, "序号", head)
    sheet.merge_range(2, 1, 3, 1, "地区", head)
    start = 0
    for at, column in enumerate(due):
        sheet.write_string(3, at + 2, column.label, head)
        if at + 1 == len(due) or due[at + 1].group != column.group:
            merged(sheet, 2, start + 2, 2, at + 2, column.group, head)
            start = at + 1


def _city(sheet: Worksheet, paper: Paper, row: int, place: Place, due: Sequence[Column], period: str) -> int:
    put(sheet, row, 0, cities().index(place) + 1, paper.style["centre"])
    put(sheet, row, 1, place.zh, paper.style["text"])
    for at, column in enumerate(due):
        if column.indicator == "vol_fund_cum":
            put(sheet, row, at + 2, "—", paper.style["plain"])
        else:
            _cell(sheet, paper, row, at + 2, column, typed(column.indicator, place.code, period), "")
    return row + 1


def _sums(sheet: Worksheet, paper: Paper, row: int, label: str, places: Sequence[Place], due: Sequence[Column],
          period: str) -> int:
    """A total or subtotal row: what the cities reported, added up by the province's own tool (no slip in it)."""
    put(sheet, row, 0, None, paper.style["centre"])
    put(sheet, row, 1, label, paper.style["sum"])
    province = len(places) == len(cities())
    for at, column in enumerate(due):
        if column.indicator == "vol_fund_cum":
            held = value(column.indicator, PROVINCE, period) if province else None
            put(sheet, row, at + 2, "—" if held is None else held / column.scale, paper.style["sum_plain"])
        else:
            held = _added(column.indicator, places, period)
            _cell(sheet, paper, row, at + 2, column, held, "sum")
    return row + 1


def _added(indicator: str, places: Sequence[Place], period: str) -> float | None:
    held = [as_first_reported(indicator, p.code, period, value(indicator, p.code, period)) for p in places]
    known = [one for one in held if one is not None]
    return sum(known) if known else None


def _cell(sheet: Worksheet, paper: Paper, row: int, at: int, column: Column, held: float | None, kind: str) -> None:
    whole = column.scale == 1
    name = ("sum" if whole else "sum_plain") if kind else ("whole" if whole else "plain")
    style = paper.style[name]
    put(sheet, row, at, held if held is None or whole else held / column.scale, style)


def _footer(period: str) -> list[str]:
    lines = [f"注：1.{NOTE}", "2.累计时长以万小时计，其余未注明单位的队伍以支计、人数以人计。"]
    if period == MONTHS[0]:
        lines.append("3.本期为首期（基线），各类指标一次报齐；以后按月、季、半年、年分别报送。")
    if period == LAST:
        silent = "、".join(city(code).zh for code in SILENT)
        lines.append(f"3.{silent}{zh_month(period)}就业、志愿服务月报未报送，合计为已报送19市之和；队伍数、已建队村数取自省级台账。")
    return [*lines, f"审核人：王*　　填表人：李*　　报出日期：{report_day(period, 8)}"]


