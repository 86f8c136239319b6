"""What several test files share: a store filled with the sample workbooks through the real door, once a session, and
kept under build/ between sessions while neither the workbooks nor the code that reads them change."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
# What decides what the store holds: the workbooks, the words they are read by, and the code that reads and stores.
DECIDES = ("data/samples", "data/catalog", "loaders", "store", "catalog", "console")
# Only how it is shown.
SHOWN = ("data/catalog/words.csv", "data/catalog/pages.toml")


@pytest.fixture(scope="session")
def sample_database(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a store that holds data/samples; a copy, so that no test can spoil the kept one."""
    copy = tmp_path_factory.mktemp("samples") / "wuli.db"
    shutil.copyfile(sample_store(), copy)
    return f"sqlite:///{copy}"


def sample_store(folder: Path = ROOT / "build" / "stores") -> Path:
    """The kept store file; loads the samples (half a minute) when there is none for the present files and code."""
    kept = folder / f"{fingerprint()}.db"
    if kept.exists():
        return kept
    folder.mkdir(parents=True, exist_ok=True)
    for old in sorted(folder.glob("*.db"), key=os.path.getmtime)[:-2]:
        old.unlink(missing_ok=True)
    making = folder / f"making-{os.getpid()}.db"
    try:
        _load(making)
        making.replace(kept)
    finally:
        making.unlink(missing_ok=True)
    return kept


def _load(place: Path) -> None:
    """As a first start does it."""
    command = [sys.executable, "dashboard.py", "samples", "--database", f"sqlite:///{place}"]
    clean = {name: value for name, value in os.environ.items() if not name.startswith("WULI_")}
    done = subprocess.run(command, cwd=ROOT, env=clean, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stderr[-3000:]
    for left in ("-wal", "-shm"):
        assert not Path(f"{place}{left}").exists(), "the store was not closed: its file alone would not be whole"


def fingerprint() -> str:
    """One short name for everything that decides what the store holds."""
    made = hashlib.sha256()
    for file in sorted(file for name in DECIDES for file in (ROOT / name).rglob("*")):
        name = file.relative_to(ROOT).as_posix()
        if file.is_file() and "__pycache__" not in file.parts and name not in SHOWN:
            made.update(name.encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    return made.hexdigest()[:16]
