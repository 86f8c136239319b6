"""The slides with charts and cards: cover, overview, one per force, progress with its line and map."""

from __future__ import annotations

from collections.abc import Sequence

from answers.records import ForcePage, Overview, Tile
from catalog import bank, circular, sentences
from catalog import format as form
from catalog import period as calendar
from catalog.records import Kpi
from catalog.voice import paced
from exports import briefing as brief
from exports import said
from exports.briefing import Briefing
from exports.lettering import fitted, width
from exports.provenance import lines as provenance
from exports.slides_charts import absent, bars_of, columns, lines
from exports.slides_frame import Frame, Sheet, cover_sheet, sheet
from exports.slides_shapes import Box, Grid, Run, fill, hatched, notes, shape, status, strip, table, text
from exports.tables import area_name

HEAD, GAP = 34, 12  # units: the line under the title, the space between panels


def cover(frame: Frame, briefing: Briefing) -> None:
    """What, as of when, who is in, 快报数 or not, 示例数据 or not, and when the deck was made."""
    view, told = briefing.view, briefing.frame
    aside = sentences.aside(briefing.voice, told.scope.period, told.reported, told.expected,
                            provisional=told.provisional)  # fmt: skip
    missing = view.word("missing_cities", cities=view.regions(told.missing)) if told.missing else ""
    made = view.join(view.word("revision_n", n=told.revision),
                     view.word("exported_at") + view.word("colon") + briefing.stamp)  # fmt: skip
    area = area_name(view, told) if told.area_code == "selection" else ""
    on = cover_sheet(frame, brief.title(briefing), [line for line in (aside, missing, area, made) if line])
    strip(on, brief.strip(briefing), told.sample)


def opened(frame: Frame, briefing: Briefing, title: str, under: str, kpi: Kpi | None = None) -> Sheet:
    """A sheet with title, the line under it and the source strip; its room for content begins below that line."""
    on = sheet(frame, title)
    text(on, Box(on.left, on.top, on.width, 24), [[Run(under, "ink-2")]], (15, 14, 13, 12, 11), name="subtitle")
    strip(on, brief.strip(briefing, kpi), briefing.frame.sample)
    return on._replace(top=on.top + HEAD)


# ------------------------------------------------------------------ 总体情况
def overview(frame: Frame, briefing: Briefing) -> None:
    """The cards of the overview, a column for each force."""
    answer, view = briefing.overview, briefing.view
    title = circular.overview_title(briefing.voice, answer.headline)
    on = opened(frame, briefing, title, view.word("deck_overview_sub", span=brief.span(briefing)))
    themes: dict[str, list[Kpi]] = {}
    for kpi in answer.cards:
        themes.setdefault(view.indicator(kpi.indicator).theme, []).append(kpi)
    wide = (on.width - GAP * (len(themes) - 1)) / max(len(themes), 1)
    rows = max((len(kpis) for kpis in themes.values()), default=1)
    high = (on.height - 36 - GAP * rows) / rows
    for column, (theme, kpis) in enumerate(themes.items()):
        x = on.left + column * (wide + GAP)
        _force_head(on, Box(x, on.top, wide, 28), theme)
        for row, kpi in enumerate(kpis):
            _card(on, Box(x, on.top + 40 + row * (high + GAP), wide, high), kpi)
    notes(on, [view.word("prov_title"), *provenance(view, answer.cards, briefing.sources)])


def _force_head(on: Sheet, box: Box, theme: str) -> None:
    view = on.frame.view
    row, token = view.catalog.themes[theme], theme.lower()
    name, topic = (row.zh, row.topic_zh) if view.lang == "zh" else (row.en, row.topic_en)
    shape(on, "RECTANGLE", Box(box.x, box.y + 7, 10, 10), fill=token, name=f"{theme}-square")
    line = [Run(name, "ink", True), Run("　" + topic if view.lang == "zh" else f"  {topic}", "ink-3")]
    text(on, Box(box.x + 16, box.y, box.wide - 16, 24), [line], (15, 14, 13, 12, 11), name=f"{theme}-head")
    shape(on, "RECTANGLE", Box(box.x, box.y + 28, box.wide, 2), fill=token, name=f"{theme}-rule")


