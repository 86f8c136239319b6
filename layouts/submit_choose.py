"""The choices for one column, one row or the whole sheet: what a person says is told to the server at once."""

from __future__ import annotations

from collections.abc import Iterable

from catalog.submitting import Example, MapLine, Opened
from catalog.times import day, now
from catalog.view import View
from layouts.tree import Node, h

MEASURES = ("value", "ytd", "target", "last_year", "change", "share", "rank", "old")
ROLES = ("region", "total", "subtotal", "memo", "ignore")
Group = tuple[str, Iterable[tuple[str, str]]]


def sheet_key(opened: Opened) -> str:
    """How corrections name the sheet that is shown."""
    return opened.face.sheet if opened.face else ""


def chooser(view: View, opened: Opened, line: MapLine | None, *, whole: bool) -> Node:
    """The panel over the mapping."""
    if whole or line is None:
        return _sheet(view, opened)
    title = view.word("submit_this_column" if line.kind == "columns" else "submit_this_row", name=line.at)
    examples = h("ul.chooser-examples", *(_example(view, one) for one in line.examples), data_verbatim="1")
    fields = (_field(view, opened, line, word) for word in _words(line))
    clear = h("button.button", view.word("submit_as_read"), type="button", data_act="submit-clear", data_kind=line.kind,
              data_place=line.key, data_token=opened.token) if line.told else None  # fmt: skip
    return h("section.chooser", h("h3", title), h("p", line.header, data_verbatim="1"), near(view, opened, line),
             *fields, examples, clear,
             aria_label=title, data_chosen=line.at, key=f"{line.kind}{line.key}")  # fmt: skip


def near(view: View, opened: Opened, line: MapLine) -> Node:
    """The area that a misspelt name probably means, for one click."""
    if not line.near or not line.open:
        return None
    text = view.word("submit_take_near", name=view.region(line.near, full=True))
    return h("button.button", text, type="button", data_act="submit-take", data_kind=line.kind, data_place=line.key,
             data_token=opened.token, data_region=line.near)  # fmt: skip


def _words(line: MapLine) -> tuple[str, ...]:
    """Which words a line may be told: a row's area first, a column's indicator."""
    areas_in_columns = line.kind == "columns" and len(line.indicators) > 1
    if line.kind == "rows":
        return ("region", "role", "indicator", "unit")
    return ("region", "role", "period") if areas_in_columns else ("indicator", "measure", "unit", "period", "role")


def _field(view: View, opened: Opened, line: MapLine, word: str) -> Node:
    read = {"indicator": line.indicators, "measure": line.measures, "unit": line.units, "period": line.periods,
            "region": line.regions, "role": line.roles}[word]  # fmt: skip
    value = line.told.get(word) or (read[0] if len(read) == 1 else "")
    if word == "role" and line.kind == "columns" and value != "ignore":
        value = ""
    return _select(view, opened, line.kind, line.key, word, value, _options(view, word, line, value))


def _select(view: View, opened: Opened, kind: str, place: str, word: str, value: str, groups: Iterable[Group]) -> Node:
    options: list[Node] = [h("option", view.word("submit_not_said"), value="", key="")]
    for heading, rows in groups:
        shown = tuple(h("option", text, value=key, key=key) for key, text in rows)
        options += [h("optgroup", *shown, label=heading, key=heading)] if heading else list(shown)
    label = view.word("submit_word_use" if word == "role" and kind == "columns" else f"submit_word_{word}")
    field = h("select", *options, value=value, readOnly=True, data_tell=word, data_kind=kind, data_place=place,
              data_token=opened.token, aria_label=label)  # fmt: skip
    return h("label.chooser-field", h("span", label), field, key=word)


