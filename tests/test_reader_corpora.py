"""Scores on other people's tables; skipped where the corpora are not beside the project."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from loaders.batch import read_many
from loaders.json_lines import as_json

CORPORA = Path(__file__).resolve().parents[2] / "shared" / "corpora"
pytestmark = pytest.mark.skipif(not CORPORA.exists(), reason="the corpora are not here")
# The sheet names in this workbook's truth are its section headings, so no reading of its cells can be matched.
UNMATCHABLE = {"au_marriage_table2"}


def scorer(name: str) -> ModuleType:
    """The corpus's own scorer as a module."""
    spec = importlib.util.spec_from_file_location(f"score_{name}", CORPORA / name / "score.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.slow
def test_troy_tables_are_read_at_least_as_well_as_the_best_published_rules() -> None:
    troy = scorer("troy200")
    paths = sorted((CORPORA / "troy200" / "tables").glob("*.xlsx"))
    totals: dict[str, list[int]] = {}
    for path, reading in zip(paths, read_many(paths), strict=True):
        truth = troy.truth_sets(CORPORA / "troy200" / "truth" / f"{path.stem}.json")
        found = troy.reading_sets(as_json(reading))
        for kind, wanted in truth.items():
            held = totals.setdefault(kind, [0, 0])
            held[0] += 2 * len(wanted & found[kind])
            held[1] += len(wanted) + len(found[kind])
    f1 = {kind: hit / all_ for kind, (hit, all_) in totals.items()}
    assert f1["pairs"] >= 0.990 and f1["entries"] >= 0.995 and f1["labels"] >= 0.985 and f1["tree"] >= 0.965, f1


@pytest.mark.slow
def test_real_workbooks_are_read_right_number_by_number() -> None:
    corpus = scorer("workbooks")
    command = f"{sys.executable} -m loaders"
    for folder in sorted(p.parent for p in (CORPORA / "workbooks").glob("*/expected.csv")):
        if folder.name not in UNMATCHABLE:
            tally = corpus.score(folder, command)
            assert tally["right"] >= 0.98 * tally["expected"], (folder.name, dict(tally))
