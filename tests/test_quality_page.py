"""数据质量: filters in the address, each finding with its place and what to do, explanations with name and time."""

from __future__ import annotations

import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest
from flask import Flask

from answers.desk import Desk
from callbacks import quality as page
from callbacks.quality_doors import serve_quality
from catalog.book import load
from catalog.checks import checks
from catalog.scope import parse
from catalog.view import View
from review.quality import approve_finding, explain_finding, quality, remarks_of
from store.engine import open_store
from store.problems import StoreProblem
from tests import made
from tests.nodes import of_class, of_tag, panel, text, walk
from tests.review_books import NOW, book, everywhere

CATALOG = load()


@pytest.fixture(scope="module")
def desk(sample_database, tmp_path_factory) -> Desk:
    copy = tmp_path_factory.mktemp("quality") / "wuli.db"
    shutil.copyfile(sample_database.removeprefix("sqlite:///"), copy)
    return Desk(open_store(f"sqlite:///{copy}"), CATALOG)


def drawn(desk: Desk, query: str = "", lang: str = "zh"):
    scope = parse(query)._replace(lang=lang)
    return page.draw(desk, View(CATALOG, scope, "/quality"))


def shown(body) -> list[str]:
    return [one[1]["data-code"] for one in walk(list(body)) if one[1].get("data-remark")]


def test_every_filter_of_the_address_holds(desk):
    everything = quality(desk.engine).remarks
    for query, own in (("rule=forms_disagree", lambda one: one.code == "forms_disagree"),
                       ("city=440800", lambda one: one.region == "440800" and one.severity != "note"),
                       ("form=F09&sev=all", lambda one: one.form == "F09"),
                       ("sev=note", lambda one: one.severity == "note"),
                       ("say=open", lambda one: one.open),
                       ("m=2026-09&say=open", lambda one: one.month == "2026-09" and one.open)):  # fmt: skip
        wanted = sorted(one.id for one in everything if own(one))
        found = page.fitting(View(CATALOG, parse(query), "/quality"), everything)
        assert wanted and sorted(one.id for one in found) == wanted, query


def test_what_waits_comes_first_and_thirty_at_a_time(desk):
    assert {checks()[code].severity for code in shown(drawn(desk).body)} == {"warning"}, "notes only when asked for"
    assert "no_figures" in shown(drawn(desk, "rule=no_figures").body)
    body = list(drawn(desk, "sev=all").body)
    rows = shown(body)
    assert len(rows) == 30 and all(checks()[code].severity == "warning" for code in rows[:29])
    more = next(one for one in of_class(panel(body, "findings"), "button") if "show=60" in one[1].get("href", ""))
    assert len(shown(drawn(desk, more[1]["href"].partition("?")[2]).body)) == 60


def test_a_count_of_the_spread_leads_to_just_those_findings(desk):
    spread = panel(list(drawn(desk, "sev=all").body), "spread")
    for link in of_class(spread, "heat"):
        if link[0] == "a":
            assert len(shown(drawn(desk, link[1]["href"].partition("?")[2] + "&show=300").body)) == int(text(link))
    by_city = panel(list(drawn(desk, "by=city&sev=all").body), "spread")
    rows = [one[1]["data-row"] for one in walk(by_city) if one[1].get("data-row")]
    assert rows[0] == "440100" and rows[-1] == "none"


def test_a_finding_says_where_what_and_what_to_do_and_leads_to_the_figure(desk):
    body = list(drawn(desk, "rule=scope_change").body)
    item = next(one for one in walk(body) if one[1].get("data-remark"))
    said = text(item)
    assert "湛江" in said and "35,329" in said and "21,598" in said and checks()["scope_change"].guidance_zh in said
    link = next(one for one in of_tag(item, "a"))
    assert text(link) == "示例_全省主要指标汇总表_2026.xlsx › 5月 › F23"
    assert link[1]["href"] == "#src=vol_volunteers~440800~2026-05~end"


def test_the_list_can_be_taken_away_as_it_is_shown(desk):
    from callbacks.export import table_of

    view = View(CATALOG, parse("say=open&m=2026-09"), "/quality")
    table, _ = table_of(desk, "quality", view)
    wanted = page.fitting(view, remarks_of(desk.engine))
    assert wanted and [(row[6].value, row[7].value, row[8].value) for row in table.rows] == [
        (one.workbook, one.sheet, one.cell) for one in wanted]  # fmt: skip
    assert table.sample and all(row[9].value for row in table.rows), "with what to do"
    assert drawn(desk).export and not drawn(desk, "m=1999-01").export


