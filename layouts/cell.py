"""One stored cell in the drawer: its place on the sheet, how it was read, who sent it, what was found, what it was."""

from __future__ import annotations

from catalog.origins import Excerpt, Past, Remark, Spot, StoredCell, Story
from catalog.times import moment
from catalog.view import View
from layouts.drawer_cells import quoted, spaced
from layouts.tree import Node, h

MARKS = {"error": "is-bad", "warning": "is-warn", "note": "is-none"}


def story(view: View, told: Story) -> Node:
    """The whole section."""
    cell = told.cell
    head = h("h3", view.join(view.region(cell.region, full=True), view.period(cell.period)), h("code", cell.cell))
    where = h("p.quiet", f"{cell.workbook} › {cell.sheet}")
    parts = (head, where, sheet(view, told.excerpt), _facts(view, told), *_past(view, told))
    return h("section.drawer-part.story", *parts, key=cell.id, data_story=cell.id)


# ------------------------------------------------------------------ the sheet
def sheet(view: View, cut: Excerpt | None) -> Node:
    """The piece of the sheet with its real addresses, the cell framed."""
    if cut is None:
        return h("p.quiet", view.word("excerpt_none"))
    letters = h("tr", h("td.corner", aria_hidden="true"), *(h("th", letter, scope="col") for letter in cut.columns))
    rows = []
    for number, gap, spots in cut.rows:
        if gap:
            rows.append(h("tr.gap", h("td", col_span=len(cut.columns) + 1), key=f"gap{number}"))
        rows.append(h("tr", h("th", str(number), scope="row"), *(_spot(view, spot) for spot in spots), key=number))
    label = view.word("excerpt_label", sheet=cut.sheet)
    table = h("table.excerpt", h("caption.sr", label), h("thead", letters), h("tbody", *rows))
    return h("div.table-wrap.excerpt-wrap", table, tab_index=0, role="region", aria_label=label)


def _spot(view: View, spot: Spot) -> Node:
    looks = " ".join(filter(None, (f"is-{spot.part}" if spot.part else "", "is-own" if spot.own else "",
                                   "is-number" if spot.number else "")))  # fmt: skip
    return h("td", spot.text, cls=looks, col_span=spot.span if spot.span > 1 else None, key=spot.cell, title=spot.cell,
             data_own=spot.cell if spot.own else None, aria_current="true" if spot.own else None)  # fmt: skip


# ------------------------------------------------------------------ what is known
def _facts(view: View, told: Story) -> Node:
    cell = told.cell
    lines = [
        (view.word("story_read"), _read(view, cell)),
        (view.word("story_sent"), _sent(view, cell)),
        (view.word("story_checks"), _checks(view, told.remarks)),
        (view.word("story_print"), _original(view, cell)),
    ]
    return h("dl.story-facts", *((h("dt", label), h("dd", value)) for label, value in lines))


def _original(view: View, cell: StoredCell) -> Node:
    """The file's fingerprint and the file itself."""
    mark = h("code", f"sha256 {cell.sha256[:4]}…{cell.sha256[-4:]}", title=cell.sha256)
    way = h("a.inline-link", view.word("download_original"), href=f"/original/{cell.sha256}", download=cell.workbook,
            data_plain="1")  # fmt: skip
    return h("span", mark, " ", way)


def _read(view: View, cell: StoredCell) -> Node:
    """“１，２０７” → 1,207人; a mark says what it means."""
    unit = spaced(view, view.unit(cell.indicator)) if cell.indicator in view.catalog.indicators else ""
    if cell.value is None:
        meant = view.word(f"missing_{cell.status}")
    else:
        qualifier = view.word(f"qualifier_{cell.qualifier}") if cell.qualifier != "eq" else ""
        meant = qualifier + view.value(cell.indicator, cell.value) + unit
    own = view.bracket(view.word("story_unit", unit=cell.unit)) if cell.unit else ""
    return h("span", f"{quoted(view, cell.text)} → ", h("b.num", meant), own)


def _sent(view: View, cell: StoredCell) -> Node:
    """第12号提交，审核员，2026年11月10日 15:04，已采用."""
    said = view.word("story_submission", n=cell.submission, who=cell.who, at=moment(cell.at))
    state = view.word(f"submission_{cell.state}")
    sample = h("span.tag-sample", view.word("sample_data")) if cell.sample else None
    why = h("div.quiet", cell.reason) if cell.reason and cell.state == "withdrawn" else None
    return h("div", said, h("span.state-word", state), sample, why)


def _checks(view: View, remarks: tuple[Remark, ...]) -> Node:
    if not remarks:
        return h("span.status", view.word("story_no_remarks"), cls="is-ok")
    return h("ul", *(_remark(view, one) for one in remarks))


def _remark(view: View, one: Remark) -> Node:
    lines = one.text.split("\n")  # a finding's sentence has a line for each language
    text = lines[-1] if view.lang != "zh" else lines[0]
    said = [h("span.status", h("span", text), cls=MARKS.get(one.severity, "is-none"))]
    if one.explained:
        by = view.word("story_explained", text=one.explained, who=one.who)
        agreed = view.word("story_approved", who=one.approved_by) if one.approved_by else view.word("story_unapproved")
        said.append(h("div.quiet", by + agreed))
    return h("li", *said, key=one.code + one.text)


# ------------------------------------------------------------------ what it was before
def _past(view: View, told: Story) -> tuple[Node, ...]:
    """Every version, the newest first; one that never changed says so."""
    if len(told.past) < 2:
        return (h("p.quiet", view.word("story_never_changed")),)
    lines = (_version(view, told.cell, one) for one in reversed(told.past))
    count = h("span.sub", view.word("story_versions", n=len(told.past)))
    return h("h3", f"{view.word('story_past')} ", count), h("ol.past", *lines)


def _version(view: View, cell: StoredCell, one: Past) -> Node:
    value = view.value(cell.indicator, one.value) if one.value is not None else view.word("not_reported")
    head = h("b.num", value, h("span.state-word", view.word("story_stands" if one.stands else "story_outranked")))
    said = view.join(moment(one.at), one.who, view.word("story_number", n=one.submission), one.reason)
    place = h("div.quiet", f"{one.workbook} › {one.sheet} › {one.cell}")
    return h("li", head, h("div.quiet", said), place, cls="is-on" if one.stands else "", key=one.id)
