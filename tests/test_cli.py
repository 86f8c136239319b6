"""The command line as a person or a script meets it: real processes, real files, exit codes that can be trusted."""

from __future__ import annotations

import json
import shutil
import sqlite3
import time
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from shell import SAMPLE, one_sample, run

from catalog import book
from catalog.settings import Settings


def real_workbook(folder: Path, name: str = "志愿服务汇总表_2026年10月.xlsx", teams: int = 812) -> Path:
    """A small summary of two cities, without any 示例 mark."""
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    for line in (
        ["志愿服务情况汇总表（2026年10月）"],
        ["单位：支、人"],
        ["地区", "志愿服务队（支）", "志愿者（人）"],
        ["广州市", teams, 18650],
        ["深圳市", 655, 15321],
    ):
        sheet.append(line)
    path = folder / name
    made.save(path)
    return path


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "wuli.db"


def test_loading_twice_adds_nothing_and_check_finds_the_store_whole(database: Path) -> None:
    first = run("load", SAMPLE, "--database", database)
    assert first.returncode == 0 and "已入库1个文件" in first.stdout
    again = run("load", SAMPLE, "--database", database)
    assert again.returncode == 0 and "没有重复入库" in again.stdout and "已入库" not in again.stdout
    whole = run("check", "--database", database)
    assert whole.returncode == 0 and "数据库完好" in whole.stdout


def test_messages_follow_the_users_language(database: Path) -> None:
    assert "Loaded 1 files" in run("load", SAMPLE, "--database", database, lang="en").stdout
    assert "The store is whole" in run("check", "--database", database, lang="en").stdout
    clean = {"WULI_LANG": "", "LC_ALL": "", "LC_MESSAGES": "", "LANG": "en_GB.UTF-8"}
    assert "The store is whole" in run("check", "--database", database, **clean).stdout
    assert "数据库完好" in run("check", "--database", database, **(clean | {"LANG": "C.UTF-8"})).stdout


def test_the_database_may_be_named_before_or_after_the_command_or_in_the_environment() -> None:
    for done in (
        run("--database", one_sample(), "check"),
        run("check", "--database", f"sqlite:///{one_sample()}"),
        run("check", WULI_DATABASE=str(one_sample())),
    ):
        assert done.returncode == 0 and str(one_sample()) in done.stdout


def test_a_folder_with_one_bad_file_loads_nothing(tmp_path: Path, database: Path) -> None:
    folder = tmp_path / "报送"
    folder.mkdir()
    real_workbook(folder)
    (folder / "坏.xlsx").write_bytes(b"not a workbook at all")
    (folder / "~$志愿.xlsx").write_bytes(b"lock file of an office program")
    done = run("load", folder, "--database", database)
    assert done.returncode == 1 and "坏.xlsx" in done.stderr and "没有入库" in done.stderr
    assert "Traceback" not in done.stderr and "~$" not in done.stderr
    (folder / "坏.xlsx").unlink()
    assert run("load", folder, "--database", database).returncode == 0


def test_real_data_over_samples_is_refused_until_it_replaces_them(tmp_path: Path, database: Path) -> None:
    shutil.copy(one_sample(), database)
    real = real_workbook(tmp_path)
    refused = run("load", real, "--database", database)
    assert refused.returncode == 1 and "--replace-samples" in refused.stderr and real.name in refused.stderr
    replaced = run("load", real, "--replace-samples", "--database", database)
    assert replaced.returncode == 0 and "已撤下1个示例文件" in replaced.stdout
    assert run("check", "--database", database).returncode == 0


def test_two_files_for_one_form_and_period_are_refused_naming_both(tmp_path: Path, database: Path) -> None:
    first, second = real_workbook(tmp_path), real_workbook(tmp_path, "汇总表_2026年10月_新.xlsx", teams=813)
    assert run("load", first, "--database", database).returncode == 0
    done = run("load", second, "--database", database)
    assert done.returncode == 1
    for part in (first.name, second.name, "812", "813", "B4", "广州市", "更正"):
        assert part in done.stderr
    mended = real_workbook(tmp_path, "汇总表_2026年10月_更正.xlsx", teams=814)
    assert run("load", mended, "--database", database).returncode == 0


