"""Every page, in both languages and both themes, on desk and phone: quiet, at home, in frame and accessible."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from catalog.book import load
from layouts.shell import path_of
from tests.browser.conftest import opened, settle

pytestmark = pytest.mark.browser
PAGES = tuple(load().pages)
LOOKS = [("desktop", "light", "zh"), ("desktop", "dark", "en"), ("phone", "dark", "zh"), ("phone", "light", "en")]


@pytest.mark.parametrize(("size", "theme", "lang"), LOOKS)
@pytest.mark.parametrize("page_id", PAGES)
def test_page_is_quiet_at_home_and_in_frame(
    chromium: Browser, server: str, page_id: str, size: str, theme: str, lang: str
) -> None:
    page, seen = opened(chromium, size=size, theme=theme)
    page.goto(f"{server}{path_of(page_id)}?lang={lang}")
    settle(page)
    assert seen.faults == []
    assert seen.outside(server) == []
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, f"the page is {wide} px wider than the screen"
    inner = page.evaluate("(() => { const m = document.getElementById('main'); return m.scrollWidth - m.clientWidth; })()")
    assert inner <= 0, f"the page's content is {inner} px wider than its frame"
    assert page.evaluate("document.documentElement.lang") == ("en" if lang == "en" else "zh-CN")
    _untranslated(page.inner_text("body"), lang)
    _accessible(page)
    page.context.close()


def _untranslated(text: str, lang: str) -> None:
    """No slot left open, no id shown, and no Chinese on an English page but the language switch."""
    assert "{" not in text and "None" not in text.split()
    if lang == "en":
        strange = [line for line in text.splitlines() if any("\u4e00" <= sign <= "\u9fff" for sign in line)]
        assert [line for line in strange if line.strip() != "中"] == []


def _accessible(page) -> None:
    found = Axe().run(page)
    serious = [one for one in found.response["violations"] if one["impact"] in ("serious", "critical")]
    told = [(one["id"], one["help"], [node["html"][:160] for node in one["nodes"][:3]]) for one in serious]
    assert told == []
