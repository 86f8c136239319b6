"""A real server on a real store filled with the samples, and a real Chromium that records every request it makes."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Playwright, expect, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SIZES = {"desktop": (1440, 900), "phone": (390, 844)}
PATIENCE = 20_000  # milliseconds: two cores may be busy with other work

expect.set_options(timeout=PATIENCE)


# ------------------------------------------------------------------ the server
def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _listens(address: str) -> bool:
    """Whether pages are served: 503 of an empty store counts, 503 of the doorman does not."""
    try:
        with urllib.request.urlopen(address + "/", timeout=5) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


@contextmanager
def served(database: str, log: Path, **settings: str) -> Iterator[str]:
    """The address of the program as `dashboard.py serve` starts it."""
    port = _free_port()
    clean = {name: value for name, value in os.environ.items() if not name.startswith("WULI_")}
    environment = clean | {"WULI_PORT": str(port), "WULI_DATABASE": database, "WULI_WORKERS": "1"} | settings
    with open(log, "wb") as sink:
        process = subprocess.Popen(
            [sys.executable, "dashboard.py", "serve"], cwd=ROOT, env=environment, stdout=sink, stderr=sink
        )
    address = f"http://127.0.0.1:{port}"
    deadline = time.monotonic() + 90
    while not _listens(address):
        assert process.poll() is None and time.monotonic() < deadline, log.read_text(errors="replace")[-3000:]
        time.sleep(0.1)
    try:
        yield address
    finally:
        process.terminate()
        try:
            process.wait(3)  # it would wait for the browser's open connections
        except subprocess.TimeoutExpired:
            process.terminate()
            process.wait(20)


@pytest.fixture(scope="session")
def server(sample_database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The program on the samples."""
    with served(sample_database, tmp_path_factory.mktemp("server") / "log") as address:
        yield address


@pytest.fixture(scope="session")
def empty_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The program on a store that holds nothing."""
    folder = tmp_path_factory.mktemp("empty")
    with served(f"sqlite:///{folder / 'wuli.db'}", folder / "log", WULI_SAMPLES="0") as address:
        yield address


# ------------------------------------------------------------------ the browser
def chromium_path() -> str:
    """Where Chromium is. AssertionError with what to do where there is none."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    assert found, "没有找到Chromium：请先运行 make test-env（apt-get install chromium）"
    return found


@pytest.fixture(scope="session")
def driver() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def chromium(driver: Playwright) -> Iterator[Browser]:
    browser = driver.chromium.launch(executable_path=chromium_path(), args=FLAGS)
    yield browser
    browser.close()


class Seen:
    """What a visitor's pages did: requests, console errors and failures, from the first byte."""

    def __init__(self, context: BrowserContext) -> None:
        self.requests: list[str] = []
        self.faults: list[str] = []
        context.on("request", lambda request: self.requests.append(request.url))
        context.on("console", self._heard)
        context.on("weberror", lambda fault: self.faults.append(f"{fault.error} {fault.error.stack}"))

    def _heard(self, line: ConsoleMessage) -> None:
        """A page that is not there answers 404, and the browser says so: that is the promise, not a fault."""
        if line.type in ("error", "warning") and "/no-such" not in line.location.get("url", ""):
            self.faults.append(line.text)

    def outside(self, address: str) -> list[str]:
        """Requests that left the host."""
        return [url for url in self.requests if not url.startswith((address, "data:", "blob:"))]


@contextmanager
def visitor(
    browser: Browser, address: str, *, size: str = "desktop", theme: str = "", locale: str = "zh-CN"
) -> Iterator[tuple[Page, Seen]]:
    """A page of a fresh visitor. On leaving: nothing was complained about, not one request left the host."""
    width, height = SIZES[size]
    context = browser.new_context(
        base_url=address, viewport={"width": width, "height": height}, locale=locale, accept_downloads=True,
        permissions=["clipboard-read", "clipboard-write"],
    )  # fmt: skip
    context.set_default_timeout(PATIENCE)
    if theme:
        # A page without an address has no storage and says so.
        context.add_init_script(f"try {{ localStorage['wuli-theme'] = '{theme}' }} catch (_) {{}}")
    seen = Seen(context)
    try:
        yield context.new_page(), seen
        assert seen.faults == []
        assert seen.outside(address) == []
    finally:
        context.close()


Visit = Callable[..., AbstractContextManager[tuple[Page, Seen]]]


@pytest.fixture
def page(chromium: Browser, server: str) -> Iterator[Page]:
    """A fresh visitor at a desk, before the first page."""
    with visitor(chromium, server) as (fresh, _):
        yield fresh


# ------------------------------------------------------------------ waiting and reading
READY = """() => {
  const page = document.querySelector('#page');
  const plots = [...document.querySelectorAll('.plot')];
  const grids = [...document.querySelectorAll('.register-grid')];
  return page && page.children.length && page.getAttribute('aria-busy') !== 'true'
    && plots.every((plot) => plot.dataset.period && plot.querySelector('.main-svg'))
    && (!document.querySelector('.register-head') || document.querySelector('[data-panel="register"]'))
    && grids.every((grid) => (grid.querySelector('.ag-row [col-id]') || {}).innerText)
    && document.fonts.status === 'loaded';
}"""


def settle(page: Page) -> None:
    """Wait until the page has its panels, every figure is drawn and every grid has rows."""
    page.wait_for_function(READY)


def to(page: Page, address: str) -> None:
    """Open an address as if it were typed or pasted."""
    page.goto(address)
    settle(page)


def shows(page: Page, panel: str, **marks: str) -> None:
    """Wait until a panel says that it shows an indicator or a period."""
    selector = f'[data-panel="{panel}"]' + "".join(f'[data-{name}="{value}"]' for name, value in marks.items())
    expect(page.locator(selector)).to_have_count(1)
    settle(page)


def table_of(page: Page, panel: str) -> list[list[str]]:
    """The texts of the table in a panel, heads included."""
    return page.eval_on_selector_all(
        f'[data-panel="{panel}"] tr',
        "rows => rows.map(row => [...row.cells].map(cell => cell.innerText.replace(/\\s+/g, ' ').trim()))",
    )
