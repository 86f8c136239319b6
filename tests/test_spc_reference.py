"""Row for row against what NHSRplotthedots 0.2.2 prints; skipped where its reference rows are not beside the project.

They are other people's data and are measured with, never kept here: tests/test_spc.py holds the same rules on series of
our own.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from analysis.spc import xmr

FOLDER = Path(__file__).resolve().parents[2] / "shared" / "corpora" / "spc"
pytestmark = pytest.mark.skipif(not FOLDER.exists(), reason="the reference rows are not here")
OURS = {"mean": "mean_col", "lpl": "lpl", "upl": "upl"}


def drawn(rows: pd.DataFrame, direction: str, screen: bool, fix: float) -> pd.DataFrame:
    target = rows.target.iloc[-1]
    return xmr(rows.y.tolist(), direction=direction, screen_outliers=screen,
               target=None if pd.isna(target) else float(target), fix_after=None if pd.isna(fix) else int(fix))


def unlike(ours: pd.DataFrame, theirs: pd.DataFrame, names: dict[str, str]) -> list[str]:
    """Every difference, limits to 1e-9, in words."""
    wrong = []
    for at, (mine, row) in enumerate(zip(ours.to_dict("records"), theirs.to_dict("records"), strict=True)):
        for column in ours.columns:
            got, wanted = mine[column], row[names.get(column, column)]
            if pd.isna(got) and pd.isna(wanted):
                continue
            limit = column in OURS
            same = not (pd.isna(got) or pd.isna(wanted)) and (abs(got - wanted) <= 1e-9 if limit else got == wanted)
            if not same:
                wrong.append(f"{at} {column}: {got} != {wanted}")
    return wrong


def test_every_row_of_the_random_series_is_the_peer_s() -> None:
    table = pd.read_csv(FOLDER / "random120.csv")
    wrong, rows = {}, 0
    for name, series in table.groupby("series"):
        first = series.iloc[0]
        ours = drawn(series, first.improvement_direction, first.screen_outliers, first.fix_after)
        found = unlike(ours, series, {})
        told = None if pd.isna(first.assurance) else first.assurance
        if found or ours.attrs["assurance"] != told or ours.attrs["variation"] != series.point_type.iloc[-1]:
            wrong[name] = [*found, ours.attrs["assurance"], told]
        rows += len(ours)
    assert not wrong and rows == 2389


def test_every_row_of_the_named_cases_is_the_peer_s_degenerate_ones_too() -> None:
    table = pd.read_csv(FOLDER / "named_cases.csv")
    wrong, cases = {}, 0
    for (name, _), rows in table.groupby(["case", "rebase_group"]):
        first = rows.iloc[0]
        ours = drawn(rows, first.dir, first.screen, first.fix)
        told = None if pd.isna(first.assurance) else first.assurance
        if found := unlike(ours, rows, {"mean": "mean_col"}):
            wrong[name] = found
        assert ours.attrs["assurance"] == told, name
        cases += 1
    assert not wrong and cases == 28


def test_the_peer_s_own_example_is_matched() -> None:
    rows = pd.read_csv(FOLDER / "ae_breaches_36_months.csv")
    assert not unlike(drawn(rows, "decrease", True, float("nan")), rows, {"mean": "mean_col"})
