"""What stands in a blank, worked out from the catalogue alone: file, rules and the test that fills it in are one."""

from __future__ import annotations

from catalog import period as calendar
from catalog.blanks import Blank, own_period
from catalog.entries import Catalog
from exports.blank_records import Plan
from exports.blank_sheets import Known, Maker


def last_year(blank: Blank, catalog: Catalog, period: str) -> tuple[str, str]:
    """Which of last year's figures stand beside: the month they are of, and their basis (month or ytd); "" for none."""
    if blank.kind in ("register", "list"):
        return "", ""
    if blank.kind == "months" or blank.measure == "target":
        return f"{int(period[:4]) - 1}-12", "ytd"
    ago = calendar.end_month(calendar.year_ago(period))
    return ago, "ytd" if blank.kind in ("items", "measures") else "month"


def plan(catalog: Catalog, blank: Blank, region: str, month: str, known: Known) -> Plan:
    """The blank of a form for an area in a month. known: (indicator, region) → last year's figure, as `last_year` says.

    Raises KeyError for an area that the catalogue does not know.
    """
    period = own_period(catalog, blank.form, month)
    maker = Maker(catalog, blank, region, period, month, known)
    per_sheet = blank.indicators if blank.kind in ("measures", "months") else ("",)
    sheets = tuple(maker.sheet(indicator) for indicator in per_sheet)
    name, form = catalog.regions[region].zh, catalog.forms[blank.form]
    file = f"{blank.form}_{form.zh}_{name}_{calendar.text(period)}.xlsx"
    return Plan(blank.form, region, period, maker.title(per_sheet[0]), file, sheets)
