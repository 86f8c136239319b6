"""F08: the register of honour rooms and walls at the end of the last quarter; its counts are those of the summary."""

from __future__ import annotations

from bisect import bisect_right
from pathlib import Path
from random import Random
from typing import NamedTuple

from xlsxwriter.worksheet import Worksheet

from samples.calendar import QUARTER_ENDS, due, quarter, split, zh_month
from samples.invented import county_cell, person, phone, towns
from samples.places import Place, cities
from samples.shapes import stream
from samples.sheets import NOTE, SAMPLE, Paper, put, workbook
from samples.truth import complete

AS_OF = QUARTER_ENDS[-1]
HEAD = (
    "序号", "地市", "县区", "镇（街道）", "名称", "类型（室/墙）", "级别", "地址", "面积（㎡）", "建成时间",
    "开放时间", "年参观人次", "设立单位", "展品数", "负责人", "电话", "备注",
)
ROADS = ("和平路", "建设路", "育才路", "文明路", "光明路", "团结路", "振兴街", "向阳街")
OPEN = ("工作日", "每日", "周末", "预约开放")
ROOMS = (("室", "荣誉室"),) * 6 + (("馆", "荣誉馆"), ("陈列室", "荣誉陈列室"))
WALLS = (("墙", "荣誉墙"),) * 4 + (("墙", "光荣墙"), ("墙", "功勋墙"), ("长廊", "荣誉长廊"))
OWNER = {
    "市": "退役军人服务中心", "县": "退役军人事务局", "镇": "退役军人服务站", "村": "民委员会", "社区": "居民委员会",
}


class Spot(NamedTuple):
    """Where a site stands: level and the name of who keeps it."""

    level: str
    county: str
    town: str
    village: str

    def host(self, place: Place) -> str:
        """The place's own name, as in the name of the site."""
        return self.village or self.town or self.county or place.zh

    def owner(self, place: Place) -> str:
        """Who keeps it: the office, station or committee of that level."""
        if self.village.endswith("社区"):
            return self.village + OWNER["社区"]
        return self.host(place).removesuffix("村" if self.village else "") + OWNER[self.level]

    def address(self, place: Place, roll: float, house: float) -> str:
        """An invented street of the place."""
        return f"{self.town or self.county or place.zh}{ROADS[int(roll * len(ROADS))]}{1 + int(house * 180)}号"


def write(folder: Path) -> list[Path]:
    """One workbook with one sheet."""
    path = folder / f"示例_荣誉室（墙）登记表_{zh_month(AS_OF)}.xlsx"
    with workbook(path, f"荣誉室（墙）登记表（{SAMPLE}）") as paper:
        sheet, row = paper.sheet("登记表"), 3
        sheet.merge_range(0, 0, 0, len(HEAD) - 1, f"全省退役军人荣誉室（墙）登记表（{SAMPLE}）", paper.style["title"])
        sheet.write_string(1, 0, f"报告期：{zh_month(AS_OF)}", paper.style["note"])
        for at, text in enumerate(HEAD):
            sheet.write_string(2, at, text, paper.style["head"])
        for place in cities():
            row = _city(sheet, paper, row, place)
        sheet.write_string(row, 0, f"注：{NOTE}镇、村、地址均为虚构。", paper.style["note"])
        sheet.freeze_panes(3, 0)
        sheet.set_column(4, 4, 30)
    return [path]


def _number(place: Place, indicator: str, period: str = AS_OF) -> int:
    return int(complete()[indicator, place.code, period] or 0)


def spots(place: Place, rolls: Random) -> list[Spot]:
    """The city's sites: some of the city and its counties, one or more in every town that has one."""
    total, served = _number(place, "hon_sites"), _number(place, "hon_towns_with_site")
    upper = [Spot("市", "", "", ""), *(Spot("县", name, "", "") for _, name in place.counties)]
    upper = upper[: max(total - served, 0)]
    chosen = [town for _, town in sorted((rolls.random(), town) for town in towns(place))][:served]
    halls = [Spot("镇", town.county, town.name, "") for town in chosen]
    homes = [(town, village) for town in chosen for village in town.villages]
    picked = [home for _, home in sorted((rolls.random(), home) for home in homes)][: total - len(upper) - len(halls)]
    found = [*upper, *halls, *(Spot("村", town.county, town.name, village) for town, village in picked)]
    order = {name: at for at, (_, name) in enumerate(place.counties)}
    return sorted(found, key=lambda s: (s.level != "市", order.get(s.county, 0), s.town, s.village))


def _is_room(found: list[Spot], rooms: int, rolls: Random) -> list[bool]:
    """As many rooms as the summary says; villages have more walls than towns."""
    lean = [rolls.random() + {"市": -1.0, "县": -0.5, "镇": -0.25}.get(spot.level, 0.0) for spot in found]
    edge = sorted(lean)[rooms - 1]
    return [one <= edge for one in lean]


def _city(sheet: Worksheet, paper: Paper, row: int, place: Place) -> int:
    rolls = stream("sites", place.code)
    found = spots(place, rolls)
    kinds = _is_room(found, _number(place, "hon_rooms"), rolls)
    built = _built(place, len(found), rolls)
    visits = sum(_number(place, "hon_visits", quarter(end)) for end in QUARTER_ENDS[-4:]) / len(found)
    mean = _number(place, "hon_area", "2025-12") / _number(place, "hon_rooms", "2025-12")
    for spot, room, day in zip(found, kinds, built, strict=True):
        _line(sheet, paper, row, place, spot, (room, day, mean, visits), rolls)
        row += 1
    return row


def _built(place: Place, many: int, rolls: Random) -> list[tuple[int, int]]:
    """Months of completion whose count grows as the city's number of sites did."""
    ends = due("quarter")
    counts = [_number(place, "hon_sites", end) for end in ends]
    age = [at for _, at in sorted((rolls.random(), at) for at in range(many))]
    found = []
    for number in age:
        at = bisect_right(counts, number)
        back = int(rolls.random() * (48 if at == 0 else 3))
        year, month = split(ends[min(at, len(ends) - 1)])
        serial = year * 12 + month - 1 - (back if ends[at] != "2022-12" else 0)
        found.append((serial // 12, serial % 12 + 1))
    return found


def _line(sheet: Worksheet, paper: Paper, row: int, place: Place, spot: Spot,
          made: tuple[bool, tuple[int, int], float, float], rolls: Random) -> None:
    room, (year, month), mean, visits = made
    kinds = ROOMS if room else WALLS
    kind, noun = kinds[int(rolls.random() * len(kinds))]
    county = county_cell(place, spot.county) if spot.level != "市" else ""
    seen = int(visits * (0.3 + 1.4 * rolls.random()) * (1.25 if room else 0.6))
    cells: tuple[float | str | None, ...] = (
        row - 2, place.zh, county, spot.town, f"{spot.host(place)}退役军人{noun}", kind, spot.level,
        spot.address(place, rolls.random(), rolls.random()),
        _area(mean, rolls) if room else "/", f"{year}年{month}月", OPEN[int(rolls.random() * len(OPEN))],
        seen, spot.owner(place),
        20 + int(rolls.random() * 260) if room else "/", person(rolls.random()), phone(rolls.random()), None,
    )
    for at, held in enumerate(cells):
        put(sheet, row, at, held or None, paper.style["text"])


def _area(mean: float, rolls: Random) -> float | str:
    """Square metres as clerks type them: a number, 约120, 120平米."""
    area, way = max(12, round(mean * (0.45 + 1.1 * rolls.random()))), rolls.random()
    return area if way < 0.9 else f"约{area}" if way < 0.95 else f"{area}平米"

