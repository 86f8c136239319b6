"""Many files, and one very large: order kept, a bad file costs only itself, a register of 100,000 rows passes."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter

from catalog.records import Reading
from loaders.batch import read_many
from loaders.door import limits
from loaders.door_reading import sheltered
from loaders.read import _read, read
from tests import hostile
from tests.test_grid_xlsx import package

HEADER = (
    "序号|地市|县(市、区)|镇(街道)|村(社区)|队伍名称|层级|类别|成立时间|队长|联系电话|人数|其中党员|累计时长(小时)|状态"
)


def summary(path: Path, value: int) -> Path:
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("10月")
    sheet.write(0, 0, "示例数据：新增实现就业(2026年10月) 单位：人")
    sheet.write_row(1, 0, ["地区", "新增实现就业"])
    for row, city in enumerate(["广州市", "深圳市", "珠海市"], 2):
        sheet.write_row(row, 0, [city, value + row])
    book.close()
    return path


def test_a_batch_keeps_its_order_and_one_bad_file_costs_only_itself(tmp_path: Path) -> None:
    paths = [summary(tmp_path / f"{number}.xlsx", number * 10) for number in range(12)]
    paths[4].write_bytes(paths[4].read_bytes()[:700])
    paths[7].write_bytes(b"%PDF-1.7")
    paths.insert(9, tmp_path / "没有.xlsx")
    done: list[str] = []
    readings = list(read_many(paths, lambda path, reading: done.append(reading.workbook)))
    assert [reading.workbook for reading in readings] == done == [path.name for path in paths]
    refused = {reading.workbook: reading.findings[0].code for reading in readings if reading.status == "refused"}
    assert refused == {"4.xlsx": "broken_package", "7.xlsx": "document", "没有.xlsx": "not_found"}
    assert all(reading == read(path) for path, reading in zip(paths, readings, strict=True))


def test_a_reading_that_is_stopped_names_its_file_and_keeps_its_checksum(tmp_path: Path) -> None:
    path = summary(tmp_path / "月报.xlsx", 1)
    reading = sheltered(hostile.abandon, path)
    assert isinstance(reading, Reading)
    assert (reading.status, reading.observations, len(reading.sha256)) == ("refused", (), 64)
    assert (reading.findings[0].code, reading.findings[0].severity) == ("reader_died", "error")
    assert reading.findings[0].text.startswith("月报.xlsx")


def large_register(path: Path, rows: int) -> Path:
    cities = ("广州市", "深圳市", "珠海市", "汕头市", "佛山市", "韶关市")
    columns = "ABCDEFGHIJKLMNO"

    def line(number: int, values: list[object]) -> str:
        cells = (
            f'<c r="{name}{number}"><v>{value}</v></c>'
            if isinstance(value, int)
            else f'<c r="{name}{number}" t="str"><v>{value}</v></c>'
            for name, value in zip(columns, values, strict=True)
        )
        return f'<row r="{number}">{"".join(cells)}</row>'

    lines = [line(1, list(HEADER.split("|")))]
    for row in range(rows):
        city = cities[row % 6]
        place = [city, f"示例县{row % 122}", f"示例镇{row % 1600}", f"示例村{row}", f"{city}示例村{row}战旗志愿服务队"]
        rest = ["村", "应急救援", "2021.4", "张*", "138****0000", row % 40, row % 20, row * 37 % 5000, "在册"]
        lines.append(line(row + 2, [row + 1, *place, *rest]))
    return package(path, f"<sheetData>{''.join(lines)}</sheetData>")


def test_a_stray_far_cell_is_passed_over_with_its_address_and_the_table_is_read(tmp_path: Path) -> None:
    rows = "".join(
        f'<row r="{n}"><c r="A{n}" t="str"><v>示例村{n}</v></c><c r="B{n}"><v>{n}</v></c></row>' for n in range(2, 24)
    )
    head = '<row r="1"><c r="A1" t="str"><v>地区</v></c><c r="B1" t="str"><v>人数</v></c></row>'
    stray = '<row r="1048576"><c r="XFD1048576"><v>99</v></c></row>'
    reading = read(package(tmp_path / "a.xlsx", f"<sheetData>{head}{rows}{stray}</sheetData>"))
    assert len(reading.observations) == 22
    assert [(item.ref.cell, item.reason) for item in reading.passed_over if item.reason == "far"] == [
        ("XFD1048576", "far")
    ]


@pytest.mark.slow
def test_a_register_of_a_hundred_thousand_rows_passes_within_the_memory_of_the_door(tmp_path: Path) -> None:
    path = large_register(tmp_path / "示例_志愿服务队台账_2026年10月.xlsx", 100_000)
    patient = limits()._replace(
        seconds=120.0
    )  # how long it takes is measured in bench/reading.py, not on a busy machine
    reading = sheltered(_read, path, bounds=patient)
    assert reading.status == "read", reading.findings
    assert len(reading.register_rows) == 100_000
    assert not any(word in str(row.fields) for row in reading.register_rows[:500] for word in ("张*", "138****"))
