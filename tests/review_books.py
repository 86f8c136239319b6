"""Small workbooks for the tests of the checks: written row by row, read through the real reader, stored when they are
history. A case is a workbook that fails one rule and its twin that does not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from catalog.book import load as load_catalog
from catalog.records import Finding, Reading
from loaders.read import read
from review.intake import review
from store.load import load
from tests.made import new_store
from tests.reader_sheets import write

Rows = Sequence[Sequence[Any]]
NOW = datetime(2026, 11, 5, 9, tzinfo=UTC)
CITIES = tuple(load_catalog().regions[code].zh for code in load_catalog().cities)


def cities(month: str, heads: Sequence[str], *rows: Sequence[Any]) -> list[list[Any]]:
    """A table of areas in rows: title in A1, heads in row 2 from B, first area in row 3."""
    return [[f"退役军人工作主要指标汇总表（{month}）"], ["地区", *heads], *map(list, rows)]


def everywhere(month: str, head: str, value: Any, **other: Any) -> list[list[Any]]:
    """All 21 cities with one figure, some of them another."""
    return cities(month, [head], *([city, other.get(city, value)] for city in CITIES))


def monthly(month: str, city: str, *rows: Sequence[Any]) -> list[list[Any]]:
    """The monthly employment report of a city: 本月发生 in B, 本年累计 in C, 上年同期累计 in D, from row 4."""
    return [[f"{city}退役军人就业情况月报表"], [f"报告期：{month}", None, None, None, "单位：人"],
            ["项目", "本月发生", "本年累计", "上年同期累计"], *map(list, rows)]  # fmt: skip


class Case(NamedTuple):
    """A rule, the workbook that breaks it, the one that does not, the cell it must name, and what was known before."""

    code: str
    bad: Rows
    good: Rows
    cell: str
    history: Mapping[str, Mapping[str, Rows]] = {}
    name: str = "报表.xlsx"
    severity: str = "warning"


def book(folder: Path, name: str, sheets: Mapping[str, Rows]) -> Reading:
    """A workbook of several sheets, read."""
    return read(write(folder / name, sheets))


def found_in(folder: Path, name: str, rows: Rows, history: Mapping[str, Mapping[str, Rows]] = {}) -> list[Finding]:
    """What reader and checks say of a workbook in a store that holds the others."""
    folder.mkdir(parents=True, exist_ok=True)
    engine = new_store(folder)
    known = [book(folder, title, sheets) for title, sheets in history.items()]
    if known:
        contents = {item.sha256: (folder / item.workbook).read_bytes() for item in known}
        report = load(engine, known, contents, who="审核员", reason="测试用的历史数据")
        assert report.accepted, report.findings
    item = book(folder, name, {"Sheet1": rows})
    assert item.status == "read" and (item.observations or item.register_rows), item.findings
    return [*item.findings, *review(engine, [item], NOW)[item.sha256]]
