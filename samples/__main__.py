"""`python -m samples [FOLDER]` writes every sample workbook; `--targets` fits data/catalog/targets.csv first."""

from __future__ import annotations

import sys
from pathlib import Path

from samples import targets
from samples.build import build

HOME = Path(__file__).resolve().parent.parent / "data"


def main(arguments: list[str]) -> int:
    """Write the workbooks into FOLDER (data/samples when none is given)."""
    if "--targets" in arguments:
        targets.write(HOME / "catalog" / "targets.csv")
        return 0
    folder = Path(arguments[0]) if arguments else HOME / "samples"
    paths = build(folder)
    sys.stdout.write(f"{len(paths)} workbooks, {sum(p.stat().st_size for p in paths) / 1e6:.1f} MB: {folder}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
