"""Many files: two are read at a time, the readings come in the order of the paths, a bad file costs only itself."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from catalog.records import Reading
from loaders.door_child import WORKERS
from loaders.read import read

AHEAD = 8  # so many readings may wait for their turn: a batch of registers must not pile up in memory


def read_many(
    paths: Iterable[Path],
    on_done: Callable[[Path, Reading], None] | None = None,
    reader: Callable[[Path], Reading] = read,
) -> Iterator[Reading]:
    """One Reading a path, in order; on_done is called with each as it is handed out (for a progress bar)."""
    waiting: deque[tuple[Path, Future[Reading]]] = deque()
    with ThreadPoolExecutor(WORKERS, thread_name_prefix="reading") as team:
        for path in paths:
            waiting.append((path, team.submit(reader, path)))
            if len(waiting) > AHEAD:
                yield _next(waiting, on_done)
        while waiting:
            yield _next(waiting, on_done)


def _next(waiting: deque[tuple[Path, Future[Reading]]], on_done: Callable[[Path, Reading], None] | None) -> Reading:
    path, future = waiting.popleft()
    reading = future.result()
    if on_done:
        on_done(path, reading)
    return reading
