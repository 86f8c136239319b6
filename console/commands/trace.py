"""From a cell to everything that uses it, as sentences or as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import click

from console.plain import help_text
from console.plain import settings as chosen_settings
from console.start import speaker, with_database

if TYPE_CHECKING:
    from catalog.view import View
    from console.say import Speaker
    from review.trace import Trace, Traced


@click.command("trace", help=help_text("cli_trace"))
@click.argument("file", metavar="FILE")
@click.argument("place", metavar="'SHEET'!CELL")
@click.option("--json", "as_json", is_flag=True, help=help_text("cli_opt_json"))
@with_database
@click.pass_obj
def command(outer: str | None, file: str, place: str, as_json: bool, database: str | None) -> None:
    """A sentence for what was read, whether it stands, and each figure it is in."""
    from answers.desk import Desk
    from catalog import book
    from catalog.records import Scope
    from catalog.view import View
    from review.trace import trace
    from store.engine import open_existing

    catalog, voice = book.load(), speaker()
    found = trace(Desk(open_existing(chosen_settings(database or outer).database), catalog), file, place)
    if as_json:
        click.echo(json.dumps(plain(found), ensure_ascii=False, indent=1))
        return
    told(voice, View(catalog, Scope(lang=voice.lang), "/"), found)


def plain(value: Any) -> Any:
    """Records as objects, for JSON."""
    if hasattr(value, "_asdict"):
        return {name: plain(item) for name, item in value._asdict().items()}
    if isinstance(value, Mapping):
        return {str(name): plain(item) for name, item in value.items()}
    return [plain(item) for item in value] if isinstance(value, (tuple, list)) else value


def told(voice: Speaker, view: View, found: Trace) -> None:
    """The sentences."""
    if found.text:
        voice.say("trace_printed", workbook=found.workbook, sheet=found.sheet, cell=found.cell, text=found.text)
    for passed in found.passed:
        key = f"passed_{passed.reason}"
        said = view.word(key) if key in view.catalog.words[voice.lang] else passed.reason
        voice.say("trace_passed", reason=said)
    if found.line is not None:
        row, line = view.catalog.registers[found.line.register], found.line
        voice.say("trace_register", register=row.zh if view.lang == "zh" else row.en, line=line.line,
                  region=view.region(line.region), period=view.period(line.period))  # fmt: skip
    elif not found.observations and not found.passed:
        voice.say("trace_label")
    for one in found.observations:
        _observed(voice, view, one)


def _observed(voice: Speaker, view: View, one: Traced) -> None:
    from catalog.times import moment

    cell = one.cell
    value = view.word(f"missing_{cell.status}") if cell.value is None else view.value(cell.indicator, cell.value)
    voice.say("trace_observed", region=view.region(cell.region), period=view.period(cell.period),
              indicator=view.name(cell.indicator, full=True), measure=view.word(f"measure_{cell.measure}"), value=value,
              n=cell.submission, who=cell.who, at=moment(cell.at))  # fmt: skip
    if not one.stands:
        _outranked(voice, view, one)
        return
    voice.say("trace_stands")
    for use in one.uses:
        pages = view.word("list_comma").join(_page(view, page) for page in use.pages)
        asking = use.asking
        # A sum over fewer cities than there are is not the province's (R17).
        where = view.word("say_reported", n=use.cities) if use.cities else view.region(asking.region)
        voice.say("trace_use", pages=pages, region=where, period=view.period(asking.period),
                  name=_name(view, asking.indicator, asking.measure, asking.basis),
                  figure=_figure(view, asking.indicator, asking.measure, use.figure))  # fmt: skip
    voice.say("trace_later" if any(use.asking.basis == "ytd" for use in one.uses) else "trace_unused" if not one.uses
              else "trace_complete")  # fmt: skip


def _outranked(voice: Speaker, view: View, one: Traced) -> None:
    """What stands instead, or that nothing of its submission counts any more."""
    better = next((past for past in one.past if past.stands), None)
    if better is None:
        voice.say("trace_gone", state=view.word(f"submission_{one.cell.state}"))
        return
    value = "—" if better.value is None else view.value(one.cell.indicator, better.value)
    voice.say("trace_outranked", workbook=better.workbook, sheet=better.sheet, cell=better.cell, value=value,
              n=better.submission)  # fmt: skip


def _page(view: View, page: str) -> str:
    row = view.catalog.pages[page]
    return row.zh if view.lang == "zh" else row.en


def _name(view: View, indicator: str, measure: str, basis: str) -> str:
    name = view.name(indicator)
    if measure == "value":
        return view.word("ytd_name", name=name) if basis == "ytd" else name
    return view.word(f"column_{measure}", name=name)


def _figure(view: View, indicator: str, measure: str, value: float | None) -> str:
    if value is None:
        return "—"
    return view.percent(value) if measure == "completion" else view.value(indicator, value) + view.unit(indicator)
