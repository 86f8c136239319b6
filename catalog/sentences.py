"""Generated sentences: the headline of every page, the conclusion of every chart, the sentence bank of the bulletins.

All figures come from Kpi and Rank records and are said as printed there. Chinese sentences end without a full stop when
they are headlines (`*_headline`, `*_title`) and with one when they are sentences of a text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from catalog import format as form
from catalog import period as calendar
from catalog.records import Kpi, Rank
from catalog.voice import Voice, paced

# 汉字 of a slide title
TITLE_AT_MOST = 24


def _joined(voice: Voice, clauses: Sequence[str], mark: str = "clause") -> str:
    return voice.word(f"say_{mark}_mark").join(clause for clause in clauses if clause)


def _started(text: str) -> str:
    """A sentence begins with a capital; Chinese is not touched."""
    return text[:1].upper() + text[1:]


def _ended(voice: Voice, text: str) -> str:
    return _started(text) + voice.word("say_stop") if text else ""


# ------------------------------------------------------------------ one figure
def progress(voice: Voice, kpi: Kpi, *, short: bool = False) -> str:
    """1—10月，已报送19市新增就业完成年度目标的85.4%（潮州、云浮未报送），高于序时进度2.1个百分点.

    short: the second clause of a headline, without span and subject. Empty without an annual target.
    """
    if kpi.completion is None or not paced(kpi):
        return ""
    slots = {"name": voice.name(kpi.indicator), "pct": form.percent(kpi.completion)}
    if short:
        done = voice.say("progress_short", **slots)
    else:
        slots |= {"span": voice.span(kpi), "subject": voice.subject(kpi), "missing": voice.missing(kpi)}
        done = voice.say("progress", **slots)
    late = "" if kpi.deviation is None else voice.deviation(kpi.deviation, kpi.completion)
    return _joined(voice, [done, late], "part")


def level(voice: Voice, kpi: Kpi, compare: str = "yoy") -> str:
    """截至10月底，全省志愿服务队15234支，同比增长12.4%（增加1548支）; 与上年同期持平 when it rounds to 0."""
    if kpi.value is None:
        return voice.say("no_figure", span=voice.span(kpi), name=voice.name(kpi.indicator))
    said = voice.say(
        "level",
        span=voice.span(kpi),
        subject=voice.subject(kpi),
        name=voice.name(kpi.indicator),
        value=voice.value(kpi),
        missing=voice.missing(kpi),
    )
    return _joined(voice, [said, voice.growth(kpi, compare), _distance(voice, kpi)], "part")


def _distance(voice: Voice, kpi: Kpi) -> str:
    if kpi.status != "distance" or kpi.target is None or kpi.value is None or kpi.target <= kpi.value:
        return ""
    printed = float(form.half_up(kpi.target, 1) - form.half_up(kpi.value, 1))
    return voice.say("distance", points=form.points(printed, voice.lang))


def figure(voice: Voice, kpi: Kpi, compare: str = "yoy") -> str:
    """Whichever says more: progress against the target, or the level with its change."""
    return _started(_figure(voice, kpi, compare))


def _figure(voice: Voice, kpi: Kpi, compare: str) -> str:
    return progress(voice, kpi) or level(voice, kpi, compare)


# ------------------------------------------------------------------ headlines of the pages
def overview_headline(voice: Voice, headline: Sequence[Kpi], compare: str = "yoy") -> str:
    """The first figure in full, the second short: …高于序时进度2.1个百分点；服务时长完成76.6%，低于序时进度…."""
    if not headline:
        return voice.say("nothing")
    first, *others = headline
    clauses = [_figure(voice, first, compare)]
    for kpi in others[:1]:
        same = paced(kpi) and kpi.missing == first.missing
        clauses.append(progress(voice, kpi, short=True) if same else _figure(voice, kpi, compare))
    return _started(_joined(voice, clauses))


def force_headline(voice: Voice, kpi: Kpi, ranks: Sequence[Rank], compare: str = "yoy") -> str:
    """The figure, then who is behind and who is done; without targets who leads and who is towards the bottom."""
    return _started(_joined(voice, [_figure(voice, kpi, compare), standing(voice, kpi, ranks)]))


def standing(voice: Voice, kpi: Kpi, ranks: Sequence[Rank]) -> str:
    """湛江、汕尾滞后，深圳已提前完成; or 居前的是…，靠后的是…; neutral indicators: 最高的是…，最低的是…."""
    if paced(kpi):
        late = [rank.region for rank in ranks if rank.kpi.status == "bad"]
        early = [rank.region for rank in ranks if rank.kpi.status == "done"]
        said = [voice.say("late", names=voice.regions(late)) if late else ""]
        said.append(voice.say("early", names=voice.regions(early)) if early else "")
        return _joined(voice, said, "part")
    placed = [rank.region for rank in ranks if rank.place is not None]
    if len(placed) < 6:
        return ""
    neutral = voice.catalog.indicators[kpi.indicator].direction == "neutral"
    top, bottom = ("highest", "lowest") if neutral else ("leading", "trailing")
    said = [voice.say(top, names=voice.regions(placed[:3]))]
    if voice.catalog.indicators[kpi.indicator].kind == "ratio":
        said.append(voice.say(bottom, names=voice.regions(placed[-3:])))
    return _joined(voice, said, "part")


def city_headline(voice: Voice, city: str, counts: Mapping[str, int], headline: Sequence[Kpi], *,
                  reported: bool = True, period: str = "") -> str:
    """茂名市：15项指标中6项居前四分之一，3项居后四分之一；新增就业完成82.1%，低于序时进度1.2个百分点."""
    clauses = [_quarters(voice, counts), *(progress(voice, kpi, short=True) for kpi in headline[:1])]
    if not reported and period:
        clauses.insert(0, voice.say("city_missing", span=calendar.text(calendar.end_month(period), voice.lang)))
    return voice.say("about_city", city=voice.region(city, full=True), text=_joined(voice, clauses))


def _quarters(voice: Voice, counts: Mapping[str, int]) -> str:
    """15项指标中6项居前四分之一…; 已报送的7项指标中… where some are missing."""
    gone = counts.get("none", 0)
    known = sum(counts.values()) - gone
    key = "quarters_known" if gone else "quarters"
    return voice.say(key, n=known, front=counts.get("front", 0), back=counts.get("back", 0)) if known else ""


def compare_headline(voice: Voice, indicators: int, standings: Sequence[tuple[str, int, int]]) -> str:
    """standings: (city, indicators in the front quarter, in the back quarter). Names the two that stand out."""
    said = [voice.say("compare_size", cities=len(standings), n=indicators)]
    if standings:
        best, worst = max(standings, key=lambda row: row[1]), max(standings, key=lambda row: row[2])
        said.append(voice.say("compare_front", city=voice.region(best[0]), n=best[1]) if best[1] else "")
        said.append(voice.say("compare_back", city=voice.region(worst[0]), n=worst[2]) if worst[2] else "")
    return _started(_joined(voice, said))


def table_headline(voice: Voice, cities: int, indicators: int, period: str, missing: Sequence[str]) -> str:
    """21市15项指标，报告期2026年10月；潮州、云浮未报送当月月报."""
    size = voice.say("table_size", cities=cities, n=indicators, period=calendar.text(period, voice.lang))
    late = voice.say("table_missing", names=voice.regions(tuple(missing))) if missing else ""
    return _started(_joined(voice, [size, late]))


def aside(voice: Voice, period: str, reported: int, expected: int, *, provisional: bool = False) -> str:
    """截至2026年10月31日 · 19/21市已报送 · 快报数."""
    parts = [
        voice.word("as_of_text").format(date=calendar.as_of(period, voice.lang)),
        voice.word("coverage_text").format(reported=reported, expected=expected),
        voice.word("flash_figures") if provisional else "",
    ]
    return " · ".join(part for part in parts if part)


# ------------------------------------------------------------------ titles of slides and pictures (≤ 24 汉字)
def ranking_title(voice: Voice, kpi: Kpi, ranks: Sequence[Rank]) -> str:
    """新增就业快于序时2.1个百分点，8市低于序时; without targets: 村（社区）覆盖率居前的是深圳、广州、佛山."""
    name = voice.name(kpi.indicator)
    if kpi.deviation is None or not paced(kpi):
        placed = [rank.region for rank in ranks if rank.place is not None][:3]
        return _started(voice.say("title_top", name=name, names=voice.regions(placed))) if placed else _started(name)
    pace = voice.say("title_pace_on", name=name)
    if not 0 <= kpi.deviation < 1:
        key = "title_pace_fast" if kpi.deviation > 0 else "title_pace_slow"
        pace = voice.say(key, name=name, points=form.points(abs(kpi.deviation), voice.lang))
    late = sum(1 for rank in ranks if rank.kpi.status in ("warn", "bad"))
    whole = _joined(voice, [pace, voice.say("title_late", n=late) if late else ""], "part")
    return _started(whole if len(whole) <= TITLE_AT_MOST or voice.lang != "zh" else pace)


def trend_title(voice: Voice, kpi: Kpi, compare: str = "yoy") -> str:
    """服务时长同比下降3.2%; the bare name where nothing can be compared."""
    growth = voice.growth(kpi._replace(difference=None), compare)
    return _started(voice.say("title_trend", name=voice.name(kpi.indicator), growth=growth).strip())
