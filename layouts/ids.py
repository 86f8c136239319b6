"""Every id of the page, named once. `@unique` refuses a second name for one id."""

from __future__ import annotations

from enum import StrEnum, unique
from typing import Any


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
    GRID_ASK = "grid-ask"
    GRID_TOOLS = "grid-tools"
    DOWNLOAD = "download"
    ASK = "ask"
    PICTURES = "pictures"
    TAKE = "take"
    OFFER = "offer"
    DRAWER = "drawer"
    DRAWER_BOX = "drawer-box"
    DRAWER_FOOT = "drawer-foot"
    DRAWER_ASK = "drawer-ask"
    STORY = "story"
    STORY_ASK = "story-ask"


def register(part: str, key: Any) -> dict[str, Any]:
    """A part of a register (rows, foot, export); `key` is its address, so another one is another grid."""
    return {"type": f"register-{part}", "key": key}
