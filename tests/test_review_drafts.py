"""From a file to a decision: nothing is stored before it, everything asked needs words, what was put right is kept."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from catalog.book import load as load_catalog
from loaders.corrected import BadCorrection
from loaders.read import read
from review.decision import accept, give_back, name_of
from review.inbox import arrived, take
from review.mapping import opened
from review.proposal import Proposal, propose, stage, tell, use_layout
from review.remembered import remembering, whose, with_remembered
from store import drafts
from store.explanations import explanations
from store.facts import facts
from store.load import revision
from store.submissions import submissions
from tests import messy
from tests.made import new_store
from tests.reader_sheets import write

GUANGZHOU, SHENZHEN, PROVINCE = "440100", "440300", "440000"
CLEAN = [["志愿服务情况表（2026年10月）"], ["地区", "志愿者（人）", "志愿服务队（支）"], ["广州市", 4000, 20],
         ["深圳市", 6000, 30]]  # fmt: skip


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    return new_store(tmp_path)


def put(engine: Engine, path: Path, who: str = "王") -> str:
    return stage(engine, path.name, path.read_bytes(), who=who, megabytes=50).token


def seen(engine: Engine, token: str) -> Proposal:
    found = propose(engine, token)
    assert found is not None
    return found


def figures(engine: Engine, indicator: str) -> dict[str, float]:
    frame = facts(engine, [indicator])
    return dict(zip(frame["region"], frame["value"], strict=True))


# ------------------------------------------------------------------ F02 through the functions of the page
def test_a_messy_f02_is_put_right_explained_and_stored(engine: Engine, tmp_path: Path) -> None:
    token = put(engine, messy.f02(tmp_path))
    asked = {(f.code, f.ref.cell) for f in seen(engine, token).open}
    assert {("unknown_region", "A6"), ("identity", "E5"), ("identity", "E7")} <= asked
    tell(engine, token, "columns", "汇总表!B", {"indicator": "emp_cohort"})
    tell(engine, token, "rows", "汇总表!6", {"region": GUANGZHOU})
    found = seen(engine, token)
    assert not {f.code for f in found.open} & {"unknown_region"} and revision(engine) == 0
    silent = accept(engine, token, who="王")
    assert (silent.done, silent.word) == (False, "submit_needs_words") and figures(engine, "emp_cohort") == {}
    own = {name_of(f): "市局核对无误" for f in found.open if f.code == "identity"}
    outcome = accept(engine, token, who="王", text="其余已核对", explained=own)
    assert outcome.done and outcome.kept and outcome.figures == len(found.diff.new)
    assert figures(engine, "emp_cohort") == {GUANGZHOU: 100.0, SHENZHEN: 100.0}
    said = {(e.code, e.cell): e.text for e in explanations(engine)}
    assert said["identity", "E7"] == "市局核对无误" and drafts.waiting(engine) == []


def test_the_next_file_of_that_layout_needs_no_correction(engine: Engine, tmp_path: Path) -> None:
    first = put(engine, messy.f02(tmp_path))
    tell(engine, first, "columns", "汇总表!B", {"indicator": "emp_cohort"})
    tell(engine, first, "rows", "汇总表!6", {"region": GUANGZHOU})
    assert accept(engine, first, who="王", text="已核对").done
    rows = [[cell + 10 if isinstance(cell, int) else cell for cell in row] for row in messy.F02]
    rows[0] = ["2027年度退役士兵就业及去向情况表"]
    later = write(tmp_path / "退役士兵去向_2027.xlsx", {"表一": rows})
    found = seen(engine, put(engine, later))
    assert found.applied and found.corrections["columns"] == {"表一!B": {"indicator": "emp_cohort"}}
    assert found.corrections["rows"] == {"表一!6": {"region": GUANGZHOU}}
    assert {o.indicator for o in found.reading.observations if o.ref.cell.startswith("B")} == {"emp_cohort"}
    use_layout(engine, found.draft.token, 0)
    undone = seen(engine, found.draft.token)
    assert not undone.applied and undone.corrections == {} and "unknown_region" in {f.code for f in undone.open}
    catalog = load_catalog()
    assert read(later).observations == read(later).observations  # read itself ignores what is remembered
    told = with_remembered(engine, read(later), catalog)
    assert {o.region for o in told.observations if o.ref.cell == "B6"} == {GUANGZHOU}


def test_a_drifted_layout_is_shown_and_only_applied_when_asked(engine: Engine, tmp_path: Path) -> None:
    first = put(engine, messy.f02(tmp_path))
    tell(engine, first, "columns", "汇总表!B", {"indicator": "emp_cohort"})
    assert accept(engine, first, who="王", text="已核对").done
    rows = [[row[0], *row[2:3], row[1], *row[3:-1]] if len(row) > 3 else row for row in messy.F02]
    found = seen(engine, put(engine, write(tmp_path / "去向_2027.xlsx", {"表": rows})))
    assert found.match and not found.match.exact and not found.applied and found.corrections == {}
    drift = opened(found).drift
    assert drift and drift.vanished == ("待就业人数",) and [name for name, _, _ in drift.moved]
    assert found.match.layout.form == "F02"
    use_layout(engine, found.draft.token, found.match.layout.id)
    assert seen(engine, found.draft.token).corrections == {"columns": {"表!C": {"indicator": "emp_cohort"}}}


# ------------------------------------------------------------------ F06 and F11
def test_a_messy_f06_is_put_right_by_its_row(engine: Engine, tmp_path: Path) -> None:
    token = put(engine, messy.f06(tmp_path))
    line = next(one for one in opened(seen(engine, token)).lines if one.kind == "rows" and one.at == "10")
    assert line.indicators == ("",) and "招聘活动场数" in line.header
    tell(engine, token, "rows", line.key, {"indicator": "emp_job_fairs"})
    assert accept(engine, token, who="李", text="单元格出错，下月补报").done
    assert figures(engine, "emp_job_fairs") == {"440900": 6.0}


def test_a_messy_f11_is_read_in_ten_thousands_after_one_word(engine: Engine, tmp_path: Path) -> None:
    token = put(engine, messy.f11(tmp_path))
    tell(engine, token, "sheets", "分月", {"unit": "万小时"})
    tell(engine, token, "rows", "分月!4", {"region": SHENZHEN})
    assert accept(engine, token, who="李", text="已核对").done
    frame = facts(engine, ["vol_hours"])
    october = frame[frame["period"] == "2026-10"]
    assert dict(zip(october["region"], october["value"], strict=True)) == {GUANGZHOU: 42000.0, SHENZHEN: 32000.0}


def test_the_unit_of_a_sheet_is_remembered_too(engine: Engine, tmp_path: Path) -> None:
    token = put(engine, messy.f11(tmp_path))
    tell(engine, token, "sheets", "分月", {"unit": "万小时", "period": "2026"})
    tell(engine, token, "rows", "分月!4", {"region": SHENZHEN})
    assert accept(engine, token, who="李", text="已核对").done
    rows = [*([cell + 1 if isinstance(cell, float) else cell for cell in row] for row in messy.F11[1:])]
    later = write(tmp_path / "志愿服务时长_2027.xlsx", {"新表": [["2027年志愿服务时长"], *rows]})
    assert seen(engine, put(engine, later)).corrections == {
        "rows": {"新表!4": {"region": SHENZHEN}}, "sheets": {"新表": {"unit": "万小时"}}}  # fmt: skip


def test_a_register_is_counted_by_city_and_stored(engine: Engine, tmp_path: Path) -> None:
    rows = [["县（市、区）", "镇（街道）", "村（社区）", "队伍名称", "层级", "队长", "人数"]]
    rows += [["越秀区", "洪桥街道", f"第{n}社区", f"第{n}服务队", "村", "张三", str(n + 9)] for n in range(3)]
    first = write(tmp_path / "广州市_志愿服务队台账_2026年10月.xlsx", {"台账": rows})
    assert seen(engine, put(engine, first)).diff.lines == (("vol_teams_register", GUANGZHOU, "2026-10", 0, 3),)
    outcome = accept(engine, put(engine, first), who="李", text="已核对")
    assert (outcome.word, outcome.lines) == ("submit_done_lines", 3)
    again = write(tmp_path / "广州市_志愿服务队台账_2026年10月_更正.xlsx", {"台账": rows[:-1]})
    assert [line[3:] for line in seen(engine, put(engine, again)).diff.lines] == [(3, 2)]


def test_a_load_takes_what_is_remembered_and_a_person_said_it(engine: Engine, tmp_path: Path) -> None:
    token = put(engine, messy.f11(tmp_path))
    tell(engine, token, "rows", "分月!4", {"region": SHENZHEN})
    assert accept(engine, token, who="李", text="已核对").done
    same = read(messy.f11(tmp_path))
    (told,) = remembering(engine, [same])
    assert {o.region for o in told.observations if o.ref.cell == "B4"} == {SHENZHEN} and told != same
    assert "told_by_hand" in {f.code for f in told.findings}


# ------------------------------------------------------------------ what would change
def clean(folder: Path, name: str = "志愿_10月.xlsx", **cells: int) -> Path:
    rows: list[list[Any]] = [list(row) for row in CLEAN]
    for at, value in cells.items():
        rows[int(at[1:]) - 1]["ABC".index(at[0])] = value
    return write(folder / name, {"表": rows})


def test_the_difference_says_new_changed_unchanged_and_gone(engine: Engine, tmp_path: Path) -> None:
    assert accept(engine, put(engine, clean(tmp_path)), who="王", text="核对").done
    rows = [CLEAN[0], ["地区", "志愿者（人）", "活动场次"], ["广州市", 4100, 3], ["深圳市", 6000, 4]]
    again = write(tmp_path / "志愿_10月_改.xlsx", {"表": rows})
    diff = seen(engine, put(engine, again)).diff
    assert [(c.region, c.old.value, c.new.value, c.new.ref.cell) for c in diff.changed if c.old and c.new] == [
        (GUANGZHOU, 4000.0, 4100.0, "B3")]  # fmt: skip
    assert [(c.indicator, c.region) for c in diff.unchanged] == [("vol_volunteers", SHENZHEN)]
    assert {(c.indicator, c.region) for c in diff.new} == {("vol_activities", GUANGZHOU), ("vol_activities", SHENZHEN)}
    assert {(c.indicator, c.region) for c in diff.gone} == {("vol_teams", GUANGZHOU), ("vol_teams", SHENZHEN)}


def test_a_change_of_stored_figures_needs_a_reason_and_is_a_correction(engine: Engine, tmp_path: Path) -> None:
    assert accept(engine, put(engine, clean(tmp_path)), who="王", text="核对").done
    token = put(engine, clean(tmp_path, "志愿_10月_改.xlsx", B3=4100))
    assert not accept(engine, token, who="王").done and figures(engine, "vol_volunteers")[GUANGZHOU] == 4000.0
    assert accept(engine, token, who="王", text="漏报一支队").done
    assert figures(engine, "vol_volunteers")[GUANGZHOU] == 4100.0
    assert submissions(engine)[-1].correction and submissions(engine)[-1].reason == "漏报一支队"


def test_a_returned_file_is_on_record_with_its_reason_and_no_figure(engine: Engine, tmp_path: Path) -> None:
    token = put(engine, clean(tmp_path))
    assert give_back(engine, token, who="王", reason="  ").word == "submit_needs_reason"
    assert give_back(engine, token, who="王", reason="缺19个市").done
    found = submissions(engine)[0]
    assert (found.state, found.reason, figures(engine, "vol_volunteers")) == ("returned", "缺19个市", {})
    assert propose(engine, token) is None


def test_a_refused_file_says_why_and_cannot_be_stored(engine: Engine, tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(b"%PDF-1.4 nothing")
    token = put(engine, path)
    assert opened(seen(engine, token)).status == "refused"
    assert accept(engine, token, who="王", text="…").word == "submit_unreadable" and not submissions(engine)


def test_a_correction_that_names_nothing_known_is_not_kept(engine: Engine, tmp_path: Path) -> None:
    token = put(engine, clean(tmp_path))
    with pytest.raises(BadCorrection):
        tell(engine, token, "columns", "表!B", {"indicator": "nonsense"})
    assert seen(engine, token).corrections == {}


def test_whose_sheet_it_is(tmp_path: Path) -> None:
    catalog = load_catalog()
    assert whose(read(messy.f06(tmp_path)), catalog) == "440900"
    assert whose(read(messy.f02(tmp_path)), catalog) == PROVINCE


# ------------------------------------------------------------------ the watched folder
def test_the_inbox_stores_what_nobody_has_to_look_at(engine: Engine, tmp_path: Path) -> None:
    folder = tmp_path / "inbox"
    folder.mkdir()
    rows = [["深圳市就业月报（2026年10月）"], ["项目", "本月"], ["专场招聘会（场）", 6], ["提供岗位数（个）", 700]]
    path = write(folder / "深圳市_就业月报_2026年10月.xlsx", {"10月": rows})
    taken = take(engine, path, who="收件箱", megabytes=50)
    assert (taken.place, path.exists()) == ("done", False) and figures(engine, "emp_job_fairs") == {SHENZHEN: 6.0}
    assert "第1次报送" in (folder / "done" / f"{path.name}.txt").read_text(encoding="utf-8")


def test_the_inbox_leaves_what_is_asked_to_a_person(engine: Engine, tmp_path: Path) -> None:
    folder = tmp_path / "inbox"
    folder.mkdir()
    path = messy.f11(folder)
    taken = take(engine, path, who="收件箱", megabytes=50)
    assert taken.place == "waiting" and figures(engine, "vol_hours") == {}
    assert "A4" in (folder / "waiting" / f"{path.name}.txt").read_text(encoding="utf-8")
    assert [d.workbook for d in drafts.waiting(engine)] == [path.name]


def test_the_inbox_takes_only_files_that_stand_still(tmp_path: Path) -> None:
    folder = tmp_path / "inbox"
    folder.mkdir()
    still, growing = folder / "a.xlsx", folder / "b.xlsx"
    for path in (still, growing, folder / "~$a.xlsx", folder / "c.xlsx.part"):
        path.write_bytes(b"x")
    (folder / "link.xlsx").symlink_to(still)
    assert arrived(folder, 2, lambda _: growing.write_bytes(b"xx") and None) == [still]
