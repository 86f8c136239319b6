"""The registers: from a grid's question to the store's, and from its rows to words."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Mapping
from typing import Any

from answers.desk import Desk
from answers.unknown import SELECTION, area_of
from callbacks.export import Made
from catalog.entries import Field, Register
from catalog.scope import query
from catalog.view import View
from exports import bytes_of
from exports.registers import register as exported
from layouts import register as layout
from store.registers import rows

Filters = dict[str, Any]
MIME = {"xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "csv": "text/csv"}
_KINDS = {
    "contains": "contains", "notContains": "not_contains", "startsWith": "starts", "endsWith": "ends",
    "equals": "equals", "notEqual": "not_equal",
    "lessThan": "lt", "lessThanOrEqual": "le", "greaterThan": "gt", "greaterThanOrEqual": "ge",
    "inRange": "between", "blank": "blank", "notBlank": "not_blank",
}  # fmt: skip
# How a typed text is held against the words that stand for options and areas.
_SAID: Mapping[str, Callable[[str, str], bool]] = {
    "contains": lambda word, typed: typed in word,
    "notContains": lambda word, typed: typed not in word,
    "startsWith": lambda word, typed: word.startswith(typed),
    "endsWith": lambda word, typed: word.endswith(typed),
    "equals": lambda word, typed: word == typed,
    "notEqual": lambda word, typed: word != typed,
}


def address(view: View) -> str:
    """What decides which rows a register holds: page, period, area, city, the text sought and the language."""
    sought = tuple(pair for pair in view.scope.extra if pair[0] == "q")
    kept = view.scope._replace(indicator="", basis="", compare="yoy", sort="", extra=sought)
    return f"{view.path}?{query(kept)}"


def register_of(view: View) -> Register:
    """The register of a page. Raises KeyError where it has none."""
    page = view.catalog.pages[view.path.strip("/")]
    return view.catalog.registers[page.register]


def section(desk: Desk, view: View) -> list[Any]:
    """The panel for the slot below the page."""
    _, total = rows(desk.engine, register_of(view).id, _scoped(view), limit=1, at=desk.at(view.scope.version))
    return [layout.section(_dated(desk, view), register_of(view), address(view), total)]


def _dated(desk: Desk, view: View) -> View:
    """The view with the period of the register that stands: a quarterly one is older than the month looked at."""
    first, _ = rows(desk.engine, register_of(view).id, _scoped(view), limit=1, at=desk.at(view.scope.version))
    period = str(first[0]["period"]) if first else view.scope.period
    return view._replace(scope=view.scope._replace(period=period))


def block(desk: Desk, view: View, asked: Mapping[str, Any]) -> tuple[list[dict[str, Any]], int]:
    """The rows a grid asks for (startRow, endRow, filterModel, sortModel), in words, and how many there are in all."""
    start, end = int(asked["startRow"]), int(asked["endRow"])
    return page(desk, view, asked, start, min(end - start, 500))


def page(
    desk: Desk, view: View, asked: Mapping[str, Any], start: int = 0, limit: int | None = None
) -> tuple[list[dict[str, Any]], int]:
    """Rows as filtered and sorted in the grid; limit None gives all of them."""
    register = register_of(view)
    fields = {field.id: field for field in register.fields if not field.personal}
    sort = [(one["colId"], one["sort"]) for one in asked.get("sortModel") or () if one["colId"] in fields]
    filters = _scoped(view)
    for name, model in (asked.get("filterModel") or {}).items():
        if name in fields:
            _narrow(filters, name, _condition(view, fields[name], model))
    found, total = rows(desk.engine, register.id, filters, sort, start, limit, at=desk.at(view.scope.version))
    return [_said(view, fields, row) for row in found], total


def _scoped(view: View) -> Filters:
    """The page's own filters: period, area or city, and the text sought."""
    scope = view.scope
    chosen = (scope.city,) if scope.city in view.catalog.cities else area_of(view.catalog, scope.area).regions
    filters: Filters = {"period": scope.period} if scope.period else {}
    if len(chosen) < len(view.catalog.cities):
        filters["city"] = list(chosen)
    if sought := dict(scope.extra).get("q", "").strip():
        filters["search"] = sought
    return filters


