"""F03: a city's monthly employment report, a workbook a year with sheets 1月…12月, 汇总 and a forgotten Sheet1."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

from xlsxwriter.worksheet import Worksheet

from samples.calendar import YEARS, month, report_day, split, year_ago, zh_month
from samples.places import Place, cities, city
from samples.sheets import NOTE, SAMPLE, Paper, notes, put, workbook
from samples.truth import Correction, as_first_reported, value, year_to_date

Row = tuple[float | str | None, ...]

FLOWS = (
    ("新增实现就业", "emp_employed_new", ""),
    ("适应性培训", "emp_adapt_trained", "按人计，不按人次"),
    ("专场招聘会（场）", "emp_job_fairs", ""),
    ("提供岗位数（个）", "emp_jobs_offered", ""),
    ("达成就业意向人数", "emp_intents", ""),
)
STOCKS = (
    ("累计实现就业", "emp_employed_cum", "自统计以来累计"),
    ("应参加适应性培训人数", "emp_adapt_due", ""),
    ("自主就业退役士兵人数", "emp_cohort", "A=B+C+D+L"),
    ("　退役大学生士兵复学人数", "emp_school_returned", "B"),
    ("　考试入学人数", "emp_exam_enrolled", "C"),
    ("　已就业人数", "emp_employed", "D=E+G+H"),
    ("　　城镇就业人数", "emp_urban", "E"),
    ("　　　城镇就业中已参加职业技能培训人数", "emp_urban_trained", "F≤E"),
    ("　　返乡务农人数", "emp_farming", "G"),
    ("　　创业人数", "emp_startup", "H=I+J+K"),
    ("　　　创办中小微企业人数", "emp_startup_sme", "I"),
    ("　　　个体工商户人数", "emp_startup_self", "J"),
    ("　　　参与农民专业合作社人数", "emp_startup_coop", "K"),
    ("　待就业人数", "emp_unemployed", "L"),
    ("　　其中：认定为就业困难人数", "emp_hardship", "M≤L"),
    ("　　　已针对性开展帮扶人数", "emp_hardship_aided", "N≤M"),
)
HEAD = ("项目", "本月发生", "本年累计", "上年同期累计", "同比增减", "备注")
FOOT = "单位负责人：陈*　　统计负责人：张*　　填表人：李*　　联系电话：138****0000　　报出日期："


def write(folder: Path) -> list[Path]:
    """All monthly reports of all cities, and the late correction."""
    return [*(_year(folder, place, year) for year in YEARS for place in cities()), correction(folder)]


def _year(folder: Path, place: Place, year: int) -> Path:
    path = folder / f"示例_{place.zh}_就业月报_{year}.xlsx"
    with workbook(path, f"{place.zh}退役军人就业情况月报{year}年（{SAMPLE}）") as paper:
        for number in range(1, 13):
            _month(paper, place, month(year, number), corrected=False)
        _overview(paper, place, year)
        paper.sheet("Sheet1")
    return path


def _month(paper: Paper, place: Place, period: str, *, corrected: bool) -> None:
    sheet = paper.sheet(f"{split(period)[1]}月")
    mark = "（更正）" if corrected else ""
    sheet.merge_range(0, 0, 0, 5, f"{place.zh}退役军人就业情况月报表{mark}（{SAMPLE}）", paper.style["title"])
    sheet.write_string(1, 0, f"报告期：{zh_month(period)}", paper.style["note"])
    sheet.write_string(1, 5, "单位：人", paper.style["right"])
    for at, text in enumerate(HEAD):
        sheet.write_string(2, at, text, paper.style["head"])
    row = _section(sheet, paper, 3, "一、本月工作情况")
    for label, indicator, remark in FLOWS:
        row = _line(sheet, paper, row, label, _flow(place, indicator, period, corrected), remark)
    row = _section(sheet, paper, row, "二、自主就业退役士兵去向（月末数）")
    for label, indicator, remark in STOCKS:
        row = _line(sheet, paper, row, label, _stock(place, indicator, period, corrected), remark)
    last = f"{FOOT}{report_day(period, 20 if corrected else 5)}" if _known(place, period) else FOOT
    notes(sheet, paper, row, (f"注：{NOTE}第二部分“本月发生”“本年累计”两栏均填月末数。", *_explained(corrected), last))
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 5, 13)


def _known(place: Place, period: str) -> bool:
    return value("emp_employed_new", place.code, period) is not None


def _printed(place: Place, indicator: str, period: str, corrected: bool) -> float | None:
    held = value(indicator, place.code, period)
    return held if corrected else as_first_reported(indicator, place.code, period, held)


def _flow(place: Place, indicator: str, period: str, corrected: bool) -> Row:
    """Month, year to date, last year's, change; blank where the month is not reported."""
    now, summed = _printed(place, indicator, period, corrected), year_to_date(indicator, place.code, period)
    if now is None or summed is None:
        return None, None, None, None
    summed = summed if corrected else as_first_reported(indicator, place.code, period, summed)
    if year_ago(period) < month(YEARS[0], 1):
        return now, summed, "—", "—"
    before = year_to_date(indicator, place.code, year_ago(period))
    return now, summed, before, change(summed, before)


