"""Workbooks with something wrong in them: bytes, zip members, XML. The same seed makes the same file."""

from __future__ import annotations

import io
import random
import re
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import xlsxwriter

from tests.test_grid_other import SPREADSHEETML
from tests.test_grid_xlsb import xlsb

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"
WORDS = [
    *("", "0", "-1", "1e309", "NaN", "99999999999999999999", "2147483648", "4294967295", "true"),
    *("#REF!", "XFD1048576", "A0", "ZZZZ1", "A1:XFD1048576", "１２", "—", "…", "=cmd|' /C calc'!A1", "人" * 40_000),
    *(
        "s",
        "str",
        "e",
        "b",
        "inlineStr",
        "../../x",
        "&amp;",
        "<c/>",
        "]]>",
        "\x00",
        "\ufffe",
        "<!-- x -->",
        "<!DOCTYPE a>",
    ),
]

CSV = (
    '地区,单位编码,统计月份,人数,备注\n"广州市","=""440100""",202610,"1,860","甲\n乙"\n'
    "深圳市,440300,202610,812,\n合计,,,2672,\n"
)
HTML = (
    "<html><meta charset=utf-8><table><tr><th rowspan=2>地区<th colspan=2>就业<tr><td>人数<td>比例"
    "<tr><td>广州市<td x:num='1234.5'>1,234.5<td>12%<tr><td>深圳市<td>#N/A<td>&nbsp;</table></html>"
)


def xlsx() -> bytes:
    """A small summary with a merged header, a total, a formula, an error, formats and a second, hidden sheet."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet, bold, percent = (
        book.add_worksheet("10月"),
        book.add_format({"bold": True}),
        book.add_format({"num_format": "0.0%"}),
    )
    sheet.merge_range(0, 0, 0, 4, "主要指标汇总表(截至2026年10月底)", bold)
    sheet.write_row(1, 0, ["地区", "新增就业(人)", "目标", "完成率", "备注"])
    for row, city in enumerate(["广州市", "深圳市", "珠海市", "汕头市", "韶关市"], 2):
        sheet.write_row(row, 0, [city, row * 811, row * 900.5])
        sheet.write(row, 3, 0.9 + row / 100, percent)
        sheet.write(row, 4, "说明 & 补充" if row % 2 else "")
    sheet.write_formula(7, 1, "=SUM(B3:B7)", None, 16220)
    sheet.write_formula(8, 1, "=1/0", None, "#DIV/0!")
    sheet.write_boolean(8, 2, True)
    sheet.write_comment(2, 1, "含农垦")
    sheet.set_row(6, None, None, {"hidden": True})
    other = book.add_worksheet("模板")
    other.write(3, 3, 5)
    other.hide()
    book.close()
    return out.getvalue()


def xlsb_content() -> bytes:
    """The xlsb of its own test."""
    with tempfile.TemporaryDirectory() as folder:
        return xlsb(Path(folder) / "a.xlsb").read_bytes()


def seeds() -> dict[str, bytes]:
    """One healthy file of each kind."""
    return {
        "a.xlsx": xlsx(), "a.csv": CSV.encode(), "b.csv": CSV.encode("gb18030"), "a.html": HTML.encode(),
        "a.xlsb": xlsb_content(), "b.xls": SPREADSHEETML.format(encoding="UTF-8").encode(),
        "a.xls": (FIXTURES / "styled.xls").read_bytes(), "a.ods": (FIXTURES / "styled.ods").read_bytes(),
    }  # fmt: skip


def flipped(content: bytes, dice: random.Random) -> bytes:
    """A few bytes changed."""
    out = bytearray(content)
    for _ in range(dice.choice((1, 2, 8, 64))):
        out[dice.randrange(len(out))] = dice.randrange(256)
    return bytes(out)


def cut(content: bytes, dice: random.Random) -> bytes:
    """The end, or a piece of the middle, is missing."""
    first = dice.randrange(len(content))
    return content[:first] + (content[first + dice.randrange(1, 200) :] if dice.random() < 0.5 else b"")


def doubled(content: bytes, dice: random.Random) -> bytes:
    """A piece is there twice."""
    first = dice.randrange(len(content))
    last = min(len(content), first + dice.randrange(1, 400))
    return content[:last] + content[first:last] + content[last:]


def worded(content: bytes, dice: random.Random) -> bytes:
    """A value, an attribute or a text becomes something odd."""
    text = content.decode("utf-8", "surrogateescape")
    places = list(re.finditer(r'(?<=")[^"<>]{0,40}(?=")|(?<=>)[^<>]{1,60}(?=<)|(?<=,)[^,\n]{1,30}(?=,)', text))
    if not places:
        return flipped(content, dice)
    for _ in range(dice.choice((1, 1, 3))):
        spot = dice.choice(places)
        text = text[: spot.start()] + dice.choice(WORDS) + text[spot.end() :]
        places = [place for place in places if place.end() < spot.start()] or [spot]
    return text.encode("utf-8", "surrogateescape")


def tagged(content: bytes, dice: random.Random) -> bytes:
    """An element goes, comes twice or changes its name."""
    text = content.decode("utf-8", "surrogateescape")
    tags = list(re.finditer(r"<[^<>]+>", text))
    if not tags:
        return doubled(content, dice)
    spot = dice.choice(tags)
    tag = spot.group()
    new = dice.choice(("", tag * 2, tag.replace("c", "v", 1), "<!--" + tag + "-->", "<x:" + tag[1:], tag.upper()))
    return (text[: spot.start()] + new + text[spot.end() :]).encode("utf-8", "surrogateescape")


CHANGES: list[Callable[[bytes, random.Random], bytes]] = [flipped, cut, doubled, tagged, worded, worded, worded]


def mutated(content: bytes, dice: random.Random) -> bytes:
    """One file with one fault; inside a package the fault is in a member and the zip around it is whole."""
    if content[:2] != b"PK" or dice.random() < 0.15:
        return dice.choice(CHANGES)(content, dice)
    try:
        return _member_mutated(content, dice)
    except Exception:  # the package was broken before: break it some more
        return flipped(content, dice)


def _member_mutated(content: bytes, dice: random.Random) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        names = old.namelist()
        sheets = [name for name in names if "sheet" in name.lower() or "content" in name]
        chosen = dice.choice(sheets if dice.random() < 0.6 else names)
        for name in names:
            member = old.read(name)
            if name != chosen:
                new.writestr(name, member)
            elif dice.random() < 0.95 and member:
                new.writestr(name, dice.choice(CHANGES[1:] if dice.random() < 0.8 else CHANGES)(member, dice))
    return out.getvalue()
