"""One line of 需要关注, and how it is said."""

from __future__ import annotations

from typing import NamedTuple

from catalog.format import half_up
from catalog.view import View


class Item(NamedTuple):
    """A concern. since: a month; months: how many. size in the reason's unit. score = weight + extent + age.

    mark: the form of a failed check, "" otherwise.
    """

    place: int
    reason: str
    region: str
    indicator: str
    mark: str
    since: str
    months: int
    size: float
    score: float
    weight: float
    extent: float
    age: float


def what(view: View, item: Item) -> str:
    """新增就业低于序时进度14.3个百分点; 连续2个月未报送; 就业率异常不利; 队伍数较上期变动60.0%; 3处审核疑问."""
    name = view.name(item.indicator) if item.indicator else ""
    form = view.catalog.forms.get(item.mark)
    said = "" if form is None else form.en if view.lang != "zh" else form.zh
    many = item.reason in ("not_reported", "failed_check")
    size = str(half_up(item.size, 0 if many else 1))
    key = f"concern_{item.reason}{'_one' if many and item.size == 1 else ''}"
    return view.word(key, name=name, size=size, form=said)


def why(view: View, item: Item) -> str:
    """30（原因）+20（程度）+10（持续）: the parts that add up to the score."""
    parts = (str(half_up(part, 1)) for part in (item.weight, item.extent, item.age))
    return view.word("concern_score", **dict(zip(("weight", "extent", "age"), parts, strict=True)))


def href(view: View, item: Item) -> str:
    """Where it can be looked into: its indicator's progress and chart, the city, the reporting, the checks."""
    city = item.region if item.region in view.catalog.cities else ""
    if item.reason == "not_reported":
        return view.href("/tracker", indicator="", city="")
    if item.reason == "failed_check":
        return view.href("/quality", indicator="", city="", area=city or "all")
    if item.reason == "behind_schedule":
        return view.href("/progress", indicator=item.indicator, city=city)
    page = view.catalog.themes[view.indicator(item.indicator).theme].page
    return view.href(f"/{page}", indicator=item.indicator, city=city)
