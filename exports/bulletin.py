"""A bulletin of one period as .docx: the composed blocks, edited, set in official form, with comments on request."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any, NamedTuple

from catalog import papers
from catalog.papers import Papers
from exports.briefing import Briefing
from exports.briefing import title as title_of
from exports.bulletin_edits import Edit, applied
from exports.bulletin_form import formed, lettered
from exports.bulletin_text import Block, Composed, Table, compose
from exports.provenance import lines as provenance
from exports.safe import clean
from exports.tokens import colour

WHOLE = 30  # rows of a table that fit a page
_STYLES = {"title": "Title", "first": "Heading 1", "second": "Heading 2", "caption": "Caption", "subtitle": "Title"}


class Signed(NamedTuple):
    """What only the office knows and is never invented: its name, the date, the document's number. Empty: not there."""

    issuer: str = ""
    date: str = ""
    number: str = ""


class Bulletin(NamedTuple):
    """The file, and the sentences that were left out with why."""

    content: bytes
    left_out: tuple[tuple[str, str], ...]


class Setting(NamedTuple):
    """What every block is set with."""

    document: Any
    briefing: Briefing
    papers: Papers
    sources: bool
    signed: Signed


def bulletin(briefing: Briefing, kind: str, edits: Mapping[str, Edit] | None = None, signed: Signed | None = None, *,
             sources: bool = False) -> Bulletin:  # fmt: skip
    """The .docx of a kind (通报, 简报, 月报). sources: comments say where the figures of a paragraph are from.

    Raises BadEdits for an edit of a paragraph that is not there, KeyError for an unknown kind.
    """
    made: Composed = compose(briefing, kind)
    found = papers.load()
    document = formed(briefing.view.lang, found.fonts)
    setting = Setting(document, briefing, found, sources, signed or Signed())
    _head(setting)
    before = ""
    for block in applied(made.blocks, edits or {}):
        _set(setting, block, after_table=before == "table")
        before = block.role
    if kind == "简报":
        _signature(setting)
    _about(setting, kind)
    out = io.BytesIO()
    document.save(out)
    return Bulletin(out.getvalue(), made.left_out)


def _about(setting: Setting, kind: str) -> None:
    properties, briefing = setting.document.core_properties, setting.briefing
    properties.title = title_of(briefing)
    properties.subject = briefing.view.word("sample_note") if briefing.frame.sample else kind
    properties.author = properties.last_modified_by = setting.signed.issuer
    properties.comments = ""


def _head(setting: Setting) -> None:
    """示例 on every page; the number of the document only where it was given."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt, RGBColor

    view, section = setting.briefing.view, setting.document.sections[0]
    if setting.briefing.frame.sample:
        for header in (section.header, section.even_page_header):
            paragraph = header.paragraphs[0]
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            paragraph.paragraph_format.first_line_indent = Pt(0)
            run = paragraph.add_run(view.word("sample_note"))
            lettered(run, setting.papers.fonts["table"], setting.papers.fonts["latin"], view.lang)
            run.font.color.rgb = RGBColor.from_string(colour("plan"))
    if setting.signed.number:
        paragraph = setting.document.add_paragraph(clean(setting.signed.number))
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.first_line_indent = Pt(0)


def _set(setting: Setting, block: Block, *, after_table: bool) -> None:
    if block.role == "table" and block.table:
        _table(setting, block, block.table)
    elif block.role == "break":
        setting.document.add_page_break()
    elif block.role == "signature":
        _signature(setting)
    else:
        _paragraph(setting, block, after_table=after_table)


def _paragraph(setting: Setting, block: Block, *, after_table: bool) -> None:
    from docx.shared import Pt

    paragraph = setting.document.add_paragraph(style=_STYLES.get(block.role, "Normal"))
    if after_table:
        paragraph.paragraph_format.space_before = Pt(10)
    run = paragraph.add_run(clean(block.text))
    if block.role in ("to", "annexes", "annex"):
        annexed = block.role == "annexes" and setting.briefing.view.lang == "zh"
        paragraph.paragraph_format.first_line_indent = Pt(32 if annexed else 0)
    if block.role == "annex":
        lettered(run, setting.papers.fonts["first"], setting.papers.fonts["latin"], setting.briefing.view.lang)
    if setting.sources and (block.kpis or block.original):
        _comment(setting, [run], block)


def _comment(setting: Setting, runs: list[Any], block: Block) -> None:
    """Where the figures of a paragraph are from; of an edited one also how it read."""
    view = setting.briefing.view
    said = [view.word("bul_was_edited", text=block.original)] if block.original else []
    said += provenance(view, block.kpis, setting.briefing.sources)
    setting.document.add_comment(runs, clean("\n".join(said)), author=view.word("bul_author"), initials="W")


def _signature(setting: Setting) -> None:
    """Office and date at the right, four characters in; nothing where nobody said who and when."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    for text in filter(None, (setting.signed.issuer, setting.signed.date)):
        paragraph = setting.document.add_paragraph(clean(text))
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        paragraph.paragraph_format.right_indent = Pt(64)


