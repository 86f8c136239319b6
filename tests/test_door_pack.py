"""A reading crosses between two processes as columns and arrives equal."""

from __future__ import annotations

from catalog.records import CellRef, Finding, Label, Observation, PassedOver, Reading, RegisterRow
from loaders.door_pack import packed, unpacked

EMPTY = Reading("a.xlsx", "f", "read", "", False, False, (), (), (), (), ())


def observation(cell: str, value: float | None) -> Observation:
    row, column = ((Label("A3", "广州市"),),), ((Label("B1", "就业"), Label("B2", "人数")),)
    ref = CellRef("a.xlsx", "10月", cell)
    missing = None if value else "not_reported"
    return Observation(ref, str(value), value, value, missing, row, column, "region", "440100",
                       "广州市", None, "就业 / 人数", "value", "2026-10", "人", "eq")  # fmt: skip


def test_a_reading_arrives_as_it_was_sent() -> None:
    seen = tuple(observation(f"B{row}", row if row % 3 else None) for row in range(3, 40))
    passed = (PassedOver(CellRef("a.xlsx", "10月", "A1"), "2026", "title"),)
    team = RegisterRow("vol_teams_register", "440100", "2026-10", {"name": "战旗队", "persons": 25.0}, "登记表", 3)
    full = EMPTY._replace(observations=seen, passed_over=passed, findings=(Finding("x", "note", seen[0].ref, "句。"),))
    for reading in (
        EMPTY,
        full,
        full._replace(register_rows=(team, team)),
        full._replace(passed_over=()),
        full._replace(observations=()),
    ):
        assert unpacked(packed(reading)) == reading
        assert all(type(item) is Observation for item in unpacked(packed(reading)).observations)
