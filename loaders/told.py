"""What a person said of a sheet, as notes that stay with the submission: later nobody has to guess why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from catalog import period as calendar
from catalog.records import CellRef, Finding, Reading
from catalog.saying import sentence
from loaders.knowledge import know
from loaders.saying import say

Corrections = Mapping[str, Mapping[str, Mapping[str, str]]]


def told_notes(reading: Reading, corrections: Corrections) -> Iterator[Finding]:
    """One note for each column, row and sheet that was put right, at its first cell."""
    first: dict[tuple[str, str], CellRef] = {}
    for o in reading.observations:
        letters = o.ref.cell.rstrip("0123456789")
        for kind, place in (("columns", f"!{letters}"), ("rows", f"!{o.ref.cell[len(letters):]}"), ("sheets", "")):
            first.setdefault((kind, o.ref.sheet + place), o.ref)
    for row in reading.register_rows:
        first.setdefault(("sheets", row.sheet), CellRef(reading.workbook, row.sheet, f"A{row.line}"))
    for kind, places in corrections.items():
        for place, words in places.items():
            if (kind, place) in first:
                zh, en = (_said(kind, place, words, lang) for lang in ("zh", "en"))
                yield say("told_by_hand", "note", first[kind, place], what_zh=zh, what_en=en)


def _said(kind: str, place: str, words: Mapping[str, str], lang: str) -> str:
    """C列：指标=累计服务时长，单位=万小时."""
    parts = [f"{sentence(f'submit_word_{word}', lang)}={_value(word, value, lang)}" for word, value in words.items()]
    comma, colon = ("，", "：") if lang == "zh" else (", ", ": ")
    name = place.rpartition("!")[2]
    where = sentence(f"told_{kind}", lang, name=name)
    return where + colon + comma.join(parts)


def _value(word: str, value: str, lang: str) -> str:
    book = know().catalog
    if word == "indicator":
        return book.indicators[value].zh if lang == "zh" else book.indicators[value].en
    if word == "region":
        return book.regions[value].zh if lang == "zh" else book.regions[value].en
    if word in ("measure", "role"):
        return sentence(f"{word}_{value}", lang)
    return calendar.text(value, lang) if word == "period" else value
