"""Many findings of one kind: the first are named one by one, and the rest are counted, never left out in silence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from catalog.checks import checks
from catalog.records import CellRef, Finding
from catalog.saying import sentence
from loaders.door_words import quoted

MOST = 20


class Few:
    """Counts findings by their code as they come."""

    def __init__(self, most: int = MOST) -> None:
        self.most = most
        self.counted: Counter[str] = Counter()
        self.rest: dict[str, tuple[CellRef, str]] = {}

    def full(self, code: str, severity: str, ref: CellRef) -> bool:
        """Counts one more; True when it is no longer to be named by itself."""
        self.counted[code] += 1
        if self.counted[code] <= self.most:
            return False
        self.rest.setdefault(code, (ref, severity))
        return True

    def others(self) -> list[Finding]:
        """For each code with more than were named, one finding of the same code that says how many more, at the first
        of them."""
        return [_others(code, severity, ref, self.counted[code] - self.most)
                for code, (ref, severity) in self.rest.items()]  # fmt: skip


def at_most(found: Iterable[Finding], most: int = MOST) -> list[Finding]:
    """The first `most` findings of each code, and one for the rest of a code with more."""
    few = Few(most)
    named = [f for f in found if not few.full(f.code, f.severity, f.ref)]
    return [*named, *few.others()]


def _others(code: str, severity: str, ref: CellRef, count: int) -> Finding:
    place = " › ".join(quoted(part) for part in ref if part)
    rule = checks().get(code)
    zh, en = (
        sentence("more_found", lang, place=place, n=count, what=getattr(rule, lang, code)) for lang in ("zh", "en")
    )
    return Finding(code, severity, ref, f"{zh}\n{en}")
