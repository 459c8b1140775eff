"""What the moderators' queue costs with 20,000 cases that wait."""

from random import Random

from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from benchmarks import seed
from benchmarks.measure import Row
from benchmarks.pages import cost
from consultations.models import Consultation

CASES = 20_000
QUEUE = "/es/moderacion/"


def rows() -> list[Row]:
    """Return the rows of the queue: its orders, its filters, its search, its depth."""
    consultation = Consultation.objects.get()  # made by another part
    moderator = seed.moderator(consultation)
    seed.queue(consultation, CASES, Random(seed.SEED + 3))
    client = Client()
    client.force_login(moderator)
    with override_settings(ROOT_URLCONF="benchmarks.hello"):
        hello = cost(client, "/hello/")
    deep = QUEUE
    for _page in range(20):
        deep = QUEUE + client.get(deep).context["next_url"]
    pages = {
        "oldest first": QUEUE,
        "riskiest first": f"{QUEUE}?sort=riskiest",
        "due first": f"{QUEUE}?sort=due",
        "page 21": deep,
        "late comments": f"{QUEUE}?age=late&kind=comment",
        "reported as spam": f"{QUEUE}?reason=spam",
        "in English": f"{QUEUE}?language=en",
        "search, a common word": f"{QUEUE}?q=semaforos",
        "search, three words": f"{QUEUE}?q=semaforos+escolares+tlalpan",
        "search, nothing found": f"{QUEUE}?q=dinosaurio",
    }
    taken = {name: cost(client, address) for name, address in pages.items()}
    found = [
        Row(f"queue of 20,000, {name}", seconds * 1_000, 100, "ms")
        for name, seconds in taken.items()
    ]
    found.append(Row("queue of 20,000 ÷ hello", taken["oldest first"] / hello, 15, "×"))
    with CaptureQueriesContext(connection) as queries:
        client.get(QUEUE)
    found.append(Row("queue of 20,000: queries", len(queries), 15, ""))
    return found
