"""数据上报 as a new user does it: a messy workbook through the page, by mouse and keyboard, until a card shows it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import messy
from tests.browser.conftest import served, visitor

pytestmark = pytest.mark.browser
TWO_MINUTES = 120


@pytest.fixture(scope="module")
def own_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The program on a store of its own: these tests write."""
    folder = tmp_path_factory.mktemp("submit")
    with served(f"sqlite:///{folder / 'wuli.db'}", folder / "log", WULI_SAMPLES="0") as address:
        yield address


@pytest.fixture
def visit(chromium: Browser, own_server: str) -> Iterator[Page]:
    with visitor(chromium, own_server) as (page, _):
        page.goto("/submit")
        expect(page.locator("[data-panel='drop']")).to_be_visible()
        yield page


def hand_in(page: Page, path: Path) -> None:
    page.set_input_files("#submit-files", str(path))
    expect(page.locator(".submit-head h2")).to_have_text(path.name)
    expect(page.locator(".sheet-view")).to_be_visible()


def by_keyboard(page: Page, name: str) -> None:
    """Open the choices of a column or a row with the Enter key alone."""
    page.locator(f'.sheet-view th a[aria-label*="{name}"]').focus()
    page.keyboard.press("Enter")
    expect(page.locator(".chooser")).to_be_visible()


def test_messy_f02_goes_through_in_two_minutes_and_the_card_shows_it(visit: Page, tmp_path: Path) -> None:
    start = time.monotonic()
    hand_in(visit, messy.f02(tmp_path))
    expect(visit.locator(".submit-drop .submit-rule")).to_contain_text("涉密信息不得上传")
    expect(visit.locator(".submit-head p")).to_have_text("可入库7个数字；错误1处，警告2处。")
    assert visit.locator("td.part-header", has_text="自谋职业人数").count() == 1
    by_keyboard(visit, "B列")
    visit.select_option('[data-tell="indicator"]', "emp_cohort")
    expect(visit.locator(".chooser-examples li").last).to_contain_text("B7 100 → 100人")
    visit.locator(".map-lines .is-open a").click()  # 广洲市
    visit.locator('[data-act="submit-take"]').click()
    expect(visit.locator(".submit-head p")).to_have_text("可入库16个数字；错误0处，警告4处。")
    visit.locator("a.finding-at", has_text="E7").click()
    expect(visit.locator("td#submit-at")).to_be_in_viewport()
    visit.fill("#submit-who", "王")
    visit.locator('[data-decision="explain"]').click()
    expect(visit.locator("#submit-said")).to_contain_text("4处错误或警告没有说明")
    visit.fill("#submit-who", "")
    visit.fill("#submit-text", "已与市局核对，合计以原表为准")
    visit.locator('[data-decision="explain"]').click()
    expect(visit.locator("#submit-said")).to_contain_text("请填写经办人")
    visit.fill("#submit-who", "王丽")
    visit.locator('[data-decision="explain"]').click()
    expect(visit.locator("[data-panel='result']")).to_contain_text("16个数字")
    assert time.monotonic() - start < TWO_MINUTES
    visit.locator(".ways .is-primary").click()
    expect(visit.locator(".card", has_text="待就业").locator(".card-figure b")).to_have_text("20")


def test_the_same_layout_comes_again_and_needs_nothing_and_a_tab_may_be_closed(visit: Page, tmp_path: Path) -> None:
    rows = [[cell + 1 if isinstance(cell, int) else cell for cell in row] for row in messy.F02]
    rows[0] = ["2027年度退役士兵就业及去向情况表"]
    path = messy.write(tmp_path / "去向_2027.xlsx", {"表": rows})
    hand_in(visit, path)
    expect(visit.locator(".submit-carried p")).to_have_text("已套用上次的对应关系（2处）。")
    assert visit.locator(".map-lines .is-open").count() == 0
    visit.goto("/submit")  # as if the tab had been closed: the file still waits
    visit.locator("[data-panel='waiting'] a", has_text="去向_2027").click()
    expect(visit.locator(".submit-head h2")).to_have_text(path.name)
    visit.locator('[data-act="submit-layout"]').click()
    expect(visit.locator(".map-lines .is-open").first).to_be_visible()
    visit.fill("#submit-text", "表头与上年不一致，请改正")
    visit.fill("#submit-who", "王丽")
    visit.locator('[data-decision="return"]').click()
    expect(visit.locator("[data-panel='result']")).to_contain_text("已退回")


def test_a_file_is_dropped_and_one_beside_the_zone_does_not_replace_the_page(visit: Page, tmp_path: Path) -> None:
    path = messy.f11(tmp_path)
    carried = visit.evaluate_handle(
        """([name, bytes]) => { const held = new DataTransfer();
        held.items.add(new File([new Uint8Array(bytes)], name)); return held; }""",
        [path.name, list(path.read_bytes())],
    )
    visit.dispatch_event("main", "drop", {"dataTransfer": carried})
    expect(visit.locator(".submit-head h2")).to_have_text(path.name)
    visit.locator(".sheet-view .corner a").click()
    visit.select_option('[data-tell="unit"]', "万小时")
    visit.locator('.sheet-view th a[aria-label*="第3行"]').click()
    expect(visit.locator(".map-lines li", has=visit.locator("a[aria-current]")).locator(".chooser")).to_be_in_viewport()
    expect(visit.locator(".chooser-examples li").first).to_contain_text("8.021 → 80,210小时")


def test_a_file_that_is_no_table_says_so_in_the_queue_and_stores_nothing(visit: Page, tmp_path: Path) -> None:
    scan, broken, good = tmp_path / "扫描件.xlsx", tmp_path / "坏了.xlsx", messy.f06(tmp_path)
    scan.write_bytes(b"%PDF-1.4 scan")
    broken.write_bytes(good.read_bytes()[:2000])
    visit.set_input_files("#submit-files", [str(good), str(scan), str(broken)])
    expect(visit.locator(".submit-head h2")).to_have_text(good.name)
    expect(visit.locator(".submit-queue li", has_text="扫描件")).to_contain_text("PDF")
    expect(visit.locator("[data-panel='waiting'] li", has_text="扫描件")).to_have_count(0)
    spoilt = visit.locator(".submit-queue li.is-refused", has_text="坏了")
    expect(spoilt).to_contain_text("没有可入库的数字")
    expect(spoilt.locator("a")).to_have_count(0)
    expect(visit.locator("[data-panel='waiting'] li", has_text="坏了")).to_have_count(0)
    visit.on("dialog", lambda dialog: dialog.accept())
    visit.locator('[data-decision="drop"]').click()
    expect(visit.locator("[data-panel='waiting'] li", has_text=good.name)).to_have_count(0)
