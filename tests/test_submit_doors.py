"""The doors of the upload page: what they take, what they refuse, and that nothing is stored by the way."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from dash import Dash, html
from flask.testing import FlaskClient

from answers.desk import Desk
from callbacks.submit import draw
from callbacks.submit_doors import serve_submit
from catalog.book import load as load_catalog
from catalog.records import Scope
from catalog.view import View
from loaders.corrected import MEASURES, ROLES
from loaders.parts_of_sheet import PARTS
from review.decision import name_of
from review.proposal import propose
from store import drafts
from store.check import check
from store.codes import STATUSES
from store.explanations import explanations
from store.load import revision
from store.submissions import submissions
from tests import messy
from tests.made import new_store
from tests.nodes import of_tag, panel, text, walk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(new_store(tmp_path), load_catalog())


@pytest.fixture
def client(desk: Desk) -> Iterator[FlaskClient]:
    app = Dash("test")
    app.layout = html.Div()
    serve_submit(app, desk)
    app.server.config["MAX_CONTENT_LENGTH"] = 1_000_000
    with app.server.test_client() as client:
        yield client


def staged(client: FlaskClient, path: Path, **query: str) -> dict[str, Any]:
    query = {"name": path.name, **query}
    answer = client.post("/submit/upload", query_string=query, data=path.read_bytes())
    assert answer.status_code == 200
    return dict(answer.get_json())


def page(desk: Desk, lang: str = "zh", **extra: str) -> list[Any]:
    view = View(desk.catalog, Scope(lang=lang, extra=tuple(extra.items())), "/submit")
    return list(draw(desk, view).body)


def test_a_file_becomes_a_draft_and_nothing_more(client: FlaskClient, desk: Desk, tmp_path: Path) -> None:
    path = messy.f02(tmp_path)
    token = staged(client, path, who="王")["token"]
    assert [(d.workbook, d.who) for d in drafts.waiting(desk.engine)] == [(path.name, "王")]
    read = client.post("/submit/read", json={"token": token}).get_json()
    assert (read["ok"], read["error"], read["warning"]) == (True, 1, 2) and "可入库7个数字" in read["said"]
    assert revision(desk.engine) == 0
    assert staged(client, path, who="王")["token"] == token


def test_a_name_cannot_lead_out_of_the_store(client: FlaskClient, desk: Desk, tmp_path: Path) -> None:
    path = messy.f02(tmp_path)
    for name in ("../../etc/passwd", "C:\\temp\\表.xlsx", "\x00\n.xlsx", ""):
        staged(client, path, name=name, who=name)
    assert {d.workbook for d in drafts.waiting(desk.engine)} <= {"passwd", "表.xlsx", "xlsx", "未命名"}


def test_a_file_over_the_limit_is_refused_with_a_sentence(
    client: FlaskClient, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WULI_UPLOAD_MEGABYTES", "1")
    answer = client.post("/submit/upload", query_string={"name": "大.xlsx"}, data=b"x" * 1_000_001)
    assert answer.status_code == 413 and "1 MB" in answer.get_json()["said"] and not drafts.waiting(desk.engine)


def test_a_workbook_may_be_larger_than_any_callback_s_question(client: FlaskClient, desk: Desk) -> None:
    """The server's own limit (1 MB here) is for questions; a file has that of the setting."""
    content = "地区,志愿者\n".encode() + b"x,1\n" * 500_000
    answer = client.post("/submit/upload", query_string={"name": "大.csv"}, data=content)
    assert answer.status_code == 200 and drafts.content(desk.engine, answer.get_json()["token"]) == content


def test_what_is_no_table_is_not_even_kept(client: FlaskClient, desk: Desk) -> None:
    for content in (b"%PDF-1.4 x", b"\x89PNG\r\n\x1a\n", b"MZ\0\0", b""):
        answer = client.post("/submit/upload", query_string={"name": "表.xlsx"}, data=content)
        assert answer.get_json()["status"] == "refused" and answer.get_json()["said"].startswith("表.xlsx")
    assert not drafts.waiting(desk.engine)


def test_the_doors_open_only_for_what_the_page_asks(client: FlaskClient, desk: Desk, tmp_path: Path) -> None:
    token = staged(client, messy.f02(tmp_path))["token"]
    client.get("/submit/drop", query_string={"token": token})  # an address that is opened changes nothing
    assert drafts.draft(desk.engine, token) is not None
    wrong = {"token": token, "kind": "columns", "place": "汇总表!B", "words": {"indicator": "nonsense"}}
    answer = client.post("/submit/tell", json=wrong)
    assert answer.status_code == 400 and "nonsense" in answer.get_json()["said"]
    gone = client.post("/submit/read", json={"token": "none"})
    assert gone.status_code == 409 and "不再" not in gone.get_json()["said"] and gone.get_json()["said"]
    told = {**wrong, "words": {"indicator": "emp_cohort"}}
    assert client.post("/submit/tell", json=told).get_json()["ok"]


