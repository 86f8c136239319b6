"""What cannot be shown is said in a sentence with a way out: never a traceback, never an empty page."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from callbacks.router import WITHOUT_DATA
from catalog.book import load
from layouts.shell import path_of
from tests.browser.conftest import settle, to, visitor

pytestmark = pytest.mark.browser
TRACES = ("Traceback", "Error:", "KeyError", "ValueError", "None", "undefined", "E-")


def _calm(page: Page) -> str:
    settle(page)
    text = page.locator("body").inner_text()
    assert not [one for one in TRACES if one in text], text[:600]
    return text


def test_empty_store_opens_on_a_page_that_helps(chromium: Browser, empty_server: str) -> None:
    words = load().words
    with visitor(chromium, empty_server) as (page, _):
        for page_id in load().pages:
            for lang in ("zh", "en"):
                page.goto(f"{path_of(page_id)}?lang={lang}")
                text = _calm(page)
                if load().pages[page_id].kind not in WITHOUT_DATA:
                    assert words[lang]["empty_title"] in text
                    assert "dashboard.py load" in text
        assert page.locator(".tag-sample").count() == 0
        assert page.request.get("/healthz").status == 503


def test_unknown_page_leads_home(page: Page) -> None:
    page.goto("/no-such-page?p=2026-08")
    _calm(page)
    expect(page.locator("#page")).to_contain_text(load().words["zh"]["unknown_page"])
    page.locator(".empty a").click()
    expect(page.locator("h1")).to_have_text("总览")
    settle(page)


@pytest.mark.parametrize("address", [
    "/?area=gd", "/?p=1999-01", "/?p=tomorrow", "/?ind=no_such", "/city?city=999999", "/?sort=%3Cscript%3E",
    "/employment?area=440100,440300", "/compare?area=%27%3B--", "/table?p=2099-12", "/?basis=week&cmp=never&lang=fr",
    "/volunteers?p=2022-11&area=440900", "/table?sort=-nothing&cols=x,y", "/city?city=440900&p=2022-11", "/?area=广洲",
])  # fmt: skip
def test_address_with_something_unknown_still_says_something(page: Page, address: str) -> None:
    page.goto(address)
    text = _calm(page)
    assert len(page.locator("#page").inner_text()) > 15
    assert "<script" not in text


def test_misspelt_area_is_answered_with_the_nearest_name(page: Page) -> None:
    page.goto("/?area=广洲")
    settle(page)
    expect(page.locator("body")).to_contain_text("广州")


def test_requests_that_are_none_get_an_answer_without_a_traceback(page: Page) -> None:
    to(page, "/service")
    callback = "/_dash-update-component"
    for path, data in ((callback, "{}"), (callback, "not json"), ("/search/xx.json", None)):
        answer = page.request.post(path, data=data) if data else page.request.get(path)
        assert "Traceback" not in answer.text() and "File \"" not in answer.text()
