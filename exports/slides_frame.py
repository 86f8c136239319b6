"""The empty deck: ours, or an office's own template; its layouts by name, and what stands on every slide.

A slide is laid out on a grid of 1280 units across; positions are given in units, whatever the template's size.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from copy import deepcopy
from pathlib import Path
from typing import Any, NamedTuple

from catalog.papers import Deck
from catalog.view import View
from exports.tokens import colour

UNITS, TALL = 1280, 720
SIDE, TOP, BOTTOM = 54, 124, 660
TEMPLATES = Path(__file__).resolve().parent.parent / "data" / "templates"


class BadTemplate(Exception):
    """A template that cannot be used; `word` is a row of words.csv for `fields`."""

    def __init__(self, word: str, **fields: str) -> None:
        super().__init__(word)
        self.word = word
        self.fields = fields


class Frame(NamedTuple):
    """An open deck. unit: EMU of a grid unit. cover, body: the layouts. own: it is not an office's template."""

    deck: Any
    unit: float
    cover: Any
    body: Any
    own: bool
    view: View


class Sheet(NamedTuple):
    """One slide with the room its layout leaves for content, in units."""

    slide: Any
    frame: Frame
    left: float
    top: float
    width: float
    bottom: float

    def emu(self, units: float) -> int:
        return round(units * self.frame.unit)

    def points(self, units: float) -> float:
        """Points of a length in units: sizes of letters follow the slide's size."""
        return units * self.frame.unit / 12700

    def size(self, points: float) -> int:
        """EMU of a letter size that is meant for a slide of 33.87 cm."""
        return round(points * 12700 * self.frame.unit / 9525)

    @property
    def height(self) -> float:
        return self.bottom - self.top


def template(folder: Path = TEMPLATES) -> Path | None:
    """The office's own template: the first .pptx of data/templates by name; None when there is none."""
    found = sorted(path for path in folder.glob("*.pptx") if not path.name.startswith("~")) if folder.is_dir() else []
    return found[0] if found else None


def opened(view: View, fonts: Deck, path: Path | None) -> Frame:
    """An empty deck on the template at `path`, or on our own plain one. Raises BadTemplate."""
    from pptx import Presentation  # half a second that only a deck needs

    if path is None:
        return _ours(Presentation(), view, fonts)
    try:
        deck = Presentation(str(path))
    except Exception as fault:
        raise BadTemplate("deck_template_broken", path=path.name) from fault
    _emptied(deck)
    wide, high = deck.slide_width, deck.slide_height
    if not wide or not high or abs(wide / high - UNITS / TALL) > 0.02:
        size = {"width": f"{(wide or 0) / 36000:.0f}", "height": f"{(high or 0) / 36000:.0f}"}
        raise BadTemplate("deck_template_not_wide", path=path.name, **size)
    cover, body = (_named(deck, names, path) for names in (fonts.cover, fonts.body))
    return Frame(deck, wide / UNITS, cover, body, False, view)


def _named(deck: Any, names: Sequence[str], path: Path) -> Any:
    known = {layout.name: layout for layout in deck.slide_layouts}
    for name in names:
        if name in known:
            return known[name]
    raise BadTemplate("deck_template_layouts", path=path.name, wanted="、".join(names), known="、".join(known))


def _emptied(deck: Any) -> None:
    """A template may come with slides that show how it looks: they are not ours to show."""
    for entry in list(deck.slides._sldIdLst):
        deck.part.drop_rel(entry.rId)
        deck.slides._sldIdLst.remove(entry)


# ------------------------------------------------------------------ our own plain template
def _ours(deck: Any, view: View, fonts: Deck) -> Frame:
    """python-pptx's 4:3 default made wide, with our colours and fonts and the two layouts that are used."""
    deck.slide_width, deck.slide_height = UNITS * 9525, TALL * 9525
    kept = {"Title Slide": fonts.cover[0], "Title Only": fonts.body[0]}
    for layout in list(deck.slide_layouts):
        if layout.name in kept:
            layout.name = kept[layout.name] if view.lang == "zh" else layout.name
        else:
            deck.slide_layouts.remove(layout)
    cover, body = deck.slide_layouts
    _themed(deck.slide_master, fonts)
    for holder in (deck.slide_master, cover, body):
        _placed(holder, cover=holder is cover)
    _edged(deck.slide_master)
    return Frame(deck, 9525.0, cover, body, True, view)


def _themed(master: Any, fonts: Deck) -> None:
    """Colours and the Latin and East Asian families: whatever has no font of its own takes these."""
    from pptx.opc.constants import RELATIONSHIP_TYPE as RT

    part = master.part.part_related_by(RT.THEME)
    text = part.blob.decode("utf-8")
    for slot, token in (("dk2", "ink-2"), ("lt2", "sunken"), ("accent1", "data"), ("accent2", "data-2"),
                        ("accent3", "plan"), ("accent4", "f3"), ("accent5", "f4"), ("accent6", "f5")):  # fmt: skip
        text = re.sub(rf"(<a:{slot}>).*?(</a:{slot}>)", rf'\1<a:srgbClr val="{colour(token)}"/>\2', text, flags=re.S)
    ink = f'<a:dk1><a:srgbClr val="{colour("ink")}"/></a:dk1>'
    text = re.sub(r"<a:dk1>.*?</a:dk1>", ink, text, flags=re.S)
    for kind in ("major", "minor"):
        pair = (f'<a:{kind}Font><a:latin typeface="{fonts.latin}"/><a:ea typeface="{fonts.han}"/><a:cs typeface=""/>'
                f'<a:font script="Hans" typeface="{fonts.han}"/></a:{kind}Font>')  # fmt: skip
        text = re.sub(rf"<a:{kind}Font>.*?</a:{kind}Font>", pair, text, flags=re.S)
    part._blob = text.encode("utf-8")


