"""What a bulletin says, paragraph by paragraph, before it is set: ids, sentences, tables, what was left out and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from answers.records import ForcePage, Overview
from catalog import format as form
from catalog import period as calendar
from catalog.records import Kpi
from catalog.tabular import footnote_text
from catalog.voice import paced
from exports import briefing as brief
from exports import proved, said
from exports.briefing import Briefing
from exports.documents import coverage
from exports.said import Said

KINDS = ("通报", "简报", "月报")
_DIGITS = "零一二三四五六七八九十"
# Widths of the columns in parts of the line: English, Chinese.
_FIGURES = ((22, 16, 14, 16, 15, 12, 13), (23.5, 10, 13, 24, 10.5, 13, 19))
_RANKED = ((9, 17, 16, 16, 16, 14, 18), (9, 17, 18, 18, 14, 14, 18))


class Table(NamedTuple):
    """A table of texts. align: l, r or c for each column; widths: parts of the line."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    align: str
    widths: tuple[float, ...]


class Block(NamedTuple):
    """One piece. role: title, to, text, first, second, caption, table, annexes, signature, break, annex, subtitle.

    id: "" for what cannot be edited. original: how it read before it was edited.
    """

    role: str
    id: str = ""
    text: str = ""
    kpis: tuple[Kpi, ...] = ()
    table: Table | None = None
    original: str = ""


class Composed(NamedTuple):
    """blocks in order; left_out: (id, why) of sentences whose figures did not agree with their parts."""

    blocks: tuple[Block, ...]
    left_out: tuple[tuple[str, str], ...]


def compose(briefing: Briefing, kind: str) -> Composed:
    """The bulletin of a kind: 通报 (progress, problems, what is asked), 简报 (progress), 月报 (tables)."""
    found: list[Said] = []
    blocks = [Block("title", "", heading(briefing, kind)), *_opening(briefing, kind)]
    sections: list[tuple[str, list[Block]]] = [("bul_overall", _overall(briefing, found))]
    sections.append(("bul_forces", _forces(briefing, found, tables=kind != "简报")))
    if kind == "通报":
        sections.append(("bul_problems", _problems(briefing, found)))
        sections.append(("bul_next", _next(briefing, found)))
    number = 0
    for word, body in sections:
        if body:
            number += 1
            blocks += [Block("first", "", numbered(briefing, number, briefing.view.word(word))), *body]
    if kind != "简报":
        blocks += _annexes(briefing)
    return Composed(tuple(blocks), tuple((one.id, one.wrong) for one in said.dropped(found)))


def heading(briefing: Briefing, kind: str) -> str:
    """关于2026年1—10月全省退役军人重点工作进展情况的通报."""
    key = {"通报": "tongbao", "简报": "jianbao", "月报": "yuebao"}[kind]
    return briefing.view.word(f"bul_title_{key}", title=brief.title(briefing), area=brief.area(briefing),
                              month=briefing.view.period(briefing.period))  # fmt: skip


def _opening(briefing: Briefing, kind: str) -> list[Block]:
    view = briefing.view
    if kind != "通报":
        return []
    opening = Block("text", "opening", view.word("bul_opening", title=brief.title(briefing)))
    whole = briefing.frame.area_code == view.voice.province
    return [Block("to", "addressee", view.word("bul_to")), opening] if whole else [opening]


def numbered(briefing: Briefing, number: int, text: str, level: int = 1) -> str:
    """一、总体情况; （一）基层组织; 1. Overall; (1) Grass roots."""
    if briefing.view.lang != "zh":
        return f"{number}. {text}" if level == 1 else f"({number}) {text}"
    name = _DIGITS[number] if number <= 10 else f"十{_DIGITS[number - 10]}"
    return f"{name}、{text}" if level == 1 else f"（{name}）{text}"


