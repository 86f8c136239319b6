"""What a browser asks with, made definite: a value of the wrong type is the asker's fault (400), never ours (500)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_LONGEST = 8192


class Malformed(ValueError):
    """A question no page of ours would ask. `status` is what the server answers with."""

    status = 400


def typed(question: object, **kinds: type) -> dict[str, Any]:
    """The named members of `question`, each of its kind; members that are not named are left out.

    Raises Malformed for a question that is no object, a missing member, another type, or an endless text.
    """
    if not isinstance(question, Mapping):
        raise Malformed("no question")
    return {name: _one(question.get(name), kind, name) for name, kind in kinds.items()}


def _one(value: object, kind: type, name: str) -> object:
    # True is an int to Python and a truth value to everybody else.
    right = isinstance(value, kind) and (kind is bool or not isinstance(value, bool))
    if not right or (isinstance(value, str) and len(value) > _LONGEST):
        raise Malformed(name)
    return value


def grid_question(asked: object) -> dict[str, Any]:
    """What a register's grid asks: startRow, endRow (0 ≤ start ≤ end), and its filter and sort as objects of texts
    and numbers. Raises Malformed."""
    found = typed(asked, startRow=int, endRow=int)
    if not 0 <= found["startRow"] <= found["endRow"] <= 10_000_000:
        raise Malformed("rows")
    return found | conditions(asked)


def conditions(asked: object) -> dict[str, Any]:
    """The filter and the sort of a grid's question, {} for none. Raises Malformed."""
    if asked is None:
        return {}
    if not isinstance(asked, Mapping):
        raise Malformed("no question")
    sort, filters = asked.get("sortModel") or [], asked.get("filterModel") or {}
    if not isinstance(sort, list) or not isinstance(filters, Mapping):
        raise Malformed("sort")
    order = [typed(one, colId=str, sort=str) for one in sort]
    if any(one["sort"] not in ("asc", "desc") for one in order):
        raise Malformed("sort")
    return {"sortModel": order, "filterModel": {str(name): _condition(one) for name, one in filters.items()}}


_CONDITIONS = frozenset({
    "contains", "notContains", "equals", "notEqual", "startsWith", "endsWith", "blank", "notBlank", "lessThan",
    "lessThanOrEqual", "greaterThan", "greaterThanOrEqual", "inRange",
})  # fmt: skip


def _condition(model: object) -> dict[str, Any]:
    if not isinstance(model, Mapping) or model.get("type") not in _CONDITIONS:
        raise Malformed("filter")
    values = {key: model[key] for key in ("filter", "filterTo") if model.get(key) is not None}
    if not all(isinstance(value, (str, int, float)) and len(str(value)) < _LONGEST for value in values.values()):
        raise Malformed("filter")
    return {**model, **values}
