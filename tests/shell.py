"""The command line as a shell starts it."""

from __future__ import annotations

import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "data" / "samples" / "示例_茂名市_就业月报_2026.xlsx"


def run(*arguments: object, lang: str = "zh", **environment: str) -> subprocess.CompletedProcess[str]:
    """dashboard.py with these arguments, as from a shell."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("WULI_")}
    return subprocess.run(
        [sys.executable, "dashboard.py", *map(str, arguments)],
        cwd=ROOT, env=clean | {"WULI_LANG": lang, "PYTHONIOENCODING": "utf-8"} | environment,
        capture_output=True, text=True, encoding="utf-8", timeout=120,
    )  # fmt: skip


@cache
def one_sample() -> Path:
    """A store with one sample workbook in it, made once; to be copied by whoever changes it."""
    path = Path(mkdtemp(prefix="wuli-test-")) / "wuli.db"
    assert run("load", SAMPLE, "--database", path).returncode == 0
    return path
