"""One source: every number of deck and bulletin is one that page and table print for the same period, or their sum."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from callbacks import force as force_page
from callbacks import overview as overview_page
from callbacks import progress as progress_page
from callbacks import table as table_page
from callbacks.export import table_of
from catalog import format as form
from catalog.book import load
from exports.text import printed
from tests import nodes
from tests.full_store import full_desk
from tests.papers import briefing, paper, slides, texts, view, words

CASES = [("2026-10", "zh"), ("2026-10", "en"), ("2026-01", "zh"), ("2025-12", "en")]
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
# Dates and periods are no figures.
DATES = re.compile(r"\d{4}年(?:\d+[—–]\d+月|\d+月(?:\d+日)?)?|\d+[—–]\d+月|\d+月|\d{4}-\d\d-\d\d \d\d:\d\d|"
                   r"(?:\d{1,2} )?[A-Z][a-z]{2} \d{4}|[Ee]nd \d{4}|\b20\d\d\b")  # fmt: skip


def numbers(text: str) -> set[str]:
    """The figures in a text without separators and signs."""
    return figures(DATES.sub(" ", text))


def figures(text: str) -> set[str]:
    """The same with dates: 2026 persons and the year 2026 look alike in a .csv."""
    return {one.replace(",", "") for one in NUMBER.findall(text)}


def on_the_pages(period: str, lang: str) -> set[str]:
    """What the pages show: every page a deck draws on, as drawn, and its table as exported."""
    desk, shown = full_desk(), []
    plain = view(period, lang)
    for one in ("", *(page.selected.indicator for page in briefing(period, lang).progress)):
        asked = plain._replace(scope=plain.scope._replace(indicator=one))
        shown += nodes.lines(overview_page.draw(desk, asked).body)
        shown += _table(desk, "overview", asked)
    for page in briefing(period, lang).forces:
        shown += nodes.lines(force_page.draw(desk, plain._replace(path=f"/{page.page}")).body)
        shown += _table(desk, page.page, plain)
        asked = plain._replace(scope=plain.scope._replace(indicator=page.ranking.indicator), path="/progress")
        body = progress_page.draw(desk, asked).body
        # a projection shows its share; its amount is said on hover and to a screen reader
        shown += [*nodes.lines(body), *(one[1].get("aria-label") or "" for one in nodes.walk(body))]
        shown += _table(desk, "progress", asked)
    shown += nodes.lines(table_page.draw(desk, plain._replace(path="/table")).body)
    return set().union(*(figures(text) for text in (*shown, *_table(desk, "table", plain))))


def _table(desk, page, asked):
    made, _ = table_of(desk, page, asked)
    heads = [made.heading(head) for head in made.heads]
    return [*heads, *(printed(cell, head) for row in (*made.totals, *made.rows)
                      for cell, head in zip(row, made.heads, strict=True))]  # fmt: skip


def worked_out(period: str, lang: str) -> set[str]:
    """What sentences add to the pages' own figures, worked out here from the records again: counts, shares, spreads."""
    made = briefing(period, lang)
    found = {str(number) for number in range(25)}  # cities, places, list numbers
    for page in (*made.forces, *made.progress):
        done = [Decimal(str(row.kpi.completion)) for row in page.ranking.rows if row.kpi.completion is not None]
        found |= {str(max(done) - min(done))} if len(done) > 1 else set()
        found |= {f"{abs(row.kpi.deviation):.1f}" for row in page.ranking.rows if row.kpi.deviation is not None}
    whole = len(made.pace) or 1
    shares = [form.half_up(100 * part / whole, 1) for part in range(whole + 1)]
    found |= {str(one) for one in (*shares, *(100 - share for share in shares))}
    for column in ("base_villages", "base_towns"):
        base = load().denominators[column]
        found.add(f"{sum(base[city] for city in load().cities):.0f}")
    return found


def gaps(period: str, lang: str) -> set[str]:
    """Covered and uncovered places, from the page's table and the base."""
    found = set[str]()
    for page in briefing(period, lang).forces:
        for column, indicator in ((base, row.numerator[0]) for row in load().indicators.values()
                                  for base in row.denominator[:1] if base in load().denominators):  # fmt: skip
            at = [i for i, one in enumerate(page.table.columns) if (one.indicator, one.measure) == (indicator, "value")]
            there = {row.region: row.cells[at[0]].value for row in page.table.rows} if at else {}
            known = {city: value for city, value in there.items() if value is not None}
            base = sum(load().denominators[column][city] for city in known)
            found |= {f"{sum(known.values()):.0f}", f"{base:.0f}", f"{base - sum(known.values()):.0f}"}
    return found


