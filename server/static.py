"""Scripts, styles and fonts: compressed once, kept, and cached for ever by whoever has them.

A path of these carries its version (a fingerprint in the name, or ?m= with the time of change), so its bytes never
change. Each is compressed at the first request and kept in memory and in `build/static` under the hash of its bytes;
`prepare` does it beforehand, at the highest level, for what the first page asks for.
"""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import brotli
from flask import Flask, Response, request

PREFIXES = ("/assets/", "/_dash-component-suites/")
LATER = "/assets/vendor/plotly-basic-4.1.1.min.js"
FOREVER = "public, max-age=31536000, immutable"
_FINGERPRINT = re.compile(r"\.v[\w.]+m\d+\.|async-[\w.~-]+\.js")
_PACKED = (".woff2", ".png", ".jpg", ".webp", ".ico")
_LINKS = re.compile(r'(?:src|href)="(/(?:assets|_dash-component-suites)/[^"]+)"')


class Kept(NamedTuple):
    """One asset as it is sent: by coding the compressed bytes, with type and tag."""

    kind: str
    tag: str
    bodies: dict[str, bytes]


class Shelf:
    """The compressed assets of one application."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.kept: dict[str, Kept] = {}
        self.level = 9

    def attach(self, server: Flask) -> None:
        """Answer for kept assets before Dash does, and keep what Dash answers."""
        server.before_request(self._answer)
        server.after_request(self._keep)

    def _answer(self) -> Response | None:
        kept = self.kept.get(request.full_path) if request.method in ("GET", "HEAD") else None
        if kept is None:
            return None
        coding = request.accept_encodings.best_match(tuple(kept.bodies))
        if coding is None:
            return None
        return _response(kept, coding)

    def _keep(self, response: Response) -> Response:
        if not request.path.startswith(PREFIXES) or response.status_code != 200 or request.method != "GET":
            return response
        response.headers["Cache-Control"] = FOREVER if fingerprinted(request.path, request.query_string) else "no-cache"
        if "Content-Encoding" in response.headers or request.path.endswith(_PACKED):
            return response
        response.direct_passthrough = False
        body = response.get_data()
        kept = Kept(response.mimetype or "text/plain", hashlib.sha256(body).hexdigest()[:32], self._compressed(body))
        if fingerprinted(request.path, request.query_string):
            self.kept[request.full_path] = kept
        coding = request.accept_encodings.best_match(tuple(kept.bodies))
        return response if coding is None else _response(kept, coding, response.headers["Cache-Control"])

    def _compressed(self, body: bytes) -> dict[str, bytes]:
        name = hashlib.sha256(body).hexdigest()
        tight = self._stored(f"{name}.11.br")
        brotli_made = tight or self._made(f"{name}.{self.level}.br", lambda: brotli.compress(body, quality=self.level))
        return {"br": brotli_made, "gzip": self._made(f"{name}.gz", lambda: gzip.compress(body, 6, mtime=0))}

    def _stored(self, name: str) -> bytes | None:
        try:
            return (self.folder / name).read_bytes()
        except OSError:
            return None

    def _made(self, name: str, make: Callable[[], bytes]) -> bytes:
        found = self._stored(name)
        if found is not None:
            return found
        made = make()
        # A folder that cannot be written costs the next start some seconds, no more.
        with contextlib.suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            unfinished = self.folder / f"{name}.{os.getpid()}"
            unfinished.write_bytes(made)
            unfinished.replace(self.folder / name)
        return made


def fingerprinted(path: str, query: bytes) -> bool:
    """Whether the address changes when the bytes do. Fonts and vendored scripts carry their version in the name."""
    return bool(query.startswith(b"m=") or _FINGERPRINT.search(path)) or path.startswith(
        ("/assets/fonts/", "/assets/vendor/")
    )


def first_page(server: Flask) -> list[str]:
    """The addresses of scripts and styles that the first page asks for, and of the one it fetches for its figures."""
    linked = _LINKS.findall(server.test_client().get("/").get_data(as_text=True))
    return list(dict.fromkeys([*linked, LATER]))


def prepare(server: Flask, shelf: Shelf) -> Iterator[int]:
    """Compress what the first page asks for as tightly as it goes; yields how many are still to do, before each."""
    addresses = first_page(server)
    client = server.test_client()
    shelf.level = 11
    for left, address in zip(range(len(addresses), 0, -1), addresses, strict=True):
        yield left
        client.get(address.replace("&amp;", "&"), headers={"Accept-Encoding": "br"})
    shelf.level = 9


def _response(kept: Kept, coding: str, cache: str = FOREVER) -> Response:
    response = Response(kept.bodies[coding], mimetype=kept.kind)
    response.headers["Content-Encoding"] = coding
    response.headers["Vary"] = "Accept-Encoding"
    response.headers["Cache-Control"] = cache
    response.set_etag(kept.tag)
    response.make_conditional(request)
    return response
