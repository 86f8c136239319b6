"""The commands beside `serve`, a module each: `command` in it is what click calls.

What a command needs beyond click is imported when it runs, so that one does not wait for what another uses.
"""

from __future__ import annotations

from importlib import import_module

import click

# In the order in which --help lists them.
NAMES = (
    "read", "load", "inbox", "export", "data", "slides",
    "bulletin", "publish", "publications", "trace", "submissions", "withdraw",
    "check", "explain", "tracker", "templates", "settings", "samples",
)  # fmt: skip


def add_to(group: click.Group) -> None:
    """Every command of this folder becomes a command of `group`."""
    for name in NAMES:
        group.add_command(import_module(f"console.commands.{name}").command)
