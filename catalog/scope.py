"""What a reader has chosen, as the query of the address: a copied link opens the same view."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import parse_qsl, quote_plus

from catalog.records import Scope

# The short keys are part of links that people keep: never rename one.
_KEYS = {
    "p": "period",
    "area": "area",
    "ind": "indicator",
    "basis": "basis",
    "cmp": "compare",
    "sort": "sort",
    "city": "city",
    "lang": "lang",
    "v": "version",
}
_PLAIN = Scope()
# The key of each field of a Scope in its order, "" for `extra`: a page has hundreds of links, and this is most of one.
_ORDER = tuple({name: key for key, name in _KEYS.items()}.get(name, "") for name in Scope._fields)


def parse(query: str, lang: str = "zh") -> Scope:
    """The scope of a query string (with or without ?). Keys that are not known are kept in `extra`, in order.

    An empty value counts as not given. A key given twice keeps its first value. Values are not judged here: an unknown
    area or period is answered with a sentence by the page, which knows the data.
    """
    given: dict[str, str] = {}
    for key, value in parse_qsl(query.removeprefix("?")):
        given.setdefault(key, value)
    chosen = {name: given[key] for key, name in _KEYS.items() if key in given}
    extra = tuple((key, value) for key, value in given.items() if key not in _KEYS)
    return Scope(**{"lang": lang, **chosen}, extra=extra)


def query(scope: Scope, lang: str = "zh") -> str:
    """The query string of a scope, without ?, defaults left out: parse(query(s)) == s."""
    plain = _PLAIN if lang == "zh" else _PLAIN._replace(lang=lang)
    told = [f"{key}={_quoted(value)}" for key, value, usual in zip(_ORDER, scope, plain, strict=True)
            if value != usual and key]  # fmt: skip
    return "&".join(told + [f"{_quoted(key)}={_quoted(value)}" for key, value in scope.extra])


@lru_cache(maxsize=4096)
def _quoted(text: str) -> str:
    """A page has a hundred links that differ in one value: quoting each again was a fifth of its time."""
    return quote_plus(text)