def test_with_a_reason_the_contradicting_file_is_loaded_as_a_correction(tmp_path: Path, database: Path) -> None:
    first, second = real_workbook(tmp_path), real_workbook(tmp_path, "汇总表_2026年10月_新.xlsx", teams=813)
    assert run("load", first, "--database", database).returncode == 0
    done = run("load", second, "--reason", "漏报一支", "--database", database)
    assert done.returncode == 0 and "其中1个文件按更正入库" in done.stdout and "完全取代" in done.stdout
    assert run("check", "--database", database).returncode == 0


def test_a_submission_is_listed_and_withdrawn_with_a_reason(tmp_path: Path, database: Path) -> None:
    assert run("load", real_workbook(tmp_path), "--database", database).returncode == 0
    silent = run("withdraw", "1", "--database", database)
    assert silent.returncode == 1 and "理由" in silent.stderr
    assert "已撤回第1次报送" in run("withdraw", "1", "--reason", "误报", "--database", database).stdout
    listed = run("submissions", "--database", database).stdout
    assert "第1次报送" in listed and "已撤回" in listed and "误报" in listed
    assert run("submissions", "--state", "accepted", "--database", database).stdout == ""


def test_a_dry_run_stores_nothing(tmp_path: Path, database: Path) -> None:
    real = real_workbook(tmp_path)
    done = run("load", real, "--dry-run", "--database", database)
    assert done.returncode == 0 and "没有写入" in done.stdout
    assert "将入库1个文件" in done.stdout and "已入库" not in done.stdout
    assert "已入库1个文件" in run("load", real, "--database", database).stdout


def test_a_column_that_is_left_out_is_said(tmp_path: Path, database: Path) -> None:
    path = real_workbook(tmp_path)
    made = load_workbook(path)
    made.worksheets[0]["C3"] = "注册志愿者人数（人）"
    made.save(path)
    done = run("load", path, "--database", database)
    assert done.returncode == 0 and f"! {path.name}" in done.stderr and "C4" in done.stderr
    assert "注册志愿者人数" in done.stderr and "不入库" in done.stderr


def test_check_says_what_is_broken_and_fails(database: Path) -> None:
    shutil.copy(one_sample(), database)
    raw = sqlite3.connect(database)
    raw.execute("UPDATE observations SET value = value + 1 WHERE value IS NOT NULL")
    raw.commit()
    raw.close()
    done = run("check", "--database", database)
    assert done.returncode == 1 and SAMPLE.name in done.stderr


def test_a_missing_store_is_said_and_not_made(database: Path) -> None:
    done = run("check", "--database", database)
    assert done.returncode == 1 and str(database) in done.stderr and not database.exists()


def test_a_locked_store_is_said_in_time(tmp_path: Path, database: Path) -> None:
    shutil.copy(one_sample(), database)
    other = sqlite3.connect(database, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    start = time.monotonic()
    done = run("load", SAMPLE.with_name("示例_广州市_就业月报_2026.xlsx"), "--database", database, WULI_PATIENCE="0.5")
    assert done.returncode == 1 and "占用" in done.stderr and "wuli.db" in done.stderr
    assert time.monotonic() - start < 15
    other.execute("ROLLBACK")


def test_a_store_that_may_only_be_read_is_said() -> None:
    url = f"sqlite:///file:{one_sample()}?mode=ro&uri=true"
    done = run("load", SAMPLE.with_name("示例_广州市_就业月报_2026.xlsx"), "--database", url)
    assert done.returncode == 1 and "只能读取" in done.stderr and "Traceback" not in done.stderr
    assert run("check", "--database", url).returncode == 0


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (("load",), "PATH"),
        (("load", "/no/such/file.xlsx"), "/no/such/file.xlsx"),
        (("load", "--nonsense", "x"), "--nonsense"),
        (("nonsense",), "nonsense"),
        (("export", "--table", "volunteers"), "--output"),
        (("export", "--table", "volunteers", "-o", "x.pdf"), "x.pdf"),
        (("read",), "FILE"),
    ],
)
def test_wrong_usage_is_a_sentence_and_exit_code_2(arguments: tuple[str, ...], part: str) -> None:
    done = run(*arguments)
    assert done.returncode == 2 and part in done.stderr
    assert "Traceback" not in done.stderr and done.stderr.strip().endswith("。")


