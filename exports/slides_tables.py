"""The slides of text and tables: progress with lights, problems, next steps, annex."""

from __future__ import annotations

from collections.abc import Sequence

from answers.records import Overview
from catalog import bank, circular
from catalog import format as form
from catalog import period as calendar
from catalog.pacing import Pace
from catalog.records import Rank
from catalog.voice import paced
from exports import briefing as brief
from exports import proved, said
from exports.briefing import Briefing
from exports.lettering import tall, width
from exports.provenance import lines as provenance
from exports.records import Document, Entry, Head
from exports.safe import clean
from exports.slides_frame import Frame, Sheet
from exports.slides_pages import opened
from exports.slides_shapes import SHAPES, Box, Grid, Run, notes, status, table, text
from exports.tables import table_page
from exports.text import digits

ACROSS = 8  # columns of figures that can be read side by side on a slide


def targets(frame: Frame, briefing: Briefing) -> None:
    """Every indicator with an annual target: figure, completion, light, its cities' lights, where the year may end."""
    view = briefing.view
    kpis = [pace.kpi for pace in briefing.pace]
    if not any(paced(kpi) for kpi in kpis):
        return
    title = circular.targets_title(briefing.voice, kpis)
    on = opened(frame, briefing, title, view.word("deck_targets_sub", span=brief.span(briefing)))
    words = ("indicator", "deck_done", "target", "completion", "deviation", "state", "deck_lights", "deck_outlook",
             "deck_outlook_share")  # fmt: skip
    parts = (190, 106, 106, 96, 92, 116, 210, 116, 116)
    widths = [part * on.width / sum(parts) for part in parts]
    size, head = (14, 13) if view.lang == "zh" else (12, 11)
    rows = [_target(on, pace) for pace in briefing.pace]
    high = min((on.height - 44) / max(len(rows), 1), 52)
    grid = Grid([view.word(word) for word in words], rows, widths, "lrrrrllrr", size, head, high, 40)
    table(on, on.left, on.top, grid, "targets")
    apart = [kpi.indicator for kpi in kpis if proved.completion(kpi)]
    if apart:
        said_of = view.word("deck_targets_note", names=view.voice.listed([view.voice.name(one) for one in apart]))
        foot = Box(on.left, on.top + 50 + high * len(rows), on.width, 28)
        text(on, foot, [[Run(said_of + view.word("say_stop"), "ink-2")]], (14, 13, 12, 11), name="targets-note")
    notes(on, [view.word("prov_title"), *provenance(view, kpis, briefing.sources)])


def _target(on: Sheet, pace: Pace) -> list[Run]:
    view, kpi, found = on.frame.view, pace.kpi, pace.outlook
    lights = "  ".join(f"{mark}{pace.counts[light]}" for light, mark in SHAPES.items() if pace.counts.get(light))
    late_month = calendar.end_month(kpi.period) != on.frame.view.scope.period
    whole = calendar.text(calendar.year_to_date(calendar.end_month(kpi.period)), view.lang)
    span = view.voice.span(kpi) if kpi.period[:4] == view.scope.period[:4] else whole
    name = view.name(kpi.indicator) + (view.bracket(span) if late_month else "")
    done = "—" if kpi.completion is None else form.percent(kpi.completion)
    late = "—" if kpi.deviation is None else form.signed(kpi.deviation, 1)
    likely = "—" if found is None else view.value(kpi.indicator, found.value)
    share = "—" if found is None or found.completion is None else form.percent(found.completion)
    return [Run(name, "ink", True), Run(view.value(kpi.indicator, kpi.value)),
            Run(view.value(kpi.indicator, kpi.target)), Run(done, "ink", True), Run(late),
            status(view, kpi.status), Run(lights, "ink", False, 12),
            Run(likely, "ink-2"), Run(share, "ink-2")]  # fmt: skip


