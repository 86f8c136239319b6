"""The address of the upload page: which draft, which sheet, what is chosen and which cell is looked at."""

from __future__ import annotations

from catalog.records import Scope
from catalog.view import View


def here(view: View, **more: str) -> str:
    """The address of this page with a choice changed; an empty text takes it back. Only the language goes along."""
    kept = {key: value for key, value in (dict(view.scope.extra) | more).items() if value}
    return view._replace(scope=Scope(lang=view.lang, extra=tuple(kept.items()))).href("/submit")


def column_name(column: int) -> str:
    """1 → A, 27 → AA."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name
