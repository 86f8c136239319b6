"""The registers: pages of rows, filtered and sorted by the store, and counts by area."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, FromClause, Select, and_, func, or_, select, tuple_

from catalog.period import end_month
from store import codes
from store.engine import reading
from store.past import stood_registers
from store.schema import register_fields
from store.schema import register_rows as table

# Columns every register has beside its own fields: `region` (the row's area), `city` (its prefecture), `period`.
_OWN = {"region": table.c.region_id, "city": table.c.city_id, "period": table.c.period_id}


def rows(
    engine: Engine,
    register: str,
    filters: Mapping[str, Any] | None = None,
    sort: Sequence[tuple[str, str]] = (),
    offset: int = 0,
    limit: int | None = 50,
    at: int | None = None,
) -> tuple[list[dict[str, Any]], int]:
    """One page of the register that stands, and how many rows there are in all.

    Each row is a dict of the fields plus id, region, city, period, sheet line and submission. filters: field →
    a value (equal), a list (one of), or (operator, value) with contains, not_contains, starts, ends, equals,
    not_equal, gt, ge, lt, le, between (value a pair), blank, not_blank; `period` picks the newest snapshot of each
    city not later than that period. Latin letters match in either case when a text is searched. sort: (field,
    "asc"|"desc"), blanks last; then by area and line. An unknown field raises KeyError; limit None gives all rows. With
    `at` the register is the one that stood at that revision.
    """
    wanted = dict(filters or {})
    with reading(engine) as connection:
        columns = _columns(connection, register)
        where = _where(register, wanted, columns, stood_registers(connection, at))
        total = connection.scalar(select(func.count()).select_from(table).where(where)) or 0
        query = select(table.c.id, table.c.line, table.c.submission_id.label("submission"),
                       *(column.label(name) for name, column in columns.items()))  # fmt: skip
        query = query.where(where).order_by(*_order(sort, columns)).offset(offset).limit(limit)
        found = connection.execute(query).mappings().all()
    return [_readable(row) for row in found], total


def counts(
    engine: Engine,
    register: str,
    by: Sequence[str] = ("city",),
    filters: Mapping[str, Any] | None = None,
    at: int | None = None,
) -> list[dict[str, Any]]:
    """How many rows of the standing register (at revision `at`) there are for each combination of `by` (fields,
    region, city)."""
    with reading(engine) as connection:
        columns = _columns(connection, register)
        keys = [columns[name].label(name) for name in by]
        where = _where(register, dict(filters or {}), columns, stood_registers(connection, at))
        query = select(*keys, func.count().label("count")).where(where).group_by(*keys).order_by(*keys)
        found = connection.execute(query).mappings().all()
    return [_readable(row) for row in found]


def _columns(connection: Connection, register: str) -> dict[str, ColumnElement[Any]]:
    own = register_fields.c
    slots = connection.execute(select(own.field, own.slot).where(own.register == register).order_by(own.slot))
    return {**_OWN, **{field: table.c[slot] for field, slot in slots.all()}}


def _where(
    register: str, filters: dict[str, Any], columns: Mapping[str, Any], current: FromClause
) -> ColumnElement[bool]:
    period, sought = filters.pop("period", None), filters.pop("search", "")
    parts = [table.c.register == register, _current(register, period, current)]
    if sought:
        texts = (column for name, column in columns.items() if name not in _OWN and column.type.python_type is str)
        parts.append(or_(*(_matches(column, ("contains", sought)) for column in texts)))
    for field, wanted in filters.items():
        if field in ("region", "city"):
            wanted = _region_codes(wanted)
        parts.append(_matches(columns[field], wanted))
    return and_(*parts)


def _current(register: str, period: str | None, current: FromClause) -> ColumnElement[bool]:
    """Rows of each city's newest snapshot (up to `period`)."""
    own = current.c
    newest = select(own.city_id, func.max(own.period_id).label("period_id")).where(own.register == register)
    if period:
        newest = newest.where(own.period_id <= codes.month_number(end_month(period)) * 100 + 99)
    latest = newest.group_by(own.city_id).subquery()
    standing: Select[Any] = (
        select(own.submission_id, own.city_id, own.period_id)
        .join(latest, and_(latest.c.city_id == own.city_id, latest.c.period_id == own.period_id))
        .where(own.register == register)
    )
    return tuple_(table.c.submission_id, table.c.city_id, table.c.period_id).in_(standing)


def _region_codes(wanted: Any) -> Any:
    if isinstance(wanted, str):
        return int(wanted)
    return [int(code) for code in wanted]


def _matches(column: ColumnElement[Any], wanted: Any) -> ColumnElement[bool]:
    if isinstance(wanted, tuple):
        return _OPERATORS[wanted[0]](column, wanted[1] if len(wanted) > 1 else None)
    if isinstance(wanted, (list, set, frozenset)):
        return column.in_(list(wanted))
    return column == wanted


_OPERATORS = {
    # ILIKE would fold the case of every row first; Chinese has none, and SQLite's LIKE folds Latin letters anyway.
    "contains": lambda column, value: column.contains(value, autoescape=True),
    "not_contains": lambda column, value: ~func.coalesce(column, "").contains(value, autoescape=True),
    "starts": lambda column, value: column.startswith(value, autoescape=True),
    "ends": lambda column, value: column.endswith(value, autoescape=True),
    "equals": lambda column, value: column == value,
    "not_equal": lambda column, value: column.is_distinct_from(value),
    "gt": lambda column, value: column > value,
    "ge": lambda column, value: column >= value,
    "lt": lambda column, value: column < value,
    "le": lambda column, value: column <= value,
    "between": lambda column, value: column.between(*value),
    "blank": lambda column, value: column.is_(None),
    "not_blank": lambda column, value: column.is_not(None),
}


def _order(sort: Sequence[tuple[str, str]], columns: Mapping[str, Any]) -> list[ColumnElement[Any]]:
    order: list[ColumnElement[Any]] = []
    for field, way in sort:
        column = columns[field]
        order += [column.is_(None), column.desc() if way == "desc" else column.asc()]
    return [*order, table.c.city_id, table.c.line, table.c.id]


def _readable(row: Mapping[Any, Any]) -> dict[str, Any]:
    found = dict(row)
    for name in ("region", "city"):
        if name in found:
            found[name] = f"{found[name]:06}"
    if "period" in found:
        found["period"] = codes.period_text(found["period"])
    return found