def _stock(place: Place, indicator: str, period: str, corrected: bool) -> Row:
    """A count at the month's end stands in both columns; beside it last year's, a dash before the series began."""
    now = _printed(place, indicator, period, corrected)
    if now is None:
        return None, None, None, None
    before = value(indicator, place.code, year_ago(period))
    return now, now, "—" if before is None else before, change(now, before)


def change(now: float | None, before: float | None) -> str:
    """同比增减 as the form prints it, rounded half up; a dash without a base."""
    if now is None or not before:
        return "—"
    rate = (Decimal(str(now)) / Decimal(str(before)) - 1) * 100
    return f"{rate.quantize(Decimal('0.1'), ROUND_HALF_UP)}%"


def _section(sheet: Worksheet, paper: Paper, row: int, text: str) -> int:
    sheet.write_string(row, 0, text, paper.style["text"])
    for at in range(1, 6):
        put(sheet, row, at, None, paper.style["text"])
    return row + 1


def _line(sheet: Worksheet, paper: Paper, row: int, label: str, cells: Row, remark: str) -> int:
    put(sheet, row, 0, label, paper.style["text"])
    for at, held in enumerate(cells):
        put(sheet, row, at + 1, held, paper.style["whole"])
    put(sheet, row, 5, remark or None, paper.style["text"])
    return row + 1


def _overview(paper: Paper, place: Place, year: int) -> None:
    """汇总: the months again side by side, for people; nobody should count it twice."""
    sheet = paper.sheet("汇总")
    sheet.merge_range(0, 0, 0, 12, f"{place.zh}{year}年退役军人就业情况汇总（{SAMPLE}）", paper.style["title"])
    sheet.write_string(1, 12, "单位：人、场、个", paper.style["right"])
    for at, text in enumerate(("项目", *(f"{n}月" for n in range(1, 13)))):
        sheet.write_string(2, at, text, paper.style["head"])
    for row, (label, indicator, _) in enumerate(FLOWS, 3):
        put(sheet, row, 0, label, paper.style["text"])
        months = [_printed(place, indicator, month(year, n), False) for n in range(1, 13)]
        for at, held in enumerate(months, 1):
            put(sheet, row, at, held, paper.style["whole"])
    notes(sheet, paper, 3 + len(FLOWS), (f"注：{NOTE}本页由各月表汇总，不另行上报。",))


def _explained(corrected: bool) -> tuple[str, ...]:
    """The correction says what was printed before, what holds now, and why."""
    if not corrected:
        return ()
    held = int(value("emp_employed_new", Correction.city, Correction.period) or 0)
    text = f"更正说明：新增实现就业原报{held - Correction.more}人，更正为{held}人，增加{Correction.more}人。"
    return (f"{text}原因：{Correction.reason}。本年累计、累计实现就业相应更正，其余各项不变。",)


def correction(folder: Path) -> Path:
    """茂名市 sends September again: a later workbook that outranks the first."""
    place = city(Correction.city)
    path = folder / f"示例_{place.zh}_就业月报_{zh_month(Correction.period)}（更正）.xlsx"
    with workbook(path, f"{place.zh}退役军人就业情况月报{zh_month(Correction.period)}（更正）（{SAMPLE}）") as paper:
        _month(paper, place, Correction.period, corrected=True)
    return path

