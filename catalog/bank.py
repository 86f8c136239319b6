"""The sentence bank of bulletins: who leads, who lags, what is missing, with counts that add up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from catalog import format as form
from catalog import period as calendar
from catalog.records import Kpi, Rank
from catalog.voice import NAMES_AT_MOST, Voice, paced

# The order in which a bulletin counts; the words say_light_* name the states.
LIGHTS = ("done", "ok", "distance", "warn", "bad", "no_target", "partial", "none")


def _stop(voice: Voice, clauses: Sequence[str]) -> str:
    text = voice.word("say_part_mark").join(clause for clause in clauses if clause)
    return text[:1].upper() + text[1:] + voice.word("say_stop") if text else ""


def _list(voice: Voice, numbers: Sequence[str]) -> str:
    return voice.listed(list(numbers))


def lights(voice: Voice, ranks: Sequence[Rank]) -> str:
    """1个市提前完成，10个市达到序时进度，6个市预警，2个市滞后，2个市未报送。 Every area is in exactly one count.

    ValueError for a status that has no word: a count that does not add up is never printed.
    """
    counts = Counter(rank.kpi.status for rank in ranks)
    unknown = set(counts) - set(LIGHTS)
    if unknown:
        raise ValueError(f"没有说法的状态：{'、'.join(sorted(unknown))}。请在words.csv和LIGHTS中补充。")
    return _stop(voice, [voice.say(f"light_{light}", n=counts[light]) for light in LIGHTS if counts[light]])


def leaders(voice: Voice, ranks: Sequence[Rank]) -> str:
    """排名前三的是深圳、惠州、广州，分别完成101.3%、94.8%、92.4%；靠后的是…。 Values as the ranking printed them."""
    placed = _placed(ranks)
    if not placed:
        return ""
    first, last = [_group(voice, group) for group in (placed[:3], placed[-3:])]
    said = (voice.say("bank_top", **first), voice.say("bank_bottom", **last))
    return _stop(voice, [voice.word("say_clause_mark").join(said)])


def top(voice: Voice, ranks: Sequence[Rank]) -> str:
    """排名前三的是惠州、中山、佛山，分别为101.2%、90.4%、88.8%。"""
    placed = _placed(ranks)
    return _stop(voice, [voice.say("bank_top", **_group(voice, placed[:3]))]) if placed else ""


def bottom(voice: Voice, ranks: Sequence[Rank]) -> str:
    """靠后的是梅州、揭阳、湛江，分别为75.0%、71.5%、69.0%。"""
    placed = _placed(ranks)
    return _stop(voice, [voice.say("bank_bottom", **_group(voice, placed[-3:]))]) if placed else ""


def _placed(ranks: Sequence[Rank]) -> list[Rank]:
    """The ranked areas; none when they are too few to have a front and a back."""
    placed = [rank for rank in ranks if rank.place is not None and rank.value is not None]
    return placed if len(placed) >= 6 else []


def _group(voice: Voice, ranks: Sequence[Rank]) -> dict[str, str]:
    names = voice.listed([voice.region(rank.region) for rank in ranks])
    return {"names": names, "values": _list(voice, [_printed(voice, rank) for rank in ranks])}


def _printed(voice: Voice, rank: Rank) -> str:
    if rank.kpi.completion is not None and paced(rank.kpi):
        return form.percent(rank.kpi.completion)
    return voice.amount(rank.kpi.indicator, rank.value or 0.0)


def behind(voice: Voice, ranks: Sequence[Rank]) -> str:
    """低于序时进度的有汕尾、湛江，分别低21.5、11.9个百分点。 Furthest behind first; more than four are counted."""
    late = [(rank.kpi.deviation, rank.region) for rank in ranks if paced(rank.kpi)]
    late = sorted((deviation, region) for deviation, region in late if deviation is not None and deviation < 0)
    if not late:
        return ""
    named = late[:NAMES_AT_MOST]
    names = voice.listed([voice.region(region) for _, region in named])
    points = _list(voice, [form.number(-float(deviation or 0), 1) for deviation, _ in named])
    key = "bank_behind" if len(late) == 1 else "bank_behind_each" if len(late) <= NAMES_AT_MOST else "bank_behind_many"
    return _stop(voice, [voice.say(key, n=len(late), names=names, points=points)])


def moves(voice: Voice, ranks: Sequence[Rank]) -> str:
    """与上期相比，佛山上升2位，汕头下降1位。 The largest move each way; nothing when nobody moved."""
    moved = [(rank.moved, rank.region) for rank in ranks if rank.moved]
    up = max((move for move in moved if move[0] > 0), default=None, key=lambda move: move[0])
    down = min((move for move in moved if move[0] < 0), default=None, key=lambda move: move[0])
    said = [voice.say("bank_up", name=voice.region(up[1]), n=up[0])] if up else []
    said += [voice.say("bank_down", name=voice.region(down[1]), n=-down[0])] if down else []
    return _stop(voice, [voice.word("say_bank_since"), *said]) if said else ""


def ties(voice: Voice, ranks: Sequence[Rank]) -> str:
    """深圳、惠州并列第1位。 One clause for each shared place."""
    shared: dict[int, list[str]] = {}
    for rank in ranks:
        if rank.tied and rank.place is not None:
            shared.setdefault(rank.place, []).append(voice.region(rank.region))
    groups = [(place, names) for place, names in shared.items() if len(names) > 1]
    said = [voice.say("bank_tie", names=voice.listed(names), n=place) for place, names in groups]
    return _stop(voice, said)


def coverage(voice: Voice, kpi: Kpi, covered: float, base: float, worst: Sequence[str]) -> str:
    """全省26599个村（社区）中已有13402个组建队伍，覆盖率50.4%，尚有13197个未覆盖，主要集中在…。

    covered and base are over the same cities as the Kpi; worst: the areas with most still to do, at most three.
    """
    if kpi.value is None:
        return ""
    write = form.plain if voice.lang == "zh" else form.number
    said = voice.say(
        f"coverage_{kpi.indicator}",
        subject=voice.subject(kpi),
        base=write(base),
        n=write(covered),
        pct=form.percent(kpi.value),
        rest=write(base - covered),
        names=voice.listed([voice.region(code) for code in worst[:3]]),
    )
    return _stop(voice, [said])


def missing(voice: Voice, kpi: Kpi) -> str:
    """潮州、云浮10月数据未报送，本期总量不含上述市；同比按可比口径（19市）计算。"""
    if not kpi.missing:
        return ""
    month = calendar.end_month(kpi.period)
    span = calendar.span_text(month, "month", voice.lang)
    lacking = tuple(region for region, _ in kpi.partial)
    said = [voice.say("bank_missing", names=voice.regions(kpi.silent), span=span, n=kpi.same_set) if kpi.silent else "",
            voice.say("bank_partial", names=voice.regions(lacking), n=kpi.same_set) if lacking else ""]  # fmt: skip
    return _stop(voice, said)


def series_break(voice: Voice, indicator: str) -> str:
    """因统计口径调整，志愿服务队与上年同期不可比。"""
    return _stop(voice, [voice.say("bank_break", name=voice.name(indicator))])


def base_zero(voice: Voice) -> str:
    """上年同期为零，不计算增幅。"""
    return _stop(voice, [voice.say("base_zero_yoy")])


def spread(voice: Voice, ranks: Sequence[Rank]) -> str:
    """最高与最低相差39.5个百分点。 From the printed completion rates; nothing with fewer than two."""
    printed = [rank.kpi.completion for rank in ranks if paced(rank.kpi) and rank.kpi.completion is not None]
    if len(printed) < 2:
        return ""
    return _stop(voice, [voice.say("bank_spread", points=form.points(max(printed) - min(printed), voice.lang))])
