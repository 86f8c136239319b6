"""What a person told us about a sheet's layout once, to be offered when a sheet of that layout comes again."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Engine, func, insert, select

from store.engine import reading, writing
from store.events import next_number, now
from store.schema import layouts as table


class Remembered(NamedTuple):
    """columns: the headings as they were read; corrections: what was mended in them. sha256: the workbook it was told
    about. region and form are "" when it holds for any."""

    id: int
    fingerprint: str
    region: str
    form: str
    columns: list[Any]
    corrections: dict[str, Any]
    who: str
    at: str
    sha256: str


def remember(
    engine: Engine,
    fingerprint: str,
    region: str,
    form: str,
    columns: Sequence[Any],
    corrections: Mapping[str, Any],
    *,
    who: str,
    sha256: str,
) -> Remembered:
    """Keep what was told (both must be what json can say). What was told before stays on record; the newest holds."""
    told = {"columns": _text(list(columns)), "corrections": _text(dict(corrections))}
    row: dict[str, Any] = {"fingerprint": fingerprint, "region": region, "form": form, **told}
    with writing(engine) as connection:
        row |= {"id": next_number(connection, table), "who": who, "at": now(), "sha256": sha256}
        connection.execute(insert(table), row)
    return _remembered([row[column.name] for column in table.columns])


def remembered(engine: Engine, fingerprint: str = "", region: str = "", form: str = "") -> list[Remembered]:
    """What holds now, newest first: one of each fingerprint, area and form, narrowed to those named."""
    own = table.c
    newest = select(func.max(own.id)).group_by(own.fingerprint, own.region, own.form)
    query = select(table).where(own.id.in_(newest)).order_by(own.id.desc())
    for column, wanted in ((own.fingerprint, fingerprint), (own.region, region), (own.form, form)):
        query = query.where(column == wanted) if wanted else query
    with reading(engine) as connection:
        return [_remembered(row) for row in connection.execute(query)]


def _text(said: Any) -> str:
    return json.dumps(said, ensure_ascii=False, sort_keys=True)


def _remembered(row: Sequence[Any]) -> Remembered:
    number, fingerprint, region, form, columns, corrections, who, at, sha256 = row
    return Remembered(number, fingerprint, region, form, json.loads(columns), json.loads(corrections), who, at, sha256)
