"""Every sample workbook, in one call."""

from __future__ import annotations

from pathlib import Path

from samples import circular, city_monthly, provincial, sites, system_export, team_register, transposed

FORMS = (provincial, city_monthly, team_register, transposed, sites, circular, system_export)


def build(folder: Path) -> list[Path]:
    """Write all workbooks into `folder` (made when missing) and return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    return [path for form in FORMS for path in form.write(folder)]
