"""The production server: gunicorn with threads where the system has it, waitress elsewhere (Windows)."""

from __future__ import annotations

import gc
import importlib.util
import os
import socket
import sys
from collections.abc import Callable
from typing import Any

from flask import Flask


def serve(
    application: Flask, listening: socket.socket, *, workers: int, threads: int, after_fork: Callable[[], None]
) -> None:
    """Serve on the socket until stopped. `after_fork` runs in each worker: connections must not cross a fork.

    workers 0: one for each processor, at most four; a single-user machine needs no more.
    """
    if sys.platform != "win32" and importlib.util.find_spec("gunicorn"):
        _gunicorn(application, listening, workers or min(os.cpu_count() or 1, 4), threads, after_fork)
    else:
        _waitress(application, listening, threads)


def _gunicorn(
    application: Flask, listening: socket.socket, workers: int, threads: int, after_fork: Callable[[], None]
) -> None:
    from gunicorn.app.base import BaseApplication

    os.set_inheritable(listening.fileno(), True)
    # What stands now is never looked at by the collector again, so the workers go on sharing its memory.
    gc.collect()
    gc.freeze()
    chosen: dict[str, Any] = {
        "bind": f"fd://{listening.fileno()}", "workers": workers, "threads": threads, "worker_class": "gthread",
        "preload_app": True, "timeout": 60, "graceful_timeout": 10, "keepalive": 30, "loglevel": "warning",
        "accesslog": None, "control_socket_disable": True, "post_fork": lambda arbiter, worker: after_fork(),
    }  # fmt: skip

    class Server(BaseApplication):
        def load_config(self) -> None:
            for name, value in chosen.items():
                if name in self.cfg.settings:
                    self.cfg.set(name, value)

        def load(self) -> Flask:
            return application

    Server().run()


def _waitress(application: Flask, listening: socket.socket, threads: int) -> None:
    import waitress

    waitress.serve(application, sockets=[listening], threads=threads, ident=None, channel_timeout=60)
