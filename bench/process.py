"""A server process and what it costs: processor seconds and memory of it and its children, read from /proc."""

from __future__ import annotations

import os
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """A running program; `seconds` is how long it took until it answered."""

    def __init__(self, process: subprocess.Popen[bytes], address: str, seconds: float) -> None:
        self.process, self.address, self.seconds = process, address, seconds

    def family(self) -> list[int]:
        """The process and all that descend from it."""
        parents = {int(p.name): _parent(p) for p in Path("/proc").iterdir() if p.name.isdigit()}
        found = [self.process.pid]
        for one in found:
            found += [child for child, parent in parents.items() if parent == one]
        return found

    def cpu(self) -> float:
        """Processor seconds used so far by the family."""
        return sum(_cpu(one) for one in self.family())

    def worker_memory(self) -> float:
        """MB of the largest process (proportional share, so that pages shared between workers count once)."""
        return max(_memory(one) for one in self.family())


def _parent(folder: Path) -> int:
    try:
        return int((folder / "stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return 0


def _cpu(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / TICK


def _memory(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:"))


@contextmanager
def started(command: list[str], port: int, ready: str = "/", **environment: str) -> Iterator[Server]:
    """Start a command, wait until it answers on the port, stop it afterwards. RuntimeError with its last words else."""
    begin = time.perf_counter()
    process = subprocess.Popen(
        command, env=os.environ | environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True
    )
    address = f"http://127.0.0.1:{port}"
    while not _answers(address + ready):
        if process.poll() is not None or time.perf_counter() - begin > 120:
            raise RuntimeError(f"{command}: {(process.stdout.read() if process.stdout else b'')[-2000:].decode()}")
        time.sleep(0.01)
    try:
        yield Server(process, address, time.perf_counter() - begin)
    finally:
        os.killpg(process.pid, 15)
        process.wait(20)


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=2) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False
