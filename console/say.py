"""What the command line prints: sentences to the error stream, results to the output, bars on a terminal only."""

from __future__ import annotations

import getpass
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from catalog.records import Finding
from catalog.saying import sentence
from store.load import LoadReport

_MOST = 20
# A note stops nothing and is not said, but a column that is left out is.
_LEFT_OUT = "unknown_indicator"


class Speaker:
    """Prints in one language."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self.out = Console(highlight=False, soft_wrap=True)
        self.err = Console(stderr=True, highlight=False, soft_wrap=True)

    def word(self, word: str, **fields: object) -> str:
        """A row of words.csv in the user's language."""
        return sentence(word, self.lang, **fields)

    def say(self, word: str, **fields: object) -> None:
        """A sentence to the output."""
        self.out.print(self.word(word, **fields), markup=False)

    def complain(self, text: str) -> None:
        """A sentence to the error stream."""
        self.err.print(text, markup=False)

    @contextmanager
    def bar(self, word: str, total: int) -> Iterator[Callable[[], None]]:
        """A progress bar on the error stream while inside; call what it gives after each step."""
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        # Gone when it is done: what stays on the screen is what happened.
        with Progress(*columns, console=self.err, transient=True, disable=not self.err.is_terminal) as progress:
            task = progress.add_task(self.word(word), total=total)
            yield lambda: progress.advance(task)

    @contextmanager
    def waiting(self, word: str) -> Iterator[None]:
        """A spinner on a terminal while inside, for work that has no steps to count."""
        if not self.err.is_terminal:
            yield
            return
        with self.err.status(self.word(word)):
            yield

    def findings(self, found: tuple[Finding, ...]) -> None:
        """Errors first, then warnings and columns left out, the rest counted: twenty lines at most."""
        heavy = [item for item in found if item.severity != "note" or item.code == _LEFT_OUT]
        shown = sorted(heavy, key=lambda item: item.severity != "error")[:_MOST]
        for item in shown:
            # A reading says everything twice, Chinese first.
            lines = item.text.splitlines() or [item.code]
            self.complain(("✗ " if item.severity == "error" else "! ") + lines[-1 if self.lang == "en" else 0])
        if len(heavy) > len(shown):
            self.complain(self.word("cli_more", count=len(heavy) - len(shown)))

    def without_figure(self, count: int) -> str:
        """What stands behind a number of figures: how many cells have none; empty for 0."""
        return self.word("cli_without_figure", n=count) if count else ""

    def report(self, report: LoadReport, dry: bool, quiet: bool = False) -> None:
        """What a load did; quiet: remarks that did not stop it are only counted."""
        if quiet and report.accepted:
            self.say("cli_remarks", count=sum(item.severity != "note" for item in report.findings))
        else:
            self.findings(report.findings)
        if not report.accepted:
            self.complain(self.word("cli_refused", count=sum(item.severity == "error" for item in report.findings)))
            return
        if report.loaded:
            missing = sum(item.missing for item in report.loaded)
            lines = sum(item.register_rows for item in report.loaded)
            figures = sum(item.observations for item in report.loaded) - missing
            word = "cli_would_load" if dry else "cli_loaded"
            self.say(word, files=len(report.loaded), figures=figures, missing=self.without_figure(missing), rows=lines,
                     revision=report.revision)  # fmt: skip
        if report.corrections:
            self.say("cli_corrected", count=len(report.corrections))
        if report.superseded:
            self.say("cli_superseded", count=len(report.superseded))
        if report.withdrawn:
            self.say("cli_would_withdraw" if dry else "cli_withdrawn", files=report.withdrawn)
        if report.unchanged:
            self.say("cli_unchanged", files=len(report.unchanged))
        if dry:
            self.say("cli_dry")


def user(given: str) -> str:
    """Who loads: as given, else the name the system knows."""
    try:
        return given or getpass.getuser()
    except (KeyError, OSError):
        return "?"