# ------------------------------------------------------------------ tables
def _table(setting: Setting, block: Block, table: Table) -> None:
    """A ruled table with its heading repeated on every page; rows are not torn apart."""
    from docx.enum.table import WD_TABLE_ALIGNMENT

    made = setting.document.add_table(rows=len(table.rows) + 1, cols=len(table.heads), style="Table Grid")
    made.alignment = WD_TABLE_ALIGNMENT.CENTER
    made.autofit = False
    _widths(made, table)
    _narrow(made)
    for number, (texts, row) in enumerate(zip((table.heads, *table.rows), made.rows, strict=True)):
        _kept(row, head=number == 0)
        for text, cell, align in zip(texts, row.cells, table.align, strict=True):
            _cell(setting, cell, text, "c" if number == 0 else align, bold=number == 0)
            # a table that fits a page is not torn in two
            cell.paragraphs[0].paragraph_format.keep_with_next = number < len(table.rows) <= WHOLE
    first = made.rows[0].cells[0].paragraphs[0].runs
    if setting.sources and block.kpis and first:
        _comment(setting, [first[0]], block)


def _widths(made: Any, table: Table) -> None:
    from docx.shared import Mm

    from exports.bulletin_form import WIDE

    for column, part in zip(made.columns, table.widths, strict=True):
        column.width = Mm(WIDE * part / sum(table.widths))
        for cell in column.cells:
            cell.width = column.width


def _narrow(made: Any) -> None:
    """One millimetre beside the text of a cell, so that ten signs stand on one line."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        edge = OxmlElement(f"w:{side}")
        edge.set(qn("w:w"), "57")
        edge.set(qn("w:type"), "dxa")
        margins.append(edge)
    properties = made._tbl.tblPr
    look = properties.find(qn("w:tblLook"))
    properties.append(margins) if look is None else look.addprevious(margins)


def _kept(row: Any, *, head: bool) -> None:
    from docx.oxml import OxmlElement

    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if head:
        properties.append(OxmlElement("w:tblHeader"))


def _cell(setting: Setting, cell: Any, text: str, align: str, *, bold: bool) -> None:
    from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
    from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Pt

    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    paragraph = cell.paragraphs[0]
    sides = {"l": WD_ALIGN_PARAGRAPH.LEFT, "r": WD_ALIGN_PARAGRAPH.RIGHT, "c": WD_ALIGN_PARAGRAPH.CENTER}
    paragraph.alignment = sides[align]
    shape = paragraph.paragraph_format
    shape.first_line_indent, shape.line_spacing_rule, shape.line_spacing = Pt(0), WD_LINE_SPACING.EXACTLY, Pt(16)
    free = OxmlElement("w:snapToGrid")  # the page's 22 lines are for the text, not for a table
    free.set(qn("w:val"), "0")
    paragraph._p.get_or_add_pPr().insert_element_before(free, "w:spacing", "w:ind", "w:jc")
    run = paragraph.add_run(clean(text))
    run.bold = bold
    lettered(run, setting.papers.fonts["table"], setting.papers.fonts["latin"]._replace(size=10.5),
             setting.briefing.view.lang)  # fmt: skip
