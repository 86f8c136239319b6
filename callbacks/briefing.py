"""The answers a deck and a bulletin are made of, asked of the desk in one go, and their files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from answers.desk import Desk
from catalog.view import View
from exports.briefing import Briefing, observations, planned, title
from exports.bulletin import Signed, bulletin
from exports.bulletin_edits import Edit, applied
from exports.bulletin_text import Block, compose, heading
from exports.documents import stamp
from exports.safe import file_name
from exports.slides import deck, known


class Paper(NamedTuple):
    """A file for a meeting: its name, its bytes, and sentences that were left out of it, with why."""

    name: str
    content: bytes
    left_out: tuple[tuple[str, str], ...] = ()


def gather(desk: Desk, view: View, pages: Sequence[str] = (), now: datetime | None = None) -> Briefing:
    """The briefing of a view's period and area, as the pages stand with nothing else chosen.

    pages: further pages of forces beside those of the five. now: the time that is written on it.
    """
    plain = view.scope._replace(indicator="", basis="", compare="yoy", sort="", city="", extra=())
    overview = desk.overview(plain)
    forces = tuple(desk.force(page, plain) for page in dict.fromkeys((*the_five(view), *pages)))
    wanted = planned((overview, *forces))
    progress = tuple(desk.overview(plain._replace(indicator=one)) for one in wanted)
    pace = desk.progress(plain).paced
    cities = {one: desk.progress(plain._replace(indicator=one)).cities for one in wanted}
    shown = observations((overview, *forces, *progress), (one.kpi for one in pace))
    behind = {source.id: source for source in desk.sources(shown)}
    scope = overview.frame.scope._replace(lang=view.lang)
    return Briefing(overview, forces, progress, pace, cities, desk.table(plain), behind,
                    view._replace(scope=scope, path="/"), stamp(now))  # fmt: skip


def the_five(view: View) -> tuple[str, ...]:
    """The pages of the five forces, in their order; service is none of them."""
    shown = {theme.page for id, theme in view.catalog.themes.items() if id.startswith("F")}
    return tuple(page.id for page in view.catalog.pages.values() if page.kind == "force" and page.id in shown)


def parts(view: View) -> tuple[str, ...]:
    """What a deck can be asked for: its own parts and every page of a force, service too."""
    return known([page.id for page in view.catalog.pages.values() if page.kind == "force"])


def deck_of(desk: Desk, view: View, wanted: Sequence[str] = (), now: datetime | None = None) -> Paper:
    """The deck of a view's period and area. wanted: parts of it, all when empty."""
    forces = [name for name in wanted if name in view.catalog.pages and view.catalog.pages[name].kind == "force"]
    briefing = gather(desk, view, forces, now)
    return Paper(f"{file_name(title(briefing))}.pptx", deck(briefing, wanted))


def bulletin_of(desk: Desk, view: View, kind: str, edits: Mapping[str, Edit] | None = None,
                signed: Signed | None = None, *, sources: bool = False) -> Paper:  # fmt: skip
    """The bulletin (通报, 简报, 月报) of a view's period and area, edited and signed as given."""
    briefing = gather(desk, view)
    made = bulletin(briefing, kind, edits, signed, sources=sources)
    return Paper(f"{file_name(heading(briefing, kind))}.docx", made.content, made.left_out)


def paragraphs_of(desk: Desk, view: View, kind: str, edits: Mapping[str, Edit] | None = None) -> tuple[Block, ...]:
    """What can be edited in a bulletin, in order."""
    blocks = applied(compose(gather(desk, view), kind).blocks, edits or {})
    return tuple(block for block in blocks if block.id)
