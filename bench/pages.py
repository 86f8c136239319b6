"""How each program is opened, changed and known to be stable."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any, NamedTuple

from playwright.sync_api import Page

Body = dict[str, Any]

UNTIL = """
const until = (done) => new Promise((resolve) => {
  const look = () => done() ? requestAnimationFrame(() => setTimeout(resolve, 0)) : requestAnimationFrame(look);
  look();
});
"""
OURS_CHANGE = (
    "async (step) => {"
    + UNTIL
    + """
  const begin = performance.now();
  wuli.go(wuli.withParam("p", step));
  await until(() => [...document.querySelectorAll("[data-period]")].every((panel) => panel.dataset.period === step));
  return performance.now() - begin;
}"""
)
PLAIN_CHANGE = (
    "async (step) => {"
    + UNTIL
    + """
  const begin = performance.now();
  const drawn = { ranking: false, trend: false };
  for (const name of Object.keys(drawn)) {
    document.querySelector(`#${name} .js-plotly-plot`).once("plotly_afterplot", () => { drawn[name] = true; });
  }
  dash_clientside.set_props("period", { value: step });
  await until(() => document.getElementById("stamp").textContent.startsWith(step) && drawn.ranking && drawn.trend);
  return performance.now() - begin;
}"""
)


class Program(NamedTuple):
    """path: the page; change: the timed script; stable: waits until all is drawn; vary: a body for another scope."""

    name: str
    path: str
    change: str
    stable: Callable[[Page], None]
    vary: Callable[[Body, str, str], Body]


def _ours_stable(page: Page) -> None:
    page.wait_for_function(
        "() => document.querySelector('#page .panel') && document.querySelector('.plot')"
        " && [...document.querySelectorAll('.plot')].every((plot) => plot.dataset.period)"
    )


def _plain_stable(page: Page) -> None:
    page.wait_for_function(
        "() => ['ranking', 'trend'].every((name) => document.querySelector(`#${name} .main-svg`))"
        " && document.getElementById('stamp') && document.getElementById('stamp').textContent"
        " && document.querySelector('#table td')"
    )


def _ours_vary(body: Body, period: str, indicator: str) -> Body:
    made = copy.deepcopy(body)
    for one in made["inputs"]:
        if one["property"] == "search":
            one["value"] = f"?p={period}&ind={indicator}"
    return made


def _plain_vary(body: Body, period: str, indicator: str) -> Body:
    made = copy.deepcopy(body)
    for one in made["inputs"]:
        one["value"] = {"period": period, "indicator": indicator}[one["id"]]
    return made


OVERVIEW = Program("ours: overview", "/", OURS_CHANGE, _ours_stable, _ours_vary)
FORCE = Program("ours: employment", "/employment", OURS_CHANGE, _ours_stable, _ours_vary)
PLAIN = Program("plotly.express", "/", PLAIN_CHANGE, _plain_stable, _plain_vary)
