"""Is the store whole? Everything that was accepted is there as it came, and what stands follows from it."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Engine, Select, func, select

from catalog.saying import sentence
from store import check_states, codes, rows, schema
from store.check_states import same
from store.choice import live, standing, standing_registers
from store.engine import reading
from store.schema import KEY


def check(engine: Engine, lang: str = "zh") -> list[str]:
    """Sentences about what is broken; empty when the store is whole.

    Looks at: the file itself (SQLite's own check), references, each original against its sha-256, each submission
    against the counts and the digest it was stored with, its log, the log of revisions, the projections against what
    they are made from, and drafts, publications and explanations.
    Raises StoreProblem when the store is too damaged to be asked.
    """
    with reading(engine) as connection:
        broken = list(_file(connection, lang))
        return broken or [said for step in _STEPS for said in step(connection, lang)]


def _file(connection: Connection, lang: str) -> Iterator[str]:
    if connection.dialect.name != "sqlite":
        return
    for (said,) in connection.exec_driver_sql("PRAGMA integrity_check(5)"):
        if said != "ok":
            yield sentence("check_integrity", lang, said=said)
    for row in connection.exec_driver_sql("PRAGMA foreign_key_check").fetchmany(5):
        yield sentence("check_reference", lang, table=row[0], row=row[1], target=row[2])


def _revisions(connection: Connection, lang: str) -> Iterator[str]:
    own = schema.revisions.c.id
    last, found = connection.execute(select(func.coalesce(func.max(own), 0), func.count())).one()
    if last != found:
        yield sentence("check_revisions", lang, expected=last, found=found)


def _originals(connection: Connection, lang: str) -> Iterator[str]:
    for sent in connection.execute(select(schema.submissions).order_by(schema.submissions.c.id)).all():
        own = schema.workbooks.c
        deflated = connection.scalar(select(own.deflated).where(own.sha256 == sent.sha256))
        if not same(deflated, sent.sha256):
            yield sentence("check_workbook", lang, workbook=sent.workbook, number=sent.id)


def _submissions(connection: Connection, lang: str) -> Iterator[str]:
    figures, listed = _figures(connection), _listed(connection)
    for sent in connection.execute(select(schema.submissions).order_by(schema.submissions.c.id)).all():
        named = {"workbook": sent.workbook, "number": sent.id}
        own, lines = figures.get(sent.id, []), listed.get(sent.id, [])
        if (len(own), len(lines)) != (sent.observations, sent.register_rows):
            yield sentence("check_counts", lang, **named, expected=sent.observations, rows=sent.register_rows,
                           found=len(own), found_rows=len(lines))  # fmt: skip
        elif rows.digest(own, lines) != sent.digest:
            yield sentence("check_digest", lang, **named)


def _figures(connection: Connection) -> dict[int, list[dict[str, Any]]]:
    own = schema.observations
    query = (
        select(own, schema.indicators.c.code.label("indicator"), schema.sheets.c.name.label("sheet"))
        .join(schema.indicators, schema.indicators.c.id == own.c.indicator_id)
        .join(schema.sheets, schema.sheets.c.id == own.c.sheet_id)
    )
    return _by_submission(connection, query.order_by(own.c.id))


def _listed(connection: Connection) -> dict[int, list[dict[str, Any]]]:
    own = schema.register_rows
    query = select(own, schema.sheets.c.name.label("sheet")).join(schema.sheets, schema.sheets.c.id == own.c.sheet_id)
    return _by_submission(connection, query.order_by(own.c.id))


def _by_submission(connection: Connection, query: Select[Any]) -> dict[int, list[dict[str, Any]]]:
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    result = connection.execute(query)
    names = tuple(result.keys())
    for row in result:
        line = dict(zip(names, row, strict=True))
        found[line["submission_id"]].append(line)
    return found


def _facts(connection: Connection, lang: str) -> Iterator[str]:
    expected = {tuple(row) for row in connection.execute(standing())}
    names = [column.name for column in standing().selected_columns]
    found = {tuple(row) for row in connection.execute(select(*(schema.facts.c[name] for name in names)))}
    if differing := expected ^ found:
        example = min(differing, key=lambda row: tuple(row[: len(KEY)]))
        said = f"{example[1]:06} {codes.period_text(example[2])}"
        yield sentence("check_facts", lang, count=len({row[: len(KEY)] for row in differing}), example=said)


def _registers(connection: Connection, lang: str) -> Iterator[str]:
    expected = {tuple(row) for row in connection.execute(standing_registers())}
    found = {tuple(row) for row in connection.execute(select(schema.register_current))}
    if differing := expected ^ found:
        yield sentence("check_registers", lang, count=len(differing))


def _mixed(connection: Connection, lang: str) -> Iterator[str]:
    own = schema.submissions.c
    if len(set(connection.scalars(select(own.sample).where(own.id.in_(live()))))) > 1:
        yield sentence("check_mixed", lang)


_STEPS = (_revisions, _originals, _submissions, _facts, _registers, _mixed, *check_states.STEPS)


def fingerprint(engine: Engine) -> str:
    """A digest of every figure and register row that stands, by codes and texts: equal for the same files loaded in
    any order, in any kind of store."""
    own, total = schema.facts.c, hashlib.sha256()
    codes_of = schema.indicators.c
    columns = [codes_of.code, *(own[name] for name in (*KEY[1:], *schema.FIGURE))]
    key = [schema.register_rows.c[name] for name in ("register", "period_id", "city_id")]
    slots = [schema.register_rows.c[name] for name in ("region_id", "line", *schema.TEXTS, *schema.NUMBERS)]
    current = schema.register_current.c
    listed = select(*key, *slots).join(
        schema.register_current,
        (current.submission_id == schema.register_rows.c.submission_id)
        & (current.register == key[0]) & (current.period_id == key[1]) & (current.city_id == key[2]),
    )  # fmt: skip
    with reading(engine) as connection:
        stands = select(*columns).join(schema.indicators, codes_of.id == own.indicator_id)
        for query in (stands, listed):
            for line in sorted(repr(tuple(row)) for row in connection.execute(query)):
                total.update(line.encode())
    return total.hexdigest()
