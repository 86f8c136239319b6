"""The one table of colours: every text can be read on what it stands on, in both themes, and nothing has its own."""

from __future__ import annotations

import re
from itertools import pairwise, product
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
ASSETS = ROOT / "assets"
TABLE = (ASSETS / "1_tokens.css").read_text(encoding="utf-8")
TOKEN = re.compile(r"--([a-z0-9-]+):\s*(#[0-9A-Fa-f]{6})")


def _tokens(theme: str) -> dict[str, str]:
    start = TABLE.index('[data-theme="light"]' if theme == "light" else '[data-theme="dark"]')
    return dict(TOKEN.findall(TABLE[start : TABLE.index("\n}", start)]))


def contrast(one: str, other: str) -> float:
    """WCAG 2: (lighter + 0.05) ÷ (darker + 0.05)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


TEXTS = [
    *product(("ink", "ink-2", "ink-3"), ("surface", "bg", "sunken")),
    *product(("link", "up", "down", "plan", "done", "ok", "warn", "bad", "none", "front", "back"), ("surface",)),
    *((one, f"{one}-bg") for one in ("done", "ok", "warn", "bad", "none", "front", "back")),
    *((f"seq-{step}-ink", f"seq-{step}") for step in range(1, 6)),
    *product(("f1", "f2", "f3", "f4", "f5", "sv"), ("surface",)),
    ("brand-ink", "brand-soft"),
]
# A line or a shape that carries a meaning.
SHAPES = ("data", "data-2", "done-fill", "ok-fill", "warn-fill", "bad-fill", "none-fill", "brand")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_text_has_a_contrast_of_four_and_a_half(theme: str) -> None:
    colours = _tokens(theme)
    poor = {(text, ground): round(contrast(colours[text], colours[ground]), 2) for text, ground in TEXTS}
    assert {pair: ratio for pair, ratio in poor.items() if ratio < 4.5} == {}
    assert contrast(colours["brand"], "#FFFFFF") >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_shape_that_means_something_has_a_contrast_of_three(theme: str) -> None:
    colours = _tokens(theme)
    ratios = {shape: round(contrast(colours[shape], colours["surface"]), 2) for shape in SHAPES}
    assert {shape: ratio for shape, ratio in ratios.items() if ratio < 3} == {}


def test_both_themes_name_the_same_colours() -> None:
    assert _tokens("light").keys() == _tokens("dark").keys()


def test_neighbouring_classes_of_the_map_are_told_apart_without_colour() -> None:
    for theme in ("light", "dark"):
        steps = [_tokens(theme)[f"seq-{step}"] for step in range(1, 6)]
        assert all(contrast(one, other) >= 1.25 for one, other in pairwise(steps)), theme
        order = [_luminance(step) for step in steps]
        assert order == sorted(order, reverse=theme == "light"), "more is not steadily stronger"


def test_charts_take_every_colour_from_the_table() -> None:
    known = {f"--{name}" for name in _tokens("light")} | {"--font"}
    for file in sorted((ROOT / "charts").glob("[a-z]*.py")):
        text = file.read_text(encoding="utf-8")
        assert not re.findall(r"[\"']#[0-9A-Fa-f]{3,8}[\"']|[\"']rgb\(", text), f"{file.name} has a colour of its own"
        named = {one.replace("{i}", "1") for one in re.findall(r"var\((--[a-z0-9{}-]+)\)", text)}
        assert {one for one in named if "{" not in one} <= known, file.name


def test_styles_take_every_colour_from_the_table() -> None:
    """White on the brand, black on paper and shadows are the only colours said elsewhere."""
    for file in sorted(ASSETS.glob("*.css")):
        if file.name == "1_tokens.css":
            continue
        said = set(re.findall(r"#[0-9A-Fa-f]{3,8}\b", file.read_text(encoding="utf-8")))
        assert said <= {"#fff", "#FFF", "#000", "#FFFFFF", "#000000"}, f"{file.name}: {said}"
