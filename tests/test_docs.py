"""What the documents promise is there: commands, options, settings, links, words of the screen, fresh pictures."""

from __future__ import annotations

import importlib.util
import re
import sys
from functools import cache
from pathlib import Path
from types import ModuleType

import click
import pytest

from catalog import settings
from catalog.book import load
from dashboard import main

ROOT = Path(__file__).resolve().parents[1]
GUIDES = {"zh": ROOT / "docs" / "guide.zh.md", "en": ROOT / "docs" / "guide.en.md"}
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]


@cache
def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _said_in_readme_and_guide(lang: str) -> str:
    return _text(ROOT / "README.md") + _text(GUIDES[lang])


@cache
def _screenshots() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_screenshots", ROOT / "docs" / "make_screenshots.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def _commands() -> dict[str, click.Command]:
    return {name: command for name, command in main.commands.items() if not command.hidden}


@pytest.mark.parametrize("lang", GUIDES)
def test_every_command_and_option_is_in_the_documents(lang: str) -> None:
    said = _said_in_readme_and_guide(lang)
    for name, command in _commands().items():
        assert re.search(rf"dashboard\.py[^\n`]* {name}\b|`{name}`", said), f"{name} is nowhere explained"
        for option in command.params:
            spellings = [one for one in option.opts if one.startswith("-")]
            assert not spellings or any(f"{one} " in said or f"{one}`" in said for one in spellings), (name, spellings)


@pytest.mark.parametrize("lang", GUIDES)
def test_every_setting_is_in_the_guide(lang: str) -> None:
    for setting in settings.listed({}):
        assert f"`{setting.variable}`" in _text(GUIDES[lang]), f"{setting.variable} is not in {GUIDES[lang].name}"


def test_documents_name_no_setting_and_no_option_that_is_not_there() -> None:
    variables = {setting.variable for setting in settings.listed({})}
    options = {one for command in _commands().values() for option in command.params for one in option.opts}
    for page in PAGES:
        assert set(re.findall(r"WULI_[A-Z]+(?:_[A-Z]+)*", _text(page))) <= variables, page.name
        for line in re.findall(r"dashboard\.py [^`\n]*", _text(page)):
            assert set(re.findall(r"--[a-z][a-z-]+", line)) <= options, f"{page.name}: {line}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_local_link_leads_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", _text(page)):
        if target.startswith(("http://", "https://", "mailto:")):
            continue
        place, _, anchor = target.partition("#")
        found = (page.parent / place) if place else page
        assert found.exists(), f"{page.name} → {target}"
        if anchor and found.suffix == ".md":
            assert anchor in _anchors(found), f"{page.name} → {target}"


def _anchors(page: Path) -> set[str]:
    heads = re.findall(r"^#+ (.+)$", _text(page), flags=re.M)
    return {re.sub(r"[^\w\- ]", "", head.lower()).strip().replace(" ", "-") for head in heads}


@pytest.mark.parametrize("lang", GUIDES)
def test_guide_speaks_the_words_of_the_screen(lang: str) -> None:
    """What the guide tells people to press stands on the screen like that."""
    guide, words = _text(GUIDES[lang]), load().words[lang]
    for word in ("as_table", "as_chart", "picture", "picture_png", "picture_png_clear", "picture_svg", "copy_link",
                 "export", "export_xlsx", "only_behind", "not_reported", "sample_data"):  # fmt: skip
        assert words[word] in guide, f"{word}: “{words[word]}” is not in {GUIDES[lang].name}"
    for page in load().pages.values():
        name = page.en if lang == "en" else page.zh
        assert page.id in ("governance", "pairing", "service") or name in guide, name


def test_guide_shows_every_picture_and_no_other() -> None:
    taken = {f"{shot.name}.png" for shot in _screenshots().SHOTS}
    assert {file.name for file in (ROOT / "docs" / "screenshots").glob("*.png")} == taken
    assert not {shown for page in PAGES for shown in re.findall(r"screenshots/([^)\s]+)\)", _text(page))} - taken


def test_pictures_are_fresh() -> None:
    stamp = ROOT / "docs" / "screenshots" / "STAMP"
    assert stamp.exists() and stamp.read_text(encoding="utf-8").strip() == _screenshots().stamp(), (
        "the looks, the words or the samples have changed since the pictures were taken: run `make screenshots`,"
        " look at docs/screenshots and commit them"
    )


def test_readme_opens_with_the_two_commands_then_a_picture_then_ones_own_workbook() -> None:
    text = _text(ROOT / "README.md")
    parts = ("make run", "make test", "docs/screenshots/overview.zh.png", "dashboard.py load")
    order = [text.index(part) for part in parts]
    assert order == sorted(order)