def test_read_prints_one_json_object_a_workbook_and_writes_nothing(tmp_path: Path, database: Path) -> None:
    bad = tmp_path / "坏.xlsx"
    bad.write_bytes(b"no workbook")
    done = run("read", "--json", SAMPLE, WULI_DATABASE=str(database))
    assert done.returncode == 0 and not database.exists()
    (line,) = done.stdout.splitlines()
    read = json.loads(line)
    assert read["file"] == SAMPLE.name and read["status"] == "read" and read["cells"]
    mixed = run("read", "--json", bad, "--", SAMPLE)
    assert mixed.returncode == 1
    assert [json.loads(line)["status"] for line in mixed.stdout.splitlines()] == ["refused", "read"]


def test_settings_lists_every_setting_with_its_origin() -> None:
    done = run("settings", WULI_PORT="9001")
    lines = {line.split()[0]: line for line in done.stdout.splitlines()}
    assert set(lines) == set(Settings._fields)
    assert "9001" in lines["port"] and "环境变量" in lines["port"] and "默认" in lines["host"]
    assert all(f"setting_{name}" in book.load().words["en"] for name in Settings._fields)


def test_a_setting_that_cannot_be_used_is_named() -> None:
    done = run("check", WULI_PORT="eighty")
    assert done.returncode == 2 and "WULI_PORT" in done.stderr and "eighty" in done.stderr


def test_export_writes_the_rows_of_the_page(tmp_path: Path) -> None:
    book_path, text_path = tmp_path / "表.xlsx", tmp_path / "表.csv"
    for path in (book_path, text_path):
        done = run("export", "--table", "employment", "--area", "west", "-o", path, "--database", one_sample())
        assert done.returncode == 0, done.stderr
        assert "已导出3行" in done.stdout
    assert text_path.read_bytes().startswith(b"\xef\xbb\xbf")
    assert "茂名市" in text_path.read_text(encoding="utf-8-sig")
    sheet = load_workbook(book_path).worksheets[0]
    cells = [cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert "茂名市" in cells and any(isinstance(value, (int, float)) for value in cells)
    assert any("示例数据" in str(value) for value in cells)
    there = run("export", "--table", "employment", "-o", tmp_path / "none" / "x.csv", "--database", one_sample())
    assert there.returncode == 2 and str(tmp_path / "none" / "x.csv") in there.stderr
    unknown = run("export", "--table", "nonsense", "-o", book_path, "--database", one_sample())
    assert unknown.returncode == 2 and "employment" in unknown.stderr


def test_export_writes_a_register_of_the_areas_asked_for(tmp_path: Path, sample_database: str) -> None:
    target = tmp_path / "荣誉室.xlsx"
    chosen = ("--table", "hon_sites_register", "--area", "north")
    done = run("export", *chosen, "-o", target, "--database", sample_database)
    assert done.returncode == 0, done.stderr
    sheet = load_workbook(target, read_only=True).worksheets[0]
    texts = {str(cell) for row in sheet.iter_rows(values_only=True) for cell in row[:2] if cell is not None}
    assert {"韶关", "清远"} <= {text.removesuffix("市") for text in texts}
    assert not {"广州", "湛江"} & {text.removesuffix("市") for text in texts}
    assert "电话" not in str(list(sheet.iter_rows(max_row=6, values_only=True)))
