"""A short run of the fuzz script; `python -m tests.fuzz.run 5000` is the long one."""

from __future__ import annotations

from pathlib import Path

from loaders.grid import open_book
from tests.fuzz.judge import lost
from tests.fuzz.mutate import seeds
from tests.fuzz.run import campaign


def test_no_broken_workbook_crashes_hangs_or_loses_a_cell_without_a_word(tmp_path: Path) -> None:
    assert [(path.name, wrong) for path, wrong in campaign(250, 20261031, tmp_path) if wrong] == []


def test_the_judge_of_the_fuzz_run_sees_a_lost_cell(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(seeds()["a.xlsx"])
    book = open_book(path)
    assert list(lost(path, book)) == []
    first = book.grids[0]
    less = first._replace(cells={place: cell for place, cell in first.cells.items() if place != (3, 2)})
    assert list(lost(path, book._replace(grids=(less, *book.grids[1:])))) == ["lost: 10月!B3"]