def _card(on: Sheet, box: Box, kpi: Kpi) -> None:
    """Name, figure with unit, change in words, as-of date with coverage, and how far the year's task is."""
    view, name = on.frame.view, kpi.indicator
    shape(on, "RECTANGLE", box, fill="surface", line="line-2", name=f"{name}-card")
    x, wide = box.x + 12, box.wide - 24
    title = view.word("ytd_name", name=view.name(name)) if kpi.basis == "ytd" else view.name(name)
    text(on, Box(x, box.y + 12, wide, 28), [[Run(title, "ink", True)]], (16, 15, 14, 13, 12, 11), name=f"{name}-name")
    sizes = (32, 30, 28, 26, 24, 22, 20, 18, 16)
    text(on, Box(x, box.y + 46, wide, 56), [_figure(on, kpi)], sizes, name=f"{name}-figure")
    words, more = form.change_words(kpi, view.catalog, view.lang)
    said_of = [Run(words, "ink", True), Run(f"　{more}" if view.lang == "zh" else f"  {more}", "ink-2")]
    text(on, Box(x, box.y + 106, wide, 26), [said_of], (14, 13, 12, 11, 10), name=f"{name}-change")
    span = calendar.span_text(kpi.period, kpi.basis, view.lang)
    cover = view.word("coverage_cities", reported=kpi.reported, expected=kpi.expected)
    dated = view.join(span, cover, view.same_set(kpi))
    text(on, Box(x, box.y + 136, wide, 24), [[Run(dated, "ink-3")]], (13, 12, 11, 10), name=f"{name}-date")
    _task(on, Box(x, box.y + 178, wide, 60), kpi)


def _figure(on: Sheet, kpi: Kpi) -> list[Run]:
    view = on.frame.view
    if kpi.value is None:
        return [Run(view.absent(kpi, short=bool(kpi.partial)), "none", True, 20)]
    figure, unit = view.card(kpi)
    qualifier = view.word(f"qualifier_{kpi.qualifier}") if kpi.qualifier != "eq" else ""
    spaced = unit if view.lang == "zh" or unit == "%" else f" {unit}"
    return [*([Run(qualifier, "ink-2", False, 14)] if qualifier else []), Run(figure, "ink", True),
            Run(spaced, "ink-2", False, 13)]  # fmt: skip


def _task(on: Sheet, box: Box, kpi: Kpi) -> None:
    """The bar with the 序时 tick and its words; the distance to a one-off target; or that there is no target."""
    view, name = on.frame.view, kpi.indicator
    if kpi.completion is None or kpi.time_progress is None:
        goal = view.value(name, kpi.target) + view.unit(name)
        untold = view.word("target_pct", pct=goal) if kpi.target and kpi.value is None else view.word("no_target")
        spoken = _distance(on, kpi) or untold
        text(on, Box(box.x, box.y + 12, box.wide, 22), [[Run(spoken, "ink-3")]], (12, 11, 10), name=f"{name}-task")
        return
    share = min(max(kpi.completion, 0.0), 100.0) / 100
    shape(on, "RECTANGLE", Box(box.x, box.y, box.wide, 8), fill="sunken", name=f"{name}-track")
    shape(on, "RECTANGLE", Box(box.x, box.y, max(box.wide * share, 1), 8), fill="data", name=f"{name}-bar")
    shape(on, "RECTANGLE", Box(box.x + box.wide * kpi.time_progress / 100 - 1, box.y - 4, 2.5, 16), fill="ink",
          name=f"{name}-tick")  # fmt: skip
    done = Run(view.word("done_pct", pct=form.percent(kpi.completion)), "ink", True)
    text(on, Box(box.x, box.y + 18, box.wide * 0.5, 24), [[done]], (13, 12, 11, 10), name=f"{name}-done")
    right = Box(box.x + box.wide * 0.5, box.y + 18, box.wide * 0.5, 24)
    text(on, right, [[status(view, kpi.status)]], (13, 12, 11, 10), align="r", name=f"{name}-status")


def _distance(on: Sheet, kpi: Kpi) -> str:
    view = on.frame.view
    if kpi.status != "distance" or kpi.target is None or kpi.value is None or view.unit(kpi.indicator) != "%":
        return ""
    points = float(form.half_up(kpi.target, 1) - form.half_up(kpi.value, 1))
    return view.word("to_target", points=form.points(points, view.lang))


