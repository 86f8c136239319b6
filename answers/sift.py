"""What a reader's search and «仅低于序时» leave of a table: fewer rows or columns, no figure changed."""

from __future__ import annotations

from answers.records import Table, TablePage, TableRow
from catalog.entries import Catalog
from catalog.records import Scope

BEHIND = ("warn", "bad")


def sifted(answer: TablePage, catalog: Catalog) -> TablePage:
    """The page with `q` (part of a city's or an indicator's name) and `behind=1` of its scope applied.

    A search that names cities leaves those rows, one that names indicators those columns. The total stays that of the
    scope, so it is taken away when rows are: it would no longer be the sum of what is above it.
    """
    scope = answer.frame.scope
    table = _searched(answer.table, scope, catalog)
    if dict(scope.extra).get("behind") == "1":
        rows = tuple(row for row in table.rows if any(cell.status in BEHIND for cell in row.cells))
        table = table._replace(rows=rows)
    if len(table.rows) < len(answer.table.rows):
        table = table._replace(total=None)
    return answer._replace(table=table)


def _searched(table: Table, scope: Scope, catalog: Catalog) -> Table:
    wanted = dict(scope.extra).get("q", "").strip().casefold()
    if not wanted:
        return table
    rows = tuple(row for row in table.rows if _names_region(catalog, row.region, wanted))
    kept = [i for i, column in enumerate(table.columns) if _names_indicator(catalog, column.indicator, wanted)]
    if rows:
        table = table._replace(rows=rows)
    return table if rows and not kept else _columns(table, kept)


def _columns(table: Table, kept: list[int]) -> Table:
    """Only these columns of every row and of the total."""

    def cut(row: TableRow) -> TableRow:
        return row._replace(cells=tuple(row.cells[i] for i in kept))

    return table._replace(
        columns=tuple(table.columns[i] for i in kept),
        rows=tuple(cut(row) for row in table.rows) if kept else (),
        total=cut(table.total) if table.total and kept else None,
    )


def _names_region(catalog: Catalog, code: str, wanted: str) -> bool:
    region = catalog.regions[code]
    area = catalog.regions[region.area]
    return any(wanted in name.casefold() for name in (region.zh, region.en, region.code_en, area.zh, area.en) if name)


def _names_indicator(catalog: Catalog, key: str, wanted: str) -> bool:
    row = catalog.indicators[key]
    names = (row.zh, row.en, row.short_zh, row.short_en, *catalog.synonyms.get(key, ()))
    return any(wanted in name.casefold() for name in names)