def _narrow(filters: Filters, name: str, condition: Any) -> None:
    """A column's condition on top of the page's: both must hold."""
    if name in filters and isinstance(filters[name], list) and isinstance(condition, list):
        condition = [one for one in filters[name] if one in condition]
    filters[name] = condition


def _condition(view: View, field: Field, model: Mapping[str, Any]) -> Any:
    """A grid's condition as the store knows it; words for options and areas become the ids they stand for."""
    kind, typed = str(model["type"]), model.get("filter")
    words = _words(view, field)
    if words and kind in _SAID:
        return [key for key, word in words.items() if _SAID[kind](word.lower(), str(typed or "").lower())]
    if kind == "inRange":
        return ("between", (typed, model.get("filterTo")))
    return (_KINDS[kind], typed)


def _words(view: View, field: Field) -> dict[str, str]:
    """Stored id → what is shown, for fields that do not hold their text themselves."""
    if field.kind == "region":
        return {code: view.region(code) for code in view.catalog.cities}
    return {word: view.word(word) for word in dict.fromkeys(field.options.values())}


def _said(view: View, fields: Mapping[str, Field], row: Mapping[str, Any]) -> dict[str, Any]:
    """A row as it is read: names for codes, words for options."""
    words = {name: _words(view, field) for name, field in fields.items() if field.kind in ("region", "option")}
    return {name: words[name].get(str(row.get(name)), row.get(name)) if name in words else row.get(name)
            for name in fields}  # fmt: skip


def file(desk: Desk, view: View, asked: Mapping[str, Any], format: str) -> dict[str, Any]:
    """The rows as filtered and sorted in the grid, all of them, as a download (xlsx, or csv with a BOM)."""
    found, _ = page(desk, view, asked)
    sample = desk.state(view.scope.version).sample
    document = exported(_dated(desk, view), register_of(view), found, said(view, asked), sample=sample)
    content = base64.b64encode(bytes_of(document, format, view)).decode()
    return {"content": content, "filename": f"{document.file}.{format}", "type": MIME[format], "base64": True}


def whole(desk: Desk, view: View, format: str) -> Made:
    """All rows of the page's register, for the command line. format: xlsx, csv, csv_gb."""
    found, total = page(desk, view, {})
    sample = desk.state(view.scope.version).sample
    document = exported(_dated(desk, view), register_of(view), found, said(view, {}), sample=sample)
    return Made(f"{document.file}.{format.partition('_')[0]}", bytes_of(document, format, view), total)


def said(view: View, asked: Mapping[str, Any]) -> str:
    """The filters in force, in words: area, what was sought, and each column's condition."""
    scope, register = view.scope, register_of(view)
    chosen = area_of(view.catalog, scope.area)
    area = view.word("area_all") if chosen.text == "all" else view.region(chosen.code)
    parts = [view.regions(chosen.regions) if chosen.code == SELECTION else area]
    if scope.city in view.catalog.cities:
        parts = [view.region(scope.city, full=True)]
    if sought := str(dict(scope.extra).get("q", "")):
        parts.append(view.word("searched_for", text=sought))
    fields = {field.id: field for field in register.fields}
    parts += [_condition_said(view, fields[name], model) for name, model in (asked.get("filterModel") or {}).items()]
    return ("；" if view.lang == "zh" else "; ").join(parts)


def _condition_said(view: View, field: Field, model: Mapping[str, Any]) -> str:
    """层级包含“镇”; members at least 30."""
    kind = view.word("grid_text_" + re.sub("([A-Z])", r"_\1", str(model["type"])).lower())
    values = [str(model[key]) for key in ("filter", "filterTo") if model.get(key) is not None]
    name = field.en if view.lang != "zh" else field.zh
    typed = ("—" if view.lang == "zh" else "–").join(values)
    return view.word("condition_said", name=name, kind=kind, value=typed) if values else f"{name}{view.bracket(kind)}"
