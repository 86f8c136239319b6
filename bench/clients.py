"""Clients that replay a filter change as the browser sends it, one connection each, and time every answer."""

from __future__ import annotations

import http.client
import json
import statistics
import threading
import time
from collections.abc import Callable, Iterator
from itertools import cycle
from typing import Any, NamedTuple

Body = dict[str, Any]


class Load(NamedTuple):
    """p50 and p95 in milliseconds, answers a second, server CPU ms a change."""

    clients: int
    p50: float
    p95: float
    rate: float
    cpu: float


def run(address: str, bodies: list[list[Body]], clients: int, seconds: float, cpu: Callable[[], float]) -> Load:
    """Each client sends all requests of a change one after another, then the next change, for `seconds`."""
    times: list[float] = []
    stop = time.perf_counter() + seconds
    begin, used = time.perf_counter(), cpu()
    threads = [threading.Thread(target=_client, args=(address, bodies, i, stop, times)) for i in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    spent = time.perf_counter() - begin
    ordered = sorted(times)
    return Load(
        clients,
        statistics.median(ordered) * 1000,
        ordered[int(len(ordered) * 0.95)] * 1000,
        len(ordered) / spent,
        (cpu() - used) / len(ordered) * 1000,
    )


def _client(address: str, bodies: list[list[Body]], offset: int, stop: float, times: list[float]) -> None:
    host, port = address.removeprefix("http://").split(":")
    line = http.client.HTTPConnection(host, int(port), timeout=60)
    for change in _from(bodies, offset * 7):
        if time.perf_counter() > stop:
            break
        begin = time.perf_counter()
        for body in change:
            line.request("POST", "/_dash-update-component", json.dumps(body), {"Content-Type": "application/json"})
            answer = line.getresponse()
            answer.read()
            if answer.status not in (200, 204):
                raise RuntimeError(f"{answer.status} for {body['output']}")
        times.append(time.perf_counter() - begin)
    line.close()


def _from(bodies: list[list[Body]], offset: int) -> Iterator[list[Body]]:
    """An endless round through the changes that begins somewhere else for each client."""
    start = offset % len(bodies)
    return cycle(bodies[start:] + bodies[:start])
