"""Loading all samples beside a plain read of the same files, and writing the largest table beside pandas."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "data" / "samples"


def compare(folder: Path) -> list[tuple[str, list[float]]]:
    """(what, [ours, plain]) in seconds."""
    database = f"sqlite:///{folder / 'samples.db'}"
    rows = [("all samples: ours into the store, theirs only read, s", [_load(database), _plain_read()])]
    rows.append(
        ("register of 15,000 teams to .xlsx, s", [_export(database, folder / "register.xlsx"), _plain_export(folder)])
    )
    return rows


def _timed(command: list[str], **environment: str) -> float:
    begin = time.perf_counter()
    subprocess.run(command, check=True, env=os.environ | environment, stdout=subprocess.DEVNULL, cwd=ROOT)
    return time.perf_counter() - begin


def _load(database: str) -> float:
    return _timed([sys.executable, "dashboard.py", "load", str(SAMPLES)], WULI_DATABASE=database)


def _plain_read() -> float:
    begin = time.perf_counter()
    for path in sorted(SAMPLES.iterdir()):
        if path.suffix == ".xlsx":
            pd.read_excel(path, sheet_name=None, header=None, engine="openpyxl")
        elif path.suffix == ".csv":
            pd.read_csv(path, encoding="gb18030", header=None, names=list(range(40)))
    return time.perf_counter() - begin


def _export(database: str, path: Path) -> float:
    command = [sys.executable, "dashboard.py", "export", "--table", "vol_teams_register", "-o", str(path)]
    return _timed(command, WULI_DATABASE=database)


def _plain_export(folder: Path) -> float:
    """The same sheet as pandas writes it, the process's start included as in ours."""
    source = next(path for path in SAMPLES.iterdir() if "服务队台账" in path.name and path.suffix == ".xlsx")
    frame = pd.read_excel(source, header=None)
    frame.to_pickle(folder / "register.pkl")
    script = (
        f"import pandas; pandas.read_pickle({str(folder / 'register.pkl')!r}).to_excel({str(folder / 'plain.xlsx')!r})"
    )
    return _timed([sys.executable, "-c", script])
