"""What circulars and decks say beyond the headlines: totals with their target, what was met, who is asked for what.

Every sentence is of records; none knows a date, an office or a person that the data does not hold.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from catalog import format as form
from catalog import period as calendar
from catalog.records import Kpi, Rank
from catalog.sentences import TITLE_AT_MOST, level, progress
from catalog.voice import NAMES_AT_MOST, Voice, paced

# The order in which a title counts: what needs a hand first.
_COUNTED = ("bad", "warn", "none", "partial", "done")


def _joined(voice: Voice, clauses: Sequence[str], mark: str = "part") -> str:
    text = voice.word(f"say_{mark}_mark").join(clause for clause in clauses if clause)
    return text[:1].upper() + text[1:]


def _ended(voice: Voice, *clauses: str) -> str:
    text = _joined(voice, clauses)
    return text + voice.word("say_stop") if text else ""


# ------------------------------------------------------------------ titles (≤ 24 汉字)
def fitting(voice: Voice, clauses: Sequence[str], mark: str = "part") -> str:
    """As many clauses as a title holds, from the first on."""
    kept = [clause for clause in clauses if clause]
    while len(kept) > 1 and voice.lang == "zh" and len(_joined(voice, kept, mark)) > TITLE_AT_MOST:
        kept.pop()
    return _joined(voice, kept, mark)


def overview_title(voice: Voice, headline: Sequence[Kpi]) -> str:
    """新增就业完成82.7%，服务时长完成84.2%; without targets the first figure; nothing for an empty period."""
    short = [voice.say("progress_short", name=voice.name(kpi.indicator), pct=form.percent(kpi.completion))
             for kpi in headline if kpi.completion is not None and paced(kpi)]  # fmt: skip
    if short:
        return fitting(voice, short[:2])
    first = next((kpi for kpi in headline if kpi.value is not None), None)
    return voice.say("nothing") if first is None else fitting(voice, [_bare(voice, first), voice.growth(
        first._replace(difference=None))])  # fmt: skip


def _bare(voice: Voice, kpi: Kpi) -> str:
    return voice.word("name_value").format(name=voice.name(kpi.indicator), value=voice.value(kpi))


def lights_title(voice: Voice, indicator: str, ranks: Sequence[Rank]) -> str:
    """新增就业：2市滞后，6市预警，2市未报送; all on schedule says so."""
    count = Counter(rank.kpi.status for rank in ranks)
    said = [voice.say(f"title_count_{one}", n=count[one]) for one in _COUNTED if count[one]]
    if not count["bad"] and not count["warn"] and count["ok"]:
        said.insert(0, voice.say("title_count_ok", n=count["ok"]))
    name, whole = voice.name(indicator), ""
    while said and (not whole or (voice.lang == "zh" and len(whole) > TITLE_AT_MOST)):
        whole = voice.say("about", name=name, text=voice.word("say_part_mark").join(said))
        said.pop()
    return (whole or name)[:1].upper() + (whole or name)[1:]


def targets_title(voice: Voice, kpis: Sequence[Kpi]) -> str:
    """6项年度任务中3项达到序时."""
    known = [kpi for kpi in kpis if paced(kpi)]
    good = sum(kpi.status in ("done", "ok") for kpi in known)
    return voice.say("title_targets", n=len(known), met=good)


def problems_title(voice: Voice, lagging: int, behind: int, unsent: int, gaps: int) -> str:
    """3市有指标滞后，2市未报送，2项覆盖有缺口; behind is said where nobody lags."""
    counted = (("lagging", lagging), ("behind", 0 if lagging else behind), ("unsent", unsent), ("gaps", gaps))
    said = [voice.say(f"title_{key}", n=count) for key, count in counted if count]
    return fitting(voice, said) or voice.word("deck_problems")


def next_title(voice: Voice, unsent: int, late: int, gaps: int) -> str:
    """2市补报数据，8市追赶进度，推进未覆盖地区."""
    said = [voice.say("title_send", n=unsent) if unsent else "", voice.say("title_catch", n=late) if late else "",
            voice.say("title_cover") if gaps else ""]  # fmt: skip
    return fitting(voice, said) or voice.word("deck_next")


# ------------------------------------------------------------------ sentences
def total(voice: Voice, kpi: Kpi) -> str:
    """1—10月，…新增就业18009人…，同比增长6.0%（增加1020人），完成年度目标的82.7%，低于序时进度0.6个百分点。"""
    if kpi.value is None or not paced(kpi) or kpi.completion is None:
        return _ended(voice, level(voice, kpi)) if kpi.value is not None else ""
    done = voice.say("of_target", pct=form.percent(kpi.completion))
    late = voice.deviation(kpi.deviation or 0.0, kpi.completion)
    return _ended(voice, level(voice, kpi), done, late)


def plain_total(voice: Voice, kpi: Kpi) -> str:
    """The level and its change alone, where the target cannot be said beside it."""
    return _ended(voice, level(voice, kpi)) if kpi.value is not None else ""


def toward(voice: Voice, kpi: Kpi) -> str:
    """1—10月，…新增就业完成年度目标的82.7%，低于序时进度0.6个百分点。"""
    return _ended(voice, progress(voice, kpi))


def met(voice: Voice, kpis: Sequence[Kpi]) -> str:
    """有年度任务的3项指标中，达到序时进度1项、占33.3%，未达到2项、占66.7%，为新增就业、参观人次。 Counts add up."""
    planned = [kpi for kpi in kpis if paced(kpi)]
    late = [kpi for kpi in planned if kpi.status in ("warn", "bad")]
    if not planned:
        return ""
    good = len(planned) - len(late)
    share = float(form.half_up(100 * good / len(planned), 1))
    said = [voice.say("targets_met", n=len(planned), met=good, pct=form.percent(share))]
    if late:
        names = voice.listed([voice.name(kpi.indicator) for kpi in late])
        said.append(voice.say("targets_unmet", rest=len(late), pct=form.percent(100 - share), names=names))
    return _ended(voice, *said)


def reports(voice: Voice, period: str, reported: int, expected: int, missing: Sequence[str]) -> str:
    """2026年10月月报应报送21市，已报送19市，潮州、云浮未报送。"""
    when = calendar.text(period, voice.lang)
    key = "reports_in" if missing else "reports_all"
    said = voice.say(key, period=when, reported=reported, expected=expected)
    return _ended(voice, said, voice.say("table_missing_short", names=voice.regions(tuple(missing))) if missing else "")


def unsent(voice: Voice, period: str, missing: Sequence[str]) -> str:
    """潮州、云浮未报送2026年10月月报。"""
    when = calendar.text(period, voice.lang)
    return _ended(voice, voice.say("not_in", names=cities(voice, missing), period=when)) if missing else ""


def flash(voice: Voice) -> str:
    """以上数据为快报数，以核定数为准。"""
    return _ended(voice, voice.say("flash"))


def outlook(voice: Voice, indicator: str, codes: Sequence[str]) -> str:
    """按现有进度测算，湛江、揭阳市完成新增就业全年任务存在较大压力。 codes: even the upper end is below the target."""
    if not codes:
        return ""
    return _ended(voice, voice.say("outlook", cities=cities(voice, codes), name=voice.name(indicator)))


def run(voice: Voice, codes: Sequence[str]) -> str:
    """湛江、揭阳市已连续2个月以上低于序时进度。"""
    return _ended(voice, voice.say("run", cities=cities(voice, codes))) if codes else ""


# ------------------------------------------------------------------ what is asked, of whom
def cities(voice: Voice, codes: Sequence[str]) -> str:
    """湛江、揭阳市; 汕头等6市."""
    if len(codes) > NAMES_AT_MOST:
        return voice.regions(tuple(codes)).rstrip(",")
    return voice.say("cities", names=voice.listed([voice.region(code) for code in codes]))


def ask(voice: Voice, status: str, indicator: str, codes: Sequence[str]) -> str:
    """请湛江、揭阳市认真分析新增就业滞后原因…。 status: bad or warn; nothing where nobody is in it."""
    if not codes:
        return ""
    return _ended(voice, voice.say(f"ask_{status}", cities=cities(voice, codes), name=voice.name(indicator)))


def ask_missing(voice: Voice, period: str, codes: Sequence[str]) -> str:
    """请潮州、云浮市尽快补报2026年10月数据。"""
    when = calendar.text(period, voice.lang)
    return _ended(voice, voice.say("ask_missing", cities=cities(voice, codes), period=when)) if codes else ""


def ask_coverage(voice: Voice, indicator: str, codes: Sequence[str]) -> str:
    """请茂名、湛江、清远市重点推进尚无队伍的村（社区）组建志愿服务队。"""
    return _ended(voice, voice.say(f"ask_{indicator}", cities=cities(voice, codes))) if codes else ""


def ask_all(voice: Voice) -> str:
    """望各地对标先进，压实责任，确保完成全年目标任务。"""
    return _ended(voice, voice.say("ask_all"))