def _placed(holder: Any, *, cover: bool) -> None:
    """Title and page number where ours stand; date and footer are not used."""
    spots = {0: (SIDE, 220, 1172, 150) if cover else (SIDE, 28, 1172, 56), 1: (SIDE, 380, 1172, 130),
             12: (1126, 678, 100, 26), 4: (1126, 678, 100, 26)}  # fmt: skip
    for shape in list(holder.placeholders):
        index = shape.placeholder_format.idx
        kind = str(shape.placeholder_format.type)
        if "DATE" in kind or "FOOTER" in kind:
            shape._element.getparent().remove(shape._element)
            continue
        index = 12 if "SLIDE_NUMBER" in kind else 0 if "TITLE" in kind and "SUB" not in kind else index
        if index not in spots or (index == 1 and not cover):
            continue
        shape.left, shape.top, shape.width, shape.height = (round(one * 9525) for one in spots[index])
        for side in ("lIns", "rIns"):
            shape.text_frame._txBody.bodyPr.set(side, "0")
    _styled(holder)


def _styled(holder: Any) -> None:
    """The master's title is left, bold and ink; its layouts inherit it."""
    from pptx.oxml.ns import qn

    styles = holder._element.find(qn("p:txStyles"))
    if styles is None:
        return
    level = styles.find(qn("p:titleStyle")).find(qn("a:lvl1pPr"))
    level.set("algn", "l")
    run = level.find(qn("a:defRPr"))
    run.set("b", "1")
    run.set("sz", "2800")


def _edged(master: Any) -> None:
    """The red edge of the house, on the master, as XML: python-pptx does not draw on masters."""
    from pptx.oxml import parse_xml
    from pptx.oxml.ns import nsdecls

    xml = (f'<p:sp {nsdecls("p", "a")}><p:nvSpPr><p:cNvPr id="99" name="edge"/><p:cNvSpPr/><p:nvPr userDrawn="1"/>'
           f'</p:nvSpPr><p:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{UNITS * 9525}" cy="{7 * 9525}"/></a:xfrm>'
           f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill><a:srgbClr val="{colour("brand")}"/>'
           f"</a:solidFill><a:ln><a:noFill/></a:ln></p:spPr></p:sp>")  # fmt: skip
    master.shapes._spTree.append(parse_xml(xml))


# ------------------------------------------------------------------ a slide
def sheet(frame: Frame, title: str, sizes: Sequence[float] = (28, 26, 24, 22, 20)) -> Sheet:
    """A body slide with its title in the layout's own place, and the page number."""
    from exports.lettering import fitted

    slide = frame.deck.slides.add_slide(frame.body)
    place = slide.shapes.title
    left, top, width, high = (one / frame.unit for one in (place.left, place.top, place.width, place.height))
    _titled(frame, place, title, fitted([title], width * frame.unit / 12700 - 15, 1.5 * sizes[0], sizes, bold=True))
    _leftovers(slide, keep=place)
    _numbered(slide, frame.body)
    below = top + high
    start = max(below + 4, 84.0) if frame.own or below < TALL / 2 else 84.0
    return Sheet(slide, frame, left, start, width, BOTTOM)


def _titled(frame: Frame, place: Any, title: str, points: float) -> None:
    from pptx.util import Emu

    place.text_frame.text = title
    place.text_frame.word_wrap = True
    run = place.text_frame.paragraphs[0].runs[0]
    run.font.size = Emu(round(points * 12700 * frame.unit / 9525))
    spoken(run, frame.view.lang)


def spoken(run: Any, lang: str) -> None:
    """The language of a run: it chooses the Chinese shapes of 汉字 where a font is missing."""
    properties = run._r.get_or_add_rPr()
    properties.set("lang", "zh-CN" if lang == "zh" else "en-GB")
    properties.set("altLang", "en-US" if lang == "zh" else "zh-CN")


def _leftovers(slide: Any, keep: Any) -> None:
    """No placeholder is left that says «click to add text»."""
    for shape in list(slide.placeholders):
        if shape._element is not keep._element:
            shape._element.getparent().remove(shape._element)


def _numbered(slide: Any, layout: Any) -> None:
    """The layout's page number, which python-pptx does not bring along."""
    for shape in layout.placeholders:
        if "SLIDE_NUMBER" in str(shape.placeholder_format.type):
            slide.shapes._spTree.append(deepcopy(shape._element))


def cover_sheet(frame: Frame, title: str, under: Sequence[str]) -> Sheet:
    """The cover: title and subtitle in the layout's own places, or below the title where it has no second one."""
    from pptx.enum.text import PP_ALIGN
    from pptx.util import Emu

    from exports.lettering import fitted

    slide = frame.deck.slides.add_slide(frame.cover)
    place = slide.shapes.title
    width = place.width / 12700 - 15
    _titled(frame, place, title, fitted([title], width * 9525 / frame.unit, 100, (40, 36, 32, 28), bold=True))
    second = next((one for one in slide.placeholders if one._element is not place._element), None)
    if second is None:
        box = (place.left, place.top + place.height, place.width, round(130 * frame.unit))
        second = slide.shapes.add_textbox(*box)
    second.text_frame.text = "\n".join(under)
    for paragraph in second.text_frame.paragraphs:
        for run in paragraph.runs:
            run.font.size = Emu(round(18 * 12700 * frame.unit / 9525))
            spoken(run, frame.view.lang)
        if frame.own:
            paragraph.alignment = PP_ALIGN.LEFT
    for shape in list(slide.placeholders):
        if shape._element not in (place._element, second._element):
            shape._element.getparent().remove(shape._element)
    return Sheet(slide, frame, SIDE, TOP, UNITS - 2 * SIDE, BOTTOM)
