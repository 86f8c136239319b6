"""docs/indicators.md comes from the catalogue and is never stale."""

from __future__ import annotations

from catalog.book import load
from catalog.dictionary import PAGE, formula, page

CATALOG = load()


def test_the_written_dictionary_is_the_generated_one():
    assert PAGE.read_text(encoding="utf-8") == page(CATALOG), "stale: run python -m catalog.dictionary"


def test_every_indicator_is_in_it_with_its_formula():
    text = page(CATALOG)
    assert all(f"`{id}`" in text for id in CATALOG.indicators)
    rate = CATALOG.indicators["emp_employment_rate"]
    assert formula(rate, CATALOG) == "已就业人数 ÷ （已就业人数 + 待就业人数） × 100%"
    assert formula(CATALOG.indicators["vol_teams"], CATALOG) == ""
