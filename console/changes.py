"""What a load did to what stands, in lines: how many figures, and the first of those that changed or were not taken."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from catalog import book
from console.say import Speaker
from store.outcome import Outcome, Side

_MOST = 10


def tell(outcomes: Sequence[Outcome], speaker: Speaker) -> None:
    """Counts by kind; then the first ten that changed, old → new with the cell, and the first ten not taken, with what
    goes on standing and why. Nothing more is said of figures that are new or the same."""
    counts = Counter(one.kind for one in outcomes)
    speaker.say("cli_diff", **{kind: counts[kind] for kind in ("new", "changed", "kept", "unchanged")})
    for kind in ("changed", "kept"):
        found = [one for one in outcomes if one.kind == kind]
        for one in found[:_MOST]:
            speaker.out.print(line(one, speaker), markup=False)
        if len(found) > _MOST:
            speaker.say("cli_diff_more", n=len(found) - _MOST)


def line(one: Outcome, speaker: Speaker) -> str:
    """One figure: area, period, indicator, both figures as printed, the cell it came from."""
    catalog, chinese = book.load(), speaker.lang == "zh"
    region, indicator = catalog.regions[one.region], catalog.indicators[one.indicator]
    named = {
        "region": region.zh if chinese else region.en, "period": one.period,
        "indicator": indicator.zh if chinese else indicator.en, "old": _said(one.old), "new": _said(one.new),
        "sheet": one.new.ref.sheet, "cell": one.new.ref.cell,
    }  # fmt: skip
    if one.kind == "changed" or one.old is None:
        return speaker.word("cli_diff_line", **named, workbook=one.new.ref.workbook)
    why = speaker.word(f"submit_why_{one.why}", workbook=one.old.ref.workbook, form=one.old.form,
                       number=one.old.submission)  # fmt: skip
    return speaker.word("cli_diff_kept", **named, file=one.new.ref.workbook, why=why)


def _said(side: Side | None) -> str:
    return (side.text if side else "") or "—"
