"""Which indicator a header speaks of: by catalogue name or synonym, inside the topic that the table is about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from loaders.knowledge import know, of_which, plain

_UNIT_TAIL = re.compile(r"\(([^()]*)\)$")
_ENUMERATION = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}[、.]|\([一二三四五六七八九十]{1,3}\)|\d{1,2}[.、](?=\D)|-+|其中:?|#)"
)


def part_of(text: str) -> bool:
    """Whether a label is a part of what stands before it (其中:女性)."""
    return bool(of_which(text))


def strip_unit(text: str) -> tuple[str, str]:
    """「累计时长(万小时)」 → (累计时长, 万小时); 「荣誉室(墙)」 stays whole: 墙 is no unit."""
    bare = plain(text)
    found = _UNIT_TAIL.search(bare)
    if found and (found[1] in _units() or found[1].startswith("单位")):
        return bare[: found.start()], found[1].removeprefix("单位").lstrip(":")
    return bare, ""


@lru_cache(maxsize=1)
def _units() -> frozenset[str]:
    return frozenset(plain(u) for u in know().catalog.units) | {"±", "%", "‰"}


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    """Every name and synonym that is enough by itself, normalised, to its indicator."""
    book = know().catalog
    bare = {plain(b) for b in book.bare}
    names: dict[str, str] = {}
    for id, indicator in book.indicators.items():
        for word in (indicator.zh, indicator.short_zh, *book.synonyms.get(id, ())):
            for form in {plain(word), strip_unit(word)[0]}:
                if form and form not in bare:
                    names.setdefault(form, id)
    return names


@lru_cache(maxsize=1)
def _bare() -> dict[str, str]:
    book = know().catalog
    bare = {plain(b) for b in book.bare}
    return {plain(w): id for id, words in book.synonyms.items() for w in words if plain(w) in bare}


def known_name(text: str) -> bool:
    """Whether a label by itself is an indicator's name."""
    return _lookup(strip_unit(text)[0]) is not None


def _lookup(bare: str) -> str | None:
    names = _names()
    return names.get(bare) or names.get(_ENUMERATION.sub("", bare))


@lru_cache(maxsize=16384)
def indicator(labels: Sequence[str], topic: str, unit: str) -> str | None:
    """The indicator that a chain's labels name, innermost first tried; `topic` is all that title and sheet say.

    A bare word (覆盖率) counts only where the topic's theme and the unit agree; a contextual word only where its topic
    is spoken of.
    """
    said = [text for text in labels if plain(text)]
    if not said:
        return None
    if (own := next((text for text in said if text in know().catalog.indicators), None)) is not None:
        return own  # our own id, as our own exports print it
    candidates = _candidates(said)
    spoken = topic + "/" + "/".join(strip_unit(text)[0] for text in said)
    for candidate in candidates:
        found = _lookup(candidate)
        if found:
            return found
    for candidate in candidates:
        found = _by_context(candidate, spoken) or _by_bare(candidate, spoken, unit)
        if found:
            return found
    return None


def _candidates(labels: list[str]) -> list[str]:
    """The ways the labels of a chain may be said as one name: whole, then its end, then the innermost alone.

    What stands under 「其中:市级」 is part of a whole: its last word alone (队数) would name the whole.
    """
    parts = [strip_unit(text)[0] for text in labels]
    within = [i if rest else i + 1 for i, text in enumerate(labels) if (rest := of_which(text)) is not None]
    first = min([*within, len(parts) - 1])
    tails = ["".join(parts[i:]) for i in range(first + 1)]
    bare = [_ENUMERATION.sub("", p) for p in parts]
    tails += ["".join(bare[i:]) for i in range(first + 1)]
    return list(dict.fromkeys(t for t in tails if t))


def _by_context(candidate: str, spoken: str) -> str | None:
    for context in know().contexts:
        if candidate == context.word and context.topic.search(spoken):
            return context.indicator
    return None


def _by_bare(candidate: str, spoken: str, unit: str) -> str | None:
    id = _bare().get(candidate)
    if id is None:
        return None
    book = know().catalog
    own = book.indicators[id]
    names = {book.themes[own.theme].topic_zh, own.zh} if own.theme in book.themes else {own.zh}
    agrees = (
        not unit
        or unit == own.unit
        or (unit in book.units and own.unit in book.units and book.units[unit].base == book.units[own.unit].base)
    )
    others = spoken.replace(candidate, "/")
    return id if agrees and any(_shares(name, others) for name in names) else None


def _shares(name: str, spoken: str) -> bool:
    """Topic and speech have a run of three characters in common."""
    flat = plain(name)
    return any(flat[i : i + 3] in spoken for i in range(len(flat) - 2))


@lru_cache(maxsize=1024)
def title_indicator(title: str) -> str | None:
    """The one indicator a title names (the longest name in it); None when it names none or several."""
    flat = strip_unit(title)[0]
    found = {name: id for name, id in _names().items() if len(name) >= 3 and name in flat}
    longest = {n: id for n, id in found.items() if not any(n != o and n in o for o in found)}
    ids = set(longest.values())
    return ids.pop() if len(ids) == 1 else None
