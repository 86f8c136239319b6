"""`python bench/reading.py [ROUNDS]`: our whole reading beside the raw `pandas.read_excel` + openpyxl, in the same run.

Ours gives tidy observations with header chains, regions, periods and cell references; pandas a frame of raw values.
Each measurement runs in a process of its own, so that the peak memory is its own; the best of the rounds is printed
(times on a shared machine only compare within one run). The workbooks are generated, nothing in them is real.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import xlsxwriter

ROOT = Path(__file__).resolve().parents[1]
HEADER = (
    "序号|地市|县(市、区)|镇(街道)|村(社区)|队伍名称|层级|类别|成立时间|"
    "队长|联系电话|人数|其中党员|累计时长(小时)|品牌|状态|备注"
)
CITIES = (
    "广州市 深圳市 珠海市 汕头市 佛山市 韶关市 河源市 梅州市 惠州市 汕尾市 东莞市",
    "中山市 江门市 阳江市 湛江市 茂名市 肇庆市 清远市 潮州市 揭阳市 云浮市",
)
NAMES = " ".join(CITIES).split()
MEASURE = """
import json, resource, sys, time, warnings
from pathlib import Path
warnings.simplefilter("ignore")
path = Path(sys.argv[1])
{prepare}
wall, cpu = time.perf_counter(), time.process_time()
result = {run}
wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
who = resource.getrusage(resource.RUSAGE_SELF)
kids = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps([wall, cpu, who.ru_maxrss / 1024, {count}]))
"""
WAYS = {
    "pandas + openpyxl, raw": (
        "import pandas as pd",
        "pd.read_excel(path, header=None, engine='openpyxl')",
        "result.size",
    ),
    "openpyxl, styles": ("import openpyxl", "openpyxl.load_workbook(path)", "len(result.worksheets)"),
    "ours: grid": (
        "import gc; gc.disable()\nfrom loaders.grid import open_book",
        "open_book(path)",
        "sum(len(grid.cells) for grid in result.grids)",
    ),
    "ours: whole reading, one process": (
        "import gc; gc.disable()\nfrom loaders.grid import open_book\nfrom loaders.read import interpret",
        "interpret(open_book(path))",
        "len(result.observations) + len(result.register_rows)",
    ),
    "ours: read() behind the door": (
        "from loaders.read import read\nread(Path('none.csv'))",
        "read(path)",
        "len(result.observations) + len(result.register_rows)",
    ),
}


def matrix(path: Path, rows: int, columns: int) -> Path:
    """A table of areas by indicators with a title, bold headers and number formats: rows × columns cells."""
    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    sheet, bold, money = book.add_worksheet("10月"), book.add_format({"bold": True}), book.add_format()
    money.set_num_format("#,##0.00")
    sheet.write(0, 0, "示例数据：分地区指标表(2026年10月)", bold)
    sheet.write_row(1, 0, ["地区", *(f"指标{column}(人)" for column in range(1, columns))], bold)
    for row in range(2, rows):
        sheet.write(row, 0, f"{NAMES[row % 21]}第{row}村")
        for column in range(1, columns):
            value = (row * 7919 + column * 104729) % 1_000_003 / 100
            sheet.write_number(row, column, value, money if column % 2 else None)
    book.close()
    return path


def register(path: Path, rows: int) -> Path:
    """A register of volunteer teams like form F04: rows × 17 columns."""
    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    sheet = book.add_worksheet("登记表")
    sheet.write(0, 0, "示例数据：志愿服务队登记表(截至2026年10月底)")
    sheet.write_row(1, 0, HEADER.split("|"))
    for row in range(rows):
        city = NAMES[row % 21]
        team = [
            row + 1,
            city,
            f"示例县{row % 122}",
            f"示例镇{row % 1600}",
            f"示例村{row}",
            f"{city}示例村{row}战旗志愿服务队",
        ]
        rest = ["张*", "138****0000", row % 40, row % 20, row * 37 % 5000, "战旗", "在册", ""]
        sheet.write_row(row + 2, 0, [*team, "村", "应急救援", "2021.4", *rest])
    book.close()
    return path


def measured(path: Path, way: tuple[str, str, str], rounds: int) -> tuple[float, float, float, int]:
    """Best wall-clock and processor seconds, peak megabytes, and how much came out."""
    code = MEASURE.format(prepare=way[0], run=way[1], count=way[2])
    found = []
    for _ in range(rounds):
        env = {**os.environ, "PYTHONPATH": str(ROOT)}
        out = subprocess.run([sys.executable, "-c", code, path], capture_output=True, text=True, env=env, check=False)
        if out.returncode:
            return float("nan"), float("nan"), float("nan"), -1
        found.append(json.loads(out.stdout))
    return min(one[0] for one in found), min(one[1] for one in found), max(one[2] for one in found), found[0][3]


def main(rounds: int = 3) -> None:
    """Print one table a workbook."""
    with tempfile.TemporaryDirectory() as folder:
        files = {
            "200,000 cells": matrix(Path(folder) / "matrix.xlsx", 10_000, 20),
            "register, 15,000 rows": register(Path(folder) / "register.xlsx", 15_000),
            "register, 100,000 rows": register(Path(folder) / "large.xlsx", 100_000),
        }
        for title, path in files.items():
            large = path.name == "large.xlsx"
            print(
                f"\n{title} ({path.stat().st_size / 1e6:.1f} MB)\n{'':36}{'seconds':>9}{'CPU':>9}{'peak MB':>9}  items"
            )
            for name, way in WAYS.items():
                if not (large and "openpyxl" in name):
                    wall, cpu, peak, count = measured(path, way, 1 if large else rounds)
                    print(f"{name:36}{wall:9.2f}{cpu:9.2f}{peak:9.0f}  {count:,}", flush=True)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
