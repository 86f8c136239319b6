"""The sentences of a period in order, each with an id, the figures it is about, and what was proved of it.

A deck picks some, a bulletin all. A sentence whose figures do not agree with their parts is left out, with the reason;
one that has nothing to say is not there at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from answers.records import ForcePage, Overview
from catalog import bank, circular
from catalog.pacing import Pace
from catalog.records import Kpi, Rank
from catalog.voice import paced
from exports import proved
from exports.briefing import Briefing, running, several

LONG = 2  # months behind on end that are worth a word (domain §3.4, 17)


class Said(NamedTuple):
    """A sentence (or a few) of a text. wrong: why it must not be written, "" for proved. kpis: its figures."""

    id: str
    text: str
    kpis: tuple[Kpi, ...] = ()
    wrong: str = ""


class Cover(NamedTuple):
    """A rate of covering with its parts over the cities that reported; worst: cities with most still to do."""

    kpi: Kpi
    covered: float
    base: float
    worst: tuple[str, ...]


def kept(found: Iterator[Said] | Sequence[Said]) -> tuple[Said, ...]:
    """Those that say something and were proved."""
    return tuple(one for one in found if one.text and not one.wrong)


def dropped(found: Iterator[Said] | Sequence[Said]) -> tuple[Said, ...]:
    """Those that had something to say but were not proved."""
    return tuple(one for one in found if one.text and one.wrong)


def together(briefing: Briefing, texts: Sequence[str]) -> str:
    """Sentences one after the other: English ones with a blank between them."""
    return ("" if briefing.view.lang == "zh" else " ").join(filter(None, texts))


# ------------------------------------------------------------------ 总体情况
def overall(briefing: Briefing) -> Iterator[Said]:
    """Who reported, the figures with annual targets, how many targets are in time, and that figures are provisional."""
    voice, frame = briefing.voice, briefing.frame
    wrong = "" if frame.reported + len(frame.missing) == frame.expected else f"{frame.reported}/{frame.expected}"
    text = circular.reports(voice, frame.scope.period, frame.reported, frame.expected, frame.missing)
    yield Said("overall.reports", text, (), wrong)
    selected = [page.selected for page in briefing.progress]
    named = {frame.missing} if frame.missing else set[tuple[str, ...]]()  # the first sentence named them
    for kpi in selected:
        yield total(briefing, f"overall.{kpi.indicator}", kpi, told=kpi.missing in named)
        named.add(kpi.missing)
    targets = [pace.kpi for pace in briefing.pace]
    yield Said("overall.targets", circular.met(voice, targets), tuple(targets))
    missing = next((kpi for kpi in selected if kpi.missing), None)
    if missing is not None:
        yield Said("overall.missing", bank.missing(voice, missing), (missing,), proved.coverage(missing))
    if frame.provisional:
        yield Said("overall.provisional", circular.flash(voice))


def total(briefing: Briefing, id: str, kpi: Kpi, *, told: bool = False) -> Said:
    """A figure with its change and its target; without the target where the two do not agree as printed.

    told: the paragraph has named the cities that are missing; «已报送19市» stays, their names are not said again.
    """
    voice, wrong = briefing.voice, proved.coverage(kpi) or proved.change(kpi)
    spoken = kpi._replace(missing=()) if told else kpi
    say = circular.plain_total if proved.completion(kpi) else circular.total
    return Said(id, say(voice, spoken), (kpi,), wrong)


# ------------------------------------------------------------------ 分项进展
def force(briefing: Briefing, page: ForcePage) -> Iterator[Said]:
    """One force: its figures, how its cities stand, who moved, what is covered."""
    name = f"force.{page.page}"
    named: set[tuple[str, ...]] = set()
    for kpi in page.cards:
        yield total(briefing, f"{name}.{kpi.indicator}", kpi, told=kpi.missing in named)
        named.add(kpi.missing)
    yield from standing(briefing, name, page)
    for cover in covers(briefing, page):
        yield covered(briefing, f"{name}.coverage.{cover.kpi.indicator}", cover)


def standing(briefing: Briefing, name: str, page: ForcePage | Overview) -> Iterator[Said]:
    """States of the cities where there are annual targets, who leads and follows, moves and ties."""
    voice, ranks, kpi = briefing.voice, page.ranking.rows, page.selected
    planned = any(paced(rank.kpi) for rank in ranks)
    said = {"lights": bank.lights(voice, ranks) if planned else "", "leaders": leaders(briefing, kpi, ranks),
            "moves": bank.moves(voice, ranks), "ties": bank.ties(voice, ranks)}  # fmt: skip
    wrong = {"lights": proved.counts(ranks, len(page.frame.regions))}
    first = next((key for key, text in said.items() if text and not wrong.get(key)), "")
    for key, text in said.items():
        yield Said(f"{name}.{key}", about(briefing, kpi, text) if key == first else text, (kpi,), wrong.get(key, ""))


def about(briefing: Briefing, kpi: Kpi, text: str) -> str:
    """新增就业：1个市提前完成…; nothing stays nothing."""
    voice = briefing.voice
    named = voice.say("about", name=voice.name(kpi.indicator), text=text)
    return named[:1].upper() + named[1:] if text else ""


def judged(briefing: Briefing, kpi: Kpi) -> bool:
    """Whether being low is worth a word: rates and figures with a target, never a count of a small city."""
    row = briefing.view.indicator(kpi.indicator)
    return row.direction != "neutral" and (row.kind == "ratio" or paced(kpi))


def leaders(briefing: Briefing, kpi: Kpi, ranks: Sequence[Rank]) -> str:
    """Who leads; who is towards the bottom only where that is a judgement."""
    if briefing.view.indicator(kpi.indicator).direction == "neutral":
        return ""
    say = bank.leaders if judged(briefing, kpi) else bank.top
    return say(briefing.voice, ranks)


def covers(briefing: Briefing, page: ForcePage) -> Iterator[Cover]:
    """The rates of this page whose parts are known: an indicator over a base of denominators.csv."""
    for kpi in page.cards if several(briefing) else ():
        row = briefing.view.indicator(kpi.indicator)
        at = next((i for i, column in enumerate(page.table.columns) if row.numerator == (column.indicator,)
                   and column.measure == "value"), None)  # fmt: skip
        base = briefing.view.catalog.denominators.get(row.denominator[0] if len(row.denominator) == 1 else "")
        if at is None or base is None or f"say_coverage_{kpi.indicator}" not in briefing.view.catalog.words["zh"]:
            continue
        there = {line.region: line.cells[at].value for line in page.table.rows if line.region not in kpi.missing}
        known = {city: value for city, value in there.items() if value is not None}
        rest = sorted(known, key=lambda city: (known[city] - base[city], city))
        worst = tuple(city for city in rest if base[city] > known[city])[:3]
        yield Cover(kpi, sum(known.values()), sum(base[city] for city in known), worst)


def covered(briefing: Briefing, id: str, cover: Cover) -> Said:
    """26599个村（社区）中已有13402个组建队伍，覆盖率50.4%…, the rate proved from its parts."""
    wrong = proved.rate(cover.covered, cover.base, cover.kpi.value or 0.0) or proved.coverage(cover.kpi)
    if not cover.worst:
        return Said(id, "")
    text = bank.coverage(briefing.voice, cover.kpi, cover.covered, cover.base, cover.worst)
    return Said(id, text, (cover.kpi,), wrong)


# ------------------------------------------------------------------ 存在问题, 下一步
def current(briefing: Briefing) -> tuple[Overview, ...]:
    """Those of which this year's progress can be told."""
    return tuple(page for page in briefing.progress if running(briefing, page.selected))


