"""Read workbooks and store them, all or nothing."""

from __future__ import annotations

import sys

import click

from console.plain import help_text
from console.plain import settings as chosen_settings
from console.start import opened, speaker, with_database


@click.command("load", help=help_text("cli_load"))
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@click.option("--replace-samples", is_flag=True, help=help_text("cli_opt_replace"))
@click.option("--dry-run", is_flag=True, help=help_text("cli_opt_dry"))
@click.option("--reason", default="", metavar="TEXT", help=help_text("cli_opt_reason"))
@click.option("--take-back", is_flag=True, help=help_text("cli_opt_take_back"))
@click.option("--who", default="", help=help_text("cli_opt_who"))
@with_database
@click.pass_obj
def command(
    outer: str | None, paths: tuple[str, ...], replace_samples: bool, dry_run: bool, reason: str,
    take_back: bool, who: str, database: str | None,
) -> None:  # fmt: skip
    """Exit code 0 when everything was stored (or was there), 1 when nothing was."""
    from console.loading import load_files

    settings = chosen_settings(database or outer)
    settings = settings._replace(who=who or settings.who)
    accepted = load_files(opened(settings), list(paths), settings, speaker(), replace_samples, dry_run, reason=reason,
                          take_back=take_back)  # fmt: skip
    sys.exit(0 if accepted else 1)
