"""Published figures beside what is stored of the same month (R23): equal, rounded, explained, open."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from sqlalchemy import Engine

from catalog.book import load
from catalog.period import end_month
from catalog.quality import Reconciled, Remark
from catalog.records import Published
from review.checks_published import agrees
from store.facts import facts

_PROVINCE = "440000"


def reconciled(engine: Engine) -> tuple[Reconciled, ...]:
    """Every published figure of the catalogue, in its order."""
    catalog = load()
    wanted = sorted({one.indicator for one in catalog.published if one.indicator in catalog.indicators})
    held = facts(engine, wanted, regions=[_PROVINCE, *catalog.cities])
    held = held[held["value"].notna()]
    held = held.assign(month=held["period"].map(end_month))
    return tuple(_one(figure, held) for figure in catalog.published if figure.indicator in catalog.indicators)


def _one(figure: Published, held: pd.DataFrame) -> Reconciled:
    catalog = load()
    row = catalog.indicators[figure.indicator]
    if row.kind == "flow":
        return Reconciled(figure, None, 0, None, "flow", "")
    there = held[(held["indicator"] == figure.indicator) & (held["month"] == figure.as_of[:7])]
    cities = there[there["region"] != _PROVINCE]
    if there.empty:
        return Reconciled(figure, None, 0, None, "none", "")
    province = row.regions == "province"
    total = float((there if province else cities)["value"].sum())
    if not province and len(cities) < len(catalog.cities):
        return Reconciled(figure, total, len(cities), None, "partial", "")
    state = "equal" if total == figure.value else "rounding" if agrees(total, figure) else "open"
    return Reconciled(figure, total, len(cities), total - figure.value, state, "")


def explained(held: Sequence[Reconciled], remarks: Sequence[Remark]) -> tuple[Reconciled, ...]:
    """The same with what was said about differences that the checks found when the figures came in."""
    said = [one for one in remarks if one.code == "published_gap" and one.said]
    names = load().indicators

    def _told(one: Reconciled) -> Reconciled:
        name = f"“{names[one.figure.indicator].zh}”"
        why = next((remark.said for remark in reversed(said) if name in remark.text), "")
        return one._replace(state="explained", why=why) if one.state == "open" and why else one

    return tuple(map(_told, held))
