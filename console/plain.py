"""Commands that end in a sentence of the user's language and an exit code: 0 done, 1 not possible, 2 wrong usage."""

from __future__ import annotations

import os
import sys
from typing import Any, NoReturn

import click

from catalog import book
from catalog import settings as options
from catalog.saying import sentence
from catalog.settings import BadSetting, Settings

_WRONG_USAGE = ("NoFiles", "BadSetting", "BadUsage")


class BadUsage(Exception):
    """A wrong word on the command line; `word` is a row of words.csv for `fields`."""

    def __init__(self, word: str, **fields: str) -> None:
        super().__init__(word)
        self.word = word
        self.fields = fields


class Plain(click.Group):
    """A group that says what the rooms raise on purpose (anything with a `word`) instead of showing a traceback."""

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run the command line and leave with its exit code."""
        try:
            code = super().main(*args, **{**kwargs, "standalone_mode": False})
        except click.UsageError as error:
            _usage(error)
        except click.Abort:
            end("cli_stopped", 1)
        except Exception as error:
            if not hasattr(error, "word"):
                raise
            end(error.word, 2 if type(error).__name__ in _WRONG_USAGE else 1, **error.fields)  # type: ignore[attr-defined]
        sys.exit(code if isinstance(code, int) else 0)


def _usage(error: click.UsageError) -> NoReturn:
    """The kinds of wrong usage there are, each with what was wrong in it."""
    if isinstance(error, click.NoSuchOption):
        end("cli_usage_option", 2, name=error.option_name)
    if isinstance(error, click.MissingParameter):
        end("cli_usage_missing", 2, name=_called(error.param, error.ctx))
    if isinstance(error, click.BadParameter):
        end("cli_usage_value", 2, name=_called(error.param, error.ctx), said=error.message)
    end("cli_usage", 2, said=error.format_message())


def _called(param: click.Parameter | None, ctx: click.Context | None) -> str:
    """How a person writes it: --output, or FILE… for an argument."""
    if param is None or ctx is None:
        return "?"
    return param.opts[0] if isinstance(param, click.Option) else param.make_metavar(ctx)


def end(word: str, code: int, **fields: object) -> NoReturn:
    """Say a row of words.csv on the error stream and leave with `code`."""
    click.echo(sentence(word, language(), **fields), err=True)
    sys.exit(code)


def language() -> str:
    """zh or en, as set or as the machine is; Chinese when the settings cannot be read."""
    try:
        return options.settings(os.environ).lang
    except BadSetting:
        return "en" if os.environ.get("WULI_LANG") == "en" else "zh"


def settings(database: str | None = None) -> Settings:
    """The settings in force, with the database named on the command line. Ends with 2 when they cannot be read."""
    try:
        found = options.settings(os.environ)
    except BadSetting as error:
        end(error.word, 2, **error.fields)
    return found._replace(database=database) if database else found


def help_text(word: str) -> str:
    """A help text in the user's language, known before the command line is read."""
    words = book.load().words
    return words.get(language(), words["zh"])[word]