def _options(view: View, word: str, line: MapLine | None, value: str) -> Iterable[Group]:
    catalog = view.catalog
    if word == "indicator":
        for theme in catalog.themes.values():
            name = theme.en if view.lang != "zh" else theme.topic_zh or theme.zh
            mine = (one for one in catalog.indicators.values() if one.theme == theme.id and not one.numerator)
            yield name, [(one.id, view.name(one.id, full=True)) for one in mine]
    elif word == "measure":
        yield "", [(one, view.word(f"measure_{one}")) for one in MEASURES]
    elif word == "unit":
        yield "", [(one, unit_name(view, one)) for one in _units(view, line, value)]
    elif word == "role":
        roles = ("ignore",) if line and line.kind == "columns" else ROLES
        yield "", [(one, view.word(f"role_{one}")) for one in roles]
    elif word == "region":
        yield from _regions(view, value)
    elif word == "period":
        yield "", [(one, view.period(one)) for one in _periods(value, line.periods if line else ())]


def unit_name(view: View, unit: str) -> str:
    """万小时, 10,000 hours."""
    known = view.catalog.units.get(unit)
    return known.en if known is not None and view.lang != "zh" else unit


def _units(view: View, line: MapLine | None, value: str) -> list[str]:
    """Units that convert to the indicator's own first; all of them where it is not known."""
    units = view.catalog.units
    known = [one for one in (line.indicators if line else ()) if one]
    own = {view.catalog.indicators[one].unit for one in known}
    bases = {units[one].base for one in own if one in units}
    near = [one for one, row in units.items() if row.base in bases]
    return list(dict.fromkeys([*([value] if value else []), *near, *([] if near else units)]))


def _regions(view: View, value: str) -> Iterable[Group]:
    regions = view.catalog.regions.values()
    yield "", [(row.code, view.region(row.code, full=True)) for row in regions if row.level in ("province", "area")]
    yield view.word("by_city"), [(code, view.region(code, full=True)) for code in view.catalog.cities]
    near = view.catalog.regions.get(value)
    if near is not None and near.level == "county":
        yield view.region(near.parent), [(row.code, view.region(row.code, full=True)) for row in regions
                                         if row.parent == near.parent]  # fmt: skip


def _periods(value: str, read: tuple[str, ...]) -> list[str]:
    """The months, quarters and the year around what was read, and that of today's last two years."""
    today = int(day(now())[:4])
    years = {int(one[:4]) for one in (value, *read) if one[:4].isdigit()} or {today}
    found: list[str] = []
    for year in sorted({*years, max(years) - 1, today}, reverse=True):
        found += [str(year), *(f"{year}-Q{quarter}" for quarter in range(1, 5))]
        found += [f"{year}-{month:02d}" for month in range(1, 13)]
    return list(dict.fromkeys([*filter(None, (value, *read)), *found]))


def _sheet(view: View, opened: Opened) -> Node:
    """Period, unit and area of the whole sheet."""
    told = opened.sheet_told
    fields = []
    for word in ("period", "unit", "region"):
        read = opened.periods if word == "period" else ()
        value = told.get(word) or (read[0] if len(read) == 1 else "")
        if word == "period":
            groups: Iterable[Group] = [("", [(one, view.period(one)) for one in _periods(value, read)])]
        else:
            groups = _options(view, word, None, value)
        fields.append(_select(view, opened, "sheets", sheet_key(opened), word, value, groups))
    title = view.word("submit_whole_sheet")
    return h("section.chooser", h("h3", title), h("p", view.word("submit_whole_sheet_text")), *fields, aria_label=title,
             data_chosen="sheet", key="sheet")  # fmt: skip


def _example(view: View, one: Example) -> Node:
    """C7 “2” → 20,000小时（广州市，2026年10月）."""
    if one.missing:
        became = view.word(f"missing_{one.missing}")
    elif one.indicator:
        became = view.value(one.indicator, one.value) + view.unit(one.indicator)
    else:
        became = view.word("submit_not_stored")
    region = view.region(one.region, full=True) if one.region else ""
    place = view.join(region, view.period(one.period) if one.period else "")
    return h("li", h("code", one.cell), f" {one.text or '—'} → ", h("b", became), h("small", place), key=one.cell)
