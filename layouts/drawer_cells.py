"""The cells of a part of a figure in the drawer: a line an area or a month, with workbook, sheet, cell and text."""

from __future__ import annotations

from catalog import period as calendar
from catalog.origins import Asking, Chain, Origin, Row, Side, StoredCell, Term
from catalog.pointing import written
from catalog.view import View
from layouts.tree import Node, h

SHOWN = 21  # rows before the rest is only counted


def dated(view: View, year: str, span: str) -> str:
    """2026年1—10月, 截至2026年10月底; Jan–Oct 2026: the span with its year."""
    if year in span:
        return span
    if view.lang != "zh":
        return f"{span} {year}"
    return f"截至{year}年{span[2:]}" if span.startswith("截至") else f"{year}年{span}"


def spaced(view: View, unit: str) -> str:
    """人 directly after the number, persons after a space; % always directly."""
    return unit if view.lang == "zh" or unit == "%" else f" {unit}" if unit else ""


def term_cells(view: View, chain: Chain, side: Side, term: Term, chosen: int, *, first: bool) -> Node:
    """One part with its areas; only the first is open when there are several."""
    cells = sum(len(row.cells) for row in term.rows)
    stored = any(cell.id for row in term.rows for cell in row.cells)
    size = "" if not stored else view.word("drawer_row_cell") if cells == 1 else view.word("drawer_cells", n=cells)
    total = h("b.num", view.value(chain.asking.indicator if term.way == "target" else term.indicator, term.value))
    said = h("summary", h("h3", _term_name(view, side, term)), h("span.sub", size), total)
    single = len(term.rows) == 1
    lines = _cells(view, chain, term.rows[0], chosen) if single else [
        _area(view, chain, term, side, row, chosen) for row in term.rows]  # fmt: skip
    return h("details.drawer-part", said, *_listed(view, lines, single), open=True if first else None,
             key=f"{side.name}-{term.indicator}-{term.way}")  # fmt: skip


def _term_name(view: View, side: Side, term: Term) -> str:
    """本期：新增就业, 同期：…, 年度目标."""
    own = view.word("target") if term.way == "target" else view.name(term.indicator)
    if side.name in ("now", "then"):
        span = calendar.span_text(side.period, term.way if term.way in ("ytd", "end") else "month", view.lang)
        when = view.bracket(dated(view, side.period[:4], span))
        return f"{view.word('drawer_' + side.name)}{view.word('colon')}{own}{when}"
    return own


def _listed(view: View, lines: list[Node], single: bool) -> tuple[Node, ...]:
    """The first rows as a table, the others counted and unfolded in their place."""
    heads = ("reporting_period" if single else "city", "drawer_place", "source_text", "drawer_stored")
    top = h("thead", h("tr", *(h("th", view.word(word), scope="col", cls="left" if i < 2 else "")
                               for i, word in enumerate(heads))))  # fmt: skip
    shown = h("table.table.drawer-table", top, h("tbody", *lines[:SHOWN]))
    if len(lines) <= SHOWN:
        return (shown,)
    rest = h("table.table.drawer-table", h("tbody", *lines[SHOWN:]))
    return shown, h("details", h("summary.more", view.word("drawer_rest", n=len(lines) - SHOWN)), rest)


def _cells(view: View, chain: Chain, row: Row, chosen: int) -> list[Node]:
    """The cells of one area, one line each."""
    return [_line(view, chain, cell, _when(view, cell), chosen) for cell in row.cells]


def _when(view: View, cell: Origin) -> str:
    said = view.period(cell.period) if cell.period else ""
    return view.word("drawer_ytd_of", period=said) if cell.measure == "ytd" else said


def _area(view: View, chain: Chain, term: Term, side: Side, row: Row, chosen: int) -> Node:
    """An area: its one cell, or how many cells it is made of, with the way to them."""
    if len(row.cells) == 1:
        return _line(view, chain, row.cells[0], view.region(row.region), chosen)
    basis = term.way if term.way in ("ytd", "month", "end") else "end"
    asked = Asking(term.indicator, row.region, side.period, basis)
    way = h("a.inline-link", view.word("drawer_cells_of", n=len(row.cells)), href=f"#src={written(asked)}")
    return h("tr", h("th", view.region(row.region), scope="row"), h("td.left", way), h("td"),
             h("td", h("b", view.value(term.indicator, row.value))), key=row.region)  # fmt: skip


def _line(view: View, chain: Chain, cell: Origin, label: str, chosen: int) -> Node:
    """Area or period, workbook › sheet › cell, the printed text, the stored value."""
    known = chain.stored.get(cell.id)
    indicator = known.indicator if known else chain.asking.indicator
    value = ("−" if cell.sign < 0 else "") + (view.number(cell.value, 0) if not known and float(cell.value).is_integer()
                                              else view.value(indicator, cell.value))  # fmt: skip
    place = _place(view, known, cell.id == chosen) if known else h("span.quiet", _unstored(view, cell))
    return h("tr", h("th", label, scope="row"), h("td.left", place), h("td", quoted(view, known.text) if known else ""),
             h("td", h("b", value)), key=f"{label}-{cell.id}-{cell.sign}",
             aria_current="true" if cell.id == chosen and known else None, data_cell_row=cell.id)  # fmt: skip


def _unstored(view: View, cell: Origin) -> str:
    """Denominators and goals are of the catalogue, not of a workbook."""
    return view.word("drawer_from_goal" if cell.measure == "goal" else "drawer_from_catalog")


def _place(view: View, known: StoredCell, on: bool) -> Node:
    """The three steps to the cell as one button that shows it on its sheet."""
    return h("button.cell-place", h("span", known.workbook), h("span", known.sheet), h("code", known.cell),
             type="button", data_act="cell", data_cell=known.id, aria_pressed="true" if on else "false",
             title=view.word("drawer_show_cell"))  # fmt: skip


def quoted(view: View, text: str) -> str:
    """“2,652”."""
    return f"“{text}”" if text else ""
