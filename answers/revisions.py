"""修订与版本: what was published, what was corrected, and what has changed since a version."""

from __future__ import annotations

from itertools import groupby

from sqlalchemy import Engine

from answers.editions import Editions
from catalog.records import Scope
from catalog.versions import Course, Issue, RevisionsPage, Step
from store.history import changes, versions
from store.past import replaced
from store.publications import publications

SHOWN = 60  # courses of one look
LISTED = 300  # changes of one list


def revisions(engine: Engine, editions: Editions, scope: Scope) -> RevisionsPage:
    """The page of a scope: its indicator and area narrow both lists; `since` in the address says from which version."""
    newest, extra = editions.get(), dict(scope.extra)
    issues = newest.answers.get(("issues", editions.told), lambda: _issues(engine))
    steps = newest.answers.get("corrections", lambda: corrections(engine, 1))
    own = [one for one in steps if _inside(one, scope)]
    counts = {one.indicator: 0 for one in steps}
    for place in {one.place for one in steps}:
        counts[place[0]] += 1
    asked = extra.get("since", "") or _last_issue(issues) or "r1"
    since = editions.version(asked)
    changed = newest.answers.get(("since", asked), lambda: _since(engine, since.revision if since else 0))
    listed = [one for one in changed if _inside(one, scope)]
    courses = tuple(_course(engine, list(group)) for _, group in groupby(_ordered(own), key=lambda one: one.place))
    return RevisionsPage(
        tuple(reversed(issues)), tuple(sorted(counts.items(), key=lambda pair: -pair[1])), scope.indicator,
        courses[:SHOWN], since, editions.choices(), tuple(reversed(listed))[:LISTED], max(0, len(listed) - LISTED),
        newest.state.sample, newest.state.revision)  # fmt: skip


def corrections(engine: Engine, since: int) -> tuple[Step, ...]:
    """Figures that stood and were changed or taken back after a revision, oldest first."""
    return tuple(one for one in _since(engine, since) if one.old is not None)


def _since(engine: Engine, since: int) -> tuple[Step, ...]:
    aside = replaced(engine)
    found = (Step(*one) for one in changes(engine, since) if one.revision not in aside)
    return tuple(one for one in found if one.old != one.new)


def _inside(one: Step, scope: Scope) -> bool:
    return scope.indicator in ("", one.indicator) and scope.area in ("", "all", one.region)


def _ordered(steps: list[Step]) -> list[Step]:
    """Together by figure, the one changed last first."""
    last = {one.place: one.revision for one in steps}
    return sorted(steps, key=lambda one: (-last[one.place], one.place, one.revision))


def _course(engine: Engine, steps: list[Step]) -> Course:
    first = next(iter(versions(engine, *steps[0].place)), None)
    return Course(first.at if first else "", first.workbook if first else "", tuple(steps))


def _issues(engine: Engine) -> tuple[Issue, ...]:
    return tuple(Issue(one.id, one.name, one.revision, one.who, one.at, one.note, one.state, one.superseded_by,
                       one.changed_at, one.reason) for one in publications(engine))  # fmt: skip


def _last_issue(issues: tuple[Issue, ...]) -> str:
    return next((f"p{one.id}" for one in reversed(issues) if one.state != "withdrawn"), "")
