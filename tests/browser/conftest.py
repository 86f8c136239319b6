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
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

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


def _chromium() -> str:
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    assert found, "没有找到Chromium：请先运行 make test-env（apt-get install chromium）"
    return found


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address + "/healthz", timeout=2) as answer:
            return answer.status == 200
    except (urllib.error.URLError, OSError):
        return False


@pytest.fixture(scope="session")
def server(sample_database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the program as `dashboard.py serve` starts it."""
    port = _free_port()
    log = tmp_path_factory.mktemp("server") / "log"
    environment = os.environ | {"WULI_PORT": str(port), "WULI_DATABASE": sample_database}
    with open(log, "wb") as sink:
        process = subprocess.Popen(
            [sys.executable, "dashboard.py", "serve"], cwd=ROOT, env=environment, stdout=sink, stderr=sink
        )
        address = f"http://127.0.0.1:{port}"
        deadline = time.monotonic() + 60
        while not _answers(address):
            assert process.poll() is None and time.monotonic() < deadline, log.read_text(errors="replace")[-3000:]
            time.sleep(0.1)
        yield address
        process.terminate()
        process.wait(20)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=_chromium(), args=FLAGS)
        yield browser
        browser.close()


class Seen:
    """What a page did: requests, console errors and failures, collected from its first byte."""

    def __init__(self, context: BrowserContext) -> None:
        self.requests: list[str] = []
        self.faults: list[str] = []
        context.on("request", lambda request: self.requests.append(request.url))
        context.on("console", lambda line: self.faults.append(line.text) if line.type in ("error", "warning") else None)
        context.on("weberror", lambda fault: self.faults.append(str(fault.error)))

    def outside(self, address: str) -> list[str]:
        """Requests that left the host."""
        return [url for url in self.requests if not url.startswith((address, "data:", "blob:"))]


def opened(
    browser: Browser, *, size: str = "desktop", theme: str = "light", locale: str = "zh-CN"
) -> tuple[Page, Seen]:
    """A fresh page of a fresh visitor."""
    width, height = SIZES[size]
    context = browser.new_context(viewport={"width": width, "height": height}, locale=locale, accept_downloads=True)
    context.add_init_script(f"localStorage.setItem('mantine-color-scheme-value', '{theme}')")
    seen = Seen(context)
    return context.new_page(), seen


def settle(page: Page) -> None:
    """Wait until the page has its panels and every figure is drawn."""
    page.wait_for_selector("#page > *")
    page.wait_for_function(
        "() => document.querySelector('#page').getAttribute('aria-busy') !== 'true'"
        " && [...document.querySelectorAll('.plot')].every((plot) => plot.dataset.period)"
    )
