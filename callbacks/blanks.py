"""Blank forms to take away: one area's, or all of a form in one pack."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from answers.blanks import last_year
from answers.desk import Desk
from catalog.blanks import blanks, own_period, regions_of, whose
from catalog.period import today_period
from exports import blank_plan
from exports.blank_book import packed, workbook_of
from exports.safe import file_name


def files(desk: Desk, forms: Sequence[str], city: str, month: str) -> Iterator[tuple[str, bytes]]:
    """Name and content of each blank: of the city, or of whomever the form has a blank for.

    month: the one to be reported; a quarterly form is of its quarter. Sample figures are not printed as last year's: a
    blank goes to an office and comes back with real ones. Raises KeyError for an unknown form or city.
    """
    catalog, boards, sample = desk.catalog, desk.edition().boards, desk.state().sample
    for form in forms:
        blank, held = blanks()[form], whose(desk.catalog, form)
        shown = (catalog.regions[city].code,) if city and city in held else held
        ago, basis = blank_plan.last_year(blank, catalog, own_period(catalog, form, month))
        known = last_year(boards, blank.indicators, catalog.cities, ago, basis) if ago and not sample else {}
        for region in shown:
            mine = {key: value for key, value in known.items() if key[1] in regions_of(catalog, form, region)}
            made = blank_plan.plan(catalog, blank, region, month, mine)
            yield made.file, workbook_of(made)


def pack(desk: Desk, form: str, city: str, month: str) -> tuple[str, bytes, int]:
    """One file as it is; several in one .zip (a folder of 21). Name, content, and how many there are.

    Without a month (nothing was ever reported) it is the one that is now.
    """
    found = list(files(desk, [form], city, month or today_period(datetime.now(UTC))))
    if len(found) == 1:
        return *found[0], 1
    row = desk.catalog.forms[form]
    name = file_name(form, row.zh, found[0][0].rsplit("_", 1)[1].removesuffix(".xlsx"))
    return f"{name}.zip", packed(found), len(found)