def rows(slide, start: str) -> list[list[str]]:
    """The rows under the headings of the tables whose names begin so."""
    tables = [shape.table for shape in slide.shapes if shape.has_table and shape.name.startswith(start)]
    return [[cell.text for cell in row.cells] for table in tables for row in list(table.rows)[1:]]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_progress_on_a_slide_is_the_exported_ranking_row_by_row(lang):
    for page in briefing(lang=lang).progress:
        indicator = page.selected.indicator
        slide = next(one for one in slides(lang=lang).slides if rows(one, f"ranking-{indicator}"))
        plain = view(lang=lang)
        made, _ = table_of(full_desk(), "overview", plain._replace(scope=plain.scope._replace(indicator=indicator)))
        on_slide = [[cell.replace(",", "").replace("−", "-").lstrip("+").rstrip("%") for cell in row[:6]]
                    for row in rows(slide, f"ranking-{indicator}")]  # fmt: skip
        exported = [[printed(cell, head) for cell, head in zip(row, made.heads, strict=True)][:6] for row in made.rows]
        assert len(on_slide) == len(exported) == 21
        for shown, filed in zip(on_slide, exported, strict=True):
            assert [one for one, two in zip(shown, filed, strict=True) if one != two and one != "—"] == []
            assert all(not NUMBER.fullmatch(two) for one, two in zip(shown, filed, strict=True) if one == "—")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_annex_is_the_exported_table_cell_by_cell(lang):
    made, _ = table_of(full_desk(), "table", view(lang=lang))
    wanted = [[printed(cell, head) for cell, head in zip(row, made.heads, strict=True)]
              for row in (*made.totals, *made.rows)]  # fmt: skip
    parts = [rows(slide, "annex-") for slide in slides(lang=lang).slides if rows(slide, "annex-")]
    joined = [[line[0][0], *(cell for part in line for cell in part[1:])] for line in zip(*parts, strict=True)]
    assert [[cell.replace(",", "").replace("−", "-") for cell in row] for row in joined] == [
        [row[0], *row[2:]] for row in wanted]  # fmt: skip


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_cards_of_the_slide_are_the_cards_of_the_page(lang):
    page = overview_page.draw(full_desk(), view(lang=lang)).body
    cards = {one[1].get("data-indicator"): " ".join(nodes.lines(one)) for one in nodes.of_class(page, "card")}
    slide = list(slides(lang=lang).slides)[1]
    found = 0
    for shape in slide.shapes:
        indicator, _, part = shape.name.rpartition("-")
        if indicator in cards and part in ("figure", "change", "done"):
            shown = "".join(shape.text_frame.text.split())
            assert numbers(shown) <= numbers(cards[indicator]), (shape.name, shown, cards[indicator])
            found += 1
    assert found >= 20


@pytest.mark.parametrize(("period", "lang"), CASES)
def test_every_number_on_a_slide_is_on_the_page_or_follows_from_it(period, lang):
    known = on_the_pages(period, lang) | worked_out(period, lang) | gaps(period, lang)
    seen = 0
    for at, slide in enumerate(slides(period, lang).slides, start=1):
        for text in texts(slide):
            strange = numbers(text) - known
            assert not strange, (at, text, strange)
            seen += len(numbers(text))
    assert seen > 500, "a deck without numbers proves nothing"


@pytest.mark.parametrize(("period", "lang"), CASES)
def test_every_number_of_a_bulletin_is_on_the_page_or_follows_from_it(period, lang):
    known = on_the_pages(period, lang) | worked_out(period, lang) | gaps(period, lang)
    for kind in ("通报", "简报", "月报"):
        for text in words(paper(kind, period, lang)):
            assert not numbers(text) - known, (kind, text, numbers(text) - known)


@pytest.mark.parametrize(("period", "lang"), CASES[:2])
def test_figures_inside_charts_are_those_of_the_tables(period, lang):
    known = on_the_pages(period, lang)
    for slide in slides(period, lang).slides:
        for shape in slide.shapes:
            if shape.has_chart and shape.name.startswith("chart-"):
                values = {value for series in shape.chart.plots[0].series for value in series.values} - {None}
                assert values
                for value in values:
                    assert {form.plain(value, digits) for digits in range(3)} & known, (shape.name, value)


def test_deck_and_bulletin_say_the_same_sentences():
    deck = "\n".join(text for slide in slides().slides for text in texts(slide))
    bulletin = "\n".join(words(paper()))
    steps = [line for line in deck.split("\n") if re.match(r"\d+．请", line)]
    assert steps and all(line.split("．", 1)[1] in bulletin for line in steps)


def test_both_languages_hold_the_same_figures_in_their_charts():
    for zh, en in zip(slides().slides, slides(lang="en").slides, strict=True):
        charts = [[shape.chart for shape in slide.shapes if shape.has_chart] for slide in (zh, en)]
        held = [[[series.values for series in chart.plots[0].series] for chart in found] for found in charts]
        assert held[0] == held[1]
