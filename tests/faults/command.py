"""The real command, killed with every process it has started."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

from amounts import tell

from store.check import check
from store.engine import open_existing
from store.submissions import submissions

ROOT = Path(__file__).parents[2]


def command_killed(folder: Path, kills: int) -> None:
    """`load` of a dozen sample workbooks, again and again into one store; each kill at a random moment of its run."""
    dice, landed, path = random.Random(11), Counter[str](), folder / "command.db"
    files = sorted((ROOT / "data" / "samples").glob("*广州市_就业月报*"))
    command = [sys.executable, "dashboard.py", "load", *map(str, files), "--database", str(path)]
    assert subprocess.run([*command, "--dry-run"], cwd=ROOT, capture_output=True).returncode == 0
    begin = time.monotonic()
    subprocess.run([*command, "--dry-run"], cwd=ROOT, capture_output=True, check=True)
    whole = time.monotonic() - begin
    for _ in range(kills):
        running = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                                   start_new_session=True)  # fmt: skip
        time.sleep(dice.uniform(0.3, 1.1) * whole)
        acknowledged = running.poll() == 0
        os.killpg(running.pid, signal.SIGKILL) if running.poll() is None else None
        running.wait()
        engine = open_existing(str(path))
        stored = len(submissions(engine))
        assert check(engine) == [] and stored in (0, len(files)) and (stored or not acknowledged)
        landed["done" if acknowledged else "landed unsaid" if stored else "absent"] += 1
        engine.dispose()
        if stored:
            for leftover in folder.glob("command.db*"):
                leftover.unlink()
            subprocess.run([*command, "--dry-run"], cwd=ROOT, capture_output=True, check=True)
    assert subprocess.run(command, cwd=ROOT, capture_output=True).returncode == 0
    assert check(open_existing(str(path))) == []
    tell(f"the command killed with its readers: {kills} kills; {dict(landed)}; failures 0")
