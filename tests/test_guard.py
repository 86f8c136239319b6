"""The guard before Dash: a question that no page of ours would ask is a 4xx, and every answer carries its headers."""

from __future__ import annotations

import copy
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from flask.testing import FlaskClient
from shell import one_sample

import dashboard
from catalog.settings import Settings
from server.guard import names_of

CALLBACK = "/_dash-update-component"
PLACES = [("nav", "nodes"), ("title", "nodes"), ("controls", "nodes"), ("tools", "nodes"), ("page", "nodes"),
          ("page", "meta")]  # fmt: skip
WRONG: list[Any] = [1, 1.5, True, [], {}, {"a": 1}, "x" * 9000, [[]], float("nan")]


@pytest.fixture(scope="module")
def client() -> Iterator[FlaskClient]:
    app = dashboard.create_app(Settings(database=f"sqlite:///{one_sample()}"))
    yield app.server.test_client()


def question(output: str, *inputs: tuple[str, str, Any]) -> dict[str, Any]:
    names = output[2:-2].split("...") if output.startswith("..") else [output]
    places = [dict(zip(("id", "property"), name.split("."), strict=True)) for name in names]
    asked = [{"id": owner, "property": name, "value": value} for owner, name, value in inputs]
    return {"output": output, "outputs": places if output.startswith("..") else places[0], "inputs": asked,
            "changedPropIds": [f"{inputs[0][0]}.{inputs[0][1]}"]}  # fmt: skip


def page(path: Any = "/", search: Any = "") -> dict[str, Any]:
    output = "..{}..".format("...".join(f"{owner}.{name}" for owner, name in PLACES))
    return question(output, ("url", "pathname", path), ("url", "search", search))


def test_a_page_is_answered(client: FlaskClient) -> None:
    assert client.post(CALLBACK, json=page()).status_code == 200


@pytest.mark.parametrize("value", WRONG, ids=repr)
def test_a_value_of_another_type_is_refused(client: FlaskClient, value: Any) -> None:
    for asked in (page(path=value), page(search=value), question("pictures.data", ("ask", "data", value)),
                  question("grid.children", ("grid-ask", "data", value)),
                  question("..download.data...offer.data..", ("take", "data", value))):  # fmt: skip
        answer = client.post(CALLBACK, json=asked)
        assert 400 <= answer.status_code < 500 and b"Traceback" not in answer.data, asked


@pytest.mark.parametrize("member", ["output", "outputs", "inputs", "changedPropIds"])
def test_a_question_bent_anywhere_is_refused_and_never_a_fault_of_ours(client: FlaskClient, member: str) -> None:
    bent = [{key: value for key, value in page().items() if key != member}]
    bent += [page() | {member: value} for value in (None, 1, "x", [], {}, [1], [None], [{}], {"id": "page"})]
    wrong = copy.deepcopy(page())
    wrong["inputs"][0]["id"] = "elsewhere"
    for asked in (*bent, wrong, page() | {"inputs": page()["inputs"] * 2}):
        # Nobody changed anything: that is how a page opens, and Dash answers it.
        allowed = member == "changedPropIds" and asked.get(member, []) == []
        assert client.post(CALLBACK, json=asked).status_code in ((200,) if allowed else (400,)), asked


