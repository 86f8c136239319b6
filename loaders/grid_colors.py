"""Which of the colours of a traffic light a fill is, if any: strong or pale, as Excel's own 好、差、适中 are."""

from __future__ import annotations

from colorsys import rgb_to_hsv
from functools import lru_cache

_PALEST, _DARKEST = 0.12, 0.35
# degrees of the colour circle, from and up to
_HUES = (("red", 0, 18), ("amber", 18, 70), ("green", 70, 170), ("blue", 190, 255), ("red", 340, 361))


@lru_cache(maxsize=1024)
def hue(rgb: str) -> str:
    """RRGGBB → red, amber, green, blue; empty for white, grey, dark and all other colours."""
    try:
        red, green, blue = (int(rgb[at : at + 2], 16) / 255 for at in (0, 2, 4))
    except ValueError:
        return ""
    turn, strength, light = rgb_to_hsv(red, green, blue)
    if strength < _PALEST or light < _DARKEST:
        return ""
    return next((name for name, start, end in _HUES if start <= turn * 360 < end), "")
