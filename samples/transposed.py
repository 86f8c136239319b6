"""F05: the quarterly comparison with the cities across the columns; stocks and the quarter's amounts on two sheets."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from xlsxwriter.worksheet import Worksheet

from samples.calendar import QUARTER_ENDS, quarter, report_day, split, zh_month, zh_quarter
from samples.places import Place, cities
from samples.sheets import NOTE, SAMPLE, Paper, heading, notes, put, workbook
from samples.truth import value

Line = tuple[str, str, int]

STOCKS: tuple[Line, ...] = (
    ("志愿服务队（支）", "vol_teams", 1),
    ("　其中：村（社区）级队伍数（支）", "vol_teams_village", 1),
    ("已建队村（社区）数（个）", "vol_villages_covered", 1),
    ("志愿者（人）", "vol_volunteers", 1),
    ("荣誉室（墙）（个）", "hon_sites", 1),
    ("　其中：荣誉室（个）", "hon_rooms", 1),
    ("　　　　荣誉墙（面）", "hon_walls", 1),
    ("已设荣誉室（墙）镇（街）数（个）", "hon_towns_with_site", 1),
    ("结对帮扶对数（对）", "pair_pairs", 1),
    ("解决实际问题数（项）", "pair_problems_cum", 1),
    ("结对帮扶涉及退役军人数（人）", "pair_veterans", 1),
    ("老兵调解员、兼职网格员人数（人）", "med_mediators", 1),
    ("职业技能培训人数（人）", "emp_skill_trained", 1),
    ("新创市场主体（家）", "biz_entities_cum", 1),
    ("带动就业人数（人）", "biz_jobs_created_cum", 1),
)
FLOWS: tuple[Line, ...] = (
    ("参观（接待）人次（人次）", "hon_visits", 1),
    ("红色宣讲、国防教育场次（场）", "hon_lectures", 1),
    ("参与化解矛盾纠纷件数（件）", "med_cases", 1),
    ("创业担保贷款发放额（万元）", "biz_loan_amount", 10_000),
)


def write(folder: Path) -> list[Path]:
    """One workbook a year."""
    return [_year(folder, year) for year in sorted({split(end)[0] for end in QUARTER_ENDS})]


def _year(folder: Path, year: int) -> Path:
    path = folder / f"示例_分市指标对照表_{year}.xlsx"
    with workbook(path, f"分市指标对照表{year}年（{SAMPLE}）") as paper:
        for end in (e for e in QUARTER_ENDS if split(e)[0] == year):
            _sheet(paper, f"{split(end)[1]}月末", f"（截至{zh_month(end)}底）", STOCKS, end, end)
            word = zh_quarter(quarter(end))
            _sheet(paper, word[5:], f"（{word}）", FLOWS, quarter(end), end)
    return path


def _sheet(paper: Paper, name: str, when: str, lines: Sequence[Line], period: str, end: str) -> None:
    sheet, places = paper.sheet(name), cities()
    title = f"全省退役军人工作分市指标对照表{when}（{SAMPLE}）"
    heading(sheet, paper, len(places) + 2, title, "填报单位：广东省退役军人事务厅", "")
    for at, text in enumerate(("指标（单位）", "合计", *(place.short for place in places))):
        sheet.write_string(2, at, text, paper.style["head"])
    for row, line in enumerate(lines, 3):
        _line(sheet, paper, row, line, places, period)
    notes(sheet, paper, 3 + len(lines), (f"注：{NOTE}", f"填表人：李*　　报出日期：{report_day(end, 10)}"))
    sheet.set_column(0, 0, 32)
    sheet.freeze_panes(3, 2)


def _line(sheet: Worksheet, paper: Paper, row: int, line: Line, places: Sequence[Place], period: str) -> None:
    label, indicator, scale = line
    held = [value(indicator, place.code, period) for place in places]
    put(sheet, row, 0, label, paper.style["text"])
    whole = [one for one in held if one is not None]
    for at, one in enumerate((sum(whole) if whole else None, *held), 1):
        style = paper.style["whole" if scale == 1 else "plain"]
        put(sheet, row, at, one if one is None or scale == 1 else one / scale, style)
