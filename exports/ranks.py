"""The ranking of the overview as a document: every city with its figure, target, completion and place."""

from __future__ import annotations

from answers.records import Overview
from catalog.records import Kpi, Rank
from catalog.view import View
from exports.records import Document, Entry, Head


def ranking(answer: Overview, view: View) -> Document:
    """分市排名 of the chosen indicator, in the order of the page; those not reported stand last and say so."""
    made = answer.ranking
    planned = made.measure == "completion"
    name = view.name(made.indicator)
    heads = _heads(view, made.indicator, planned)
    rows = tuple(_row(view, row, planned) for row in made.rows)
    title = f"{name} {view.word('ranking_by_city')}"
    meta = ((view.word("unit"), view.unit(made.indicator)), (view.word("basis"), view.word(f"basis_{made.basis}")))
    total = answer.selected
    notes = (view.word("note_same_set", n=total.same_set),) if "same_set" in total.notes else ()
    return Document(title, heads, rows, (_total(view, total, planned),), 2, meta, notes, False, title)


def _heads(view: View, indicator: str, planned: bool) -> tuple[Head, ...]:
    row, unit = view.indicator(indicator), view.unit(indicator)
    points = row.kind == "ratio"
    plan = (Head("", view.word("target"), unit, row.decimals), Head("", view.word("completion"), "%", 1),
            Head("", view.word("deviation"), view.word("points_unit"), 1)) if planned else ()  # fmt: skip
    return (
        Head("", view.word("place"), "", 0),
        Head("", view.word("city"), "", None),
        Head("", view.name(indicator), unit, row.decimals),
        *plan,
        Head("", view.word("vs_last_year"), view.word("points_unit") if points else "%", 1),
        Head("", view.word("change_in_rank"), "", 0),
        Head("", view.word("state"), "", None),
    )


def _row(view: View, rank: Rank, planned: bool) -> tuple[Entry, ...]:
    name = view.region(rank.region, full=True)
    place = Entry(None if rank.place is None else float(rank.place), "—")
    moved = Entry(None if rank.moved is None else float(rank.moved), "—")
    return (place, Entry(name), *_figures(view, rank.kpi, name, planned), moved,
            Entry(view.word(f"status_{rank.kpi.status}")))  # fmt: skip


def _total(view: View, kpi: Kpi, planned: bool) -> tuple[Entry, ...]:
    whole = "province_total" if kpi.reported >= kpi.expected else "reported_total"
    name = view.word(whole) if kpi.region == "440000" else view.word("total")
    return (Entry(None), Entry(name), *_figures(view, kpi, name, planned), Entry(None), Entry(""))


def _figures(view: View, kpi: Kpi, place: str, planned: bool) -> tuple[Entry, ...]:
    about = view.join(place, view.name(kpi.indicator))
    absent = view.absent(kpi)
    plan = (Entry(kpi.target, view.word("mark_no_target")),
            Entry(kpi.completion, absent if kpi.target else view.word("mark_no_target")),
            Entry(kpi.deviation, absent if kpi.target else view.word("mark_no_target"))) if planned else ()  # fmt: skip
    return (Entry(kpi.value, absent, kpi.ids, about), *plan, Entry(kpi.growth, "—"))