def test_what_is_inside_a_question_is_looked_at_too(client: FlaskClient) -> None:
    menu = {"path": "/", "search": "", "kind": "menu", "n": 1}
    for data in (menu | {"n": "1"}, menu | {"path": 3}, menu | {"kind": "file"}, {"kind": "menu"}):
        asked = question("..download.data...offer.data..", ("take", "data", data))
        assert client.post(CALLBACK, json=asked).status_code == 400, data
    rows = "..{k:rows}.getRowsResponse...{k:foot}.children...{k:export}.children.."
    wired = {part: {"type": f"register-{part}", "key": "/volunteers"} for part in ("rows", "foot", "export")}
    output = rows
    for part in wired:
        output = output.replace(f"{{k:{part}}}", f'{{"key":["MATCH"],"type":"register-{part}"}}')
    places = [{"id": wired["rows"], "property": "getRowsResponse"}, {"id": wired["foot"], "property": "children"},
              {"id": wired["export"], "property": "children"}]  # fmt: skip
    base = {"output": output, "outputs": places, "changedPropIds": [],
            "state": [{"id": wired["rows"], "property": "id", "value": wired["rows"]}]}  # fmt: skip
    good = {"startRow": 0, "endRow": 10, "filterModel": {}, "sortModel": []}
    assert _rows(client, base, wired, good) == 200
    for bad in ({}, good | {"startRow": "a"}, good | {"endRow": -1}, good | {"sortModel": 3},
                good | {"sortModel": [{"colId": "name", "sort": "sideways"}]},
                good | {"filterModel": {"name": {"type": "nope"}}}, good | {"filterModel": {"name": 1}}):  # fmt: skip
        assert _rows(client, base, wired, bad) == 400, bad


def _rows(client: FlaskClient, base: dict[str, Any], wired: dict[str, Any], asked: dict[str, Any]) -> int:
    inputs = [{"id": wired["rows"], "property": "getRowsRequest", "value": asked}]
    return client.post(CALLBACK, json=base | {"inputs": inputs}).status_code


@pytest.mark.parametrize(
    "body", [b"[" * 50_000, b'{"token":' * 50_000, b'{"token": "\\ud800"}', b"", b"null", b"{", b"\xff"])
def test_no_door_for_questions_trips_over_a_body(client: FlaskClient, body: bytes) -> None:
    doors = [rule.rule for rule in client.application.url_map.iter_rules() if "POST" in (rule.methods or ())]
    assert "/submit/decide" in doors and CALLBACK in doors
    for door in doors:
        answer = client.post(door, data=body, content_type="application/json")
        assert 400 <= answer.status_code < 500 and b"Traceback" not in answer.data, door


def test_another_site_cannot_ask(client: FlaskClient) -> None:
    for headers in ({"Origin": "http://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}):
        assert client.post(CALLBACK, json=page(), headers=headers).status_code == 403, headers
    assert client.post(CALLBACK, json=page(), headers={"Origin": "http://localhost"}).status_code == 200


def test_on_loopback_only_its_own_names_are_answered(client: FlaskClient) -> None:
    assert client.get("/", headers={"Host": "evil.example"}).status_code == 400
    for name in ("127.0.0.1:8050", "localhost", "[::1]:8050"):
        assert client.get("/", headers={"Host": name}).status_code == 200, name
    assert names_of("0.0.0.0", "") == frozenset()
    assert "wuli.office" in names_of("0.0.0.0", "Wuli.Office, other") and "127.0.0.1" in names_of("0.0.0.0", "x")


def test_an_unknown_address_is_a_real_404_that_still_says_so(client: FlaskClient) -> None:
    for path in ("/nope", "/.git/config", "/console", "/data/store/wuli.db", "/employment/x"):
        answer = client.get(path)
        assert answer.status_code == 404, path
    assert b"_dash" in client.get("/nope").data
    assert [client.get(path).status_code for path in ("/", "/overview", "/employment", "/table")] == [200] * 4


def test_every_answer_carries_the_headers(client: FlaskClient, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.CRITICAL)
    answers = [client.get("/"), client.get("/nope"), client.get("/healthz"), client.post(CALLBACK, data=b"{"),
               client.get("/_dash-component-suites/os/x.py"), client.post("/", data=b"")]  # fmt: skip
    assert len({answer.status_code for answer in answers}) > 2
    for answer in answers:
        policy = answer.headers["Content-Security-Policy"]
        script = next(part for part in policy.split("; ") if part.startswith("script-src"))
        assert "unsafe" not in script and "frame-ancestors 'none'" in policy and "default-src 'none'" in policy
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert answer.headers["Referrer-Policy"] == "same-origin" and "Permissions-Policy" in answer.headers
