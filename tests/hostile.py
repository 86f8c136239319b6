"""What a parser may do to its process when it meets a hostile file; run behind the door by test_door_child."""

from __future__ import annotations

import os
import time
from pathlib import Path


def name(path: Path) -> tuple[str, ...]:
    return (path.name, str(os.getpid()))


def loop(path: Path) -> None:
    while True:
        pass


def sleep(path: Path) -> None:
    time.sleep(60)


def slow(path: Path) -> tuple[str, ...]:
    time.sleep(1)
    return (path.name,)


def grow(path: Path) -> None:
    held = []
    while True:
        held.append(bytearray(1 << 24))


def abort(path: Path) -> None:
    os.abort()


def leave(path: Path) -> None:
    os._exit(3)


def fault(path: Path) -> None:
    raise KeyError("xl/sharedStrings.xml")


def chatter(path: Path) -> tuple[str, ...]:
    print("WARNING *** file size not 512 + multiple of sector size")
    os.write(1, b"noise" * 1000)
    return (path.name,)


class Trap:
    """A pickle that would run code where it is opened."""

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.system, ("touch /tmp/wuli-trap",)


def trap(path: Path) -> Trap:
    return Trap()


def abandon(path: Path, name: str) -> None:
    os.abort()
