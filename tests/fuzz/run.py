"""`python -m tests.fuzz.run [COUNT] [SEED]`: so many broken workbooks through the door; exit code 1 and the files kept
in `build/fuzz-found` when one of them crashed the parser, hung, or lost a cell without a word."""

from __future__ import annotations

import random
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.fuzz.judge import complaints
from tests.fuzz.mutate import mutated, seeds


def campaign(count: int, seed: int, folder: Path) -> Iterator[tuple[Path, list[str]]]:
    """Each broken file with what was wrong about its treatment."""
    healthy = sorted(seeds().items())
    usual = "a.xlsx", seeds()["a.xlsx"]
    for number in range(count):
        dice = random.Random(f"{seed}/{number}")
        name, content = usual if dice.random() < 0.5 else dice.choice(healthy)
        for _ in range(dice.choice((1, 1, 2))):
            content = mutated(content, dice) or b"\0"
        path = folder / f"{seed}-{number}{Path(name).suffix}"
        path.write_bytes(content)
        yield path, list(complaints(path))
        path.unlink()


def main(count: int = 2000, seed: int = 1) -> int:
    """Run, keep what failed, print a count of complaints."""
    kept, found = Path("build/fuzz-found"), Counter[str]()
    with tempfile.TemporaryDirectory() as folder:
        for path, wrong in campaign(count, seed, Path(folder)):
            for complaint in wrong:
                kept.mkdir(parents=True, exist_ok=True)
                (kept / path.name).write_bytes(path.read_bytes())
                found[complaint] += 1
                print(path.name, complaint)
    print(f"{count} files, {sum(found.values())} complaints")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:3])))
