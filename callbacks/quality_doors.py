"""The doors of 数据质量: an explanation in, an approval in. Each answers {ok, said} and never a traceback.

Plain POST addresses, as those of the upload page (callbacks.submit_doors) and for the same reason: nothing is written
because an address was opened, and the guard refuses whoever comes from another site.
"""

from __future__ import annotations

import os
from collections.abc import Callable

from dash import Dash
from flask import Response, jsonify, request

from answers.desk import Desk
from callbacks.asked import Malformed, typed
from catalog.saying import sentence
from catalog.settings import settings
from review.quality import approve_finding, explain_finding
from store.problems import StoreProblem

Answer = tuple[Response, int]
_CONFLICT, _UNSIGNED = 409, 400


def serve_quality(app: Dash, desk: Desk) -> None:
    """POST /quality/explain {name, text, who}, POST /quality/approve {name, who}."""
    app.server.add_url_rule("/quality/explain", "quality_explain", _plain(lambda lang: _explain(desk, lang)),
                            methods=["POST"])  # fmt: skip
    app.server.add_url_rule("/quality/approve", "quality_approve", _plain(lambda lang: _approve(desk, lang)),
                            methods=["POST"])  # fmt: skip


def _plain(door: Callable[[str], Answer]) -> Callable[[], Answer]:
    """A door whose troubles are sentences."""

    def _open() -> Answer:
        lang = "en" if request.args.get("lang") == "en" else "zh"
        try:
            return door(lang)
        except StoreProblem as trouble:
            return jsonify(ok=False, word=trouble.word, said=trouble.say(lang)), status_of(trouble)

    return _open


def status_of(trouble: StoreProblem) -> int:
    """400 where the asker left out a name, else 409: the store is not as the asker thinks."""
    return _UNSIGNED if trouble.word == "store_no_who" else _CONFLICT


def _asked(**types: type) -> dict[str, str]:
    body = request.get_json(silent=True)
    if not isinstance(body, dict):
        raise Malformed("body")
    return typed(body, **types)


def _who(given: str) -> str:
    return given.strip()[:60] or settings(os.environ).who


def _explain(desk: Desk, lang: str) -> Answer:
    asked = _asked(name=str, text=str, who=str)
    made = explain_finding(desk.engine, asked["name"], asked["text"][:500], _who(asked["who"]))
    return jsonify(ok=True, n=f"e{made.id}", said=sentence("quality_saved", lang)), 200


def _approve(desk: Desk, lang: str) -> Answer:
    asked = _asked(name=str, who=str)
    made = approve_finding(desk.engine, asked["name"], _who(asked["who"]))
    return jsonify(ok=True, n=f"a{made.id}", said=sentence("quality_approved", lang)), 200
