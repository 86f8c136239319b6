"""What the reader finds it says once, in the cell's own unit, and counts what it does not list."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from click.testing import CliRunner

from dashboard import main
from loaders.checks import worked_out
from loaders.most import MOST
from tests.reader_sheets import reading_of, write
from tests.review_books import CITIES, cities, found_in

MONTHS = ["1月（小时）", "2月（小时）", "3月（万小时）", "全年（万小时）"]
YEAR = "2026年志愿服务时长"
HEAD = "2026年10月退役军人志愿服务情况"


def found(tmp_path: Path, rows: list[list[Any]], code: str) -> list[str]:
    tmp_path.mkdir(exist_ok=True)
    return [f.text for f in reading_of(tmp_path / "表.xlsx", rows).findings if f.code == code]


def hours(*whole: float) -> list[list[Any]]:
    rows = zip(("广州市", "深圳市", "珠海市"), (30000, 31000, 28000), whole, strict=False)
    return [[YEAR], ["地区", *MONTHS], *([city, first, 29000, 2.1, total] for city, first, total in rows)]


def test_months_in_several_units_add_up_to_the_year_without_a_warning(tmp_path: Path) -> None:
    assert not found(tmp_path, hours(8.0, 8.1, 7.8), "total_mismatch")


def test_a_whole_year_that_does_not_add_up_is_said_in_its_own_unit(tmp_path: Path) -> None:
    (said,) = found(tmp_path, hours(8.0645, 8.1, 7.8), "total_mismatch")
    assert "表中为“8.0645”，按各月之和重算为8，请核对。" in said and "80,0" not in said


def test_more_findings_of_a_kind_than_are_listed_are_counted(tmp_path: Path) -> None:
    heads = [f"第{n}项未知指标" for n in range(MOST + 15)]
    rows = [[HEAD], ["地区", "志愿者（人）", *heads], ["广州市", 5, *heads], ["深圳市", 6, *range(len(heads))]]
    rows[2][2:] = list(range(len(heads)))
    said = found(tmp_path, rows, "unknown_indicator")
    assert len(said) == MOST + 1
    assert "另有15处同样的问题（指标不在目录）" in said[-1] and "15 more of the same" in said[-1]


def test_one_wrong_figure_is_one_finding_of_its_cell(tmp_path: Path) -> None:
    """A total wrong against its areas and its months alike."""
    rows = [[YEAR + "（小时）"], ["地区", "1月", "2月", "3月", "全年"], ["合计", 3, 5, 7, 99],
            ["广州市", 1, 2, 3, 6], ["深圳市", 2, 3, 4, 9]]  # fmt: skip
    reading = reading_of(tmp_path / "表.xlsx", rows)
    at = [f for f in reading.findings if f.ref.cell == "E3"]
    assert len(at) == 1 and at[0].text.count("请核对") == 1 and at[0].text.count("表中为") == 1
    assert "按各地区之和重算为15；按各月之和重算为15，请核对。" in at[0].text
    assert worked_out(reading.observations) == at


def test_a_total_that_lacks_only_a_misspelt_city_is_not_doubted(tmp_path: Path) -> None:
    def rows(name: str, total: int) -> list[list[Any]]:
        return [[HEAD], ["地区", "志愿者（人）"], ["广州市", 50], ["深圳市", 60], [name, 70], ["全省合计", total]]

    lost = reading_of(tmp_path / "a.xlsx", rows("茂明市", 180)).findings
    assert [f.code for f in lost] == ["unknown_region"]
    both = reading_of(tmp_path / "b.xlsx", rows("茂明市", 200)).findings
    assert {f.code for f in both} == {"unknown_region", "total_mismatch"}


def test_a_clerk_reads_first_what_a_clerk_can_do(tmp_path: Path) -> None:
    rows = [[HEAD], ["地区", "志愿者（人）"], ["广州市", 50], ["深圳市", 60], ["茂明市", 70]]
    (said,) = found(tmp_path, rows, "unknown_region")
    zh, en = said.splitlines()
    assert "是否为“茂名市”？请改正后重新上传，或在数据上报页点该行指定地区" in zh
    assert zh.index("数据上报页") < zh.index("管理员") < zh.index("aliases.csv")
    assert "(茂名市)? Correct it and upload again" in en and en.index("upload page") < en.index("administrator")


def test_an_identity_names_its_indicators_in_each_language(tmp_path: Path) -> None:
    heads = ["荣誉室（墙）总数（个）", "荣誉室（个）", "荣誉墙（面）"]
    rows = [["2026年10月荣誉室建设情况"], ["地区", *heads], ["广州市", 9, 3, 4], ["深圳市", 7, 3, 4]]
    (said,) = found(tmp_path, rows, "identity")
    zh, en = said.splitlines()
    assert "为9，应等于" in zh and "（C3、D3）7，请核对。" in zh
    assert not any("\u4e00" <= ch <= "\u9fff" for ch in en.split(": ", 1)[1]) and "is 9, = " in en and "7. Please" in en


def test_a_check_against_history_says_both_figures_in_one_unit(tmp_path: Path) -> None:
    """The form prints 万小时, the earlier one 小时."""
    def sheet(month: int, unit: str, value: float) -> list[list[Any]]:
        return cities(f"2026年{month}月", [f"累计志愿服务时长（{unit}）"], ["广州市", value], ["深圳市", value])

    past = {"九月.xlsx": {"表": sheet(9, "小时", 79645)}}
    falls = found_in(tmp_path, "十月.xlsx", sheet(10, "万小时", 7.0645), past)
    said = next(f.text for f in falls if f.code == "cumulative_fall")
    zh, en = said.splitlines()
    assert "7.0645（合70,645小时）" in zh and "79,645" in zh and "7.0645 (70,645 " in en


def test_the_command_line_tells_figures_from_cells_without_one(tmp_path: Path) -> None:
    heads = ["志愿服务队（支）", "志愿者（人）"]
    rows = cities("2026年10月", heads, ["广州市", 812, 90], ["深圳市", 300, 80], ["潮州市"])
    path = write(tmp_path / "表.xlsx", {"表": rows})
    database = f"sqlite:///{tmp_path / 'wuli.db'}"
    seen = CliRunner().invoke(main, ["read", str(path)])
    assert "4个数字（另有2格未报送或没有数）" in seen.output, seen.output
    loaded = CliRunner().invoke(main, ["load", str(path), "--database", database])
    assert "4个数字（另有2格未报送或没有数）" in loaded.output
    assert "潮州市整行空白（2格），按“未报送”处理" in loaded.output


def test_a_city_whose_name_is_misspelt_is_not_called_missing_too(tmp_path: Path) -> None:
    rows = [[city.replace("茂名", "茂明"), 100] for city in CITIES]
    found = found_in(tmp_path, "表.xlsx", cities("2026年10月", ["志愿服务队（支）"], *rows))
    assert [f.code for f in found] == ["unknown_region"]
