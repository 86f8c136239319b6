"""Every page, in both languages and both themes, on desk and phone: quiet, at home, in frame and accessible."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from catalog.book import load
from layouts.shell import path_of
from tests.browser.conftest import Seen, settle, to, visitor

pytestmark = pytest.mark.browser
PAGES = tuple(load().pages)
# Each look is turned to the other theme on the way: all eight of size × theme × language are seen.
LOOKS = [("desktop", "light", "zh"), ("desktop", "dark", "en"), ("phone", "dark", "zh"), ("phone", "light", "en")]
# What is right is not listed: it costs axe more than the checking.
EVERYTHING: dict[str, object] = {"resultTypes": ["violations"]}
COLOURS: dict[str, object] = EVERYTHING | {"runOnly": ["color-contrast"]}


@pytest.fixture(scope="module", params=LOOKS, ids="-".join)
def look(request: pytest.FixtureRequest, chromium: Browser, server: str) -> Iterator[tuple[Page, Seen, str, str]]:
    """One visitor for a whole round: size and first theme as asked."""
    size, theme, lang = request.param
    with visitor(chromium, server, size=size) as (page, seen):
        yield page, seen, theme, lang


@pytest.mark.parametrize("page_id", PAGES)
def test_page_is_quiet_at_home_in_frame_and_accessible(look: tuple[Page, Seen, str, str], page_id: str) -> None:
    page, seen, theme, lang = look
    to(page, f"{path_of(page_id)}?lang={lang}")
    _themed(page, theme)
    _in_frame(page)
    _in_words(page, lang)
    _shares_nothing(page)
    assert _serious(page) == []
    _themed(page, "light" if theme == "dark" else "dark")
    assert _serious(page, COLOURS) == []
    said, seen.faults[:] = list(seen.faults), []
    assert said == []


def _themed(page: Page, theme: str) -> None:
    if page.evaluate("document.documentElement.dataset.theme") != theme:
        page.locator('[data-act="theme"]').first.click()
    page.wait_for_function("theme => document.documentElement.dataset.theme === theme", arg=theme)
    page.mouse.move(1, 400)  # off the button: what is hovered has its own colours
    page.wait_for_timeout(200)  # colours fade over 120 ms
    settle(page)


def _in_frame(page: Page) -> None:
    wide = "(place => place.scrollWidth - place.clientWidth)"
    outer = page.evaluate(f"{wide}(document.documentElement)")
    inner = page.evaluate(f"{wide}(document.getElementById('main'))")
    assert outer <= 0 and inner <= 0, f"wider than the screen by {outer} px, than its frame by {inner} px"


def _in_words(page: Page, lang: str) -> None:
    """The document says its language; no slot left open, no id shown, no Chinese on an English page but registers."""
    assert page.evaluate("document.documentElement.lang") == ("en" if lang == "en" else "zh-CN")
    text = page.evaluate(
        """() => { const copy = document.body.cloneNode(true);
        copy.querySelectorAll('script, style, footer, [data-verbatim], [lang=zh]').forEach((one) => one.remove());
        return [...copy.querySelectorAll('*')].flatMap((one) => [...one.childNodes])
          .filter((one) => one.nodeType === 3).map((one) => one.textContent.trim()).filter(Boolean); }"""
    )
    words = " ".join(text)
    assert "{" not in words and not {"None", "nan", "NaN", "undefined", "null"} & set(words.split())
    assert not [one for one in text if one in load().indicators], "an id is shown"
    assert load().words[lang]["error_title"] not in text
    if lang == "en":
        assert [one for one in text if any("\u4e00" <= sign <= "\u9fff" for sign in one)] == []


def _shares_nothing(page: Page) -> None:
    """No chart has a bar of tools, and none offers to send its data away."""
    if page.locator(".plot").count():
        page.locator(".plot").first.hover()
    assert page.locator(".modebar-btn, .modebar--hover").count() == 0
    assert not [one for one in ("sendDataToCloud", "chart-studio", "plot.ly") if one in page.content()]


def _serious(page: Page, options: dict[str, object] = EVERYTHING) -> list[tuple[str, str, list[str]]]:
    """What axe-core calls serious or critical."""
    found = Axe().run(page, options=options)
    serious = [one for one in found.response["violations"] if one["impact"] in ("serious", "critical")]
    return [
        (one["id"], one["help"], [f"{node['html'][:120]} {node['any'][:1]}" for node in one["nodes"][:3]])
        for one in serious
    ]
