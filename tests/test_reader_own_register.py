"""A city's own register has no column for the city: the title says whose it is, or the load stops with a sentence."""

from __future__ import annotations

from pathlib import Path

import openpyxl

from loaders.read import read

HEADS = ["序号", "县(市、区)", "镇(街道)", "名称", "类型", "级别", "地址", "面积(㎡)", "建成时间"]


def _book(folder: Path, title: str, name: str) -> Path:
    sheet = (book := openpyxl.Workbook()).active
    assert sheet is not None
    sheet.title = "登记表"
    sheet.append([title])
    sheet.append(HEADS)
    for number in range(1, 9):
        named = f"第{number}荣誉室"
        sheet.append([number, "梅江区", "江南街道", named, "室", "镇", f"某路{number}号", 40 + number, "2022.4"])
    book.save(folder / name)
    return folder / name


def test_the_city_of_the_title_holds_for_every_line(tmp_path: Path) -> None:
    found = read(_book(tmp_path, "梅州市退役军人荣誉室（墙）登记表（2026年9月）", "登记表.xlsx"))
    assert [row.region for row in found.register_rows] == ["441400"] * 8
    assert found.observations == () and not [one for one in found.findings if one.severity == "error"]


def test_a_register_that_names_no_city_is_said_and_stops_the_load(tmp_path: Path) -> None:
    found = read(_book(tmp_path, "退役军人荣誉室（墙）登记表（2026年9月）", "登记表.xlsx"))
    faults = [one for one in found.findings if one.severity == "error"]
    assert [(one.code, one.ref.cell) for one in faults] == [("register_without_city", "D3")]
    assert "哪个市" in faults[0].text
