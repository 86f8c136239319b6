"""Taking a table away: what the menu says, and the file itself. Also the door of the command line."""

from __future__ import annotations

import base64
import logging
from collections.abc import Mapping
from typing import Any, NamedTuple

from dash import ClientsideFunction, Dash, Input, Output, no_update

from answers.desk import Desk
from answers.records import ComparePage
from answers.sift import sifted
from callbacks.asked import typed
from callbacks.blanks import pack as blank_pack
from callbacks.briefing import Paper, bulletin_of, deck_of
from callbacks.quality import listed
from catalog.entries import Catalog
from catalog.scope import parse
from catalog.view import View
from exports import bytes_of, document
from exports.comparing import cited
from exports.periods import joined
from exports.records import Document, ids
from exports.text import as_html, tab_separated
from exports.write import sample_mark
from layouts.ids import Ids

log = logging.getLogger("wuli.callbacks")
_OFFICE = "application/vnd.openxmlformats-officedocument"
MIME = {"xlsx": f"{_OFFICE}.spreadsheetml.sheet", "csv": "text/csv",
        "pptx": f"{_OFFICE}.presentationml.presentation", "docx": f"{_OFFICE}.wordprocessingml.document",
        "zip": "application/zip"}  # fmt: skip


# Kinds of page that have a table to take away.
TABLES = ("overview", "force", "table", "city", "compare", "progress", "tracker", "quality")
# Kinds of bulletin that the menu offers, by the id of their line.
BULLETINS = {"tongbao": "通报", "jianbao": "简报"}


class Made(NamedTuple):
    """A file ready to be sent: its name, its bytes, and how many rows (without the total) are in it."""

    name: str
    content: bytes
    rows: int


def answer_of(desk: Desk, page: str, view: View) -> Any:
    """The answer whose table a page shows. KeyError for a page that does not exist or has no table."""
    kind = view.catalog.pages[page].kind
    if kind == "force":
        return desk.force(page, view.scope)
    if kind == "table":
        return sifted(desk.table(view.scope), view.catalog)
    asked = {"overview": desk.overview, "city": desk.city, "compare": desk.compare, "tracker": desk.tracker,
             "progress": desk.progress}
    return asked[kind](view.scope)


def table_of(desk: Desk, page: str, view: View) -> tuple[Document, View]:
    """The page's table as a document, and the view with nothing left open."""
    if view.catalog.pages[page].kind == "quality":
        return listed(desk, view)
    answer = answer_of(desk, page, view)
    view = view._replace(scope=answer.frame.scope._replace(extra=view.scope.extra, lang=view.lang))
    made = document(answer, view)
    return (cited(made, answer, view, behind(desk, answer)) if isinstance(answer, ComparePage) else made), view


def behind(desk: Desk, answer: ComparePage) -> dict[tuple[str, str], tuple[int, ...]]:
    """The observations behind the heat map, which itself carries none: those of the same figures in 数据表."""
    named = ",".join(column.indicator for column in answer.columns)
    table = desk.table(answer.frame.scope._replace(sort="", extra=(("cols", named),))).table
    return {(row.region, column.indicator): cell.ids for row in table.rows
            for column, cell in zip(table.columns, row.cells, strict=True) if column.measure == "value"}  # fmt: skip


def made(desk: Desk, page: str, view: View, format: str, *, total: bool = True, notes: bool = True) -> Made:
    """The file of a page's table. format: xlsx, csv, csv_gb, or periods (every period, one below the other, xlsx).

    Of the overview also slides, tongbao, jianbao: papers of its period and area (total and notes mean nothing there).
    blank:F03:440900 is a blank of that form, blank:F03: of every city. KeyError for a form or city that is none.
    """
    if format.startswith("blank:"):
        _, form, city = format.split(":")
        return Made(*blank_pack(desk, form, city, view.scope.period or desk.newest()))
    if format == "slides":
        return _paper(deck_of(desk, view))
    if format in BULLETINS:
        return _paper(bulletin_of(desk, view, BULLETINS[format]))
    if format == "periods":
        table, view = every_period(desk, page, view)
    else:
        table, view = table_of(desk, page, view)
    table = table if total else table._replace(totals=())
    kind = "xlsx" if format == "periods" else format
    if kind == "xlsx" and notes and format != "periods":
        table = table._replace(sources=tuple(desk.sources(ids(table))))
    ending = "xlsx" if kind == "xlsx" else "csv"
    return Made(f"{table.file}.{ending}", bytes_of(table, kind, view, notes=notes), len(table.rows))


def _paper(paper: Paper) -> Made:
    """A deck or a bulletin; sentences that were left out of it are logged with why."""
    for id, why in paper.left_out:
        log.warning("%s: left out %s (%s)", paper.name, id, why)
    return Made(paper.name, paper.content, 0)


