"""Serving: the port, health, caching, and what is said while the store is filled or when it breaks."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from shell import ROOT, one_sample, run


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "wuli.db"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def ask(
    port: int, path: str = "/healthz", data: bytes | None = None, **headers: str
) -> tuple[int, bytes, dict[str, str]]:
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", data=data, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.status, answer.read(), dict(answer.headers)
    except urllib.error.HTTPError as error:
        return error.code, error.read(), dict(error.headers)


@contextmanager
def serving(database: Path, *command: str, **environment: str) -> Iterator[int]:
    """The program as `make run` starts it, until the block is left."""
    port = free_port()
    environment = {"WULI_PORT": str(port), "WULI_DATABASE": str(database), "WULI_LANG": "zh"} | environment
    process = subprocess.Popen([sys.executable, "dashboard.py", *command], cwd=ROOT, env=os.environ | environment)
    try:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            assert process.poll() is None, "the server ended"
            try:
                if b"starting" not in ask(port)[1]:
                    break
            except OSError:
                pass
            time.sleep(0.1)
        yield port
    finally:
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) in (0, -signal.SIGTERM)


def test_serving_a_filled_store() -> None:
    with serving(one_sample()) as port:
        status, body, headers = ask(port)
        assert (status, json.loads(body)) == (200, {"status": "ok"})
        assert headers["Cache-Control"] == "no-store"
        status, page, headers = ask(port, "/")
        assert status == 200 and "五力看板" in page.decode() and headers["Server"] != "Werkzeug"
        addresses = [part.split('"')[0] for part in page.decode().split('src="')[1:]]
        assert addresses and all(address.startswith("/") for address in addresses)
        for address in addresses:
            status, _, headers = ask(port, address.replace("&amp;", "&"), **{"Accept-Encoding": "br"})
            assert status == 200 and headers["Content-Encoding"] == "br", address
            assert "immutable" in headers["Cache-Control"], address
            again, _, _ = ask(port, address.replace("&amp;", "&"),
                              **{"Accept-Encoding": "br", "If-None-Match": headers["ETag"]})  # fmt: skip
            assert again == 304
        assert json.loads(ask(port, "/healthz/")[1]) == {"status": "ok"}
        for body in (b"null", b"[]", b"{}", b"{", b'{"output": 1}', b'{"output": "x", "inputs": 3}', b"\xff",
                     b'{"output": "x"}', b'{"output": "nope.children", "inputs": []}', b"[" * 100_000):  # fmt: skip
            status, said, _ = ask(port, "/_dash-update-component", body, **{"Content-Type": "application/json"})
            assert 400 <= status < 500 and b"Traceback" not in said, body
        assert ask(port, "/_dash-component-suites/os/x.py")[0] == 404
        taken = run("serve", WULI_PORT=str(port), WULI_DATABASE=str(one_sample()))
        assert taken.returncode == 1 and str(port) in taken.stderr and "WULI_PORT" in taken.stderr


def test_an_empty_store_serves_a_page_but_is_not_healthy(database: Path) -> None:
    with serving(database, "serve", WULI_SAMPLES="0") as port:
        status, body, _ = ask(port)
        assert (status, json.loads(body)["status"]) == (503, "empty")
        assert ask(port, "/")[0] == 200


def test_a_store_that_breaks_while_serving_is_unhealthy_and_shows_no_traceback(
    database: Path,
) -> None:
    shutil.copy(one_sample(), database)
    with serving(database) as port:
        assert ask(port)[0] == 200
        raw = sqlite3.connect(database)
        raw.execute("ALTER TABLE submissions RENAME TO gone")
        raw.commit()
        raw.close()
        status, body, _ = ask(port)
        assert status == 503 and json.loads(body)["status"] == "failed" and b"Traceback" not in body


def test_the_port_answers_503_while_the_samples_are_loaded(database: Path) -> None:
    port = free_port()
    environment = {"WULI_PORT": str(port), "WULI_DATABASE": str(database)}
    process = subprocess.Popen([sys.executable, "dashboard.py"], cwd=ROOT, env=os.environ | environment)
    try:
        seen: list[int] = []
        deadline = time.monotonic() + 150
        while time.monotonic() < deadline and 200 not in seen:
            try:
                status, body, _ = ask(port)
                assert json.loads(body)["status"] == ("ok" if status == 200 else "starting")
                seen.append(status)
            except OSError:
                assert not seen, "the port was let go between filling and serving"
            time.sleep(0.2)
        assert seen[0] == 503 and seen[-1] == 200
    finally:
        process.terminate()
        process.wait(20)
    assert run("check", "--database", database).returncode == 0


WITHOUT_GUNICORN = """
import sys
import dashboard
import server.run
from catalog.settings import Settings
from server.door import listen
app = dashboard.create_app(Settings(database=sys.argv[1]))
server.run._waitress(app.server, listen("127.0.0.1", int(sys.argv[2])), threads=4)
"""


def test_where_gunicorn_does_not_run_waitress_serves_the_same() -> None:
    port = free_port()
    command = [sys.executable, "-c", WITHOUT_GUNICORN, str(one_sample()), str(port)]
    process = subprocess.Popen(command, cwd=ROOT)
    try:
        deadline = time.monotonic() + 60
        status = 0
        while status != 200 and time.monotonic() < deadline:
            assert process.poll() is None
            time.sleep(0.1)
            with suppress(OSError):
                status = ask(port)[0]
        assert status == 200 and ask(port, "/")[0] == 200
    finally:
        process.terminate()
        process.wait(20)
