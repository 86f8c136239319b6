"""The doors of the upload page: bytes in, corrections, decisions. Each answers {ok, said, …} and never a traceback.

Plain POST addresses and not callbacks: a file of 50 MB must not travel as base64 in JSON, and what changes the store
must not happen because an address was opened. The guard (server.guard) refuses whoever comes from another site.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from dash import Dash
from flask import Response, jsonify, request

from answers.desk import Desk
from callbacks.asked import Malformed, typed
from callbacks.quality_doors import status_of
from catalog.saying import sentence
from catalog.settings import settings
from catalog.submitting import NOTHING, amount
from review import decision, proposal
from review.decision import Outcome
from review.mapping import in_language, tally
from review.proposal import BadCorrection
from review.waiting import barren
from store import drafts
from store.problems import StoreProblem

Answer = tuple[Response, int]
MEGABYTE = 1_000_000
_LARGE = 413


def serve_submit(app: Dash, desk: Desk) -> None:
    """POST /submit/upload, /submit/read, /submit/tell, /submit/layout, /submit/decide, /submit/drop."""
    for name, door in (("upload", _upload), ("read", _read), ("tell", _tell), ("layout", _layout),
                       ("decide", _decide), ("drop", _drop)):  # fmt: skip
        app.server.add_url_rule(f"/submit/{name}", f"submit_{name}", _plain(desk, door), methods=["POST"])


def _plain(desk: Desk, door: Callable[[Desk, str], Answer]) -> Callable[[], Answer]:
    """A door whose troubles are sentences."""

    def _open() -> Answer:
        lang = request.args.get("lang", "zh")
        lang = lang if lang in desk.catalog.words else "zh"
        try:
            return door(desk, lang)
        except StoreProblem as trouble:
            return jsonify(ok=False, word=trouble.word, said=trouble.say(lang)), status_of(trouble)
        except Malformed:
            return jsonify(ok=False, error="malformed"), 400
        except BadCorrection as trouble:
            return jsonify(ok=False, said=sentence("submit_bad_correction", lang, said=str(trouble))), 400

    return _open


def _asked(**types: type) -> dict[str, Any]:
    body = request.get_json(silent=True)
    if not isinstance(body, dict):
        raise Malformed("body")
    return typed(body, **types)


def _who(given: str) -> str:
    return given.strip()[:60] or settings(os.environ).who


def _upload(desk: Desk, lang: str) -> Answer:
    """The bytes of one file as the body; ?name= is what it is called. What is no table at all is not even kept."""
    limit = settings(os.environ).upload_megabytes
    request.max_content_length = limit * MEGABYTE + 1
    name = proposal.plain_name(request.args.get("name", ""))
    if (request.content_length or 0) > limit * MEGABYTE:
        size = f"{(request.content_length or 0) / MEGABYTE:.1f}"
        return jsonify(ok=False, said=sentence("draft_too_large", lang, workbook=name, size=size, limit=limit)), _LARGE
    content = request.get_data(cache=False)
    if (foreign := proposal.unknown(name, content)) is not None:
        return jsonify(ok=False, status="refused", said=in_language(foreign.text, lang)), 200
    draft = proposal.stage(desk.engine, name, content, who=_who(request.args.get("who", "")), megabytes=limit)
    return jsonify(ok=True, token=draft.token, workbook=draft.workbook), 200


def _read(desk: Desk, lang: str) -> Answer:
    """Read a draft; what came of it in a sentence."""
    asked = _asked(token=str)
    found = proposal.propose(desk.engine, asked["token"], lang)
    if found is None:
        raise StoreProblem("draft_gone")
    address = "/submit?" + urlencode({"draft": found.draft.token} | ({"lang": lang} if lang != "zh" else {}))
    if barren(found.reading):
        return _barren(desk, found, lang)
    kinds = {kind: sum(f.severity == kind for f in found.reading.findings) for kind in ("error", "warning")}
    counts = tally(found)
    said = sentence(f"submit_said{amount(counts)}", lang, **counts, **kinds)
    said += sentence("submit_said_kept", lang, n=len(found.diff.kept)) if found.diff.kept else ""
    able = amount(counts) != NOTHING
    return jsonify(ok=able, status="read" if able else "nothing", said=said, href=address, **kinds), 200


def _barren(desk: Desk, found: proposal.Proposal, lang: str) -> Answer:
    """What can never become a figure does not wait for a decision: why is said, and the draft is gone."""
    why = [in_language(f.text, lang) for f in found.reading.findings if f.severity != "note"]
    drafts.drop(desk.engine, found.draft.token)
    stop = "。" if lang == "zh" else ". "
    said = sentence("submit_nothing", lang) + stop + (" ".join(why) or sentence("submit_no_columns", lang))
    return jsonify(ok=False, status="refused", said=said), 200


def _tell(desk: Desk, lang: str) -> Answer:
    asked = _asked(token=str, kind=str, place=str, words=dict)
    words = {str(word): str(value) for word, value in asked["words"].items()}
    draft = proposal.tell(desk.engine, asked["token"], asked["kind"], asked["place"], words)
    return jsonify(ok=True, n=_marker(draft.corrections)), 200


def _layout(desk: Desk, lang: str) -> Answer:
    asked = _asked(token=str, layout=int)
    draft = proposal.use_layout(desk.engine, asked["token"], asked["layout"])
    return jsonify(ok=True, n=_marker(draft.corrections)), 200


def _marker(corrections: dict[str, Any]) -> str:
    """A short mark of the corrections: put into the address it makes the page draw itself anew."""
    from hashlib import sha256
    from json import dumps

    return sha256(dumps(corrections, sort_keys=True).encode()).hexdigest()[:8]


def _decide(desk: Desk, lang: str) -> Answer:
    asked = _asked(token=str, decision=str, who=str, text=str, explained=dict, remember=bool, replace=bool)
    if asked["decision"] not in ("accept", "explain", "return"):
        raise Malformed("decision")
    back = (request.get_json(silent=True) or {}).get("back") is True
    who = _who(asked["who"])
    if asked["decision"] == "return":
        outcome = decision.give_back(desk.engine, asked["token"], who=who, reason=asked["text"], lang=lang)
    else:
        explained = {str(key): str(words) for key, words in asked["explained"].items()}
        outcome = decision.accept(
            desk.engine, asked["token"], who=who, text=asked["text"], explained=explained,
            remember=asked["remember"], replace_samples=asked["replace"], take_back=back, lang=lang,
        )  # fmt: skip
    return _told(outcome, lang)


def _told(outcome: Outcome, lang: str) -> Answer:
    said = sentence(outcome.word, lang, n=len(outcome.findings), number=outcome.number, figures=outcome.figures,
                    lines=outcome.lines)  # fmt: skip
    said += "".join(" " + in_language(f.text, lang) for f in outcome.findings[:1] if outcome.word == "submit_refused")
    cells = [decision.name_of(f) for f in outcome.findings]
    query = {"done": str(outcome.number)} | ({"ind": outcome.indicator} if outcome.indicator else {})
    query |= {"lang": lang} if lang != "zh" else {}
    return jsonify(ok=outcome.done, said=said, open=cells, href="/submit?" + urlencode(query)), 200


def _drop(desk: Desk, lang: str) -> Answer:
    drafts.drop(desk.engine, _asked(token=str)["token"])
    address = "/submit" if lang == "zh" else f"/submit?lang={lang}"
    return jsonify(ok=True, said=sentence("submit_dropped", lang), href=address), 200
