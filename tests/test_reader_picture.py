"""`read` draws the sheet: every cell as what it is, personal texts hidden, what is left out counted."""

from __future__ import annotations

import sys
from io import StringIO
from pathlib import Path

import pytest
from reader_sheets import write
from rich.cells import cell_len
from rich.console import Console
from test_reader_registers import TEAMS

from console.picture import Painter
from console.say import Speaker
from loaders.look import Looked, look
from tests.conftest import ROOT

FORM = [
    ["全省退役军人工作主要指标汇总表（截至2026年10月底）"],
    ["填报单位：某某处", None, None, "单位：支、人"],
    ["序号", "地区", "队伍数", "志愿者", "志愿者同比（%）", "备注"],
    [None, "全省合计", 30, 600, 3.1],
    [1, "广州市", 20, 400, 2.5, "含高校"],
    [2, "韶关市", 10, "—", 4],
    [None, "其中：乐昌市", 3, 70, 1],
    ["说明：某月起口径调整"],
]
PARTS = {
    "title": {"A1"},
    "meta": {"A2", "D2"},
    "header": {"A3", "B3", "C3", "D3", "E3", "F3"},
    "label": {"B4", "B5", "B6", "B7"},
    "total": {"C4", "D4"},
    "data": {"C5", "D5", "C6"},
    "missing": {"D6"},
    "derived": {"E4", "E5", "E6", "C7", "D7", "E7"},
    "passed": {"A5", "A6", "F5"},
    "note": {"A8"},
}


def drawn(looked: Looked, width: int, *, colour: bool = False) -> list[str]:
    """The picture line by line; where there is colour, with its codes."""
    speaker, paper = Speaker("zh"), StringIO()
    terminal = "256" if colour else None
    speaker.out = Console(file=paper, width=width, force_terminal=colour, color_system=terminal, legacy_windows=False)
    Painter(speaker).sheets(looked.panes)
    return paper.getvalue().splitlines()


def form(folder: Path, **choices: int) -> Looked:
    return look(write(folder / "表.xlsx", {"十月": FORM}), **choices)


def test_every_cell_of_a_sheet_is_the_part_a_person_sees(tmp_path: Path) -> None:
    (pane,) = form(tmp_path).panes
    found: dict[str, set[str]] = {}
    for cell in pane.cells:
        found.setdefault(cell.part, set()).add(f"{chr(64 + cell.column)}{cell.row}")
    assert found == PARTS


@pytest.mark.parametrize("width", [40, 60, 80, 200])
def test_without_colour_every_cell_says_its_part_and_no_line_is_too_wide(tmp_path: Path, width: int) -> None:
    lines = drawn(form(tmp_path), width)
    assert all(cell_len(line) <= width for line in lines)
    assert "\x1b" not in "".join(lines)
    picture = "\n".join(lines)
    assert "题全省退役军人" in picture and "合30" in picture and "数20" in picture
    assert " 合 合计" in picture and " 缺 缺失" in picture  # the legend


def test_with_colour_the_marks_go_and_the_tints_come(tmp_path: Path) -> None:
    picture = "\n".join(drawn(form(tmp_path), 80, colour=True))
    assert "数20" not in picture and "20" in picture and "\x1b[" in picture and "合计、小计" in picture


def test_rows_and_columns_carry_their_real_addresses(tmp_path: Path) -> None:
    rows = [[None] * 30, [None] * 30, *([None] * 27 + row for row in FORM)]
    looked = look(write(tmp_path / "表.xlsx", {"十月": rows}))
    lines = drawn(looked, 80)
    assert lines[1].split()[:2] == ["AB", "AC"]
    assert next(line for line in lines if "广州市" in line).split()[0] == "7"


def test_what_is_not_drawn_is_counted(tmp_path: Path) -> None:
    rows = [FORM[0], ["地区", *(f"指标{n}（人）" for n in range(60))]]
    rows += [[f"第{n}村", *range(n, n + 60)] for n in range(300)]
    path = write(tmp_path / "表.xlsx", {"一": rows, "二": rows, "三": FORM})
    lines = drawn(look(path, rows=20), 80)
    assert "另有282行未显示（--rows 可多显示）" in "\n".join(lines)
    columns = len(lines[1].split())
    assert f"右边另有{61 - columns}列未显示" in "\n".join(lines)
    assert lines[-1].startswith("另有1个工作表未画出") and any("广州市" in line for line in lines)


def test_a_row_that_is_remarked_on_is_drawn(tmp_path: Path) -> None:
    rows = [FORM[0], ["地区", "队伍数"], *([name, 1] for name in ("广州市", "韶关市", "深圳市", "珠海市"))]
    rows += [[f"{name}市", 2] for name in ("汕头", "佛山", "惠州", "梅州", "河源", "江门", "茂名", "中山", "东莞")]
    rows += [["广洲市", 5], ["云浮市", 1], ["潮州市", 1], ["揭阳市", 1], ["清远市", 1]]
    (pane,) = look(write(tmp_path / "表.xlsx", {"十月": rows}), rows=12).panes
    assert 16 in pane.rows and len(pane.rows) == 12


def test_names_and_telephones_of_a_register_stay_behind_the_door(tmp_path: Path) -> None:
    looked = look(write(tmp_path / "表.xlsx", {"台账": TEAMS}, {"台账": ["B4:B5", "C4:C5"]}))
    picture = "\n".join(drawn(looked, 200))
    assert "战旗志愿服务队" in picture and "账25" in picture
    assert not [secret for secret in ("张三", "13812345678", "李四", "王五") if secret in repr(looked)]


def test_a_refused_file_has_no_picture_and_its_sentence(tmp_path: Path) -> None:
    (tmp_path / "坏.xlsx").write_bytes(b"no workbook")
    looked = look(tmp_path / "坏.xlsx")
    assert looked.reading.status == "refused" and not looked.panes and looked.reading.findings
    assert drawn(looked, 80) == []


def test_the_pictures_of_the_documents_are_fresh() -> None:
    sys.path.insert(0, str(ROOT / "docs"))
    try:
        import make_reading_pictures as pictures
    finally:
        sys.path.pop(0)
    shown = (ROOT / "docs" / "reading.md").read_text(encoding="utf-8")
    for one in pictures.DRAWINGS:
        file = ROOT / "docs" / "reading" / f"{one.name}.svg"
        assert file.read_text(encoding="utf-8") == pictures.drawn(one), "run docs/make_reading_pictures.py and look"
        assert f"reading/{one.name}.svg" in shown