# ------------------------------------------------------------------ one force
def force(frame: Frame, briefing: Briefing, page: ForcePage) -> None:
    """Key figures as a table, the cities as bars, and up to three sentences."""
    view, kpi = briefing.view, page.selected
    row = view.catalog.themes[view.catalog.pages[page.page].theme]
    names = (row.zh, row.topic_zh) if view.lang == "zh" else (row.en, row.topic_en)
    planned = page.ranking.measure == "completion"
    measure = view.word("deck_by_completion") if planned else view.bracket(view.unit(kpi.indicator))
    under = view.word("deck_force_sub", force=names[0], topic=names[1], name=view.name(kpi.indicator), measure=measure)
    on = opened(frame, briefing, _force_title(briefing, page), under, kpi)
    _key_figures(on, page.cards)
    foot, top = 122, on.top + 112
    if brief.several(briefing):
        box = Box(on.left, top, on.width, on.bottom - foot - GAP - top)
        columns(on, box, bars_of(view, page.ranking, briefing.voice.subject(kpi)), f"chart-{page.page}")
        _points(on, Box(on.left, on.bottom - foot, on.width, foot), _three(briefing, page))
    else:
        told = said.kept([said.total(briefing, "", one) for one in page.cards])
        box = Box(on.left, top + GAP, on.width, on.bottom - top - GAP)
        text(on, box, [[Run(one.text)] for one in told], (18, 17, 16, 15, 14, 13), gap=10, name="text")
    shown = (*page.cards, kpi)
    notes(on, [view.word("prov_title"), *provenance(view, shown, briefing.sources), view.word("prov_ranking")])


def _force_title(briefing: Briefing, page: ForcePage) -> str:
    """Who leads or how far time is ahead; for one city, or where nobody can lead, how the figure has changed."""
    ranks = page.ranking.rows
    if paced(page.selected):
        return sentences.ranking_title(briefing.voice, page.selected, ranks if len(ranks) > 1 else ())
    if bank.top(briefing.voice, ranks) or len([row for row in ranks if row.place is not None]) > 3:
        return sentences.ranking_title(briefing.voice, page.selected, ranks)
    return sentences.trend_title(briefing.voice, page.selected)


def _key_figures(on: Sheet, cards: Sequence[Kpi]) -> None:
    view = on.frame.view
    figures, changes, dates = [], [], []
    told = ["".join(run.text for run in _figure(on, kpi)) for kpi in cards]
    room = on.width / len(cards) * 0.75 - 8
    large = next((size for size in range(17, 10, -1) if max(width(one, size, bold=True) for one in told) <= room), 10)
    for kpi, figure in zip(cards, told, strict=True):
        figures.append(Run(figure, "ink" if kpi.value is not None else "none", True, large))
        words, more = form.change_words(kpi, view.catalog, view.lang)
        changes.append(Run(words or more or "—", "ink-2", False, 12 if view.lang == "zh" else 11))
        dates.append(Run(calendar.span_text(kpi.period, kpi.basis, view.lang), "ink-3", False, 11))
    heads = [view.name(kpi.indicator) for kpi in cards]
    widths = [on.width / len(cards)] * len(cards)
    size = 14 if view.lang == "zh" else 12
    grid = Grid(heads, [figures, changes, dates], widths, "c" * len(cards), 17, size, 26, 26)
    table(on, on.left, on.top, grid, "key-figures")


def _three(briefing: Briefing, page: ForcePage) -> list[tuple[str, str]]:
    """总体, 领先, 差距; where nobody can be called behind: what is not covered, who moved."""
    view, voice, kpi, ranks = briefing.view, briefing.voice, page.selected, page.ranking.rows
    whole = said.total(briefing, "", kpi)
    found = [(view.word("deck_overall_head"), "" if whole.wrong else whole.text)]
    if view.indicator(kpi.indicator).direction != "neutral":
        found.append((view.word("deck_lead_head"), bank.top(voice, ranks)))
        last = bank.behind(voice, ranks) or (bank.bottom(voice, ranks) if said.judged(briefing, kpi) else "")
        found.append((view.word("deck_gap_head"), last))
    for cover in said.covers(briefing, page):
        covered = said.covered(briefing, "", cover)
        found.append((view.word("deck_cover_head"), "" if covered.wrong else covered.text))
    found.append((view.word("deck_move_head"), bank.moves(voice, ranks)))
    found.append((view.word("deck_reports_head"), bank.missing(voice, kpi)))
    return [one for one in found if one[1]][:3]


