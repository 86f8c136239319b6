"""Every relation of the table fails when its figures do; and no workbook, however odd, makes a check stumble."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.book import load
from catalog.checks import Relation, checks, relations
from catalog.records import Observation, RegisterRow
from review.intake import review
from tests.made import GUANGZHOU, SHENZHEN, observation, reading, team
from tests.review_books import NOW

CATALOG = load()
SHENZHEN_BASES = {name: column[SHENZHEN] for name, column in CATALOG.denominators.items()}


def _rows(register: str, count: int) -> tuple[RegisterRow, ...]:
    return tuple(team(f"{n}", SHENZHEN, line=n)._replace(register=register) for n in range(1, count + 1))


def _worlds(relation: Relation, whole: float):
    """The figures of a relation in workbooks of different forms: the whole is what is given, each part is 100."""
    books = []
    for n, name in enumerate((relation.whole, *relation.parts)):
        if name.startswith("register:"):
            books.append(reading(f"{n}.xlsx", form="F04", rows=_rows(name.removeprefix("register:"), 100)))
        elif name in SHENZHEN_BASES:
            continue
        else:
            value = whole if n == 0 else 100.0
            cell = observation(name, SHENZHEN, "2026-10", value, cell="B3")
            books.append(reading(f"{n}.xlsx", cell, form=f"F0{n + 1}"))
    return books


def _limit(relation: Relation) -> float:
    """What the whole is compared with when every part is 100 (or the reference figure)."""
    return relation.times * sum(SHENZHEN_BASES.get(part, 100.0) for part in relation.parts)


@pytest.mark.parametrize("relation", relations(), ids=lambda relation: relation.id)
def test_a_relation_fails_when_its_figures_do_and_only_then(relation):
    limit, step = _limit(relation), max(1.0, _limit(relation) * 0.05)
    wrong = {"=": limit + step, ">=": limit - step, "<=": limit + step}[relation.relation]
    code = "identity_across" if relation.check == "identity" else relation.check
    for whole, expected in ((wrong, True), (limit, False)):
        found = [f for findings in review(None, _worlds(relation, whole), NOW).values() for f in findings]
        assert (code in {f.code for f in found}) == expected, (relation.id, whole, [f.text for f in found])


NUMBERS = st.one_of(st.none(), st.floats(allow_nan=False, width=32), st.integers(-3, 10**12).map(float))
PERIODS = st.sampled_from([None, "2026", "2026-H1", "2026-Q3", "2026-10", "2026-01/2026-02", "2025-12", "2031-05"])
INDICATORS = st.sampled_from([None, *CATALOG.indicators])
REGIONS = st.sampled_from([None, "440000", GUANGZHOU, SHENZHEN, "440103", "999999"])
MEASURES = st.sampled_from(["value", "ytd", "target", "last_year", "change", "share", "rank"])
ROLES = st.sampled_from(["region", "total", "subtotal", "residual", "memo"])
CELLS = st.sampled_from(["B3", "C4", "AA17", "D5", "", "工作表"])


@st.composite
def cells(draw) -> Observation:
    value = draw(NUMBERS)
    text = draw(st.sampled_from(["", "—", "12.5", "1,860", "约30", "第3名", f"{value}"]))
    return observation(draw(INDICATORS), draw(REGIONS), draw(PERIODS), value, cell=draw(CELLS), measure=draw(MEASURES),
                       role=draw(ROLES), text=text, missing=None if value is not None else "not_reported")  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(cells(), max_size=25), min_size=1, max_size=4), st.booleans())
def test_no_workbook_makes_a_check_stumble(books, sample):
    batch = [reading(f"{n}.xlsx", *cells, form=f"F0{n % 6 + 1}", sample=sample) for n, cells in enumerate(books)]
    for findings in review(None, batch, NOW).values():
        for finding in findings:
            rule = checks()[finding.code]
            assert finding.severity == rule.severity and len(finding.text.split("\n")) == 2
            assert finding.ref.workbook in finding.text and "{" not in finding.text