def test_a_decision_through_the_door_stores_and_says_where_to_look(
    client: FlaskClient, desk: Desk, tmp_path: Path
) -> None:
    token = staged(client, messy.f11(tmp_path))["token"]
    asked = {"token": token, "decision": "explain", "who": "李", "text": "", "explained": {}, "remember": True,
             "replace": False}  # fmt: skip
    silent = client.post("/submit/decide", json=asked).get_json()
    assert not silent["ok"] and silent["open"] and revision(desk.engine) == 0
    done = client.post("/submit/decide", json={**asked, "text": "深训市是笔误，下次改正"}).get_json()
    assert done["ok"] and done["href"] == "/submit?done=1&ind=vol_hours" and revision(desk.engine) == 1
    assert "4个数字" in text(page(desk, done="1"))


def test_nobody_accepts_or_returns_without_a_name(
    client: FlaskClient, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("WULI_WHO", raising=False)
    token = staged(client, messy.f11(tmp_path))["token"]
    asked = {"token": token, "who": " ", "text": "笔误", "explained": {}, "remember": True, "replace": False}
    for decided in ("explain", "return"):
        answer = client.post("/submit/decide", json={**asked, "decision": decided})
        assert answer.status_code == 400 and answer.get_json()["said"].startswith("请填写经办人")
    assert revision(desk.engine) == 0 and drafts.draft(desk.engine, token) is not None


def test_what_is_said_of_all_is_the_reason_and_marked_where_nothing_else_was_said(
    client: FlaskClient, desk: Desk, tmp_path: Path
) -> None:
    token = staged(client, messy.f02(tmp_path))["token"]
    found = propose(desk.engine, token)
    assert found is not None and len(found.open) > 1
    own = {name_of(found.open[0]): "市局核对无误"}
    asked = {"token": token, "decision": "explain", "who": "李", "text": "已核对", "explained": own, "remember": True,
             "replace": False}  # fmt: skip
    assert client.post("/submit/decide", json=asked).get_json()["ok"]
    said = [one.text for one in explanations(desk.engine)]
    assert said.count("市局核对无误") == 1 and set(said) == {"市局核对无误", "统一说明：已核对"}
    assert submissions(desk.engine)[0].reason == "已核对"


def test_a_file_without_figures_says_so_and_does_not_wait(client: FlaskClient, desk: Desk, tmp_path: Path) -> None:
    note, broken = tmp_path / "note.txt", tmp_path / "坏了.xlsx"
    note.write_text("请各市按时报送。\n没有表格。\n", encoding="utf-8")
    broken.write_bytes(messy.f06(tmp_path).read_bytes()[:2000])
    for path in (note, broken, messy.write(tmp_path / "空白.xlsx", {"表": [["通知"], ["请按时报送"]]})):
        read = client.post("/submit/read", json={"token": staged(client, path)["token"]}).get_json()
        assert not read["ok"] and read["said"].startswith("没有可入库的数字") and "zip" not in read["said"]
        assert "href" not in read and not drafts.waiting(desk.engine)


def test_a_draft_with_nothing_to_store_has_no_button_that_stores(
    client: FlaskClient, desk: Desk, tmp_path: Path
) -> None:
    rows = [["某表"], ["地区", "不认识的甲"], ["广州市", 12], ["深圳市", 13]]
    path = messy.write(tmp_path / "表.xlsx", {"表": rows})
    token = staged(client, path)["token"]
    read = client.post("/submit/read", json={"token": token}).get_json()
    assert not read["ok"] and read["href"] and read["said"].startswith("没有可入库的数字")
    decisions = {one[1]["data-decision"] for one in walk(page(desk, draft=token)) if "data-decision" in one[1]}
    assert decisions == {"return", "drop"}


def test_a_choice_opens_in_its_place_and_the_first_sheet_with_figures_first(
    client: FlaskClient, desk: Desk, tmp_path: Path
) -> None:
    rows = [["志愿服务情况表（2026年10月）"], ["地区", "志愿者（人）"], ["广州市", 4000], ["深圳市", None]]
    sheets = {"说明": [["填表说明"], ["请按月填"]], "2026年10月": rows}
    token = staged(client, messy.write(tmp_path / "志愿.xlsx", sheets))["token"]
    body = page(desk, draft=token, sel="B")
    open_tab = [one for one in walk(panel(body, "sheet")) if one[0] == "a" and one[1].get("aria-current") == "true"]
    assert text(open_tab[0]).startswith("2026年10月")
    line = next(one for one in of_tag(panel(body, "mapping"), "li") if text(one).startswith("B"))
    assert [one[1]["data-chosen"] for one in walk(line) if "data-chosen" in one[1]] == ["B"]
    pinned = [text(one) for one in of_tag(panel(body, "sheet"), "td") if "is-pinned" in one[1].get("className", "")]
    assert {"地区", "广州市", "深圳市"} <= set(pinned)


def test_the_page_says_of_each_cell_what_it_is(client: FlaskClient, desk: Desk, tmp_path: Path) -> None:
    token = staged(client, messy.f02(tmp_path))["token"]
    body = page(desk, draft=token)
    cells = of_tag(panel(body, "sheet"), "td")
    assert [text(one) for one in cells if "is-error" in one[1].get("className", "")] == ["广洲市"]
    kinds = {name for one in cells for name in one[1].get("className", "").split()}
    assert {"part-title", "part-meta", "part-header", "part-label", "part-data", "part-total", "part-note"} <= kinds
    assert "涉密信息不得上传" in text(body)
    chosen = page(desk, draft=token, sel="B")
    words = [one[1]["data-tell"] for one in walk(chosen) if "data-tell" in one[1]]
    assert words == ["indicator", "measure", "unit", "period", "role"]


def test_a_long_sheet_says_how_much_is_not_drawn(client: FlaskClient, desk: Desk, tmp_path: Path) -> None:
    rows = [["县（市、区）", "镇（街道）", "村（社区）", "队伍名称", "层级", "队长", "联系电话", "人数"]]
    rows += [["越秀区", "洪桥街道", f"第{n}社区", f"第{n}服务队", "村", "张三", "13800000000", n] for n in range(200)]
    path = messy.write(tmp_path / "广州市_志愿服务队台账_2026年10月.xlsx", {"台账": rows})
    token = staged(client, path)["token"]
    body = page(desk, draft=token)
    assert "另有141行没有画出" in text(panel(body, "sheet"))
    mapping = text(panel(body, "mapping"))
    assert mapping.count("个人信息，已去掉") == 2 and "队长" in mapping
    assert "13800000000" not in text(body) and "张三" not in text(body)
    assert "入库200行台账" in text(body)


def test_the_page_is_whole_in_english(client: FlaskClient, desk: Desk, tmp_path: Path) -> None:
    token = staged(client, messy.f06(tmp_path))["token"]
    body = page(desk, lang="en", draft=token, sel="10")
    assert "Row 10 is read as" in text(body) and "Accept" in text(body)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_kind_of_figure_and_row_the_reader_knows_has_a_word(desk: Desk, lang: str) -> None:
    said = {*(f"measure_{one}" for one in MEASURES), *(f"role_{one}" for one in (*ROLES, "residual"))}
    said |= {f"part_{one}" for one in PARTS} | {f"missing_{one}" for one in STATUSES if one != "reported"}
    assert not said - set(desk.catalog.words[lang])


def test_a_letter_of_correction_is_shown_with_what_was_reported_before(
    client: FlaskClient, desk: Desk, tmp_path: Path
) -> None:
    rows = [["数据更正函"], ["填报单位：茂名市退役军人事务局"], ["指标", "时期", "原报数", "更正数", "差额", "原因"],
            ["志愿者（人）", "2026年9月", 4000, 4100, 100, "漏报一支队"]]  # fmt: skip
    token = staged(client, messy.write(tmp_path / "茂名市_数据更正函.xlsx", {"函": rows}))["token"]
    assert "原报数" in text(panel(page(desk, draft=token), "mapping"))


def test_a_draft_is_decided_on_once_and_only_in_known_words(client: FlaskClient, desk: Desk, tmp_path: Path) -> None:
    token = staged(client, messy.f11(tmp_path))["token"]
    asked = {"token": token, "who": "李", "text": "深训市是笔误", "explained": {}, "remember": True, "replace": False}
    assert client.post("/submit/decide", json={**asked, "decision": "zzz"}).status_code == 400
    assert revision(desk.engine) == 0
    words = ("explain", "return", "explain", "return")
    with ThreadPoolExecutor(4) as team:
        said = list(team.map(lambda one: client.application.test_client().post(
            "/submit/decide", json={**asked, "decision": one}).get_json(), words))  # fmt: skip
    assert [answer["ok"] for answer in said].count(True) == 1, said
    assert len(submissions(desk.engine)) == 1 and check(desk.engine) == []
