"""The worker behind `door_child`: waits for a request, forks, sets the limits, reads one file, sends the answer back.

A request is eight bytes of length and a pickle (module, function, arguments, limits); an answer one byte of kind, eight
of length, and the content. The parent sends only functions of the loaders.
"""

from __future__ import annotations

import gc
import importlib
import os
import pickle
import signal
import traceback
from contextlib import suppress
from typing import Any, BinaryIO

from catalog.records import Reading
from loaders.door import MEGABYTE, Limits
from loaders.door_child import DIED, MEMORY, OK, RAISED
from loaders.door_pack import packed
from loaders.door_words import Refused, templates

PARENT_MEGABYTES = 140  # the limit is for the whole family: what the server and the worker hold is taken off
WARM = ("loaders.grid", "loaders.read", "loaders.grid_xls", "loaders.grid_html")


def main() -> None:
    """Serve until the input ends."""
    source, target = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)  # a parser that prints must not print into the answer
    warm()
    while len(head := source.read(8)) == 8:
        request = source.read(int.from_bytes(head, "big"))
        if hasattr(os, "fork") and os.environ.get("WULI_READ_FORK") != "0":
            in_child(request, target)
        else:
            send(target, *answer(request))


def warm() -> None:
    """Import what every reading needs, once, and keep it out of the children's garbage collection."""
    for name in WARM:
        with suppress(ImportError):
            importlib.import_module(name)
    templates()
    gc.collect()
    if hasattr(gc, "freeze"):
        gc.freeze()


def in_child(request: bytes, target: BinaryIO) -> None:
    """Fork; the child answers, and if it dies before it could, the worker answers for it."""
    child = os.fork()
    if child == 0:
        if not os.environ.get("WULI_DEBUG"):
            os.dup2(1, 2)  # a parser's last words are nobody's business
        with suppress(BaseException):
            bind(pickle.loads(request)[3])
            send(target, *answer(request))
            os._exit(0)
        os._exit(9)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        send(target, DIED, signal.Signals(os.WTERMSIG(status)).name.encode())
    elif status:
        send(target, MEMORY if os.WEXITSTATUS(status) == 9 else DIED, str(status).encode())


def bind(bounds: Limits) -> None:
    """Limits for this process from here on: memory beyond what it has now, processor time, wall-clock time."""
    import resource

    signal.setitimer(signal.ITIMER_PROF, bounds.seconds)
    signal.setitimer(signal.ITIMER_REAL, bounds.seconds * bounds.patience)
    seconds = int(bounds.seconds) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with suppress(OSError, ValueError):  # macOS knows the limit but does not let it be set
        pages, resident = (int(number) for number in _status().split()[:2])
        size = os.sysconf("SC_PAGE_SIZE")
        room = max(bounds.megabytes - PARENT_MEGABYTES, 64) * MEGABYTE - resident * size
        resource.setrlimit(resource.RLIMIT_AS, (pages * size + room,) * 2)
    gc.disable()


def _status() -> str:
    with open("/proc/self/statm", encoding="ascii") as lines:
        return lines.read()


def answer(request: bytes) -> tuple[bytes, bytes]:
    """What the function gives, pickled; its refusal; or that the memory was not enough."""
    try:
        module, name, arguments, _ = pickle.loads(request)
        result: Any = getattr(importlib.import_module(module), name)(*arguments)
        return OK, pickle.dumps(packed(result) if isinstance(result, Reading) else result, protocol=5)
    except Refused as trouble:
        fields = (trouble.code, trouble.sheet, trouble.cell, trouble.found, trouble.limit)
        return RAISED, "\x1f".join(fields).encode(errors="replace")
    except MemoryError:
        return MEMORY, b""
    except Exception as trouble:
        if os.environ.get("WULI_DEBUG"):
            traceback.print_exc()
        return DIED, type(trouble).__name__.encode()


def send(target: BinaryIO, kind: bytes, content: bytes) -> None:
    """One answer."""
    target.write(kind + len(content).to_bytes(8, "big"))
    target.write(content)
    target.flush()


if __name__ == "__main__":
    main()
