"""The volunteer teams behind the register of the last month: as many rows 在册 as the city has teams."""

from __future__ import annotations

from bisect import bisect_right
from random import Random
from typing import NamedTuple

from samples.calendar import INDEX, LAST, MONTHS, split
from samples.invented import Town, person, phone, towns
from samples.places import Place
from samples.shapes import stream
from samples.truth import complete

BRANDS = {
    "440100": "红棉老兵", "440300": "红星", "441300": "战旗", "441700": "冲锋", "440700": "侨都星火",
    "442000": "红旗",
}
KINDS = ("应急救援", "政策宣讲", "帮扶解困", "环境整治", "治安巡防", "文明实践", "综合服务")
SECTORS = ("教育", "卫健", "交通", "消防", "公安", "税务", "供电", "高校", "医院", "铁路", "水利", "气象",
           "园区", "商会", "律师", "邮政")
CLOSED = 0.009  # 注销而仍留在台账里的队伍


class Team(NamedTuple):
    """One line of the register. founded: (year, month, day); members None: left blank by the clerk."""

    county: str
    town: str
    village: str
    name: str
    level: str
    kind: str
    founded: tuple[int, int, int]
    leader: str
    phone: str
    members: int | None
    party: int | None
    hours: int
    brand: str
    status: str
    remark: str


class Seat(NamedTuple):
    """Where a team sits and what it is called; copied: a line typed twice."""

    county: str
    town: str
    village: str
    name: str
    level: str
    copied: bool = False


def roster(place: Place) -> list[Team]:
    """All teams of a city in the order of the register: city, counties, towns, villages."""
    rolls = stream("teams", place.code)
    seats = _seats(place, rolls)
    dates = _dates(place, len(seats), rolls)
    size = _number(place, "vol_volunteers") / len(seats) * 1.03  # 一人可在两队：册上人数略多于志愿者
    pace = _number(place, "vol_hours_cum") / _number(place, "vol_volunteers") * 0.97
    rows = [_team(place, seat, date, (size, pace), rolls) for seat, date in zip(seats, dates, strict=True)]
    return _with_closed(rows, rolls)


def _number(place: Place, indicator: str) -> int:
    return int(complete()[indicator, place.code, LAST] or 0)


def _seats(place: Place, rolls: Random) -> list[Seat]:
    second = _number(place, "vol_teams_village") - _number(place, "vol_villages_covered")
    others = _number(place, "vol_teams") - _number(place, "vol_teams_village")
    seats = _upper(place, others, rolls)
    villages = [(town, village) for town in towns(place) for village in town.villages]
    chosen = {at for _, at in sorted((rolls.random(), at) for at in range(len(villages)))
              [: _number(place, "vol_villages_covered")]}
    twice = {at for _, at in sorted((rolls.random(), at) for at in chosen)[:second]}
    for at in sorted(chosen):
        seats += _village_seats(place, *villages[at], at in twice, rolls)
    order = {town.name: number for number, town in enumerate(towns(place))}
    counties = {name: at for at, (_, name) in enumerate(place.counties, 1)}
    return sorted(seats, key=lambda s: (counties.get(s.county, 1 if s.town else 0), order.get(s.town, -1), s.village))


def _upper(place: Place, others: int, rolls: Random) -> list[Seat]:
    """One 总队, a 大队 for every county, 中队 of towns, and teams of sectors."""
    brand = BRANDS.get(place.code, "")
    seats = [Seat("", "", "", f"{place.zh}退役军人{brand}志愿服务总队", "市")]
    seats += [Seat(name, "", "", f"{place.short}{name}退役军人志愿服务大队", "县") for _, name in place.counties]
    room = others - len(seats)
    halls = [town for _, town in sorted((rolls.random(), town) for town in towns(place))][: max(room - 4, 0)]
    seats += [Seat(t.county, t.name, "", f"{t.county or place.zh}{t.name}退役军人志愿服务中队", "镇") for t in halls]
    return seats + [Seat("", "", "", _sector(place, at), "市") for at in range(others - len(seats))]


def _sector(place: Place, at: int) -> str:
    again = "" if at < len(SECTORS) else f"（{at // len(SECTORS) + 1}队）"
    return f"{place.zh}{SECTORS[at % len(SECTORS)]}系统退役军人志愿服务队{again}"


def _village_seats(place: Place, town: Town, village: str, twice: bool, rolls: Random) -> list[Seat]:
    brand = BRANDS.get(place.code, "退役军人")
    name = f"{town.county or place.zh}{town.name}{village}{brand}志愿服务队"
    first = Seat(town.county, town.name, village, name, "村")
    if not twice:
        return [first]
    if rolls.random() < 0.3:  # 录入重复：同村同队，多打了空格或少打了字
        typo = name.replace(village, f" {village} ") if rolls.random() < 0.5 else name.replace("志愿服务队", "志愿队")
        return [first, first._replace(name=typo, copied=True)]
    return [first, first._replace(name=name.replace("志愿服务队", "应急志愿服务队"))]


def _dates(place: Place, many: int, rolls: Random) -> list[tuple[int, int, int]]:
    """Days of founding whose count grows as the city's number of teams did; before the baseline spread from 2020."""
    counts = [int(complete()["vol_teams", place.code, period] or 0) for period in MONTHS]
    age = [at for _, at in sorted((rolls.random(), at) for at in range(many))]
    return [_day(bisect_right(counts, number), rolls) for number in age]


def _day(month: int, rolls: Random) -> tuple[int, int, int]:
    day = 1 + int(rolls.random() * 28)
    if month == INDEX[MONTHS[0]]:
        back = int(rolls.random() ** 1.5 * 32)
        return 2022 - (back + 1) // 12, 12 - (back + 1) % 12, day
    year, number = split(MONTHS[min(month, len(MONTHS) - 1)])
    return year, number, day


def _team(place: Place, seat: Seat, founded: tuple[int, int, int], scale: tuple[float, float], rolls: Random) -> Team:
    wide = {"市": 2.6, "县": 2.2, "镇": 1.4}.get(seat.level, 0.95)
    members = max(5, min(180, round(scale[0] * wide * (0.55 + 0.9 * rolls.random()))))
    party = int(members * (0.3 + 0.4 * rolls.random()))
    hours = int(members * scale[1] * (0.5 + rolls.random()) / wide**0.3)
    blank = rolls.random()
    brand = BRANDS.get(place.code, "") if rolls.random() < 0.6 else ""
    return Team(
        seat.county, seat.town, seat.village, seat.name, seat.level, KINDS[int(rolls.random() * len(KINDS))], founded,
        person(rolls.random()), phone(rolls.random()), None if blank < 0.008 else members,
        None if blank < 0.02 else party, hours, brand, "在册", "",
    )


def _with_closed(rows: list[Team], rolls: Random) -> list[Team]:
    """A few teams that were closed stay in the register, marked 注销, and are not counted."""
    found: list[Team] = []
    for row in rows:
        found.append(row)
        if row.level == "村" and rolls.random() < CLOSED:
            name = row.name.replace("志愿服务队", "志愿服务小队").replace("志愿队", "志愿小队")
            found.append(row._replace(name=name, status="注销", remark="并入同村队伍"))
    return found
