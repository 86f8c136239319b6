"""`python -m loaders FILE…`: one JSON object a line, for the scorers. The full command is `dashboard.py read`."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from loaders.json_lines import as_json
from loaders.read import read


def main(paths: list[str]) -> int:
    """Prints one object a workbook; 0 when all were read, 1 when some were refused, 2 without a file."""
    refused = 0
    for path in paths:
        reading = read(Path(path))
        refused += reading.status == "refused"
        print(json.dumps(as_json(reading), ensure_ascii=False))
    return (1 if refused else 0) if paths else 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
