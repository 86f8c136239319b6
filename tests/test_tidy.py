"""The long form: every stored figure a line, read back without a difference, the same in every format."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path

import pytest
from shell import one_sample, run

from answers.desk import Desk
from callbacks.tidy import long_form
from catalog import book
from catalog.records import Scope
from catalog.view import View
from exports.tidy import sdmx_time
from loaders.read import read
from review.diff import difference
from store.engine import open_store


@pytest.fixture(scope="module")
def desk() -> Desk:
    return Desk(open_store(f"sqlite:///{one_sample()}"), book.load())


def view(desk: Desk, lang: str = "zh") -> View:
    return View(desk.catalog, Scope(lang=lang), "/")


def lines(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def test_the_long_form_is_read_back_without_a_difference(desk: Desk, tmp_path: Path) -> None:
    file = long_form(desk, view(desk), "csv")
    path = tmp_path / "长表.csv"
    path.write_bytes(file.content)
    reading = read(path)
    assert reading.sample and file.rows > 100
    found = difference(desk.engine, reading, desk.catalog)
    assert not found.changed and not found.new, (found.changed[:3], found.new[:3])
    assert len(found.unchanged) == file.rows


def test_every_format_holds_the_same_figures(desk: Desk) -> None:
    made = {form: long_form(desk, view(desk), form) for form in ("csv", "csv_gb", "json", "package", "sdmx")}
    assert {file.rows for file in made.values()} == {made["csv"].rows}
    plain = [(row["地区代码"], row["指标代码"], row["报告期"], row["数值"]) for row in lines(made["csv"].content)]
    told = json.loads(made["json"].content)
    assert [(row["region_code"], row["indicator_code"], row["period"], row["value"]) for row in told["rows"]] == [
        (region, indicator, period, float(value) if value else None) for region, indicator, period, value in plain]
    sdmx = lines(made["sdmx"].content)
    assert [(row["REF_AREA"], row["INDICATOR"], row["TIME_PERIOD"], row["OBS_VALUE"]) for row in sdmx] == [
        (region, indicator, sdmx_time(period), value) for region, indicator, period, value in plain]  # fmt: skip
    with zipfile.ZipFile(io.BytesIO(made["package"].content)) as packed:
        described = json.loads(packed.read("datapackage.json"))
        inside = lines(packed.read("figures.csv"))
    fields = [field["name"] for field in described["resources"][0]["schema"]["fields"]]
    assert list(inside[0]) == fields and [row["value"] for row in inside] == [row[3] for row in plain]
    keys = [tuple(row[name] for name in described["resources"][0]["schema"]["primaryKey"]) for row in inside]
    assert len(set(keys)) == len(keys)
    assert made["csv_gb"].content.decode("gb18030").splitlines()[1:] == (
        made["csv"].content.decode("utf-8-sig").splitlines()[1:])  # fmt: skip


def test_sample_figures_say_so_in_every_line_and_every_cell_is_named(desk: Desk) -> None:
    rows = lines(long_form(desk, view(desk), "csv").content)
    assert {row["备注"] for row in rows} == {"示例数据"}
    assert all(row["来源工作簿"] and row["来源工作表"] and row["来源单元格"] for row in rows)
    assert {row["状态"] for row in rows} <= {"已报送", "未报送", "不适用"}
    english = lines(long_form(desk, view(desk, "en"), "csv").content)
    assert {row["Remark"] for row in english} == {desk.catalog.words["en"]["sample_data"]}


def test_periods_as_sdmx_writes_them() -> None:
    assert [sdmx_time(period) for period in ("2026", "2026-Q3", "2026-10", "2026-H1", "2026-01/2026-02")] == [
        "2026", "2026-Q3", "2026-10", "2026-S1", "2026-01-01/P2M"]  # fmt: skip


def test_the_command_writes_the_file_or_says_why_not(tmp_path: Path) -> None:
    database = str(one_sample())
    out = tmp_path / "x.csv"
    done = run("data", "-o", str(out), "--from", "2026-10", WULI_DATABASE=database)
    assert done.returncode == 0 and "2026" in out.read_text(encoding="utf-8-sig"), done.stderr
    assert run("data", "-o", str(tmp_path / "x.txt"), WULI_DATABASE=database).returncode == 2
    assert run("data", "-o", str(out), "--from", "Oktober", WULI_DATABASE=database).returncode == 2
