"""The port is taken before anything else: a taken port is said at once, and while the store is being filled whoever
asks is told so (503) by a small server on the same socket, which then goes to the real one without a gap."""

from __future__ import annotations

import errno
import gc
import json
import os
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from socketserver import ThreadingMixIn
from typing import Any

from catalog import book


class PortTaken(Exception):
    """The address cannot be listened on; `word` is a row of words.csv for `fields`."""

    def __init__(self, word: str, **fields: str) -> None:
        super().__init__(word)
        self.word = word
        self.fields = fields


def listen(host: str, port: int) -> socket.socket:
    """A listening socket. Raises PortTaken when another program has the port or the host is not ours."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    found = socket.socket(family, socket.SOCK_STREAM)
    # On Windows this option would let two programs share the port.
    if os.name != "nt":
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        found.bind((host, port))
        found.listen(512)
    except (OSError, OverflowError) as error:
        found.close()
        number = getattr(error, "errno", None)
        word = "port_taken" if number == errno.EADDRINUSE else "port_refused"
        raise PortTaken(word, host=host, port=str(port), next=str(port + 1)) from error
    return found


WAITING = """<!DOCTYPE html><html lang="zh-CN"><meta charset="utf-8"><meta http-equiv="refresh" content="2">
<title>{title}</title>
<body style="font: 16px/28px sans-serif; display: grid; place-items: center; height: 90vh; margin: 0">
<p>{zh}<br><span lang="en">{en}</span></p></body></html>"""


class _Waiting(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        kind, body = self._said()
        self.send_response(503)
        for name, value in (("Content-Type", kind), ("Content-Length", str(len(body))),
                            ("Retry-After", "2"), ("Cache-Control", "no-store"), ("Connection", "close")):  # fmt: skip
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def _said(self) -> tuple[str, bytes]:
        """A page that comes back by itself for a person, a word for a program."""
        if "text/html" not in self.headers.get("Accept", ""):
            return "application/json", json.dumps({"status": "starting"}).encode()
        words = book.load().words
        page = WAITING.format(title=words["zh"]["app_title"], zh=words["zh"]["starting"], en=words["en"]["starting"])
        return "text/html; charset=utf-8", page.encode()

    do_HEAD = do_POST = do_GET

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: these answers are no news."""


class _Doorman(ThreadingMixIn, HTTPServer):
    daemon_threads = True

    def __init__(self, listening: socket.socket) -> None:
        super().__init__(listening.getsockname()[:2], _Waiting, bind_and_activate=False)
        self.socket.close()
        self.socket = listening.dup()


@contextmanager
def answering_wait(listening: socket.socket) -> Iterator[None]:
    """While inside, every request on the socket gets 503 {"status": "starting"}."""
    doorman = _Doorman(listening)
    thread = threading.Thread(target=doorman.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    # What is made meanwhile stays: looking for rubbish in it would cost a tenth of the start.
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        doorman.shutdown()
        thread.join()
        doorman.server_close()
