"""Read workbooks and say what was read."""

from __future__ import annotations

import json
import sys

import click

from console.plain import help_text
from console.start import speaker, with_database


@click.command("read", help=help_text("cli_read"))
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@click.option("--json", "as_lines", is_flag=True, help=help_text("cli_opt_json"))
@with_database
def command(files: tuple[str, ...], as_lines: bool, database: str | None) -> None:
    """Exit code 0 when every file was read, 1 when some were refused."""
    from console.files import one, workbooks
    from loaders.json_lines import as_json

    voice = speaker()
    refused = False
    for path in workbooks(files):
        reading = one(path)
        refused |= reading.status == "refused"
        if as_lines:
            click.echo(json.dumps(as_json(reading), ensure_ascii=False))
            continue
        voice.say("cli_read_line", workbook=reading.workbook, tables=len(reading.tables),
                    figures=len(reading.observations), rows=len(reading.register_rows),
                    findings=len(reading.findings))  # fmt: skip
        voice.findings(reading.findings)
    sys.exit(1 if refused else 0)
