"""What pages cost in processor time, beside a request that does nothing, and how that grows."""

import time
from random import Random

from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.test import Client, RequestFactory, override_settings
from django.test.utils import CaptureQueriesContext

from benchmarks import seed
from benchmarks.measure import Row
from ciudad_global.common.page_cache import PageCache
from consultations.models import Consultation, Proposal

REQUESTS = 15


def rows() -> list[Row]:
    """Return the rows of the lists and of a proposal with many comments, signed in."""
    consultation = Consultation.objects.get()  # made by another part
    random = Random(seed.SEED + 2)
    busy, busiest = Proposal.objects.order_by("pk")[:2]
    resident = seed.resident()
    seed.comments(busy, 592, random)
    seed.comments(busiest, 5_633, random)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    pages = (
        ("list of proposals, signed in", seed.page(consultation).get_url(), 6),
        ("proposal with 592 comments, signed in", busy.get_absolute_url(), 15),
        ("proposal with 5,633 comments, signed in", busiest.get_absolute_url(), 15),
    )
    client = Client()
    client.force_login(resident)
    with override_settings(ROOT_URLCONF="benchmarks.hello"):
        hello = cost(client, "/hello/")
    found = [Row("list of proposals, a visitor again ÷ hello", kept(pages[0][1]) / hello, 0.2, "×")]
    for name, address, queries_limit in pages:
        found.append(Row(f"{name} ÷ hello", cost(client, address) / hello, 12, "×"))
        with CaptureQueriesContext(connection) as queries:
            response = client.get(address)
        found.append(Row(f"{name}: queries", len(queries), queries_limit, ""))
    found.append(Row("first page of 5,633 comments: HTML", len(response.content) / 1_000, 50, "kB"))
    first = busiest.get_absolute_url()
    last = busiest.comments.filter(parent=None).order_by("-pk")[:1].get()
    deep = client.get(last.get_absolute_url())["Location"].partition("#")[0]
    found.append(
        Row(
            "thread of 5,633, last page ÷ first", cost(client, deep) / cost(client, first), 1.3, "×"
        )
    )
    return found


def kept(address: str) -> float:
    """Return the seconds of processor that a visitor's page takes whom another one preceded."""
    around = PageCache(get_wsgi_application(), seconds=60, cookies=())
    environ = RequestFactory().get(address).environ
    body = b"".join(around(environ, lambda *args: None))
    if not around.entries:
        raise SystemExit(f"{address} was not kept.")
    begun = time.process_time()
    for _number in range(1_000):
        if b"".join(around(environ, lambda *args: None)) != body:
            raise SystemExit(f"{address} has changed.")
    return (time.process_time() - begun) / 1_000


def cost(client: Client, address: str) -> float:
    """Return the seconds of processor that a request takes, the median of some."""

    def once() -> float:
        begun = time.process_time()
        response = client.get(address)
        taken = time.process_time() - begun
        if response.status_code != 200:
            raise SystemExit(f"{address} answered {response.status_code}.")
        return taken

    once()  # templates are loaded, menus kept
    return sorted(once() for _number in range(REQUESTS))[REQUESTS // 2]
