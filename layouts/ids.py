"""Every id of the page, named once. `@unique` refuses a second name for one id."""

from __future__ import annotations

from enum import StrEnum, unique


@unique
class Ids(StrEnum):
    """Components that a callback reads or writes."""

    URL = "url"
    NAV = "nav"
    TITLE = "title"
    CONTROLS = "controls"
    TOOLS = "tools"
    PAGE = "page"
    GRID = "grid"
    GRID_TOOLS = "grid-tools"
    DOWNLOAD = "download"
    ASK = "ask"
    PICTURES = "pictures"
