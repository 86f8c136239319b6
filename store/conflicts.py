"""Two workbooks that say different things about the same form and period: which one corrects the other?"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, FromClause, Row, Select, and_, exists, func, insert, or_, select, tuple_, update

from catalog import book
from catalog.records import CellRef, Finding
from catalog.saying import sentence
from store import codes, schema
from store.choice import live
from store.schema import KEY

_MOST = 5
# A figure of a workbook that comes, and one that was there, of the same place.
_NEW, _OLD = schema.observations.alias("new"), schema.observations.alias("old")


def find(connection: Connection, since: int, lang: str) -> list[Finding]:
    """Errors for submissions numbered `since` and later, one a pair of workbooks, naming both and the first cell.

    A pair is of one authority and one generation, with a city in common and up to one month: nothing but chance would
    decide between them. Forms of different authority may differ, as may a later report (the newest stands), and a
    missing mark contradicts nothing. What differs is compared in the base unit.
    """
    fresh, there = schema.submissions.alias("fresh"), schema.submissions.alias("there")
    suspects = _suspects(fresh, there).where(fresh.c.id >= since, fresh.c.generation == there.c.generation)
    found = [(row.fresh, row.there) for row in connection.execute(suspects)]
    if not found:
        return []
    pairs: dict[tuple[str, str], Row[tuple[object, ...]]] = {}
    for row in connection.execute(_differing(found)):
        pairs.setdefault((row.workbook, row.other), row)
    return [_finding(row, lang) for row in list(pairs.values())[:_MOST]]


def overrule(connection: Connection, since: int) -> set[int]:
    """Make corrections of those submissions numbered `since` and later that contradict an earlier one of the same
    authority, city and month; the caller has a reason for it. Returns their numbers.

    Such a correction outranks whatever it differs from, earlier corrections and letters included: it was decided on
    with those in view. The rows are of this transaction, nobody has seen them yet.
    """
    fresh, there = schema.submissions.alias("fresh"), schema.submissions.alias("there")
    suspects = _suspects(fresh, there).where(fresh.c.id >= since, there.c.id < since)
    found = [(row.fresh, row.there) for row in connection.execute(suspects)]
    differing = _differing(found).with_only_columns(_NEW.c.submission_id).order_by(None).limit(None).distinct()
    contradicting = set(connection.scalars(differing)) if found else set()
    own = schema.submissions.c
    for number in contradicting:
        made = {"correction": True, "generation": 1 + _highest(connection, number, since)}
        connection.execute(update(schema.submissions).where(own.id == number).values(made))
    return contradicting


def hold_back(connection: Connection, since: int, numbers: set[int], lang: str, take_back: bool) -> list[Finding]:
    """Leave to earlier corrections the figures in which one of the submissions `numbers`, corrections all, only
    repeats what was there before: they are stored, and go on being outranked. Returns a warning for the first of them.

    A table that is sent again for one city must not take back in silence what was corrected for another (with
    `take_back` it may), nor take over what a form of more authority says of it, which it never corrected. The
    projections are still those of before the load.
    """
    earlier, there = schema.observations.alias("before"), schema.submissions.alias("there")
    repeats = exists().where(
        and_(*(earlier.c[name] == _NEW.c[name] for name in KEY)), earlier.c.value == _NEW.c.value,
        earlier.c.submission_id < since, earlier.c.submission_id.in_(live()),
    )  # fmt: skip
    query = (
        select(_NEW.c.id, _NEW.c.submission_id, _OLD.c.submission_id, there.c.generation)
        .join(schema.facts, and_(*(schema.facts.c[name] == _NEW.c[name] for name in KEY)))
        .join(_OLD, _OLD.c.id == schema.facts.c.observation_id)
        .join(there, there.c.id == _OLD.c.submission_id)
        .where(_NEW.c.submission_id.in_(numbers), _NEW.c.value != _OLD.c.value, repeats)
    )
    query = query.where(there.c.generation == 0) if take_back else query
    found = connection.execute(query).all() if numbers else []
    if not found:
        return []
    ids = [row[0] for row in found]
    connection.execute(insert(schema.held_back), [{"observation_id": number} for number in sorted(set(ids))])
    pairs = list({(row[1], row[2]) for row in found if row[3]})
    rows = connection.execute(_differing(pairs)).all() if pairs else []
    held = [row for row in rows if row.number in set(ids)]
    return [_finding(row, lang, "load_undoes")._replace(severity="warning") for row in held[:_MOST]]


def _highest(connection: Connection, number: int, since: int) -> int:
    """The latest generation among the earlier figures that submission `number` differs from."""
    new, old = schema.observations.alias("new"), schema.observations.alias("old")
    there = schema.submissions.alias("there")
    same = and_(*(new.c[name] == old.c[name] for name in KEY))
    query = select(func.coalesce(func.max(there.c.generation), 0)).select_from(
        new.join(old, same).join(there, there.c.id == old.c.submission_id)
    )
    where = and_(new.c.submission_id == number, there.c.id < since, there.c.id.in_(live()), new.c.value != old.c.value)
    return int(connection.scalar(query.where(where)) or 0)


def _suspects(fresh: FromClause, there: FromClause) -> Select[Any]:
    """Pairs of submissions of one rank: the same form, or another with the same authority."""
    about = or_(fresh.c.region_id == there.c.region_id, fresh.c.region_id.is_(None), there.c.region_id.is_(None))
    same = and_(fresh.c.authority == there.c.authority, fresh.c.content == there.c.content, about)
    where = and_(there.c.id < fresh.c.id, same, there.c.id.in_(live()))
    return select(fresh.c.id.label("fresh"), there.c.id.label("there")).where(where)


def _differing(suspects: list[tuple[int, int]]) -> Select[Any]:
    new, old = _NEW, _OLD
    fresh, there = schema.submissions.alias("fresh"), schema.submissions.alias("there")
    sheet, other_sheet = schema.sheets.alias("sheet"), schema.sheets.alias("other_sheet")
    joined = (
        new.join(old, and_(*(new.c[name] == old.c[name] for name in KEY)))
        .join(fresh, fresh.c.id == new.c.submission_id)
        .join(there, there.c.id == old.c.submission_id)
        .join(sheet, sheet.c.id == new.c.sheet_id)
        .join(other_sheet, other_sheet.c.id == old.c.sheet_id)
        .join(schema.indicators, schema.indicators.c.id == new.c.indicator_id)
    )
    columns = (
        new.c.id.label("number"), fresh.c.id.label("fresh"), fresh.c.form, there.c.form.label("other_form"),
        fresh.c.workbook, sheet.c.name.label("sheet"), new.c.cell, new.c.text, new.c.region_id, new.c.period_id,
        there.c.workbook.label("other"), other_sheet.c.name.label("other_sheet"), old.c.cell.label("other_cell"),
        old.c.text.label("other_text"), schema.indicators.c.code.label("indicator"),
    )  # fmt: skip
    where = and_(
        # Said twice: by itself the pairs would leave the planner to go through every observation there is.
        new.c.submission_id.in_({pair[0] for pair in suspects}),
        tuple_(new.c.submission_id, old.c.submission_id).in_(suspects),
        new.c.value != old.c.value,
    )
    return select(*columns).select_from(joined).where(where).order_by(new.c.id, old.c.id).limit(1000)


def _finding(row: Row[tuple[object, ...]], lang: str, word: str = "") -> Finding:
    found = row._mapping
    word = word or ("load_two_files" if found["form"] == found["other_form"] else "load_two_forms")
    catalog = book.load()
    indicator, region = catalog.indicators[found["indicator"]], catalog.regions[str(found["region_id"])]
    said = sentence(
        word, lang,
        workbook=found["workbook"], sheet=found["sheet"], cell=found["cell"], text=str(found["text"])[:60],
        form=found["form"], other_form=found["other_form"],
        other=found["other"], other_sheet=found["other_sheet"], other_cell=found["other_cell"],
        other_text=str(found["other_text"])[:60],
        indicator=indicator.zh if lang == "zh" else indicator.en, region=region.zh if lang == "zh" else region.en,
        period=codes.period_text(found["period_id"]),
    )  # fmt: skip
    return Finding(word, "error", CellRef(found["workbook"], found["sheet"], found["cell"]), said)