def every_period(desk: Desk, page: str, view: View) -> tuple[Document, View]:
    """The page's table for each reported month, newest first, as one long table with the month in front."""
    parts = [table_of(desk, page, view._replace(scope=view.scope._replace(period=month)))
             for month in reversed(desk.periods(view.scope.version))]  # fmt: skip
    months = [view.period(part_view.scope.period) for _, part_view in parts]
    return joined(tuple(table for table, _ in parts), months, view), parts[0][1]


def menu(desk: Desk, page: str, view: View) -> dict[str, Any]:
    """What the export menu shows: exact size, formats, and the table for the clipboard (no second journey)."""
    table, view = table_of(desk, page, view)
    rows, columns = len(table.rows), len(table.heads)
    size = view.word("export_size_total" if table.totals else "export_size", rows=rows, columns=columns)
    return {
        "title": view.word("export_this_table"),
        "about": table.title,
        "size": size,
        "total": bool(table.totals),
        "formats": formats(view, page, rows, len(desk.periods(view.scope.version))),
        "words": {key: view.word(key) for key in _WORDS},
        "version": view.scope.version or f"r{desk.state().revision}",
        "tsv": tab_separated(table, sample_mark(table, view)),
        "html": as_html(table, sample_mark(table, view)),
    }


_WORDS = ("export_opt_total", "export_opt_notes", "copied", "copied_link", "copied_pinned", "export_wait", "close")


def formats(view: View, page: str, rows: int, periods: int) -> list[dict[str, str]]:
    """The lines of the menu, in order: id, name, what it is good for, icon."""
    listed = [
        ("xlsx", view.word("export_xlsx"), view.word("export_xlsx_sub"), "table"),
        ("csv", view.word("export_csv"), view.word("export_csv_sub"), "book"),
        ("csv_gb", view.word("export_csv_gb"), view.word("export_csv_gb_sub"), "book"),
        ("copy", view.word("copy_table"), view.word("export_copy_sub"), "copy"),
        ("link", view.word("copy_link"), view.word("export_link_sub"), "link"),
        ("pin", view.word("pinned_link"), view.word("pinned_link_sub"), "link"),
    ]
    if view.catalog.pages[page].kind == "table":
        text = view.word("export_periods", n=periods, rows=f"{rows * periods:,}")
        listed.append(("periods", text, view.word("export_periods_sub"), "download"))
    if view.catalog.pages[page].kind == "overview":
        listed += [("slides", view.word("export_slides"), view.word("export_slides_sub"), "present"),
                   *((id, view.word(f"export_bulletin_{id}"), view.word(f"export_bulletin_{id}_sub"), "book")
                     for id in BULLETINS)]  # fmt: skip
    return [dict(zip(("id", "name", "sub", "icon"), line, strict=True)) for line in listed]


def serve_exports(app: Dash, desk: Desk, catalog: Catalog) -> None:
    """Wire the export menu: a question of the browser in, the menu or a file out."""

    @app.callback(
        Output(Ids.DOWNLOAD, "data"), Output(Ids.OFFER, "data"), Input(Ids.TAKE, "data"), prevent_initial_call=True
    )
    def _take(question: dict[str, Any]) -> tuple[Any, Any]:
        wanted = typed(question, path=str, search=str, kind=str, n=int)
        wanted |= typed(question, format=str, total=bool, notes=bool) if wanted["kind"] != "menu" else {}
        scope = parse(wanted["search"])
        lang = scope.lang if scope.lang in catalog.words else "zh"
        return asked(desk, View(catalog, scope._replace(lang=lang), str(wanted["path"])), wanted)

    app.clientside_callback(
        ClientsideFunction("wuli_export", "offered"),
        Output(Ids.OFFER, "modified_timestamp"),
        Input(Ids.OFFER, "data"),
        prevent_initial_call=True,
    )


def asked(desk: Desk, view: View, wanted: Mapping[str, Any]) -> tuple[Any, Any]:
    """A request of the browser → (download or no update, menu or what is told when the file is there)."""
    page = view.path.strip("/") or "overview"
    try:
        return _menu_or_file(desk, page, view, wanted)
    except Exception as fault:  # the page stays as it is; the reader is told in a sentence
        log.error("export %s %s %s", page, view.scope, wanted, exc_info=fault)
        return no_update, {"told": view.word("export_failed"), "n": wanted["n"]}


def _menu_or_file(desk: Desk, page: str, view: View, wanted: Mapping[str, Any]) -> tuple[Any, Any]:
    if wanted["kind"] == "menu":
        return no_update, menu(desk, page, view) | {"n": wanted["n"]}
    file = made(desk, page, view, str(wanted["format"]), total=bool(wanted["total"]), notes=bool(wanted["notes"]))
    content = base64.b64encode(file.content).decode()
    mime = MIME[file.name.rsplit(".", 1)[1]]
    told = view.word("export_done", file=file.name)
    return {"content": content, "filename": file.name, "type": mime, "base64": True}, {"told": told, "n": wanted["n"]}