def progress(frame: Frame, briefing: Briefing, page: Overview) -> None:
    """Every city with its place, figure, target, completion and light, in two tables side by side."""
    view, kpi, rows = briefing.view, page.selected, page.ranking.rows
    title = circular.lights_title(briefing.voice, kpi.indicator, rows)
    under = view.word("deck_progress_sub", name=view.name(kpi.indicator), span=brief.span(briefing, kpi),
                      unit=view.unit(kpi.indicator))  # fmt: skip
    on = opened(frame, briefing, title, under, kpi)
    half = (len(rows) + 1) // 2
    wide = (on.width - 28) / 2
    high = min((on.height - 44) / (half + 1), 42)
    for number, part in enumerate((rows[:half], rows[half:])):
        if part:
            _ranked(on, on.left + number * (wide + 28), wide, high, part, f"ranking-{kpi.indicator}-{number + 1}")
    if not proved.counts(rows, len(page.frame.regions)):
        said_of = [[Run(bank.lights(briefing.voice, rows), "ink")]]
        foot = Box(on.left, on.top + high * (half + 1) + 10, on.width, 28)
        text(on, foot, said_of, (16, 15, 14, 13, 12, 11), name="lights")
    notes(on, [view.word("prov_title"), *provenance(view, (kpi,), briefing.sources), view.word("prov_ranking")])


def _ranked(on: Sheet, x: float, wide: float, high: float, rows: Sequence[Rank], name: str) -> None:
    view = on.frame.view
    words = ("place", "city", "deck_done", "target", "completion", "deviation", "state")
    heads = [view.word(word) for word in words]
    zh = view.lang == "zh"
    parts = (42, 66, 100, 88, 74, 76, 112) if zh else (50, 104, 84, 84, 94, 70, 110)
    widths = [part * wide / sum(parts) for part in parts]
    size, head = (13, 12) if zh else (11, 10)
    cells = [_cells(on, row) for row in rows]
    table(on, x, on.top, Grid(heads, cells, widths, "clrrrrl", size, head, high, high), name)


def _cells(on: Sheet, row: Rank) -> list[Run]:
    """A figure as the page prints it; completion stays without its sign, the heading says 完成率."""
    view, kpi = on.frame.view, row.kpi
    place = "—" if row.place is None else f"{row.place}"
    value = view.value(kpi.indicator, kpi.value)
    target = view.value(kpi.indicator, kpi.target)
    done = "—" if kpi.completion is None else form.percent(kpi.completion)
    late = "—" if kpi.deviation is None else form.signed(kpi.deviation, 1)
    name = view.region(row.region, full=view.lang == "zh")
    return [Run(place), Run(name), Run(value), Run(target), Run(done, "ink", True), Run(late), status(view, kpi.status)]


# ------------------------------------------------------------------ 存在问题, 下一步
def problems(frame: Frame, briefing: Briefing) -> bool:
    """Who is behind, who has sent nothing, what is not covered; no slide when there is nothing of it."""
    view = briefing.view
    parts = (("uneven_head", said.kept(said.uneven(briefing))), ("outlook_head", said.kept(said.outlooks(briefing))),
             ("reports_head", said.kept(said.silent(briefing))), ("gaps_head", said.kept(said.uncovered(briefing))))
    found = [(view.word(f"bul_{head}"), texts) for head, texts in parts if texts]
    if not found:
        return False
    late, behind = _regions(briefing, ("bad",)), _regions(briefing, ("bad", "warn"))
    unsent, gaps = len(briefing.frame.missing), len(parts[3][1])
    title = circular.problems_title(briefing.voice, len(late), len(behind), unsent, gaps)
    on = opened(frame, briefing, title, view.word("deck_problems"))
    lines: list[list[Run]] = []
    for head, texts in found:
        lines.append([Run(head, "brand-ink", True)])
        lines += [[Run(one.text)] for one in texts]
    _written(on, lines)
    shown = tuple(kpi for _, texts in found for one in texts for kpi in one.kpis)
    notes(on, [view.word("prov_title"), *provenance(view, shown, briefing.sources)])
    return True


