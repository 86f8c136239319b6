"""What a person's browser needs: bytes and seconds of the first page, milliseconds of a filter change."""

from __future__ import annotations

import json
import shutil
import statistics
import time
from collections.abc import Callable
from typing import Any, NamedTuple

from playwright.sync_api import Browser, Page, Request, sync_playwright

FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


class First(NamedTuple):
    """Opening the page with an empty and with a filled cache: kB on the wire, requests, seconds until stable."""

    kb: float
    requests: int
    seconds: float
    warm_kb: float
    warm_seconds: float


class Change(NamedTuple):
    """Filter changes in the browser: p50 and p95 in ms until every panel is stable; the requests of each change."""

    p50: float
    p95: float
    bodies: list[list[dict[str, Any]]]


def chromium() -> str:
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if not found:
        raise SystemExit("no Chromium: run make test-env")
    return found


def first(browser: Browser, address: str, stable: Callable[[Page], None]) -> First:
    """Open in a fresh context, then again in the same one."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    cold = _open(context.new_page(), address, stable)
    warm = _open(context.new_page(), address, stable)
    context.close()
    return First(cold[0], cold[1], cold[2], warm[0], warm[2])


def _open(page: Page, address: str, stable: Callable[[Page], None]) -> tuple[float, int, float]:
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    sizes: list[float] = []
    line.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    begin = time.perf_counter()
    page.goto(address, wait_until="commit")
    stable(page)
    seconds = time.perf_counter() - begin
    page.wait_for_timeout(200)
    page.close()
    return sum(sizes) / 1000, len(sizes), seconds


def changes(page: Page, steps: list[str], timed: str) -> Change:
    """`timed` is an async script function (step) → milliseconds until every panel shows the step."""
    bodies: list[list[dict[str, Any]]] = []
    page.on("request", lambda request: _keep(request, bodies))
    times = []
    for step in steps:
        bodies.append([])
        times.append(page.evaluate(timed, step))
        page.wait_for_timeout(30)
    ordered = sorted(times[2:])
    return Change(statistics.median(ordered), ordered[int(len(ordered) * 0.95)], [body for body in bodies[2:] if body])


def _keep(request: Request, bodies: list[list[dict[str, Any]]]) -> None:
    if "/_dash-update-component" in request.url and bodies:
        bodies[-1].append(json.loads(request.post_data or "{}"))


def with_browser(work: Callable[[Browser], Any]) -> Any:
    """Run `work` with a Chromium of its own."""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium(), args=FLAGS)
        try:
            return work(browser)
        finally:
            browser.close()