def paragraph(briefing: Briefing, id: str, sentences: Sequence[Said], found: list[Said]) -> list[Block]:
    """Sentences as one paragraph; nothing when none of them holds. All are remembered in `found`."""
    found += sentences
    kept = said.kept(sentences)
    if not kept:
        return []
    kpis = tuple(dict.fromkeys(kpi for one in kept for kpi in one.kpis))
    return [Block("text", id, said.together(briefing, [one.text for one in kept]), kpis)]


def _overall(briefing: Briefing, found: list[Said]) -> list[Block]:
    all_of = list(said.overall(briefing))
    ends = ("overall.missing", "overall.provisional")
    figures = [one for one in all_of if one.id not in (*ends, "overall.reports")]
    return [
        *paragraph(briefing, "overall.reports", [one for one in all_of if one.id == "overall.reports"], found),
        *paragraph(briefing, "overall.figures", figures, found),
        *paragraph(briefing, "overall.notes", [one for one in all_of if one.id in ends], found),
    ]


def _forces(briefing: Briefing, found: list[Said], *, tables: bool) -> list[Block]:
    blocks: list[Block] = []
    for number, page in enumerate(briefing.forces, start=1):
        row = briefing.view.catalog.pages[page.page]
        name = row.zh if briefing.view.lang == "zh" else row.en
        body = _force(briefing, page, found)
        blocks += [Block("second", "", numbered(briefing, number, name, 2)), *body] if body else []
        if tables and body:
            caption = briefing.view.word("bul_table", n=number, name=name)
            blocks += [Block("caption", "", caption), Block("table", f"force.{page.page}.table", "", page.cards,
                                                           figures(briefing, page.cards))]  # fmt: skip
    return blocks


def _force(briefing: Briefing, page: ForcePage, found: list[Said]) -> list[Block]:
    name = f"force.{page.page}"
    all_of = list(said.force(briefing, page))
    cards = {f"{name}.{kpi.indicator}" for kpi in page.cards}
    return [
        *paragraph(briefing, f"{name}.figures", [one for one in all_of if one.id in cards], found),
        *paragraph(briefing, f"{name}.standing", [one for one in all_of if one.id not in cards], found),
    ]


def _problems(briefing: Briefing, found: list[Said]) -> list[Block]:
    view, blocks, number = briefing.view, list[Block](), 0
    for key, sentences in (("uneven", said.uneven(briefing)), ("outlook", said.outlooks(briefing)),
                           ("reports", said.silent(briefing)), ("gaps", said.uncovered(briefing))):  # fmt: skip
        body = paragraph(briefing, f"problems.{key}", list(sentences), found)
        if body:
            number += 1
            blocks += [Block("second", "", numbered(briefing, number, view.word(f"bul_{key}_head"), 2)), *body]
    return blocks


def _next(briefing: Briefing, found: list[Said]) -> list[Block]:
    return [block for one in said.asked(briefing) for block in paragraph(briefing, one.id, [one], found)]


# ------------------------------------------------------------------ tables and annexes
def figures(briefing: Briefing, kpis: Sequence[Kpi]) -> Table:
    """Key figures: what, unit, figure, change, completion, who is in, as of when."""
    view = briefing.view
    words = ("indicator", "bul_unit", "bul_value", "vs_last_year", "completion", "coverage_word", "bul_span")
    rows = tuple(_figure(briefing, kpi) for kpi in kpis)
    return Table(tuple(view.word(word) for word in words), rows, "lcrrrcc", _FIGURES[view.lang == "zh"])


def _figure(briefing: Briefing, kpi: Kpi) -> tuple[str, ...]:
    view = briefing.view
    value = view.value(kpi.indicator, kpi.value) if kpi.value is not None else view.absent(kpi)
    if kpi.value is not None and kpi.qualifier != "eq":
        value = form.qualified(value, kpi.qualifier, view.catalog, view.lang)
    change = form.change_words(kpi, view.catalog, view.lang)[0] or "—"
    change += view.bracket(view.same_set(kpi)) if view.same_set(kpi) else ""
    done = form.percent(kpi.completion) if kpi.completion is not None and paced(kpi) else "—"
    cover = view.word("coverage_cities", reported=kpi.reported, expected=kpi.expected)
    return (view.name(kpi.indicator), view.unit(kpi.indicator), value, change, done, cover, view.voice.span(kpi))


