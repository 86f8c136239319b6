"""What the commands share: the option that names the database, the store behind it, who speaks."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from catalog.settings import ROOT, Settings
from console.plain import help_text, language

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from console.say import Speaker

SAMPLES = ROOT / "data" / "samples"


def with_database(command: Callable[..., None]) -> Callable[..., None]:
    """The option --database, which may stand before or after the command's name."""
    return click.option("--database", metavar="URL", default=None, help=help_text("cli_opt_database"))(command)


def speaker() -> Speaker:
    """Who prints, in the user's language."""
    from console.say import Speaker

    return Speaker(language())


def opened(settings: Settings) -> Engine:
    """The store that `settings` names, made or brought up to date first. Raises StoreProblem."""
    from store.engine import migrate, open_store

    engine = open_store(settings.database, busy_seconds=settings.patience)
    migrate(engine)
    return engine
