"""One cell whose figure differs from several recomputations: one finding that names them all."""

from __future__ import annotations

from collections.abc import Iterable

from catalog.records import CellRef, Finding

_RECOMPUTED = ("total_mismatch", "derived_mismatch", "identity")
_TAILS = ("，请核对。", ". Please check.")
_JOINS = ("；", "; ")


def one_each(found: Iterable[Finding]) -> list[Finding]:
    """The findings with those that hold one cell against what was worked out again made one, under the first's code."""
    first: dict[CellRef, list[Finding]] = {}
    for f in found:
        if f.code in _RECOMPUTED:
            first.setdefault(f.ref, []).append(f)
    kept = []
    for f in found:
        same = first.get(f.ref, []) if f.code in _RECOMPUTED else [f]
        if same[0] is f:
            kept.append(f if len(same) == 1 else f._replace(text=_joined(same)))
    return kept


def _joined(same: list[Finding]) -> str:
    """Both languages line by line; place and printed figure are said once."""
    lines = [f.text.split("\n") for f in same]
    return "\n".join(_line([line[side] for line in lines], side) for side in (0, 1))


def _line(texts: list[str], side: int) -> str:
    first, tail = texts[0], _TAILS[side]
    parts = [first.removesuffix(tail)]
    for text in dict.fromkeys(texts[1:]):
        rest = text[_shared(first, text, side) :].removesuffix(tail)
        if rest and text != first:
            parts.append(rest)
    return _JOINS[side].join(parts) + tail


def _shared(first: str, text: str, side: int) -> int:
    """How much of a sentence the first one says already, up to a comma or the colon behind the place."""
    mark = ("，", "; ")[side]
    at = next((n for n, (a, b) in enumerate(zip(first, text, strict=False)) if a != b), len(text))
    ends = [text.rfind(sign, 0, at) + len(sign) for sign in (mark, ("：", ": ")[side]) if text.rfind(sign, 0, at) >= 0]
    return max(ends, default=0)
