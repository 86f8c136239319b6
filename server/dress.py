"""What the Flask server under Dash needs before it may serve: health, compression, caching, plain errors."""

from __future__ import annotations

import logging
from collections.abc import Container
from functools import partial
from pathlib import Path

from flask import Flask, Response, jsonify, request
from flask_compress import Compress
from sqlalchemy import Engine
from werkzeug.exceptions import HTTPException

from server.static import PREFIXES, Shelf
from store.problems import StoreProblem
from store.state import state

_LOG = logging.getLogger("wuli")
_CALLBACK = "/_dash-update-component"
INDEX = """<!DOCTYPE html>
<html lang="zh-CN">
<head>
{%metas%}
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{%title%}</title>
{%favicon%}
{%css%}
</head>
<body>
{%app_entry%}
<footer>{%config%}{%scripts%}{%renderer%}</footer>
</body>
</html>
"""
# Larger than any callback's question; uploads come with their own door and limit.
_LARGEST = 16 * 1024 * 1024


def dress(server: Flask, engine: Engine, folder: Path, known: Container[str]) -> Shelf:
    """Give the server /healthz, compression, cache headers and error pages; returns the shelf of assets.

    known: the outputs that a callback may be asked for; they are wired after this.
    """
    server.config.update(
        MAX_CONTENT_LENGTH=_LARGEST, COMPRESS_ALGORITHM=["br", "gzip"], COMPRESS_BR_LEVEL=4, COMPRESS_LEVEL=5,
        COMPRESS_MIN_SIZE=700, COMPRESS_MIMETYPES=["application/json", "text/html", "text/csv", "image/svg+xml"],
    )  # fmt: skip
    # With a stroke at its end too: the address of a page would answer there, and say 200 whatever the store says.
    server.add_url_rule("/healthz", "healthz", lambda: health(engine), strict_slashes=False)
    # Handlers run last to first: compression of answers must come after the shelf has had the assets.
    Compress(server)
    server.before_request(partial(_malformed, known))
    server.after_request(_headers)
    shelf = Shelf(folder)
    shelf.attach(server)
    server.register_error_handler(Exception, _error)
    return shelf


def health(engine: Engine) -> tuple[Response, int]:
    """200 {"status": "ok"} when the store is filled and answers, else 503 with what is wrong."""
    try:
        filled = not state(engine).empty
    except StoreProblem as problem:
        return jsonify(status="failed", word=problem.word), 503
    return (jsonify(status="ok"), 200) if filled else (jsonify(status="empty"), 503)


def _malformed(known: Container[str]) -> tuple[Response, int] | None:
    """A question that no page of ours would ask is refused before Dash trips over it."""
    if request.path != _CALLBACK or request.method != "POST":
        return None
    try:
        body = request.get_json(silent=True)
    except RecursionError:  # a hundred thousand brackets
        body = None
    lists = ("inputs", "state", "changedPropIds")
    sound = (
        isinstance(body, dict)
        and isinstance(body.get("output"), str)
        and body["output"] in known
        and all(isinstance(body.get(name, []), list) for name in lists)
        and all(isinstance(item, (dict, list)) for name in lists[:2] for item in body.get(name, []))
    )
    return None if sound else (jsonify(error="malformed"), 400)


def _headers(response: Response) -> Response:
    """Data is never kept by anybody on the way; types are what they say."""
    if not request.path.startswith(PREFIXES):
        response.headers.setdefault("Cache-Control", "no-store")
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    response.headers.setdefault("Referrer-Policy", "same-origin")
    response.headers.setdefault("X-Frame-Options", "DENY")
    return response


def _error(error: Exception) -> tuple[Response, int]:
    """A status and a word, never a traceback; the log has the rest."""
    if isinstance(error, HTTPException):
        code = error.code or 500
        return (error.get_response(), code) if code < 400 else (jsonify(error=error.name), code)  # type: ignore[return-value]
    # By name: this room does not know Dash, which raises it for a file of a package that is not its own.
    if type(error).__name__ == "DependencyException":
        return jsonify(error="Not Found"), 404
    if isinstance(error, StoreProblem):
        _LOG.error("%s", error)
        return jsonify(error=error.word), 503
    _LOG.exception("unexpected error")
    return jsonify(error="internal"), 500
