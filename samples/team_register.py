"""F04: the register of all volunteer teams of the last month, vertically merged and typed by many hands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from itertools import groupby
from pathlib import Path

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from samples.calendar import LAST, zh_month
from samples.invented import county_cell
from samples.places import Place, cities
from samples.shapes import unit
from samples.sheets import NOTE, SAMPLE, Paper, merged, put, workbook
from samples.teams import Team, roster

HEAD = ("序号", "地市", "县（市、区）", "镇（街道）", "村（社区）", "队伍名称", "层级", "类别", "成立时间", "队长",
        "联系电话", "人数", "其中党员", "累计时长（小时）", "品牌", "状态", "备注")
WRITTEN: tuple[Callable[[int, int, int], str], ...] = (
    lambda y, m, d: f"{y}年{m}月",
    lambda y, m, d: f"{y}-{m:02d}-{d:02d}",
    lambda y, m, d: f"{y}/{m}/{d}",
    lambda y, m, d: f"{y}年{m}月{d}日",
    lambda y, m, d: f"{y}.{m}",
)


def write(folder: Path) -> list[Path]:
    """One workbook, one sheet, about 15,000 lines."""
    path = folder / f"示例_志愿服务队台账_{zh_month(LAST)}.xlsx"
    with workbook(path, f"退役军人志愿服务队台账（{SAMPLE}）") as paper:
        sheet = paper.sheet("台账")
        date = paper.book.add_format({"border": 1, "num_format": "yyyy/m/d"})
        sheet.merge_range(0, 0, 0, len(HEAD) - 1, f"全省退役军人志愿服务队台账（{SAMPLE}）", paper.style["title"])
        sheet.write_string(1, 0, f"报告期：{zh_month(LAST)}", paper.style["note"])
        for at, text in enumerate(HEAD):
            sheet.write_string(2, at, text, paper.style["head"])
        row = 3
        for place in cities():
            row = _city(sheet, paper, date, row, place)
        sheet.write_string(row, 0, f"注：{NOTE}镇、村、队伍名称均为虚构。", paper.style["note"])
        sheet.freeze_panes(3, 0)
        sheet.set_column(5, 5, 40)
    return [path]


def _city(sheet: Worksheet, paper: Paper, date: Format, top: int, place: Place) -> int:
    teams, row = roster(place), top
    merged(sheet, top, 1, top + len(teams) - 1, 1, place.zh, paper.style["centre"])
    for county, block in groupby(teams, key=lambda team: team.county):
        lines = list(block)
        _county(sheet, paper, row, county_cell(place, county) if lines[0].town or county else "", len(lines))
        for team in lines:
            _line(sheet, paper, date, row, team)
            row += 1
    return row


def _county(sheet: Worksheet, paper: Paper, row: int, county: str, many: int) -> None:
    """The county's name merged over its lines; lines of the city itself have blank cells."""
    if county:
        merged(sheet, row, 2, row + many - 1, 2, county, paper.style["centre"])
    else:
        for at in range(many):
            put(sheet, row + at, 2, None, paper.style["text"])


def _line(sheet: Worksheet, paper: Paper, date: Format, row: int, team: Team) -> None:
    style = paper.style["text"]
    put(sheet, row, 0, row - 2, style)
    _texts(sheet, row, 3, (team.town, team.village, team.name, team.level, team.kind), style)
    _founded(sheet, row, team.founded, date, style)
    _texts(sheet, row, 9, (team.leader, team.phone), style)
    put(sheet, row, 11, team.members, style)
    put(sheet, row, 12, team.party, style)
    hours: float | str = f"{team.hours:,}" if unit("typed", row) < 0.02 else team.hours  # 少数按文本录入
    put(sheet, row, 13, hours, style)
    _texts(sheet, row, 14, (team.brand, team.status, team.remark), style)


def _texts(sheet: Worksheet, row: int, start: int, texts: Sequence[str], style: Format) -> None:
    for at, text in enumerate(texts):
        put(sheet, row, start + at, text or None, style)


def _founded(sheet: Worksheet, row: int, day: tuple[int, int, int], date: Format, style: Format) -> None:
    """Six ways to write a day: five texts and a real date."""
    way = int(unit("founded", row) * 6)
    if way == 5:
        sheet.write_datetime(row, 8, datetime(*day), date)
    else:
        put(sheet, row, 8, WRITTEN[way](*day), style)
