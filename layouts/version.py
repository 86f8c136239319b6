"""Which version is looked at: the choice in the top bar, and the line that says it is not the newest."""

from __future__ import annotations

from catalog.times import day
from catalog.versions import Choice, Version, caption
from catalog.view import View
from layouts.shell import Options, select
from layouts.tree import Node, h


def control(view: View, choices: tuple[Choice, ...], asked: str) -> Node:
    """版本: the newest, publications, dates; None while there is nothing to choose."""
    if not choices and not asked:
        return None
    named = tuple((one.key, view.word("version_named", name=one.name, date=one.date)) for one in choices if one.name)
    days = tuple((one.key, view.word("version_as_of", date=one.date)) for one in choices if not one.name)
    known = {key for key, _ in (*named, *days)}
    own = () if not asked or asked in known else ((asked, caption(view, asked)),)
    groups: Options = (("", "", (("", view.word("version_newest")), *own)), (view.word("publications"), "", named),
                       (view.word("version_dates"), "", days))  # fmt: skip
    made = select(view.word("version"), "v", asked, tuple(group for group in groups if group[2]))
    made[1]["className"] += " is-version"  # the top bar is full: its label gives way first
    return made


def banner(view: View, version: Version) -> Node:
    """截至…的版本；此后有n个数被更正。看最新; or that there is no such version."""
    newest = h("a.inline-link", view.word("version_see_newest"), href=view.href(version=""))
    if not version.revision:
        return h("p.notice.version-line", view.word("version_unknown", text=version.asked), " ", newest, role="status")
    stop = "；" if view.lang == "zh" else "; "
    said = stop.join(filter(None, (title(view, version), _state(view, version), since(view, version))))
    changed = h("a.inline-link", view.word("version_see_changes"),
                href=view.href("/revisions", version="", extra=(("since", version.asked),), indicator="", sort=""))
    more = (" ", changed) if version.corrected or version.added else ()
    return h("p.notice.version-line", said, view.word("say_stop"), " ", newest, *more, role="status")  # fmt: skip


def title(view: View, version: Version) -> str:
    """“十月例会”版本（截至2026-11-10，第12次修订）."""
    if version.name:
        return view.word("version_title_named", name=version.name, date=day(version.at), n=version.revision)
    return view.word("version_title", date=day(version.at), n=version.revision)


def _state(view: View, version: Version) -> str:
    if version.state == "withdrawn":
        return view.word("version_withdrawn", reason=version.reason)
    return view.word("version_superseded") if version.state == "superseded" else ""


def since(view: View, version: Version) -> str:
    """此后有3个数被更正，120个数新报."""
    if not version.corrected and not version.added:
        return view.word("version_unchanged")
    key = "version_since" if version.added else "version_since_corrected"
    return view.word(key, corrected=version.corrected, added=version.added)
