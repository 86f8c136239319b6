"""No Chinese sign is ever a box: a client without Chinese fonts is served slices, a client with them fetches none."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Playwright

from tests.browser.conftest import FLAGS, ROOT, chromium_path, settle, to, visitor

pytestmark = pytest.mark.browser
BARE = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>/usr/share/fonts</dir><cachedir>{cache}</cachedir>
  <selectfont><rejectfont>
    <pattern><patelt name="lang"><string>zh-cn</string></patelt></pattern>
    <glob>*CJK*</glob><glob>*wqy*</glob><glob>*Han*</glob><glob>*arphic*</glob><glob>*Droid*</glob><glob>*unifont*</glob>
  </rejectfont></selectfont>
</fontconfig>
"""
# Every Chinese sign on the page that is drawn exactly as a sign no font has.
BOXES = """async () => {
  await document.fonts.ready;
  const text = [...new Set(document.body.innerText)].filter((sign) => sign >= '\\u4e00' && sign <= '\\u9fff');
  const canvas = Object.assign(document.createElement('canvas'), { width: 40, height: 40 });
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  const drawn = (sign) => {
    pen.clearRect(0, 0, 40, 40);
    pen.font = '24px ' + getComputedStyle(document.body).fontFamily;
    pen.fillText(sign, 4, 30);
    return pen.getImageData(0, 0, 40, 40).data.filter((_, i) => i % 4 === 3).join();
  };
  const box = drawn('\\u{10fffd}');
  const empty = drawn(' ');
  return { signs: text.length, boxes: text.filter((sign) => [box, empty].includes(drawn(sign))) };
}"""


@pytest.fixture(scope="module")
def bare(driver: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Browser:
    """A Chromium that sees no Chinese font."""
    folder: Path = tmp_path_factory.mktemp("fonts")
    (folder / "fonts.conf").write_text(BARE.format(cache=folder / "cache"), encoding="utf-8")
    environment: dict[str, str | float | bool] = {**os.environ, "FONTCONFIG_FILE": str(folder / "fonts.conf")}
    return driver.chromium.launch(executable_path=chromium_path(), args=FLAGS, env=environment)


def _slices(requests: list[str]) -> list[str]:
    return [address for address in requests if "/fonts/han-" in address or "/fonts/rare-" in address]


def test_client_without_chinese_fonts_is_served_the_slices_it_needs(bare: Browser, server: str) -> None:
    with visitor(bare, server) as (page, seen):
        to(page, "/volunteers")
        _no_boxes(page)
        fetched, shipped = set(_slices(seen.requests)), list((ROOT / "assets" / "fonts").glob("*.woff2"))
        assert fetched and len(fetched) < len(shipped) / 2, "only what is needed"
    bare.close()


def _no_boxes(page: Page) -> None:
    page.wait_for_timeout(500)
    settle(page)
    found = page.evaluate(BOXES)
    assert found["signs"] > 100 and found["boxes"] == []


def test_client_with_chinese_fonts_fetches_none(chromium: Browser, server: str) -> None:
    with visitor(chromium, server) as (page, seen):
        for address in ("/", "/volunteers", "/table", "/dictionary"):
            to(page, address)
            assert page.evaluate(BOXES)["boxes"] == []
        assert _slices(seen.requests) == []
