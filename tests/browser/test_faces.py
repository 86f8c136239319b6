"""A chart and its table say the same; nothing is shared with anybody; paper has no side bar; small screens suffice."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from catalog.book import load
from layouts.shell import path_of
from tests.browser.conftest import settle, table_of, to, visitor

pytestmark = pytest.mark.browser
SHOWN = [row.id for row in load().pages.values() if row.kind in ("overview", "force")]
# What the drawn figures of a panel hold, as plain numbers. A city without a figure has a place on the axis, but no bar.
DRAWN = """panel => [...panel.querySelectorAll('.plot')].flatMap((plot) => plot.data
  .filter((trace) => trace.type !== 'scatter' || trace.mode !== 'text')
  .flatMap((trace) => (trace.orientation === 'h' ? trace.x : trace.y))
  .filter((one) => typeof one === 'number' && one !== 0))"""


@pytest.mark.parametrize("page_id", SHOWN)
def test_every_chart_turned_into_its_table_shows_the_same_numbers(page: Page, page_id: str) -> None:
    to(page, path_of(page_id))
    panels = page.eval_on_selector_all(
        '[data-panel]:has(.panel-tools [data-picture])', "all => all.map((one) => one.dataset.panel)"
    )
    assert "trend" in panels
    drawn = {panel: _drawn(page, panel) for panel in panels}
    to(page, f"{path_of(page_id)}?t={'.'.join(panels)}")
    for panel in panels:
        told = _printed([cell for row in table_of(page, panel)[1:] for cell in row[1:]])
        missing = [one for one in drawn[panel] if not any(abs(one - other) <= 0.0501 for other in told)]
        assert drawn[panel] and not missing, (panel, missing[:5], told[:30])


def _drawn(page: Page, panel: str) -> list[float]:
    """What a panel draws: the data of its figure, or what is printed in the ranking."""
    place = page.locator(f'[data-panel="{panel}"]')
    return place.evaluate(DRAWN) or _printed(place.locator(".rank b.num").all_inner_texts())


def _printed(texts: list[str]) -> list[float]:
    plain = [text.replace(",", "").replace("−", "-").rstrip("%") for text in texts]
    return [float(text) for text in plain if re.fullmatch(r"[-+]?\d+(\.\d+)?", text)]


def test_paper_has_no_side_bar_and_no_buttons(page: Page) -> None:
    to(page, "/")
    page.emulate_media(media="print")
    expect(page.locator(".side")).to_be_hidden()
    expect(page.locator(".bar-tools")).to_be_hidden()
    expect(page.locator(".headline p")).to_be_visible()
    expect(page.locator(".tag-sample")).to_be_visible()
    paper = page.pdf(format="A4", landscape=True)
    assert paper.startswith(b"%PDF")


def test_leaving_a_page_leaves_no_figure_behind(page: Page) -> None:
    to(page, "/employment")
    page.keyboard.press("g")
    page.keyboard.press("t")
    expect(page.locator("h1")).to_have_text("数据表")
    settle(page)
    assert page.locator(".plot").count() == 0


def test_phone_reaches_every_page_and_targets_are_large_enough(chromium: Browser, server: str) -> None:
    with visitor(chromium, server, size="phone") as (page, _):
        to(page, "/")
        small = page.eval_on_selector_all(
            ".side-link, .bar-tools .button, .tile",
            "all => all.map((one) => [one.innerText || one.ariaLabel, one.getBoundingClientRect()])"
            ".filter(([, box]) => box.width && (box.height < 30 || box.width < 30)).map(([name]) => name)",
        )
        assert small == []
        for page_id in load().pages:
            assert page.locator(f'.side-link[href^="{path_of(page_id)}"]').count() >= 1


def test_page_can_be_read_at_320_pixels_and_without_motion(chromium: Browser, server: str) -> None:
    with visitor(chromium, server, size="phone") as (page, _):
        page.set_viewport_size({"width": 320, "height": 700})
        page.emulate_media(reduced_motion="reduce")
        for page_id in load().pages:
            to(page, path_of(page_id))
            wide = page.evaluate("document.documentElement.scrollWidth")
            inner = page.evaluate("(m => m.scrollWidth - m.clientWidth)(document.getElementById('main'))")
            assert wide <= 320 and inner <= 0, (page_id, wide, inner)
        moving = page.evaluate(
            "[...document.querySelectorAll('*')].map((one) => parseFloat(getComputedStyle(one).animationDuration))"
            ".filter((seconds) => seconds > 0.01).length"
        )
        assert moving == 0