def uneven(briefing: Briefing) -> Iterator[Said]:
    """进度不平衡: who is behind 序时, and how far apart the first and the last are."""
    for page in current(briefing):
        kpi, ranks = page.selected, page.ranking.rows
        wrong = proved.counts(ranks, len(page.frame.regions))
        behind, apart = bank.behind(briefing.voice, ranks), bank.spread(briefing.voice, ranks)
        if behind:
            text = about(briefing, kpi, together(briefing, (behind, apart)))
            yield Said(f"problems.behind.{kpi.indicator}", text, (kpi,), wrong)


def outlooks(briefing: Briefing) -> Iterator[Said]:
    """全年测算: who will hardly reach the year's target, and who has long been behind (R16)."""
    voice = briefing.voice
    for page in current(briefing):
        kpi, cities = page.selected, briefing.cities.get(page.selected.indicator, {})
        short = tuple(city for city, pace in cities.items() if hopeless(pace))
        long = tuple(city for city, pace in cities.items() if pace.months >= LONG)
        run = circular.run(voice, by_lag(cities, long))
        text = together(briefing, (about(briefing, kpi, run) if run else "",
                                   circular.outlook(voice, kpi.indicator, by_lag(cities, short))))  # fmt: skip
        yield Said(f"problems.outlook.{kpi.indicator}", text, (kpi,))


def hopeless(pace: Pace) -> bool:
    """Even the upper end of the projected range is below the target; without a range nothing is said."""
    found, target = pace.outlook, pace.kpi.target
    return found is not None and found.high is not None and target is not None and found.high < target


def by_lag(cities: Mapping[str, Pace], codes: Sequence[str]) -> tuple[str, ...]:
    """Furthest behind first."""
    return tuple(sorted(codes, key=lambda city: (cities[city].kpi.deviation or 0.0, city)))


def silent(briefing: Briefing) -> Iterator[Said]:
    """数据报送: who has not sent the month."""
    frame = briefing.frame
    yield Said("problems.missing", circular.unsent(briefing.voice, frame.scope.period, frame.missing))


def uncovered(briefing: Briefing) -> Iterator[Said]:
    """覆盖盲区."""
    for cover in all_covers(briefing):
        yield covered(briefing, f"problems.coverage.{cover.kpi.indicator}", cover)


def all_covers(briefing: Briefing) -> tuple[Cover, ...]:
    """Every rate of covering that is not full."""
    return tuple(one for page in briefing.forces for one in covers(briefing, page) if one.worst)


def asked(briefing: Briefing) -> Iterator[Said]:
    """下一步: those not in report, those behind catch up, gaps are closed; a word to all where there are targets."""
    voice, frame = briefing.voice, briefing.frame
    yield Said("next.missing", circular.ask_missing(voice, frame.scope.period, frame.missing))
    for page in current(briefing):
        for status in ("bad", "warn"):
            codes = by_need(page.ranking.rows, status)
            text = circular.ask(voice, status, page.selected.indicator, codes)
            yield Said(f"next.{status}.{page.selected.indicator}", text, (page.selected,))
    for cover in all_covers(briefing):
        text = circular.ask_coverage(voice, cover.kpi.indicator, cover.worst)
        yield Said(f"next.coverage.{cover.kpi.indicator}", text, (cover.kpi,))
    if current(briefing) and frame.area_code == voice.province:
        yield Said("next.all", circular.ask_all(voice))


def by_need(ranks: Sequence[Rank], status: str) -> tuple[str, ...]:
    """The areas in a state, furthest behind first."""
    rows = [rank for rank in ranks if rank.kpi.status == status]
    return tuple(rank.region for rank in sorted(rows, key=lambda rank: (rank.kpi.deviation or 0.0, rank.region)))