def test_what_is_rare_is_not_hidden_behind_what_is_frequent(desk):
    rows = shown(drawn(desk, "say=open").body)
    # Twenty are named, and one says how many more there are.
    assert "duplicate_row" not in rows[:5] and rows.count("duplicate_row") == 21


def test_the_page_speaks_english(desk):
    content = drawn(desk, "rule=scope_change", "en")
    item = next(one for one in walk(list(content.body)) if one[1].get("data-remark"))
    assert checks()["scope_change"].guidance_en in text(item) and "Zhanjiang" in text(item)
    assert content.name == "Data quality"


def test_an_explanation_and_an_approval_carry_name_and_time(desk):
    name = next(one.id for one in remarks_of(desk.engine) if one.code == "ytd_mismatch")
    explain_finding(desk.engine, name, "九月更正前印发", "王")
    item = next(one for one in walk(list(drawn(desk, "say=explained").body)) if one[1].get("data-remark") == name)
    assert "王于" in text(item) and "九月更正前印发" in text(item)
    assert any(one[1].get("data-act") == "quality-approve" for one in walk(item))
    approve_finding(desk.engine, name, "李")
    item = next(one for one in walk(list(drawn(desk, "say=agreed").body)) if one[1].get("data-remark") == name)
    assert "李于" in text(item) and not any(one[1].get("data-act") for one in walk(item))
    assert name not in {one.id for one in page.fitting(View(CATALOG, parse("say=open"), "/"), remarks_of(desk.engine))}


def test_two_people_with_names_are_needed_for_an_approved_explanation(desk, monkeypatch):
    monkeypatch.delenv("WULI_WHO", raising=False)
    app = SimpleNamespace(server=Flask("t"))
    serve_quality(app, desk)
    client = app.server.test_client()
    name = next(one.id for one in remarks_of(desk.engine) if one.code == "scope_change")
    told = {"name": name, "text": "口径调整"}
    nobody = client.post("/quality/explain", json={**told, "who": "  "})
    assert nobody.status_code == 400 and nobody.json["said"].startswith("请填写经办人")
    assert client.post("/quality/explain", json={**told, "who": "Wang Li"}).json["ok"]
    assert client.post("/quality/approve", json={"name": name, "who": ""}).status_code == 400
    own = client.post("/quality/approve", json={"name": name, "who": " wang  li"})
    assert own.status_code == 409 and "请换一个人核准" in own.json["said"]
    assert not next(one for one in remarks_of(desk.engine) if one.id == name).agreed
    item = next(one for one in walk(list(drawn(desk, "say=explained").body)) if one[1].get("data-remark") == name)
    button = next(one for one in walk(item) if one[1].get("data-act") == "quality-approve")
    assert button[1]["data-signed"] == "以“{who}”核准"
    assert client.post("/quality/approve", json={"name": name, "who": "李"}).json["ok"]


def test_only_what_exists_can_be_explained_and_only_what_is_explained_approved(desk):
    with pytest.raises(StoreProblem):
        explain_finding(desk.engine, "1.no_such.A1.表", "x", "王")
    name = next(one.id for one in remarks_of(desk.engine) if one.code == "forms_disagree")
    with pytest.raises(StoreProblem):
        approve_finding(desk.engine, name, "李")
    with pytest.raises(StoreProblem):
        explain_finding(desk.engine, name, "  ", "王")


def test_the_doors_take_words_and_refuse_in_a_sentence(desk):
    app = SimpleNamespace(server=Flask("t"))
    serve_quality(app, desk)
    client = app.server.test_client()
    name = next(one.id for one in remarks_of(desk.engine) if one.code == "total_mismatch")
    answer = client.post("/quality/explain", json={"name": name, "text": "含省直单位", "who": "王"})
    assert answer.status_code == 200 and answer.json["ok"] and answer.json["n"]
    assert client.post("/quality/approve", json={"name": name, "who": "李"}).json["ok"]
    wrong = client.post("/quality/explain?lang=en", json={"name": "x", "text": "y", "who": ""})
    assert wrong.status_code == 409 and not wrong.json["ok"] and "“x”" in wrong.json["said"]
    assert client.get("/quality/explain").status_code == 405, "an address that is opened writes nothing"


def test_published_figures_stand_beside_what_is_stored(desk):
    rows = {(one.figure.indicator, one.figure.as_of[:4]): one for one in quality(desk.engine).reconciled}
    assert rows["vol_teams", "2022"].state == "equal" and rows["vol_teams", "2022"].stored == 8459
    assert rows["vol_hours_cum", "2022"].state == "rounding" and rows["vol_hours_cum", "2022"].difference == 3400
    assert rows["svc_party_members", "2022"].state == "none" and rows["emp_adapt_trained", "2023"].state == "flow"
    table = panel(list(drawn(desk).body), "published")
    assert {one[1]["data-state"] for one in walk(table) if one[1].get("data-state")} >= {"equal", "rounding", "none"}
    assert "超过3961万小时" in text(table)


