"""Which encoding a text is in: never one that makes rare characters of everyday words; a judgement is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from loaders.grid_encoding import decoded, everyday
from loaders.read import read

TRADITIONAL = "地區,志願服務隊,志願者人數\n廣州市,812,18650\n韶關市,33,440\n深圳市,1,20\n"
SIMPLE = "地区,志愿服务队,志愿者人数\n广州市,812,18650\n韶关市,33,440\n深圳市,1,20\n"
RARE = "地市,县区,镇街,村居,名称\n广州市,番禺区,洛浦街道,沙滘村,陇枧岽垌\n梅州市,大埔县,枫朗镇,岃上村,坜背塱肚\n"


@pytest.mark.parametrize(
    ("text", "encoding", "told"),
    [(TRADITIONAL, "big5", "big5"), (SIMPLE, "gb18030", "gb18030"), (TRADITIONAL, "gb18030", "gb18030"),
     (RARE, "gb18030", "gb18030"), (SIMPLE, "utf-8", "utf-8"), (TRADITIONAL, "utf-8", "utf-8"),
     ("a,b\n1,2\n", "ascii", "utf-8"), ("区,人\n广州,2\n", "gb18030", "gb18030")],
)  # fmt: skip
def test_a_text_is_read_as_it_was_written(text: str, encoding: str, told: str) -> None:
    found = decoded(text.encode(encoding))
    assert (found.text, found.encoding) == (text, told) and found.sure == (told != "big5")


def test_a_big5_table_is_read_with_its_figures_and_said(tmp_path: Path) -> None:
    path = tmp_path / "志願服務_202610.csv"
    path.write_bytes(TRADITIONAL.encode("big5"))
    reading = read(path)
    assert [(o.region, o.value) for o in reading.observations if o.ref.cell.startswith("B")] == [
        ("440100", 812), ("440200", 33), ("440300", 1)]  # fmt: skip
    assert [(f.code, f.severity) for f in reading.findings if f.code.startswith("text_")] == [("text_big5", "warning")]


def test_a_big5_page_saved_as_xls_is_read_and_said(tmp_path: Path) -> None:
    rows = "".join(f"<tr>{''.join(f'<td>{x}</td>' for x in line.split(','))}</tr>" for line in TRADITIONAL.split())
    (tmp_path / "表_202610.xls").write_bytes(f"<html><body><table>{rows}</table></body></html>".encode("big5"))
    reading = read(tmp_path / "表_202610.xls")
    assert "text_big5" in {f.code for f in reading.findings}
    assert {o.region for o in reading.observations} == {"440100", "440200", "440300"}


def test_a_text_that_is_odd_in_every_encoding_is_said(tmp_path: Path) -> None:
    text = "㐀㐁㐂,㐃,㐄\n㐅㐆㐇㐈,1,2\n"
    (tmp_path / "x.csv").write_bytes(text.encode("gb18030"))
    assert "text_odd" in {f.code for f in read(tmp_path / "x.csv").findings}


def test_everyday_characters_are_told_from_rare_ones() -> None:
    assert everyday(SIMPLE) == everyday(TRADITIONAL) == 1 and everyday("跋腀狝叭钉璸") < 0.6
