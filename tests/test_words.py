"""The words of the interface: both languages, the tone, and that whatever the code says is there."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from string import Formatter

from catalog.book import load

ROOT = Path(__file__).resolve().parent.parent
CATALOG = load()
ROOMS = ("catalog", "layouts", "charts", "exports", "callbacks", "answers", "analysis")


def test_words_do_not_address_the_reader_or_shout():
    for id, text in CATALOG.words["zh"].items():
        assert not re.search(r"[您你！哦]|赋能|大屏$|末位|较差|劣于", text) or id == "executive_cockpit", (id, text)


def test_word_ids_are_snake_case_and_slots_are_the_same_in_both_languages():
    for id, zh in CATALOG.words["zh"].items():
        assert re.fullmatch(r"[a-z][a-z0-9_]*", id), id
        slots = [{name for _, name, _, _ in Formatter().parse(text) if name} for text in (zh, CATALOG.words["en"][id])]
        assert slots[0] == slots[1], id


def test_words_used_in_code_exist():
    """Every literal id handed to word(…) or say(…) in the rooms is in words.csv."""
    used: list[tuple[str, str]] = []
    for room in ROOMS:
        for path in (ROOT / room).rglob("*.py"):
            used += [(path.name, id) for id in _literal_words(ast.parse(path.read_text(encoding="utf-8")))]
    assert used
    unknown = [(name, id) for name, id in used if id not in CATALOG.words["zh"]]
    assert not unknown


def _literal_words(tree: ast.AST) -> list[str]:
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
            first = node.args[0]
            if node.func.attr in ("word", "say") and isinstance(first, ast.Constant) and isinstance(first.value, str):
                found.append(("say_" if node.func.attr == "say" else "") + first.value)
    return found
