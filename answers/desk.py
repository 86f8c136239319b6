"""The one desk where pages, exports and the command line ask. Answers stand until the store changes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Engine

from analysis import months
from answers.asked import Asked, ask
from answers.boards import Boards
from answers.chain import chain, whole
from answers.city import city_page
from answers.compare import compare
from answers.concerns import AttentionPage, attention_page
from answers.dictionary import dictionary
from answers.editions import Edition, Editions
from answers.force import force
from answers.overview import overview
from answers.paced import ProgressPage
from answers.progress import progress_page
from answers.records import CityPage, ComparePage, DictionaryRow, ForcePage, Overview, TablePage
from answers.revisions import revisions
from answers.table import table_page
from answers.tracked import TrackerPage
from answers.tracker import ledger, tracker
from catalog.entries import Catalog, Page
from catalog.origins import Asking, Chain
from catalog.records import Kpi, Scope, Source, StoreState
from catalog.rules import load as load_rules
from catalog.tracked import Sent
from catalog.versions import Choice, RevisionsPage, Version
from store.arrivals import arrivals
from store.cells import cells
from store.sources import sources

A = TypeVar("A")


class Desk:
    """Scope in, records out. Cheap to ask twice: boards and answers of the present store revision are kept."""

    def __init__(self, engine: Engine, catalog: Catalog, folder: Path | None = None, keep: int = 256) -> None:
        self.engine = engine
        self.catalog = catalog
        self._rules = load_rules(folder)
        self._editions = Editions(engine, partial(Boards, engine, catalog, self._rules, 160), keep)

    def edition(self, version: str = "") -> Edition:
        """The newest revision's shelf, or that of an earlier version. Raises StoreProblem when the store is silent."""
        return self._editions.get(version)

    def at(self, version: str) -> int | None:
        """The revision that a version of the address means; None for the newest."""
        return self._editions.at(version)

    def version(self, asked: str) -> Version | None:
        """What must be said about the version a scope asks for; None for the newest."""
        return self._editions.version(asked)

    def versions(self) -> tuple[Choice, ...]:
        """The versions that can be chosen beside the newest."""
        return self._editions.choices()

    def state(self, version: str = "") -> StoreState:
        """Sample or not, empty or not, revision, when loaded."""
        return self.edition(version).state

    def periods(self, version: str = "") -> tuple[str, ...]:
        """Months that can be chosen, oldest first: those of which somebody reported."""
        return tuple(months.text(month) for month in self.edition(version).boards.months)

    def newest(self) -> str:
        """The month a page opens with: the last of which enough cities reported; "" for an empty store."""
        newest = self.edition().boards.newest
        return months.text(newest) if newest else ""

    def resolve(self, scope: Scope, page: str = "overview") -> Scope:
        """The scope with period, area, indicator and comparison made definite, as `page` would show it."""
        return self._ask(self.edition(scope.version), scope, self.catalog.pages[page]).scope

    def overview(self, scope: Scope) -> Overview:
        """总览."""
        return self._answer("overview", scope, overview)

    def force(self, page: str, scope: Scope) -> ForcePage:
        """A force page of pages.toml. Raises KeyError for a page that does not exist."""
        return self._answer(page, scope, force)

    def city(self, scope: Scope) -> CityPage:
        """地市画像 of scope.city; the first city when none is chosen."""
        return self._answer("city", scope, city_page)

    def compare(self, scope: Scope) -> ComparePage:
        """对比分析."""
        return self._answer("compare", scope, compare)

    def table(self, scope: Scope) -> TablePage:
        """数据表."""
        return self._answer("table", scope, table_page)

    def attention(self, scope: Scope) -> AttentionPage:
        """需要关注."""
        return self._answer("attention", scope, attention_page)

    def progress(self, scope: Scope) -> ProgressPage:
        """进度与排名."""
        return self._answer("progress", scope, progress_page)

    def tracker(self, scope: Scope, drafts: Sequence[Sent] = (), *, now: datetime | None = None) -> TrackerPage:
        """报送情况; never kept, because it is seen from today (an earlier version from its own day, without drafts).

        drafts: what waits for a decision. now: the clock, where it is not the one of the machine.
        """
        held, at = self.edition(scope.version), self.at(scope.version)
        waiting = () if at is not None else tuple(drafts)
        came = held.answers.get("arrivals", partial(arrivals, self.engine, at))
        known = held.answers.get(("ledger", waiting), partial(ledger, came, waiting, self.catalog.forms))
        asked = self._ask(held, scope, self.catalog.pages["tracker"])
        then = datetime.fromisoformat(held.state.loaded_at) if at is not None and held.state.loaded_at else now
        return tracker(asked, held.state, known, waiting, period=scope.period, now=then)

    def dictionary(self, version: str = "") -> tuple[DictionaryRow, ...]:
        """指标目录."""
        held = self.edition(version)
        return held.answers.get("dictionary", lambda: dictionary(held.boards))

    def kpi(self, indicator: str, scope: Scope) -> Kpi:
        """One figure of the scope. Raises KeyError for an unknown indicator."""
        held = self.edition(scope.version)
        scope = scope._replace(indicator=self.catalog.indicators[indicator].id)
        asked = ask(held.boards, scope, indicator)
        return asked.total(indicator)

    def chain(self, asking: Asking, scope: Scope) -> Chain:
        """A figure of a page of this scope, taken apart down to its cells. KeyError for an unknown indicator."""
        held = self.edition(scope.version)
        row = self.catalog.indicators[asking.indicator]
        # only a flow is chosen by its basis; for what has one anyway the page's own decides what it is compared with
        basis = asking.basis if row.kind == "flow" and asking.basis in ("month", "ytd") else scope.basis
        area = whole(asking.region, self.catalog, scope.area)
        scope = scope._replace(indicator=row.id, basis=basis, area=area, period=asking.period)
        asked = ask(held.boards, scope, row.id)
        return chain(asked, asking._replace(indicator=row.id), held.state, partial(cells, self.engine))

    def revisions(self, scope: Scope) -> RevisionsPage:
        """修订与版本."""
        return revisions(self.engine, self._editions, scope)

    def sources(self, ids: Sequence[int]) -> list[Source]:
        """Where these figures were printed: workbook, sheet, cell, who sent it and when."""
        return sources(self.engine, ids)

    def _answer(self, name: str, scope: Scope, make: Callable[[Asked, Page, StoreState], A]) -> A:
        """The page's answer, kept by the scope as resolved and by what in it was unknown.

        A store that changed while the answer was made may have given it facts of two revisions: then it is made anew.
        """
        page = self.catalog.pages[name]
        while True:
            held = self.edition(scope.version)
            asked = self._ask(held, scope, page)
            key = (name, asked.scope, asked.unknown)
            kept = key in held.answers
            answer = held.answers.get(key, partial(make, asked, page, held.state))
            if kept or held.state.revision == self.edition(scope.version).state.revision:
                return answer

    def _ask(self, held: Edition, scope: Scope, page: Page) -> Asked:
        scope = scope._replace(version=self._editions.known(scope.version))
        default = page.ranked or next(iter((*page.small, *page.indicators, *page.columns)), "")
        return ask(held.boards, scope, default)
