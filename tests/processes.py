"""Several processes that vote over HTTP at the same moment, as several workers of a server do."""

import os
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from typing import Any

PROCESSES, THREADS = 5, 10


def _enter(database: str, everybody: Any) -> None:
    """Let a new process use the test's database, and wait until all are ready."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ciudad_global.settings.test")
    import django
    from django.db import connection

    django.setup()
    connection.settings_dict["NAME"] = database
    everybody.wait()


def _send(start: float, cookies: dict[str, str], posts: list[tuple[str, str]]) -> list[int]:
    """Send the forms from as many threads, all at `start`; return the answers' statuses."""
    from django.db import connections
    from django.test import Client

    def send(post: tuple[str, str]) -> int:
        client = Client()
        client.cookies.load(cookies)
        time.sleep(max(0, start - time.time()))
        try:
            return client.post(post[0], {"value": post[1]}).status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(posts)) as threads:
        return list(threads.map(send, posts))


class Workers:
    """Processes that are ready to send."""

    def __init__(self, pool: Any) -> None:
        self._pool = pool
        pool.map(abs, range(PROCESSES))  # once this is done, all have started

    def at_once(self, shares: list[list[tuple[str, str]]], cookies: dict[str, str]) -> list[int]:
        """Send each share (address, value) from a process of its own, all forms at once."""
        start = time.time() + 1
        jobs = [(start, cookies, share) for share in shares]
        return [status for share in self._pool.starmap(_send, jobs, 1) for status in share]


@contextmanager
def workers(database: str) -> Iterator[Workers]:
    """Start the processes, which use this database; end them afterwards."""
    spawn = get_context("spawn")
    with spawn.Pool(PROCESSES, _enter, [database, spawn.Barrier(PROCESSES)]) as pool:
        yield Workers(pool)
