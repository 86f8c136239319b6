"""What is asked before Dash hears of it: from which site, under which name, and whether a page of ours could ask so.

A bare Dash app answers 500 to a malformed question; here every such question is a 4xx without a traceback.
"""

from __future__ import annotations

import json
from collections.abc import Container, Mapping
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Response, jsonify, request

CALLBACK = "/_dash-update-component"
_LONGEST = 8192  # characters of an address's query; a link with every filter set has 600
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
# The types a component's property may have when it is asked with; a property that is not here may have any.
_TYPES: Mapping[str, tuple[type, ...]] = {
    "pathname": (str,), "search": (str,), "n_clicks": (int,), "className": (str,), "data": (dict, str), "meta": (dict,),
    "getRowsRequest": (dict,), "id": (dict, str), "modified_timestamp": (int, float),
}  # fmt: skip
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


def guard(server: Flask, wiring: Mapping[str, Any], pages: Container[str], names: frozenset[str]) -> None:
    """Put the guard before every request of `server`.

    wiring: Dash's callback_map, which fills after this. pages: the paths that are pages; another one is a real 404
    (with the page that says so). names: the host names the program answers to, empty for any.
    """

    @server.before_request
    def _refuse() -> tuple[Response, int] | None:
        if names and urlsplit(f"//{request.host}").hostname not in names:
            return jsonify(error="unknown_host"), 400
        if request.method not in ("GET", "HEAD", "OPTIONS") and not _ours():
            return jsonify(error="foreign_origin"), 403
        if request.method == "POST" and request.is_json:
            body = _body()
            if body is None or (request.path == CALLBACK and not sound(body, wiring)):
                return jsonify(error="malformed"), 400
        elif request.method == "POST" and request.path == CALLBACK:
            return jsonify(error="malformed"), 400
        return None

    @server.after_request
    def _missing(response: Response) -> Response:
        # Dash answers every path with the shell; the shell says that there is no such page, the status should too.
        if request.endpoint == "/<path:path>" and response.status_code == 200 and _page() not in pages:
            response.status_code = 404
        return response


def names_of(host: str, given: str) -> frozenset[str]:
    """The names to answer to: those given (comma between), and on loopback always its own.

    A program that listens on loopback only is private: a page of another site must not reach it under its own name
    (DNS rebinding). Elsewhere any name goes unless some are given.
    """
    chosen = frozenset(name.strip().lower() for name in given.split(",") if name.strip())
    return chosen | _LOOPBACK if chosen or host in _LOOPBACK else frozenset()


def headers(response: Response, policy: str) -> Response:
    """The headers every answer carries, whatever its status."""
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Content-Security-Policy", policy)
    return response


def policy(hashes: list[str]) -> str:
    """Scripts of our own and Dash's one inline script (by its hash), nothing else; plotly and the grid write styles."""
    return "; ".join((
        "default-src 'none'", f"script-src 'self' {' '.join(hashes)}".strip(), "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:", "font-src 'self' data:", "connect-src 'self'", "base-uri 'none'",
        "form-action 'self'", "frame-ancestors 'none'", "object-src 'none'",
    ))  # fmt: skip


def sound(body: object, wiring: Mapping[str, Any]) -> bool:
    """Whether a page of ours could have asked this: a known output, its own inputs and states, values as they are."""
    if not isinstance(body, dict) or not isinstance(body.get("output"), str):
        return False
    wired = wiring.get(body["output"])
    changed = body.get("changedPropIds", [])
    if wired is None or not isinstance(changed, list) or not all(isinstance(item, str) for item in changed):
        return False
    asked = all(_matches(body.get(part, []), wired.get(part, [])) for part in ("inputs", "state"))
    return asked and _answerable(body["output"], body.get("outputs"))


def _answerable(output: str, places: object) -> bool:
    """Whether `outputs` spells out what `output` names: one place, or one for each of ..a.b...c.d.."""
    names = output[2:-2].split("...") if output.startswith("..") else [output]
    several = places if output.startswith("..") else [places]
    if not isinstance(several, list) or len(several) != len(names):
        return False
    return all(_place(place, name) for place, name in zip(several, names, strict=True))


def _place(place: object, name: str) -> bool:
    # A pattern's outputs are one list for all that match; Dash compares them with the layout itself.
    if name.startswith("{"):
        return isinstance(place, (dict, list))
    if not isinstance(place, dict):
        return False
    return f"{place.get('id')}.{place.get('property')}".partition("@")[0] == name.partition("@")[0]


def _matches(given: object, wired: list[dict[str, Any]]) -> bool:
    """The things asked with, one for one as they are wired; a pattern stands for a list of any length."""
    if not isinstance(given, list) or len(given) != len(wired):
        return False
    return all(_one(item, place) for item, place in zip(given, wired, strict=True))


def _one(item: object, place: Mapping[str, Any]) -> bool:
    wanted = str(place["id"])
    if wanted.startswith("{"):
        several = item if isinstance(item, list) else [item]
        return all(isinstance(each, dict) and _typed(each, place) and _alike(each.get("id"), wanted)
                   for each in several)  # fmt: skip
    return isinstance(item, dict) and item.get("id") == wanted and _typed(item, place)


def _alike(given: object, pattern: str) -> bool:
    return isinstance(given, dict) and {*given} == {*json.loads(pattern)}


def _typed(item: dict[str, Any], place: Mapping[str, Any]) -> bool:
    if item.get("property") != place["property"]:
        return False
    value, types = item.get("value"), _TYPES.get(str(place["property"]))
    if value is None or types is None:
        return True
    if isinstance(value, bool) and bool not in types:
        return False
    return isinstance(value, types) and not (isinstance(value, str) and len(value) > _LONGEST)


def _body() -> object:
    """The question of a body, None for one that cannot be read, kept or passed on."""
    try:
        body = request.get_json(silent=True)
        # Half a character (a lone surrogate) is text to Python and to nobody it is handed to.
        json.dumps(body, ensure_ascii=False).encode()
    except (RecursionError, UnicodeEncodeError):  # a hundred thousand brackets
        return None
    return body


def _ours() -> bool:
    """Whether a page of this site asks. A browser says where from; a program on the intranet says nothing."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc.lower() == request.host.lower()


def _page() -> str:
    return request.path.strip("/")
