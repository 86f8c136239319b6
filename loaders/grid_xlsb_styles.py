"""The styles part of an xlsb → one Look for each cell format."""

from __future__ import annotations

import struct
from collections.abc import Iterable

from loaders.door_zip import Element
from loaders.grid_xlsx_styles import INDEXED, PLAIN, USUAL, Look, format_code, look, theme_colors, tinted
from loaders.records import Style

FONT, FORMAT, FILL, BORDER, CELL_FORMAT, BEGIN_CELL_FORMATS, END_CELL_FORMATS = 43, 44, 45, 46, 47, 617, 618
ALIGN = ("", "left", "center", "right", "fill", "justify", "centerContinuous", "distributed")
INDEX, RGB, THEME = 1, 2, 3


def wide(content: bytes, place: int) -> tuple[str, int]:
    """The string at a place (length, UTF-16) and where it ends; a missing one (length FFFFFFFF) is empty."""
    (length,) = struct.unpack_from("<I", content, place)
    if length == 0xFFFFFFFF:
        return "", place + 4
    end = place + 4 + 2 * length
    if end > len(content):
        raise IndexError
    return content[place + 4 : end].decode("utf-16-le", "surrogatepass"), end


def looks(records: Iterable[tuple[int, bytes]], theme: Element) -> list[Look]:
    """One Look for each cell format, equal styles shared."""
    themed = theme_colors(theme)
    codes: dict[int, str] = {}
    fonts, fills, borders, found = [], [], [], []
    shared: dict[Style, Look] = {PLAIN: USUAL}
    inside = False
    for kind, content in records:
        if kind == FORMAT:
            codes[struct.unpack_from("<H", content)[0]] = wide(content, 2)[0]
        elif kind == FONT:
            flags, weight = struct.unpack_from("<HH", content, 2)
            color = _color(content[12:20], themed)
            fonts.append((weight >= 600, bool(flags & 2), "" if color == "000000" else color))
        elif kind == FILL:
            fills.append(_color(content[4:12], themed) if content[0] not in (0, 17) else "")
        elif kind == BORDER:
            order = ((21, "L"), (1, "T"), (31, "R"), (11, "B"))
            borders.append("".join(letter for place, letter in order if content[place]))
        elif kind in (BEGIN_CELL_FORMATS, END_CELL_FORMATS):
            inside = kind == BEGIN_CELL_FORMATS
        elif kind == CELL_FORMAT and inside:
            style = _style(content, codes, fonts, fills, borders)
            found.append(shared.setdefault(style, look(style)))
    return found


def _style(
    content: bytes, codes: dict[int, str], fonts: list[tuple[bool, bool, str]], fills: list[str], borders: list[str]
) -> Style:
    number, font, fill, border = struct.unpack_from("<HHHH", content, 2)
    bold, italic, color = fonts[font] if font < len(fonts) else (False, False, "")
    return Style(
        bold, italic, content[11], format_code(codes, number), fills[fill] if fill < len(fills) else "", color,
        borders[border] if border < len(borders) else "", ALIGN[content[12] & 7],
    )  # fmt: skip


def _color(content: bytes, themed: list[str]) -> str:
    kind, index = content[0] >> 1, content[1]
    (tint,) = struct.unpack_from("<h", content, 2)
    if kind == RGB:
        return content[4:7].hex().upper()
    if kind == THEME and index < len(themed):
        return tinted(themed[index], str(tint / 32767))
    return INDEXED[index] if kind == INDEX and index < len(INDEXED) else ""
