"""Running a reader in a process of its own, so that no file can take the server down.

`guarded(open_book, path)` is `open_book(path)` with limits on memory, processor time and wall-clock time. Two workers
are kept (`loaders.door_worker`, started when first needed, gone after half a minute without work); for each file one
forks, so that a file costs a few milliseconds more, starts clean and leaves nothing behind. Where there is no fork
(Windows) the worker reads the file itself and is killed when the time is over; a memory limit does not exist there.
"""

from __future__ import annotations

import atexit
import io
import os
import pickle
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

from loaders.door import Limits, limits
from loaders.door_pack import Packed, uncollected, unpacked
from loaders.door_words import Refused

ROOT = Path(__file__).resolve().parents[1]
WORKERS, IDLE_SECONDS, GRACE_SECONDS = 2, 30.0, 3.0
OK, MEMORY, DIED, RAISED = b"o", b"m", b"d", b"r"
Result = TypeVar("Result")


class Answer(pickle.Unpickler):
    """Opens only our own records: a parser that was taken over could otherwise run code here through its answer."""

    def find_class(self, module: str, name: str) -> Any:
        """A class of catalog or loaders, or a plain container."""
        if module.partition(".")[0] in ("catalog", "loaders") or (module, name) in (
            ("builtins", "frozenset"), ("builtins", "set"), ("collections", "OrderedDict"),
            ("pathlib", "PosixPath"), ("pathlib", "WindowsPath"), ("datetime", "date"), ("datetime", "datetime"),
        ):  # fmt: skip
            found = super().find_class(module, name)
            if isinstance(found, type):
                return found
        raise pickle.UnpicklingError(f"{module}.{name}")


class Worker:
    """One worker process and the pipe to it; used by one thread at a time."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "loaders.door_worker"], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            start_new_session=os.name == "posix",
            env={**os.environ, "PYTHONPATH": str(ROOT), "OPENBLAS_NUM_THREADS": "1"},
        )  # fmt: skip
        self.late = False

    def ask(self, function: Callable[..., Any], arguments: tuple[Any, ...], bounds: Limits) -> tuple[bytes, bytes]:
        """Kind and content of the answer; EOFError when the worker went away."""
        request = pickle.dumps((function.__module__, function.__qualname__, arguments, bounds))
        source, target = self.process.stdout, self.process.stdin
        assert source is not None and target is not None
        watch = threading.Timer(bounds.seconds * bounds.patience + GRACE_SECONDS, self.stop_late)
        watch.daemon = True
        watch.start()
        try:
            target.write(len(request).to_bytes(8, "big") + request)
            target.flush()
            head = source.read(9)
            size = int.from_bytes(head[1:], "big")
            content = source.read(size) if len(head) == 9 else b""
        finally:
            watch.cancel()
        if len(head) < 9 or len(content) < size:
            raise EOFError
        return head[:1], content

    def stop_late(self) -> None:
        """The time is over and the child's own alarm did not end it."""
        self.late = True
        self.kill()

    def kill(self) -> None:
        """End the worker and what it forked."""
        with suppress(OSError):
            if os.name == "posix":
                os.killpg(self.process.pid, signal.SIGKILL)
            else:
                self.process.kill()

    def close(self) -> None:
        """End the worker; it leaves by itself when its input ends."""
        for pipe in (self.process.stdin, self.process.stdout):
            with suppress(OSError):
                if pipe is not None:
                    pipe.close()
        try:
            self.process.wait(1)
        except subprocess.TimeoutExpired:
            self.kill()
            self.process.wait()


class Pool:
    """At most WORKERS workers for this process; whoever comes when all are busy waits."""

    def __init__(self) -> None:
        self.owner = os.getpid()
        self.free: list[Worker] = []
        self.lock, self.places = threading.Lock(), threading.Semaphore(WORKERS)
        self.sweeper: threading.Timer | None = None

    def take(self) -> Worker:
        """A worker that is alive."""
        self.places.acquire()
        with self.lock:
            if self.sweeper:
                self.sweeper.cancel()
            while self.free:
                worker = self.free.pop()
                if worker.process.poll() is None:
                    return worker
                worker.close()
        return Worker()

    def give(self, worker: Worker, *, broken: bool) -> None:
        """A worker comes back, or its place does."""
        with self.lock:
            if broken:
                worker.kill()
                worker.close()
            else:
                self.free.append(worker)
            self.sweeper = threading.Timer(IDLE_SECONDS, self.sweep)
            self.sweeper.daemon = True
            self.sweeper.start()
        self.places.release()

    def sweep(self) -> None:
        """Send all idle workers home."""
        with self.lock:
            if self.owner == os.getpid():
                while self.free:
                    self.free.pop().close()


_pool = Pool()
atexit.register(lambda: _pool.sweep())


def pool() -> Pool:
    """The pool of this process: a server that forks must not share its parent's pipes."""
    global _pool
    if _pool.owner != os.getpid():
        _pool = Pool()
    return _pool


def guarded(function: Callable[..., Result], path: Path, *arguments: Any, bounds: Limits | None = None) -> Result:
    """function(path, *arguments) in a child with limits. function is a module-level function of the loaders.

    Raises Refused: took_too_long, too_much_memory or reader_died, and what function itself refuses.
    """
    bounds = bounds or limits()
    try:
        return _once(function, (path.absolute(), *arguments), bounds)
    except _WorkerLost:  # it was ended from outside while it waited: a fresh one is no risk
        try:
            return _once(function, (path.absolute(), *arguments), bounds)
        except _WorkerLost as lost:
            raise Refused("reader_died", found=lost) from None


class _WorkerLost(Exception):
    """The worker itself is gone, not only the child that read the file."""


def _once(function: Callable[..., Result], arguments: tuple[Any, ...], bounds: Limits) -> Result:
    team = pool()
    worker, broken = team.take(), True
    try:
        kind, content = worker.ask(function, arguments, bounds)
        broken = False
    except (EOFError, OSError, ValueError):
        if worker.late:
            raise Refused("took_too_long", limit=f"{bounds.seconds:g}") from None
        raise _WorkerLost(str(worker.process.poll())) from None
    finally:
        team.give(worker, broken=broken)
    return _opened(kind, content, bounds)


def _opened(kind: bytes, content: bytes, bounds: Limits) -> Any:
    if kind == OK:
        try:
            with uncollected():
                answer = Answer(io.BytesIO(content)).load()
                return unpacked(answer) if isinstance(answer, Packed) else answer
        except (pickle.UnpicklingError, EOFError, AttributeError, ImportError, IndexError, TypeError, ValueError):
            raise Refused("reader_died", found="answer") from None
    if kind == MEMORY:
        raise Refused("too_much_memory", limit=bounds.megabytes)
    if kind == RAISED:
        fields = content.decode().split("\x1f")
        raise Refused(fields[0], sheet=fields[1], cell=fields[2], found=fields[3], limit=fields[4])
    reason = content.decode()
    if reason in ("SIGALRM", "SIGPROF", "SIGXCPU"):
        raise Refused("took_too_long", limit=f"{bounds.seconds:g}")
    raise Refused("too_much_memory" if reason == "SIGKILL" else "reader_died", found=reason, limit=bounds.megabytes)
