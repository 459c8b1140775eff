"""The pages of an imported consultation, and what they cost."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from consultations.actions import snapshot
from consultations.models import Consultation, Proposal, SummaryPage


def costs(client: Client, consultation: Consultation, busiest: Proposal) -> list[int]:
    """Return how many queries a visitor's page makes: consultation, busiest proposal, summary.

    Each of them must answer 200.
    """
    page = consultation.pages.get()
    summary = SummaryPage(
        title="Resumen",
        slug="resumen",
        introduction="Qué salió",
        snapshot=snapshot.take(consultation=consultation),
    )
    page.add_child(instance=summary)
    return [
        _queries(client, address) for address in (page.url, busiest.get_absolute_url(), summary.url)
    ]


def _queries(client: Client, address: str) -> int:
    client.get(address)  # finds the site's root, which later requests remember
    with CaptureQueriesContext(connection) as captured:
        response = client.get(address)
    assert response.status_code == 200
    return len(captured)