def _points(on: Sheet, box: Box, points: Sequence[tuple[str, str]]) -> None:
    """Side by side, each under a rule, all in the same size."""
    if not points:
        return
    wide = (box.wide - 24 * (len(points) - 1)) / len(points)
    colon = on.frame.view.word("colon")
    size = min(fitted([head + colon + body], wide * 0.75, (box.high - 10) * 0.75, (16, 15, 14, 13, 12, 11, 10),
                      bold=True) for head, body in points)  # fmt: skip
    for number, (head, body) in enumerate(points):
        x = box.x + number * (wide + 24)
        shape(on, "RECTANGLE", Box(x, box.y, wide, 2), fill="line-2", name=f"point-rule-{number + 1}")
        line = [Run(head + colon, "ink", True), Run(body, "ink")]
        text(on, Box(x, box.y + 10, wide, box.high - 10), [line], (size,), name=f"point-{number + 1}")


# ------------------------------------------------------------------ the year so far: line against plan, and where
def trend(frame: Frame, briefing: Briefing, page: Overview) -> None:
    """The running total against plan and last year beside the tile map of the cities' completion."""
    view, kpi = briefing.view, page.selected
    title = sentences.trend_title(briefing.voice, kpi)
    under = view.word("deck_trend_sub", name=view.name(kpi.indicator), n=len(page.cumulative.regions))
    on = opened(frame, briefing, title, under, kpi)
    left = on.width * 0.5
    lines(on, Box(on.left, on.top, left, on.height), page.cumulative, f"line-{kpi.indicator}")
    _map(on, Box(on.left + left + 28, on.top + 8, on.width - left - 28, on.height - 8), page)
    notes(on, [view.word("prov_title"), *provenance(view, (kpi,), briefing.sources), view.word("prov_ranking")])


def _map(on: Sheet, box: Box, page: Overview) -> None:
    """21 squares in the province's rough shape, and under them what the colours mean."""
    places = on.frame.view.catalog.tiles
    wide = box.wide / (max(x for x, _ in places.values()) + 1)
    high = min((box.high - 56) / (max(y for _, y in places.values()) + 1), wide * 1.25)
    for tile in page.ranking.tiles:
        column, row = places[tile.region]
        _tile(on, Box(box.x + column * wide, box.y + row * high, wide - 4, high - 4), page, tile)
    rows = max(y for _, y in places.values()) + 1
    _ramp(on, Box(box.x, box.y + rows * high + 12, box.wide, 40), page)


def _tile(on: Sheet, box: Box, page: Overview, tile: Tile) -> None:
    view = on.frame.view
    made = shape(on, "RECTANGLE", box, fill=f"seq-{tile.level}" if tile.level else "hatch-a",
                 name=f"tile-{tile.region}")  # fmt: skip
    if not tile.level:
        hatched(made)
    token = f"seq-{tile.level}-ink" if tile.level else "ink-2"
    digits = 1 if page.ranking.measure == "completion" else view.indicator(page.ranking.indicator).decimals
    kpi = next((rank.kpi for rank in page.ranking.rows if rank.region == tile.region), None)
    mark = "mark_no_target" if tile.status == "no_target" else "deck_not_reported_short"
    why = absent(view, kpi) if kpi else view.word(mark)
    said_in = view.number(tile.value, digits) if tile.value is not None else why
    frame = made.text_frame
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.word_wrap = False
    figure = Run(said_in, token, tile.value is not None, None if tile.value is not None else 11)
    fill(on, frame, [[Run(view.tile_name(tile.region), token)], [figure]], 13, align="c", anchor="m")


def _ramp(on: Sheet, box: Box, page: Overview) -> None:
    """The five classes with their printed edges."""
    view, edges = on.frame.view, page.ranking.edges
    if not edges:
        return
    wide = box.wide / 5
    for step in range(5):
        place = Box(box.x + step * wide, box.y, wide - 2, 10)
        shape(on, "RECTANGLE", place, fill=f"seq-{step + 1}", name=f"ramp-{step}")
    for step, edge in enumerate(edges, start=1):
        at = box.x + step * wide - 40
        signed = form.signed(edge, 0) if page.ranking.diverging else view.number(edge, 0)
        text(on, Box(at, box.y + 14, 78, 20), [[Run(signed, "ink-3")]], (12,), align="c", name=f"edge-{step}")
    meaning = view.word("deviation_points") if page.ranking.diverging else view.unit(page.ranking.indicator)
    text(on, Box(box.x, box.y + 32, box.wide, 20), [[Run(meaning, "ink-3")]], (12, 11, 10), name="ramp-unit")