def steps(frame: Frame, briefing: Briefing) -> bool:
    """What is asked of whom, numbered; no slide when the data asks for nothing."""
    view = briefing.view
    texts = said.kept(said.asked(briefing))
    if not texts:
        return False
    late = _regions(briefing, ("bad", "warn"))
    gaps = [one for one in texts if one.id.startswith("next.coverage")]
    title = circular.next_title(briefing.voice, len(briefing.frame.missing), len(late), len(gaps))
    on = opened(frame, briefing, title, view.word("deck_next"))
    stop = "．" if view.lang == "zh" else ". "
    _written(on, [[Run(f"{number}{stop}", "ink", True), Run(one.text)] for number, one in enumerate(texts, start=1)])
    shown = tuple(kpi for one in texts for kpi in one.kpis)
    notes(on, [view.word("prov_title"), *provenance(view, shown, briefing.sources)])
    return True


def _regions(briefing: Briefing, states: Sequence[str]) -> set[str]:
    """The cities in one of these states in any indicator with an annual target."""
    rows = (rank for page in briefing.progress if brief.running(briefing, page.selected) for rank in page.ranking.rows)
    return {rank.region for rank in rows if rank.kpi.status in states}


def _written(on: Sheet, lines: Sequence[Sequence[Run]]) -> None:
    """Paragraphs in the largest size at which all are on the sheet, with air between them."""
    text(on, Box(on.left, on.top + 4, on.width, on.height - 4), lines, (18, 17, 16, 15, 14, 13, 12), gap=8, name="text")


# ------------------------------------------------------------------ 附表
def annex(frame: Frame, briefing: Briefing) -> None:
    """数据表 in as many slides as its columns need, total first; footnotes on each."""
    made = table_page(briefing.table, briefing.view)._replace(lang=briefing.view.lang)
    figures = list(range(made.stub, len(made.heads)))
    parts = -(-len(figures) // ACROSS) or 1
    each = -(-len(figures) // parts)
    for number in range(parts):
        chosen = figures[number * each : (number + 1) * each]
        _annex(frame, briefing, made, chosen, number + 1, parts)


def _annex(frame: Frame, briefing: Briefing, made: Document, chosen: Sequence[int], number: int, of: int) -> None:
    view = briefing.view
    name = view.word("deck_annex")
    title = view.word("deck_part", name=name, n=number, of=of) if of > 1 else name
    meta = dict(made.meta)
    on = opened(frame, briefing, title, view.join(brief.span(briefing), meta[view.word("basis")]))
    at = (0, *chosen)
    heads = [made.heads[0].name, *(made.heading(made.heads[i]) for i in chosen)]
    rows = [[_printed(row[i], made.heads[i]) for i in at] for row in (*made.totals, *made.rows)]
    size, head = (10.5, 10) if view.lang == "zh" else (10, 9.5)
    first = max(132.0, max(width(row[0].text, size, bold=True) for row in rows) / 0.75 + 14)
    widths = [first, *[(on.width - first) / len(chosen)] * len(chosen)]
    deep = max(tall([text], wide * 0.75 - 8, head, bold=True) for text, wide in zip(heads, widths, strict=True)) / 0.75
    high = min((on.height - deep - 44) / max(len(rows), 1), 28)
    strong = frozenset(range(len(made.totals)))
    grid = Grid(heads, rows, widths, "l" + "r" * len(chosen), size, head, high, deep + 4, strong)
    table(on, on.left, on.top, grid, f"annex-{number}")
    foot = on.top + deep + 4 + high * len(rows) + 6
    lines = [[Run(note, "ink-3")] for note in made.notes]
    if lines:
        text(on, Box(on.left, foot, on.width, on.bottom - foot), lines, (10, 9, 8, 7.5), name="footnotes")
    notes(on, [view.word("prov_title"), *_cells_of(briefing, chosen)])


def _printed(entry: Entry, head: Head) -> Run:
    if entry.value is None:
        return Run(clean(entry.mark) or "—", "ink-3")
    if isinstance(entry.value, str):
        return Run(clean(entry.value))
    return Run(form.number(entry.value, digits(entry, head)))


def _cells_of(briefing: Briefing, chosen: Sequence[int]) -> list[str]:
    """The provenance of the total row's figures, which is that of all rows."""
    view, table_of = briefing.view, briefing.table.table
    wanted = {table_of.columns[i - 2].indicator for i in chosen}
    shown = {kpi.indicator: kpi for kpi in brief.totals(briefing) if kpi.indicator in wanted}
    return provenance(view, tuple(shown.values()), briefing.sources)
