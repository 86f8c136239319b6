"""F10: what the volunteer-service system exports every month, GB18030 with guards and a last line that is no row."""

from __future__ import annotations

from pathlib import Path

from samples.calendar import LAST, MONTHS
from samples.places import SILENT, Place, cities
from samples.sheets import SAMPLE
from samples.truth import value

COLUMNS = (
    ("队伍总数", "vol_teams"), ("村(社区)级队伍数", "vol_teams_village"), ("已建队村(社区)数", "vol_villages_covered"),
    ("志愿者总数", "vol_volunteers"), ("开展活动队伍", "vol_teams_active"), ("活动场次", "vol_activities"),
    ("本月服务时长", "vol_hours"), ("时长合计", "vol_hours_cum"), ("服务群众人次", "vol_persons_served"),
    ("应急出动队次", "vol_emergency"),
)


def write(folder: Path) -> list[Path]:
    """One file a month."""
    return [_month(folder, period) for period in MONTHS]


def _month(folder: Path, period: str) -> Path:
    path = folder / f"示例_志愿服务系统导出_{period.replace('-', '')}.csv"
    head = ("地市", "单位编码", "统计月份", *(label for label, _ in COLUMNS), "备注")
    lines = [",".join(f'"{text}"' for text in head)]
    lines += [_line(place, period) for place in cities()]
    lines.append(f"共{len(cities())}条")
    path.write_bytes(("\r\n".join(lines) + "\r\n").encode("gb18030"))
    return path


def _line(place: Place, period: str) -> str:
    """A row as the system writes it: the code guarded by =\"…\" so that Excel keeps it a text."""
    guarded = f'"=""{place.code}"""'
    held = [value(indicator, place.code, period) for _, indicator in COLUMNS]
    cells = ["" if one is None else f"{one:.0f}" for one in held]
    remark = f"{SAMPLE},月报未报送" if period == LAST and place.code in SILENT else SAMPLE
    texts = (place.zh, None, period.replace("-", ""), *cells, remark)
    return ",".join(guarded if text is None else f'"{text}"' for text in texts)
