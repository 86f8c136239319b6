"""Opens data/catalog: the only place that knows the files. Another province is another folder, not a fork."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from catalog.entries import Break, Catalog, Field, Form, Page, Part, Register, Target, Threshold, Unit
from catalog.names import normalise
from catalog.records import Indicator, Published, Region, Theme
from catalog.tables import number, rows, tables

V = TypeVar("V")
_CONVERTED = {"numerator", "denominator", "scale", "decimals", "low", "high"}
FOLDER = Path(__file__).resolve().parent.parent / "data" / "catalog"


@lru_cache(maxsize=8)
def load(folder: Path | None = None) -> Catalog:
    """The catalogue in `folder` (default data/catalog), read once per process.

    Raises ValueError, with file and row, for a table that is ragged; FileNotFoundError for a missing one.
    """
    at = folder or FOLDER
    regions = _regions(at)
    known = _aliases(at, memo=False)
    return Catalog(
        indicators=_frozen({row["id"]: _indicator(row) for row in rows(at, "indicators.csv")}),
        synonyms=_frozen(_synonyms(at)),
        bare=frozenset(row["synonym"] for row in rows(at, "synonyms.csv") if row["bare"]),
        themes=_frozen({row["id"]: Theme(**row) for row in rows(at, "themes.csv")}),
        regions=_frozen(regions),
        aliases=_frozen(known),
        memo=_frozen(_aliases(at, memo=True)),
        cities=tuple(code for code, region in regions.items() if region.level == "prefecture"),
        tiles=_frozen({row["code"]: (int(row["column"]), int(row["row"])) for row in rows(at, "tiles.csv")}),
        denominators=_frozen(_denominators(at, regions)),
        units=_frozen({row["unit"]: _unit(row) for row in rows(at, "units.csv")}),
        words=_frozen(_words(at)),
        pages=_frozen({id: _page(id, table) for id, table in tables(at, "pages.toml").items()}),
        targets=tuple(
            Target(row["indicator"], row["region"], int(row["year"]), float(row["value"]))
            for row in rows(at, "targets.csv")
        ),
        published=tuple(_published(row) for row in rows(at, "published.csv")),
        breaks=tuple(Break(**row) for row in rows(at, "breaks.csv")),
        thresholds=tuple(_threshold(row) for row in rows(at, "thresholds.csv")),
        missing_marks=_frozen({normalise(row["mark"]): row["state"] for row in rows(at, "missing_marks.csv")}),
        forms=_frozen({row["id"]: _form(row) for row in rows(at, "forms.csv")}),
        registers=_frozen({id: _register(id, table) for id, table in tables(at, "registers.toml").items()}),
    )


def _words(at: Path) -> dict[str, Mapping[str, str]]:
    """Language → id → text: every column of words.csv but the first is a language."""
    found = rows(at, "words.csv")
    return {lang: {row["id"]: row[lang] for row in found} for lang in found[0] if lang != "id"}


def _frozen(found: dict[str, V]) -> Mapping[str, V]:
    return MappingProxyType(found)


def _indicator(row: dict[str, str]) -> Indicator:
    return Indicator(
        **{name: row[name] for name in Indicator._fields if name not in _CONVERTED},
        numerator=tuple(row["numerator"].split()),
        denominator=tuple(row["denominator"].split()),
        scale=float(row["scale"]),
        decimals=int(row["decimals"]),
        low=number(row["low"]),
        high=number(row["high"]),
    )


def _synonyms(at: Path) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for row in rows(at, "synonyms.csv"):
        found.setdefault(row["indicator"], []).append(row["synonym"])
    return {id: tuple(names) for id, names in found.items()}


def _regions(at: Path) -> dict[str, Region]:
    return {row["code"]: Region(**row) for row in rows(at, "regions.csv")}


def _aliases(at: Path, *, memo: bool) -> dict[str, str]:
    chosen = [row for row in rows(at, "aliases.csv") if (row["kind"] == "memo") == memo]
    return {normalise(row["alias"]): row["code"] for row in chosen}


def _denominators(at: Path, regions: dict[str, Region]) -> dict[str, Mapping[str, float]]:
    """Every column of denominators.csv by city, with the sums of the economic areas and of the province."""
    table = rows(at, "denominators.csv")
    return {name: _frozen(_with_sums(name, table, regions)) for name in table[0] if name != "code"}


def _with_sums(name: str, table: list[dict[str, str]], regions: dict[str, Region]) -> dict[str, float]:
    cities = {row["code"]: float(row[name]) for row in table}
    sums: dict[str, float] = {}
    for code, value in cities.items():
        for above in (regions[code].parent, regions[code].area):
            sums[above] = sums.get(above, 0.0) + value
    return cities | sums


def _unit(row: dict[str, str]) -> Unit:
    return Unit(row["unit"], row["base"], float(row["factor"]), row["en"])


def _published(row: dict[str, str]) -> Published:
    return Published(**{**row, "value": float(row["value"])})  # type: ignore[arg-type]


def _threshold(row: dict[str, str]) -> Threshold:
    low, high = number(row["low"]), number(row["high"])
    return Threshold(row["status"], row["measure"], low, high, row["shape"], row["word"])


def _form(row: dict[str, str]) -> Form:
    numbers = {name: int(row[name]) for name in ("authority", "deadline_day", "deadline_month")}
    return Form(**{**row, **numbers})  # type: ignore[arg-type]


def _register(id: str, table: dict[str, Any]) -> Register:
    fields = tuple(_field(entry) for entry in table["fields"])
    return Register(id, table["form"], table["zh"], table["en"], table["theme"], table["counts"], fields)


def _field(entry: dict[str, Any]) -> Field:
    options = {normalise(text): word for text, word in entry.get("options", {}).items()}
    return Field(
        entry["id"],
        entry["zh"],
        entry["en"],
        entry["kind"],
        entry.get("unit", ""),
        entry.get("personal", False),
        tuple(entry["synonyms"]),
        _frozen(options),
    )


def _page(id: str, table: dict[str, Any]) -> Page:
    return Page(
        id=id,
        kind=table["kind"],
        theme=table.get("theme", ""),
        zh=table["zh"],
        en=table["en"],
        group=table.get("group", ""),
        cards=tuple(table.get("cards", ())),
        ranked=table.get("ranked", ""),
        rank_by=table.get("rank_by", "value"),
        trend=table.get("trend", ""),
        columns=tuple(table.get("columns", ())),
        composition=tuple(_part(entry) for entry in table.get("composition", ())),
        register=table.get("register", ""),
        indicators=tuple(table.get("indicators", ())),
        small=tuple(table.get("small", ())),
    )


def _part(entry: dict[str, Any]) -> Part:
    return Part(entry["word"], tuple(entry["add"]), tuple(entry.get("less", ())))
