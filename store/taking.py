"""The steps of a load inside its transaction: reports first, then the letters that correct single figures of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection

from catalog import book
from catalog.records import Finding, Reading
from catalog.saying import sentence
from store import conflicts, letters
from store.choice import settle
from store.events import Stamp
from store.intake import Explained, Intake, Loaded


class Taking:
    """Takes workbooks in; `loaded`, `corrections` and `warnings` say what became of them. Nothing is committed here."""

    def __init__(
        self, connection: Connection, stamp: Stamp, contents: Mapping[str, bytes], reason: str, explained: Explained,
        overrules: bool, take_back: bool,
    ) -> None:  # fmt: skip
        self.connection, self.stamp, self.contents = connection, stamp, contents
        self.reason, self.explained = reason, explained
        self.overrules, self.take_back = overrules and bool(reason), take_back
        self.warnings: list[Finding] = []
        self.catalog = book.load()
        self.loaded: list[Loaded] = []
        self.corrections: set[int] = set()

    def all(self, new: list[Reading], withdrawn: Iterable[int], lang: str) -> list[Finding]:
        """Take the workbooks in and make the projections; returns the errors for which nothing must stay."""
        quoting = [item for item in new if letters.is_letter(item)]
        errors = self._reports([item for item in new if item not in quoting], list(withdrawn), lang)
        while quoting and not errors:
            # Letters may build on each other: one that fits what is stored comes first.
            refused = {item.sha256: letters.refusals(self.connection, item, self.catalog, lang) for item in quoting}
            fitting = next((item for item in quoting if not refused[item.sha256]), None)
            if fitting is None:
                return [finding for item in quoting for finding in refused[item.sha256]]
            quoting.remove(fitting)
            self._letter(fitting)
        return errors

    def _reports(self, new: list[Reading], withdrawn: list[int], lang: str) -> list[Finding]:
        """All that is no letter, in one go; and the revision itself."""
        intake = Intake(self.connection, self.catalog, self.stamp)
        for item in new:
            self._take(intake, item, 1 if item.correction else 0)
        intake.withdraw(withdrawn, sentence("reason_samples_out", lang))
        intake.revise("load")
        intake.write()
        since = self.loaded[0].submission if new else None
        if since is not None and self.overrules:
            overruling = conflicts.overrule(self.connection, since)
            self.corrections |= overruling
            self.warnings = conflicts.hold_back(self.connection, since, overruling, lang, self.take_back)
        errors = conflicts.find(self.connection, since, lang) if since is not None else []
        if not errors and (withdrawn or since is not None):
            settle(self.connection, None if withdrawn or self.stamp.revision == 1 else since)
        return errors

    def _letter(self, item: Reading) -> None:
        intake = Intake(self.connection, self.catalog, self.stamp)
        self._take(intake, item, letters.generation(self.connection, item, self.catalog))
        intake.write()
        settle(self.connection, self.loaded[-1].submission)

    def _take(self, intake: Intake, item: Reading, generation: int) -> None:
        """A reason given with the load goes before the one a correction prints."""
        said = self.reason or (item.reason if generation else "")
        kept = intake.take(
            item, self.contents[item.sha256], reason=said, generation=generation, explained=self.explained
        )
        self.loaded.append(kept)
        if generation:
            self.corrections.add(kept.submission)
