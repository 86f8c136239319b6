"""The form of an official document, GB/T 9704: paper, margins, fonts with what stands in for them, page numbers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from catalog.papers import Font

# A4 with a type area of 156 × 225 mm, 22 lines of 28 characters; margins above and left of it (GB/T 9704 5.2, 5.3).
TOP, LEFT, WIDE, HIGH = 37.0, 28.0, 156.0, 225.0
LINES, SIGNS = 22, 28
PITCH = HIGH / 25.4 * 72 / LINES  # points from line to line


def formed(lang: str, fonts: Mapping[str, Font]) -> Any:
    """An empty document in this form: styles, page numbers and stand-ins for fonts that may not be installed."""
    from docx import Document  # half a second that only a bulletin needs

    document = Document()
    _paper(document.sections[0])
    for name, role in (("Normal", "text"), ("Title", "title"), ("Heading 1", "first"), ("Heading 2", "second"),
                       ("Caption", "first")):  # fmt: skip
        # 黑体 and 小标宋 are heavy themselves; Times is not
        _style(document.styles[name], fonts[role], fonts["latin"], lang, bold=lang != "zh" and name != "Normal")
    _spaced(document)
    _numbered(document, fonts)
    _stand_ins(document, fonts)
    return document


def _paper(section: Any) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Mm

    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.left_margin = Mm(TOP), Mm(LEFT)
    section.right_margin, section.bottom_margin = Mm(210 - LEFT - WIDE), Mm(297 - TOP - HIGH)
    section.header_distance, section.footer_distance = Mm(15), Mm(297 - TOP - HIGH - 7 - 5)
    for old in section._sectPr.findall(qn("w:docGrid")):
        section._sectPr.remove(old)
    grid = OxmlElement("w:docGrid")
    grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), str(round(PITCH * 20)))
    section._sectPr.append(grid)


def lettered(run_or_style: Any, font: Font, latin: Font, lang: str) -> None:
    """Family and size: `han` for 汉字, Times for figures and Latin letters."""
    from docx.oxml.ns import qn
    from docx.shared import Pt

    run_or_style.font.size = Pt(font.size)
    properties = run_or_style.element.get_or_add_rPr()
    families = properties.get_or_add_rFonts()
    for name in list(families.attrib):
        del families.attrib[name]
    for name, family in (("ascii", latin.han), ("hAnsi", latin.han), ("eastAsia", font.han), ("cs", latin.han)):
        families.set(qn(f"w:{name}"), family)
    _spoken(properties, lang)


def _spoken(properties: Any, lang: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    said = OxmlElement("w:lang")
    said.set(qn("w:val"), "en-GB" if lang != "zh" else "en-US")
    said.set(qn("w:eastAsia"), "zh-CN")
    properties.append(said)


def _style(style: Any, font: Font, latin: Font, lang: str, *, bold: bool) -> None:
    from docx.oxml.ns import qn
    from docx.shared import RGBColor

    lettered(style, font, latin, lang)
    style.font.bold, style.font.italic = bold, False
    style.font.color.rgb = RGBColor(0, 0, 0)
    for border in style.element.findall(f".//{qn('w:pBdr')}"):
        border.getparent().remove(border)
    for spacing in style.element.findall(f".//{qn('w:contextualSpacing')}"):
        spacing.getparent().remove(spacing)


def _spaced(document: Any) -> None:
    """22 lines a page; two characters in front of a paragraph; headings stay with what they head; no widows."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
    from docx.shared import Pt

    for name in ("Normal", "Title", "Heading 1", "Heading 2", "Caption"):
        shape = document.styles[name].paragraph_format
        shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(PITCH if name != "Title" else 36)
        shape.space_before = shape.space_after = Pt(0)
        shape.widow_control = True
        shape.first_line_indent = Pt(0 if name in ("Title", "Caption") else 32)
        shape.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        shape.keep_with_next = name != "Normal"
    for name in ("Title", "Caption"):
        document.styles[name].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.styles["Title"].paragraph_format.space_after = Pt(PITCH)


def _numbered(document: Any, fonts: Mapping[str, Font]) -> None:
    """— 1 — in 四号: odd pages at the right, even pages at the left, one character in (GB/T 9704 7.5)."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    document.settings.odd_and_even_pages_header_footer = True
    section = document.sections[0]
    right, left = WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.LEFT
    for footer, side in ((section.footer, right), (section.even_page_footer, left)):
        paragraph = footer.paragraphs[0]
        paragraph.alignment = side
        paragraph.paragraph_format.first_line_indent = Pt(0)
        if side == right:
            paragraph.paragraph_format.right_indent = Pt(14)
        else:
            paragraph.paragraph_format.left_indent = Pt(14)
        for piece in ("— ", None, " —"):
            run = paragraph.add_run(piece or "")
            lettered(run, fonts["page"], fonts["page"], "zh")
            if piece is None:
                _field(run, "PAGE")


def _field(run: Any, code: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for kind in ("begin", None, "end"):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            element.text = code
        run._r.append(element)


def _stand_ins(document: Any, fonts: Mapping[str, Font]) -> None:
    """The font table says which family stands in for one that is not installed: 方正小标宋 → 宋体; never a box."""
    from docx.opc.constants import RELATIONSHIP_TYPE as RT

    part = document.part.part_related_by(RT.FONT_TABLE)
    text = part.blob.decode("utf-8")
    made = dict.fromkeys((font.han, font.instead) for font in fonts.values())
    missing = [(name, instead) for name, instead in made if f'w:name="{name}"' not in text]
    entries = "".join(f'<w:font w:name="{name}"><w:altName w:val="{instead}"/><w:charset w:val="86"/>'
                      f'<w:family w:val="auto"/></w:font>' for name, instead in missing)  # fmt: skip
    part._blob = text.replace("</w:fonts>", f"{entries}</w:fonts>").encode("utf-8")
