"""The data grid (AG Grid): one look for registers and tables, its words in the reader's language.

Its script weighs more than a whole page, so it comes when a page has a grid (assets/a_tree.js) and is taken off the
list of scripts that every page asks for.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import dash_ag_grid
from dash.fingerprint import build_fingerprint

from catalog.view import View

ROW, HEAD = 28, 32
PREFIX = "grid_text_"
SCRIPT = "dash_ag_grid.min.js"


def come_late() -> None:
    """Serve the grid's scripts, but do not have every page load them; called once, before the app is made."""
    for script in dash_ag_grid._js_dist:
        if script["relative_package_path"] == SCRIPT:
            script["dynamic"] = True


def script() -> str:
    """The address of the grid's script, with its version, so that it may be kept for ever."""
    return "/_dash-component-suites/dash_ag_grid/" + build_fingerprint(SCRIPT, dash_ag_grid.__version__, _changed())


def _changed() -> int:
    return int(Path(dash_ag_grid.__file__).with_name(SCRIPT).stat().st_mtime)


def texts(view: View) -> dict[str, str]:
    """AG Grid's own words: `grid_text_no_rows_to_show` is its noRowsToShow."""
    words = view.catalog.words[view.lang]
    return {_camel(key.removeprefix(PREFIX)): text for key, text in words.items() if key.startswith(PREFIX)}


def _camel(text: str) -> str:
    first, *rest = text.split("_")
    return first + "".join(word.title() for word in rest)


def options(view: View, **more: Any) -> dict[str, Any]:
    """Grid options that every grid has: rows of 28 px, our words, no animation, cells that can be marked and copied."""
    shared = {
        "rowHeight": ROW,
        "headerHeight": HEAD,
        "localeText": texts(view),
        "animateRows": False,
        "enableCellTextSelection": True,
        "ensureDomOrder": True,
        "suppressDragLeaveHidesColumns": True,
        "suppressMovableColumns": True,
    }
    return shared | more
