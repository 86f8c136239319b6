"""A deck of one period: cover, overview, a slide for each force, progress, problems, next steps, annex.

Charts and tables are native and can be changed; every figure is the page's own; the notes say where it was printed.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

from catalog import papers
from exports import slides_pages as pages
from exports import slides_tables as tables
from exports.briefing import Briefing, several
from exports.briefing import title as title_of
from exports.slides_frame import Frame, opened, template

# What may be asked for beside the pages of the forces, in the order of the deck.
BEFORE, AFTER = ("cover", "overview"), ("progress", "trend", "problems", "next", "annex")


def known(forces: Sequence[str]) -> tuple[str, ...]:
    """The names `--pages` takes: the parts of the deck with the pages of the forces between them."""
    return (*BEFORE, *forces, *AFTER)


def deck(briefing: Briefing, wanted: Sequence[str] = (), folder: Path | None = None) -> bytes:
    """The .pptx. wanted: parts of it, in the deck's own order; all when empty. folder: of templates.

    KeyError for a part that is not known; BadTemplate for a template that cannot be used.
    """
    forces = tuple(page.page for page in briefing.forces)
    for name in wanted:
        if name not in known(forces):
            raise KeyError(name)
    own = template(folder) if folder else template()
    frame = opened(briefing.view, papers.load().deck, own)
    for name in known(forces):
        if not wanted or name in wanted:
            _made(frame, briefing, name)
    return _written(frame, briefing)


def _made(frame: Frame, briefing: Briefing, name: str) -> None:
    if name == "progress":
        tables.targets(frame, briefing)
    if name in ("progress", "trend"):
        for page in briefing.progress if name == "trend" or several(briefing) else ():
            (tables.progress if name == "progress" else pages.trend)(frame, briefing, page)
        return
    for force in briefing.forces:
        if force.page == name:
            pages.force(frame, briefing, force)
    parts = {"cover": pages.cover, "overview": pages.overview, "problems": tables.problems, "next": tables.steps,
             "annex": tables.annex}  # fmt: skip
    if name in parts:
        parts[name](frame, briefing)


def _written(frame: Frame, briefing: Briefing) -> bytes:
    """With title and subject in the file's own properties; 示例 said there too."""
    about = frame.deck.core_properties
    about.title = title_of(briefing)
    about.subject = briefing.view.word("sample_note") if briefing.frame.sample else ""
    about.author = about.last_modified_by = ""
    out = io.BytesIO()
    frame.deck.save(out)
    return out.getvalue()
