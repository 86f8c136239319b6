"""The journey of one number, for every form there is: workbook → reading → store → figure → its cell → the workbook."""

from __future__ import annotations

from pathlib import Path

import pytest
from journey_forms import REGISTERS, STAGES, Stage, written
from reader_sheets import write
from sqlalchemy import Engine

from answers.desk import Desk
from catalog.book import load as catalog
from catalog.origins import Asking, Chain, StoredCell
from catalog.records import Reading, Scope
from console.files import read_all
from review.trace import trace
from store.load import load
from store.registers import rows
from store.sources import original, sources
from store.submissions import submissions
from tests.made import new_store

BY_FORM = {stage.form: stage for stage in STAGES}


def taken(engine: Engine, path: Path) -> Reading:
    """Read and loaded as a person would, without a finding that stops it."""
    batch = read_all([path], lambda: None, "zh")
    report = load(engine, batch.readings, batch.contents, who="审核员")
    assert report.accepted, [finding.text for finding in report.findings]
    return batch.readings[0]


def stage_of(stage: Stage, folder: Path) -> tuple[Engine, Path, Reading]:
    """A store with the stage's workbook in it, after the one it corrects."""
    engine = new_store(folder)
    if stage.before:
        taken(engine, written(BY_FORM[stage.before], folder))
    path = written(stage, folder)
    return engine, path, taken(engine, path)


def cells_in(chain: Chain) -> list[StoredCell]:
    """The stored cells of the figure itself."""
    sides = [side for side in chain.sides if side.name in ("value", "now", "target")] or list(chain.sides)
    ids = {cell.id for side in sides for term in side.top for row in term.rows for cell in row.cells}
    return [cell for number, cell in chain.stored.items() if number in ids]


@pytest.mark.parametrize("stage", STAGES, ids=lambda stage: stage.form)
def test_a_number_travels_from_its_cell_to_a_figure_and_back(stage: Stage, tmp_path: Path) -> None:
    engine, path, reading = stage_of(stage, tmp_path)
    # workbook → reading
    assert reading.form == stage.form
    (seen,) = [o for o in reading.observations if (o.ref.sheet, o.ref.cell) == (stage.sheet, stage.cell)]
    assert (seen.text, seen.indicator, seen.region) == (stage.text, stage.indicator, stage.region)
    # store → figure
    desk = Desk(engine, catalog())
    asking = Asking(stage.indicator, stage.region, stage.period, stage.basis, stage.measure)
    chain = desk.chain(asking, Scope())
    assert chain.figure == stage.figure
    # figure → cell
    (cell,) = cells_in(chain)
    assert (cell.workbook, cell.sheet, cell.cell, cell.text) == (stage.name, stage.sheet, stage.cell, stage.text)
    (source,) = sources(engine, [cell.id])
    assert (source.workbook, source.sheet, source.cell, source.who) == (stage.name, stage.sheet, stage.cell, "审核员")
    # cell → the workbook as it was sent
    assert original(engine, source.sha256) == path.read_bytes()


@pytest.mark.parametrize("stage", [s for s in STAGES if ":" not in s.cell], ids=lambda stage: stage.form)
def test_the_same_road_from_the_other_end(stage: Stage, tmp_path: Path) -> None:
    engine, _, _ = stage_of(stage, tmp_path)
    found = trace(Desk(engine, catalog()), stage.name, f"'{stage.sheet}'!{stage.cell}")
    (one,) = found.observations
    assert found.text == stage.text and one.stands and one.cell.region == stage.region
    own = [use for use in one.uses if (use.asking.indicator, use.asking.region) == (stage.indicator, stage.region)]
    assert stage.figure in [use.figure for use in own]


@pytest.mark.parametrize("stage", [s for s in STAGES if ":" in s.cell], ids=lambda stage: stage.form)
def test_a_cell_inside_a_range_that_was_added_up_leads_to_its_figure(stage: Stage, tmp_path: Path) -> None:
    engine, _, _ = stage_of(stage, tmp_path)
    desk = Desk(engine, catalog())
    for cell in stage.cell.split(":"):
        found = trace(desk, stage.name, f"'{stage.sheet}'!{cell}")
        assert stage.cell in [one.cell.cell for one in found.observations]
        assert stage.figure in [use.figure for one in found.observations for use in one.uses]


@pytest.mark.parametrize(("form", "name", "lines", "register", "line", "wanted"), REGISTERS, ids=["F04", "F08"])
def test_a_line_of_a_register_keeps_its_place(
    form: str, name: str, lines: list[list[object]], register: str, line: int, wanted: dict[str, object], tmp_path: Path
) -> None:
    engine = new_store(tmp_path)
    reading = taken(engine, write(tmp_path / name, {"台账": lines}))
    assert reading.form == form and not reading.observations
    found, total = rows(engine, register)
    (row,) = [one for one in found if one["line"] == line]
    assert total == len(lines) - 2 and {key: row[key] for key in wanted} == wanted
    kept = reading.register_rows[line - 3]
    assert (kept.sheet, kept.line, submissions(engine)[0].id) == ("台账", line, row["submission"])
    assert original(engine, reading.sha256) == (tmp_path / name).read_bytes()


def test_a_corrected_number_shows_what_stood_before_it(tmp_path: Path) -> None:
    engine, _, _ = stage_of(BY_FORM["F13"], tmp_path)
    old = trace(Desk(engine, catalog()), BY_FORM["F03"].name, "'9月'!B4").observations[0]
    assert not old.stands and not old.uses
    assert [(past.value, past.workbook) for past in old.past if past.stands] == [(134, "更正函.xlsx")]
    assert 143 in [past.value for past in old.past]


def test_every_form_of_the_catalogue_has_its_journey() -> None:
    told = {stage.form for stage in STAGES} | {row[0] for row in REGISTERS}
    assert told >= {f"F{number:02d}" for number in range(1, 14)}
