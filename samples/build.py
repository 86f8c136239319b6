"""Every sample workbook, in one call."""

from __future__ import annotations

from pathlib import Path

from samples import circular, city_monthly, provincial, sites, system_export, team_register, transposed

FORMS = (provincial, city_monthly, team_register, transposed, sites, circular, system_export)


def build(folder: Path) -> list[Path]:
    """Write all workbooks into `folder` (made when missing), remove older samples from it, return the paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [path for form in FORMS for path in form.write(folder)]
    for old in set(folder.glob("示例_*")) - set(paths):
        old.unlink()
    return paths
