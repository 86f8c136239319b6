"""A copied link opens the same view."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from catalog.records import Scope
from catalog.scope import parse, query

text = st.text(min_size=1, max_size=12)
keys = text.filter(lambda key: key not in {"p", "area", "ind", "basis", "cmp", "sort", "city", "lang"})
scopes = st.builds(
    Scope,
    period=st.one_of(st.just(""), text),
    area=text,
    indicator=st.one_of(st.just(""), text),
    basis=st.sampled_from(["", "month", "ytd"]),
    compare=text,
    sort=st.one_of(st.just(""), text),
    city=st.one_of(st.just(""), text),
    lang=st.sampled_from(["zh", "en"]),
    extra=st.dictionaries(keys, text, max_size=3).map(lambda pairs: tuple(pairs.items())),
)


@given(scopes)
def test_a_scope_survives_the_address(scope):
    assert parse(query(scope)) == scope
    assert parse("?" + query(scope)) == scope


def test_short_keys_and_no_defaults_in_the_link():
    scope = parse("?p=2026-10&area=prd&ind=vol_teams&basis=ytd&cmp=mom&sort=-value&city=440900&lang=en&t=ranking")
    assert scope == Scope("2026-10", "prd", "vol_teams", "ytd", "mom", "-value", "440900", "en", (("t", "ranking"),))
    assert query(Scope()) == "" and query(Scope(period="2026-10")) == "p=2026-10"


def test_the_readers_language_is_the_default_of_the_link():
    assert parse("p=2026-10", lang="en").lang == "en"
    assert parse("lang=zh", lang="en").lang == "zh"
