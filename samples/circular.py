"""F09: the progress circular: target, what was reached, its share, time progress, places and lights."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from catalog.book import load
from samples.calendar import QUARTER_ENDS, month, report_day, split
from samples.places import Place, cities
from samples.sheets import NOTE, SAMPLE, Paper, heading, notes, put, workbook
from samples.truth import TARGETED, as_first_reported, circular_months, year_to_date

HEAD = (
    "排名", "地市", "年度目标", "累计完成", "完成率（%）", "序时进度（%）", "差距（百分点）",
    "上月排名", "升降", "亮灯",
)
# sheet name, the indicator's name in the title, unit
NAMES = {
    "emp_employed_new": ("新增就业", "新增实现就业人数", "人"),
    "vol_hours": ("服务时长", "本期志愿服务时长", "小时"),
    "emp_job_fairs": ("专场招聘会", "专场招聘会场次", "场"),
    "emp_adapt_trained": ("适应性培训", "适应性培训人数", "人"),
    "vol_activities": ("活动场次", "志愿服务活动场次", "场次"),
    "hon_visits": ("参观人次", "参观（接待）人次", "人次"),
}
# Some offices paint the cell and write nothing, others print a coloured ●; both occur
PAINTED = ("vol_hours", "emp_job_fairs")
COLOURS = {"蓝": "#2E75B6", "绿": "#00B050", "黄": "#FFC000", "红": "#FF0000"}
ONE = Decimal("0.1")


class Standing(NamedTuple):
    """One city's line: completion is printed with one decimal; None without report or target."""

    place: Place
    target: float | None
    reached: float | None
    completion: Decimal | None


def write(folder: Path) -> list[Path]:
    """A workbook for every month that has a circular, a sheet for every indicator with a target."""
    return [_circular(folder, period) for period in circular_months()]


def span(period: str) -> str:
    """January to this month as titles print it: 2026年1—10月. February's says 截至, as 1—2月 means one joint period."""
    year, number = split(period)
    return {1: f"{year}年1月", 2: f"截至{year}年2月底"}.get(number, f"{year}年1—{number}月")


def _circular(folder: Path, period: str) -> Path:
    path = folder / f"示例_重点工作进度通报表_{span(period)}.xlsx"
    with workbook(path, f"{span(period)}重点工作进度通报表（{SAMPLE}）") as paper:
        for indicator in TARGETED:
            if indicator != "hon_visits" or period in QUARTER_ENDS:
                _sheet(paper, indicator, period)
    return path


@lru_cache(maxsize=1)
def _targets() -> Mapping[tuple[str, str, str], float]:
    return {(t.indicator, t.region, str(t.year)): float(t.value) for t in load().targets}


def standings(indicator: str, period: str) -> list[Standing]:
    """Cities by printed completion, best first; then those without target, then those that did not report."""
    found = []
    for place in cities():
        target = _targets().get((indicator, place.code, period[:4]))
        reached = year_to_date(indicator, place.code, period)
        if reached is not None:
            reached = as_first_reported(indicator, place.code, period, reached)
        done = None if reached is None or not target else _tenth(Decimal(str(reached)) / Decimal(str(target)) * 100)
        found.append(Standing(place, target, reached, done))
    return sorted(found, key=lambda s: (s.completion is None, -(s.completion or 0), s.reached is None))


def _tenth(number: Decimal) -> Decimal:
    return number.quantize(ONE, ROUND_HALF_UP)


def places(indicator: str, period: str) -> dict[str, int]:
    """Competition ranks 1, 1, 3 by printed completion."""
    ranked = [s for s in standings(indicator, period) if s.completion is not None]
    shares = [s.completion for s in ranked]
    return {s.place.code: shares.index(s.completion) + 1 for s in ranked}


def _before(indicator: str, period: str) -> dict[str, int]:
    """Last month's places; for an indicator of the quarter last quarter's; none in January."""
    year, number = split(period)
    step = 3 if indicator == "hon_visits" else 1
    return places(indicator, month(year, number - step)) if number > step else {}


def light(completion: Decimal | None, progress: Decimal) -> str:
    """蓝 done, 绿 on schedule, 黄 up to 10 points behind, 红 more, by the printed figures."""
    if completion is None:
        return ""
    if completion >= 100:
        return "蓝"
    gap = completion - progress
    return "绿" if gap >= 0 else "黄" if gap >= -10 else "红"


def _sheet(paper: Paper, indicator: str, period: str) -> None:
    name, title, unit = NAMES[indicator]
    sheet = paper.sheet(name)
    heading(sheet, paper, len(HEAD), f"{span(period)}全省{title}进度通报表（{SAMPLE}）", "", f"单位：{unit}")
    for at, text in enumerate(HEAD):
        sheet.write_string(2, at, text, paper.style["head"])
    styles = {word: paper.filled(c) if indicator in PAINTED else paper.coloured(c) for word, c in COLOURS.items()}
    now, before = places(indicator, period), _before(indicator, period)
    for row, standing in enumerate(standings(indicator, period), 3):
        code = standing.place.code
        _line(sheet, paper, row, standing, (now.get(code), before.get(code)), period)
        _lamp(sheet, paper, row, standing, _progress(period), styles, indicator in PAINTED)
    notes(sheet, paper, 3 + len(cities()), (
        f"注：{NOTE}", "亮灯：蓝为提前完成，绿为达到序时进度，黄为低于序时进度10个百分点以内，红为低于10个百分点以上。",
        f"报出日期：{report_day(period, 10)}"))


def _progress(period: str) -> Decimal:
    return _tenth(Decimal(split(period)[1]) / 12 * 100)


def _line(sheet: Worksheet, paper: Paper, row: int, standing: Standing, rank: tuple[int | None, int | None],
          period: str) -> None:
    done, progress = standing.completion, _progress(period)
    gap = "—" if done is None else f"{done - progress:+.1f}"
    now, before = rank
    moved = "—" if now is None or before is None else "持平" if now == before else (
        f"↑{before - now}" if now < before else f"↓{now - before}")
    cells: tuple[tuple[float | str | None, str], ...] = (
        (now or "—", "centre"), (standing.place.zh, "text"), (standing.target or "—", "whole"),
        (standing.reached, "whole"), ("—" if done is None else float(done), "tenth"), (float(progress), "tenth"),
        (gap, "centre"), (before or "—", "centre"), (moved, "centre"),
    )
    for at, (held, style) in enumerate(cells):
        put(sheet, row, at, held, paper.style[style])


def _lamp(sheet: Worksheet, paper: Paper, row: int, standing: Standing, progress: Decimal,
          styles: Mapping[str, Format], painted: bool) -> None:
    word = light(standing.completion, progress)
    if not word:
        text = "未报送" if standing.reached is None else "未下达任务"
        put(sheet, row, 9, text, paper.style["centre"])
    else:
        put(sheet, row, 9, None if painted else "●", styles[word])
