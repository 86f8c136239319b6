"""`python -m docs.make_reading_pictures`: draws sample sheets as the reader sees them, into docs/reading/*.svg.

The drawing is the one `dashboard.py read` shows on a terminal; tests/test_reader_picture.py fails when one is stale.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from html import escape
from io import StringIO
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from rich.cells import cell_len  # noqa: E402
from rich.console import Console  # noqa: E402
from rich.segment import Segment  # noqa: E402

from console.picture import Painter  # noqa: E402
from console.say import Speaker  # noqa: E402
from loaders.look import look  # noqa: E402

FOLDER = ROOT / "docs" / "reading"
# Nothing is fetched when a page with the picture is opened.
FONTS = "Consolas, Menlo, 'DejaVu Sans Mono', 'Noto Sans Mono CJK SC', 'Microsoft YaHei', monospace"
WIDE, HIGH, SIZE, EDGE = 8.0, 20, 14, 12  # a column and a line of the picture, its letters, its margin
INK, FAINT, PAPER = "#1f2328", "#6e7781", "#ffffff"
_WIDE = "\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6"
RUNS = re.compile(rf"[{_WIDE}]+|[^\s{_WIDE}]+")  # letters of one width, without blanks


class Drawing(NamedTuple):
    """A picture: its name, the sample workbook, its sheet, the rows and the columns of text."""

    name: str
    workbook: str
    sheet: str
    rows: int
    width: int


DRAWINGS = (
    Drawing("summary", "示例_全省主要指标汇总表_2026.xlsx", "10月", 18, 118),
    Drawing("city", "示例_广州市_就业月报_2026.xlsx", "10月", 28, 96),
    Drawing("circular", "示例_重点工作进度通报表_2026年1—10月.xlsx", "新增就业", 16, 96),
    Drawing("register", "示例_荣誉室（墙）登记表_2026年9月.xlsx", "登记表", 14, 118),
)


def drawn(one: Drawing) -> str:
    """The picture as SVG; ValueError when the workbook has no such sheet."""
    looked = look(ROOT / "data" / "samples" / one.workbook, rows=one.rows)
    pane = next((pane for pane in looked.panes if pane.sheet == one.sheet), None)
    if pane is None:
        raise ValueError(f"{one.workbook}: {one.sheet} ∉ {[pane.sheet for pane in looked.panes]}")
    speaker = Speaker("zh")
    speaker.out = Console(file=StringIO(), width=one.width, record=True, force_terminal=True, color_system="256",
                          legacy_windows=False)  # fmt: skip
    Painter(speaker).sheets((pane._replace(alike=""),))
    return svg(speaker.out, one.width)


def svg(console: Console, columns: int) -> str:
    """What was printed, as SVG: rich's own would squeeze Chinese letters, which are two columns wide."""
    with console._record_buffer_lock:
        lines = list(Segment.split_lines(Segment.filter_control(console._record_buffer)))
    width, height = columns * WIDE + 2 * EDGE, len(lines) * HIGH + 2 * EDGE
    shapes = "\n".join(shape for row, line in enumerate(lines) for shape in _line(EDGE + row * HIGH, line))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" width="{width:g}" '
        f'height="{height:g}" font-family="{FONTS}" font-size="{SIZE}">\n'
        f'<rect width="100%" height="100%" fill="{PAPER}"/>\n{shapes}\n</svg>\n'
    )


def _line(top: float, line: list[Segment]) -> Iterator[str]:
    left = float(EDGE)
    for text, style, _ in line:
        room = cell_len(text) * WIDE
        if style and style.bgcolor:
            fill = style.bgcolor.get_truecolor().hex
            yield f'<rect x="{left:g}" y="{top:g}" width="{room:g}" height="{HIGH}" fill="{fill}"/>'
        look = f' fill="{FAINT if style and style.dim else INK}"'
        look += ' font-weight="bold"' if style and style.bold else ""
        look += ' font-style="italic"' if style and style.italic else ""
        for run in RUNS.finditer(text):
            before, long = cell_len(text[: run.start()]) * WIDE, cell_len(run[0]) * WIDE
            place = f'x="{left + before:g}" y="{top + SIZE + 1:g}" textLength="{long:g}"'
            yield f"<text {place}{look}>{escape(run[0])}</text>"
        left += room


def main() -> None:
    """Write all of them."""
    FOLDER.mkdir(exist_ok=True)
    for one in DRAWINGS:
        (FOLDER / f"{one.name}.svg").write_text(drawn(one), encoding="utf-8")


if __name__ == "__main__":
    main()
