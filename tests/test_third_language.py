"""A language is a column of words.csv, not code: with a made-up third one every page still speaks."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any

import pytest

from answers.desk import Desk
from callbacks.router import show
from catalog.book import load
from layouts.shell import path_of
from tests.full_store import full_desk

MARK = "§"


@pytest.fixture(scope="module")
def spoken() -> tuple[Desk, Any]:
    catalog = load()
    third = {key: MARK + text for key, text in catalog.words["en"].items()}
    return full_desk(), catalog._replace(words=MappingProxyType({**catalog.words, "xx": third}))


def _text(node: Any) -> str:
    if isinstance(node, list):
        return " ".join(_text(child) for child in node[2:])
    return node if isinstance(node, str) else ""


@pytest.mark.parametrize("page", list(load().pages))
def test_every_page_speaks_a_third_language(spoken: tuple[Desk, Any], page: str) -> None:
    desk, catalog = spoken
    shown = show(desk, catalog, path_of(page), "?lang=xx")
    said = " ".join(_text(node) for node in shown.page)
    assert MARK in said and catalog.words["xx"]["error_title"] not in said
    assert catalog.words["zh"]["language_sign"] in _text(shown.tools[0]), "the switch goes round all languages"
