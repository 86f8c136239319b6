"""What waits for a decision, as the reporting tracker shows it: which form, areas and periods each draft is about."""

from __future__ import annotations

from collections import Counter
from functools import partial

from sqlalchemy import Engine

from answers.shelf import Shelf
from catalog.entries import Catalog
from catalog.records import Reading
from catalog.tracked import Sent
from review.proposal import opened
from store import drafts, rows
from store.drafts import Draft

_READ_AT_ONCE = 3  # a draft whose page was never opened is read here; the others follow at the next look
_known = Shelf(400)


def waiting(engine: Engine, catalog: Catalog) -> list[Sent]:
    """A record for each draft, area and period; one that is not read yet has no form and period, one out of which no
    figure can come is not waited for."""
    found: list[Sent] = []
    left = _READ_AT_ONCE
    for draft in drafts.waiting(engine):
        left -= draft.token not in _known
        found += [_bare(draft)] if left < 0 else _known.get(draft.token, partial(_about, engine, draft, catalog))
    return found


def barren(reading: Reading) -> bool:
    """Whether no figure can come out of a file, whatever is put right: it was refused, or holds none at all."""
    if reading.status == "refused":
        return True
    return not reading.register_rows and all(o.printed is None and not o.missing for o in reading.observations)


def _bare(draft: Draft) -> Sent:
    return Sent("", "", "", 0, draft.workbook, draft.who, draft.at, "", "draft", "", 0, token=draft.token)


def _about(engine: Engine, draft: Draft, catalog: Catalog) -> list[Sent]:
    reading = opened(engine, draft).reading
    if barren(reading):
        return []
    days = dict(reading.reported)
    counted = _counted(reading, catalog)
    day = next(iter(days.values()), "") if len(set(days.values())) == 1 else ""
    bare = _bare(draft)._replace(form=reading.form, day=day, sample=reading.sample)
    return [bare._replace(region=region, period=period, figures=n) for (region, period), n in counted.items()] or [bare]


def _counted(reading: Reading, catalog: Catalog) -> Counter[tuple[str, str]]:
    """(area, period) → how many figures and register lines the draft brings for it."""
    found: Counter[tuple[str, str]] = Counter()
    kept = [one for one in rows.figures(reading, catalog) if one.observation.value is not None]
    plain = [one for one in kept if one.observation.measure != "target"] or kept
    for one in plain:
        found[rows.city(one.region, catalog), str(one.observation.period)] += 1
    for line in reading.register_rows:
        if line.region in catalog.regions:
            found[rows.city(line.region, catalog), line.period] += 1
    return found
