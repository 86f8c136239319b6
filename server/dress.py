"""What the Flask server under Dash needs before it may serve: health, compression, caching, plain errors."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from pathlib import Path

from flask import Flask, Response, jsonify, request
from flask_compress import Compress
from sqlalchemy import Engine
from werkzeug.exceptions import HTTPException

from server.guard import headers
from server.static import PREFIXES, Shelf
from store.problems import StoreProblem
from store.state import state

_LOG = logging.getLogger("wuli")
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


def dress(server: Flask, engine: Engine, folder: Path, policy: Callable[[], str]) -> Shelf:
    """Give the server /healthz, compression, headers and error pages; returns the shelf of assets.

    policy: the content security policy; asked for at the first answer, for the scripts it names are wired after this.
    """
    server.config.update(
        MAX_CONTENT_LENGTH=_LARGEST, COMPRESS_ALGORITHM=["br", "gzip"], COMPRESS_BR_LEVEL=4, COMPRESS_LEVEL=5,
        COMPRESS_MIN_SIZE=700, COMPRESS_MIMETYPES=["application/json", "text/html", "text/csv", "image/svg+xml"],
    )  # fmt: skip
    # With a stroke at its end too: the address of a page would answer there, and say 200 whatever the store says.
    server.add_url_rule("/healthz", "healthz", lambda: health(engine), strict_slashes=False)
    # Handlers run last to first: compression of answers must come after the shelf has had the assets.
    Compress(server)
    server.after_request(partial(_headers, policy))
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


def _headers(policy: Callable[[], str], response: Response) -> Response:
    """Data is never kept by anybody on the way; types are what they say."""
    if not request.path.startswith(PREFIXES):
        response.headers.setdefault("Cache-Control", "no-store")
    return headers(response, policy())


def _error(error: Exception) -> tuple[Response, int]:
    """A status and a word, never a traceback; the log has the rest."""
    if isinstance(error, HTTPException):
        code = error.code or 500
        return (error.get_response(), code) if code < 400 else (jsonify(error=error.name), code)  # type: ignore[return-value]
    # By name: this room does not know Dash, which raises it for a file of a package that is not its own.
    if type(error).__name__ == "DependencyException":
        return jsonify(error="Not Found"), 404
    # The asker's fault, found where the question is taken apart (callbacks.asked).
    if status := getattr(error, "status", 0):
        return jsonify(error="malformed"), status
    if isinstance(error, StoreProblem):
        _LOG.error("%s", error)
        return jsonify(error=error.word), 503
    _LOG.exception("unexpected error")
    return jsonify(error="internal"), 500