def _annexes(briefing: Briefing) -> list[Block]:
    """附件1 the cities' progress (where there are targets), 附件2 the notes on the data; each on a new page."""
    view = briefing.view
    names = [view.word("bul_annex_progress")] if briefing.progress else []
    names.append(view.word("bul_annex_notes"))
    listed = [Block("annexes", "", view.word("bul_annex_of" if number == 1 else "bul_annex_more", n=number, name=name))
              for number, name in enumerate(names, start=1)]  # fmt: skip
    blocks = [*listed, Block("signature")]
    for number, name in enumerate(names, start=1):
        blocks += [Block("break"), Block("annex", "", view.word("bul_annex", n=number)), Block("subtitle", "", name)]
        blocks += list(_progress(briefing)) if number < len(names) else list(_notes(briefing))
    return blocks


def _progress(briefing: Briefing) -> Iterator[Block]:
    view = briefing.view
    for page in briefing.progress:
        kpi = page.selected
        if proved.counts(page.ranking.rows, len(page.frame.regions)):
            continue
        unit = view.unit(kpi.indicator)
        span, name = brief.span(briefing, kpi), view.name(kpi.indicator)
        caption = view.word("deck_progress_sub", name=name, span=span, unit=unit)
        yield Block("caption", "", caption)
        yield Block("table", f"annex.{kpi.indicator}", "", (kpi,), _ranked(briefing, page))


def _ranked(briefing: Briefing, page: Overview) -> Table:
    view = briefing.view
    words = ("place", "city", "deck_done", "target", "completion", "deviation", "state")
    rows = []
    for row in page.ranking.rows:
        kpi = row.kpi
        rows.append((
            "—" if row.place is None else f"{row.place}",
            view.region(row.region, full=True),
            view.value(kpi.indicator, kpi.value) if kpi.value is not None else view.word("not_reported"),
            view.value(kpi.indicator, kpi.target),
            "—" if kpi.completion is None else form.percent(kpi.completion),
            "—" if kpi.deviation is None else form.signed(kpi.deviation, 1),
            view.word(f"status_{kpi.status}"),
        ))  # fmt: skip
    return Table(tuple(view.word(word) for word in words), tuple(rows), "clrrrrc", _RANKED[view.lang == "zh"])


def _notes(briefing: Briefing) -> Iterator[Block]:
    """Source and coverage, what flows and stocks are, footnotes of the table, provisional or not, sample or not."""
    view, frame = briefing.view, briefing.frame
    stop = view.word("say_stop")
    as_of = view.word("as_of_text", date=calendar.as_of(frame.scope.period, view.lang))
    comma = view.word("say_clause_mark")
    lines = [
        ("source", view.word("data_source") + view.word("colon") + comma.join(
            (view.word("source_returns"), as_of, coverage(view, frame))) + stop),
        ("basis", view.word("basis_note_ytd") + stop),
        *((f"foot{note.number}", footnote_text(view, note, briefing.table.table.columns).rstrip("。.") + stop)
          for note in briefing.table.table.footnotes),
        ("version", view.word("data_version") + view.word("colon") + view.word("revision_n", n=frame.revision) + stop),
    ]  # fmt: skip
    if frame.provisional:
        lines.append(("provisional", view.word("say_flash") + stop))
    if frame.sample:
        lines.append(("sample", view.word("sample_note") + stop))
    for number, (key, text) in enumerate(lines, start=1):
        mark = "．" if view.lang == "zh" else ". "
        yield Block("text", f"notes.{key}", f"{number}{mark}{text[:1].upper()}{text[1:]}")