def test_an_open_difference_is_said_and_an_explained_one_carries_its_words(tmp_path: Path):
    from review.intake import reviewed
    from store.load import load as store_load

    engine = made.new_store(tmp_path)
    item = book(tmp_path, "队伍.xlsx", {"11月": everywhere("2022年11月", "志愿服务队（支）", 403)})
    content = (tmp_path / "队伍.xlsx").read_bytes()
    store_load(engine, reviewed(engine, [item], NOW), {item.sha256: content}, who="审核员")
    teams = next(one for one in quality(engine).reconciled if one.figure.indicator == "vol_teams")
    assert (teams.state, teams.difference) == ("open", 4)
    name = next(one.id for one in remarks_of(engine) if one.code == "published_gap")
    explain_finding(engine, name, "公布后补登4支", "王")
    teams = next(one for one in quality(engine).reconciled if one.figure.indicator == "vol_teams")
    assert (teams.state, teams.why) == ("explained", "公布后补登4支")


def test_figures_that_stand_still_are_listed(tmp_path: Path):
    engine = made.new_store(tmp_path)
    months = [f"2026-{m:02}" for m in range(1, 6)]
    cells = [made.observation("vol_teams", region, month, 800.0, cell=f"B{n}")
             for n, (region, month) in enumerate([*((made.GUANGZHOU, month) for month in months),
                                                  (made.SHENZHEN, "2026-02")])]  # fmt: skip
    made.store(engine, made.reading("x.xlsx", *cells))
    behind = [one for one in quality(engine).stale if one.kind == "behind"]
    assert [(one.indicator, one.regions, one.since, one.until) for one in behind] == [
        ("vol_teams", (made.SHENZHEN,), "2026-05", "2026-02")]  # fmt: skip
    repeated = {one.indicator for one in quality(engine).stale if one.kind == "repeated"}
    assert "emp_edu_enrolled" in repeated


def test_declared_breaks_lead_to_the_line_they_break(desk):
    names = of_class(panel(list(drawn(desk).body), "breaks"), "quality-names")
    links = [one[1]["href"] for name in names for one in of_tag(name, "a")]
    assert any("ind=vol_teams" in link and link.startswith("/volunteers") for link in links)


def test_a_withdrawn_workbook_leaves_the_page(tmp_path: Path):
    from store.submissions import decide

    engine = made.new_store(tmp_path)
    item = made.reading("x.xlsx", made.observation(), findings=(made.Finding(
        "out_of_range", "warning", made.CellRef("x.xlsx", "10月", "C7"), "x\ny"),))  # fmt: skip
    made.store(engine, item)
    assert [one.region for one in remarks_of(engine)] == [made.GUANGZHOU]
    decide(engine, remarks_of(engine)[0].submission, "withdrawn", who="李", reason="重报")
    assert not remarks_of(engine)


def test_the_page_of_the_checks_is_not_stale():
    from catalog.check_pages import PAGE
    from catalog.check_pages import page as written

    assert PAGE.read_text(encoding="utf-8") == written(CATALOG)


def test_what_is_said_of_a_total_is_said_of_its_sheets_month(desk):
    totals = [one for one in remarks_of(desk.engine) if one.code == "total_mismatch"]
    assert totals and {(one.sheet, one.month) for one in totals} == {("5月", "2026-05")}
    assert all("410,910" in one.text or "79,813" in one.text for one in totals), "with separators, as everywhere"


def test_small_charts_lift_the_pen_at_a_declared_break():
    from catalog.broken import broken_before
    from layouts.multiples import lines
    from layouts.parts import spark

    months = ["2023-04", "2023-05", "2023-06", "2023-07"]
    assert broken_before(CATALOG, "vol_teams", months) == {2}
    assert broken_before(CATALOG, "vol_members_per_team", ["2023-Q1", "2023-Q2", "2023-Q3"]) == {1}, "a part broke"
    assert not broken_before(CATALOG, "hon_sites", months)
    points = tuple(zip(months, (1.0, 2.0, 8.0, 9.0), strict=True))
    broken = broken_before(CATALOG, "vol_teams", months)
    strokes = of_class(spark(points, "x", broken), "spark-line")[0][1]["d"]
    assert "".join(letter for letter in strokes if letter in "ML") == "MLML"
    small = lines(points, (), (0.0, 10.0), hollow=False, broken=broken)
    assert of_class(list(small), "multiple-line")[0][1]["d"].count("M") == 2
