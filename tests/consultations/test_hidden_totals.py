"""While totals are hidden, nothing that anybody can ask for says or shows how the votes stand."""

import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from consultations.actions import consultation as process
from consultations.actions import vote
from consultations.models import Consultation, Proposal
from consultations.reports import listing
from consultations.reports.listing import Sort, Wanted
from tests.factories import ConsultationFactory, ProposalFactory, ResidentFactory, in_role
from tests.factories import pages as site_pages
from tests.factories.consultation_pages import index, publish

pytestmark = pytest.mark.django_db

COUNTS = {"agree_count": 7313, "pass_count": 2357, "disagree_count": 4177}
# The counts, and with the resident's own vote; their sum; as they are and with a separator.
TOLD = re.compile(r"\b(?:7[,. ]?31[34]|2[,. ]?357|4[,. ]?177|13[,. ]?84[78])\b")
HERE = {"Sec-Fetch-Site": "same-origin"}
IN_PLACE = HERE | {"HX-Request": "true"}
HIDING = Consultation.Totals.AFTER_CLOSING


@pytest.fixture(params=Consultation.Ballot.values)
def site(request: pytest.FixtureRequest) -> dict[str, Any]:
    """Return a resident who voted in a small consultation that hides its totals."""
    page = publish(
        ConsultationFactory(totals=HIDING, ballot=request.param), index(site_pages.home())
    )
    proposal = ProposalFactory(
        consultation=page.consultation, title="Una propuesta sobre el agua", **COUNTS
    )
    ProposalFactory(consultation=page.consultation, title="Otra propuesta sobre el agua")
    resident = ResidentFactory()
    vote.cast(by=resident, proposal=proposal, value=1)
    return {"page": page, "proposal": proposal, "resident": resident}


def answers(client: Client, site: dict[str, Any]) -> dict[str, str]:
    """Return what everything that shows a proposal says."""
    page, proposal = site["page"], site["proposal"]
    place = f"/es/propuestas/{proposal.pk}"
    value = "agree" if page.consultation.is_opinion else "support"
    found = {
        address: client.get(address, follow=True)
        for address in (
            "/es/",
            "/es/consultas/",
            page.url,
            *(f"{page.url}?orden={sort}" for sort in (*Sort.values, "-agree_count", "division")),
            proposal.get_absolute_url(),
            f"{place}/voto/?value={value}",
            f"/es/consultas/{page.consultation.slug}/una-por-una/",
            f"/es/consultas/{page.consultation.slug}/propuestas.atom",
            f"/es/consultas/{page.consultation.slug}/propuestas.atom?orden=apoyadas",
            f"/es/consultas/{page.consultation.slug}/parecidas/?title=Una+propuesta+sobre+el+agua",
            f"{place}/cartel/",
            "/es/buscar/?q=agua",
            "/es/votos-por-contar/",
            "/es/mi-participacion/",
            "/es/mi-participacion/?ver=votos",
            "/sitemap-propuestas.xml",
        )
    }
    for name, headers in (("plain", HERE), ("in place", IN_PLACE)):
        sent = client.post(f"{place}/voto/", {"value": value}, headers=headers, follow=True)
        found[f"vote, {name}"] = sent
    return {name: answer.content.decode() for name, answer in found.items()}


@pytest.mark.parametrize("who", ["visitor", "resident", "editor", "moderator"])
def test_nothing_tells_them(site: dict[str, Any], who: str) -> None:
    client = Client()
    if who != "visitor":
        person = site["resident"] if who == "resident" else in_role(who)
        client.force_login(person)
    told = [name for name, text in answers(client, site).items() if TOLD.search(text)]
    assert told == []


def test_they_would_be_found_if_they_were_told(site: dict[str, Any]) -> None:
    """The same places speak once the consultation is closed."""
    process.close(consultation=site["page"].consultation)
    told = [name for name, text in answers(Client(), site).items() if TOLD.search(text)]
    assert site["page"].url in told
    assert site["proposal"].get_absolute_url() in told


def test_no_order_betrays_them(site: dict[str, Any]) -> None:
    """Every order that is offered stays as it is whatever the votes are."""
    consultation, noon = site["page"].consultation, timezone.now()

    def orders() -> dict[Sort, list[int]]:
        return {
            sort: [p.pk for p in listing.page(consultation, Wanted(sort=sort), noon).proposals]
            for sort in listing.sorts(consultation)
        }

    ProposalFactory.create_batch(4, consultation=consultation)
    before = orders()
    for number, proposal in enumerate(Proposal.objects.order_by("pk")):
        Proposal.objects.filter(pk=proposal.pk).update(
            agree_count=7 * number % 5, disagree_count=number % 3, extremity=number
        )
    assert orders() == before


def test_an_order_that_is_not_offered_cannot_be_asked_for(site: dict[str, Any]) -> None:
    consultation, client = site["page"].consultation, Client()
    for sort in set(Sort) - set(listing.sorts(consultation)):
        answer = client.get(site["page"].url, {"orden": sort.value})
        assert answer.context["filters"].wanted().sort == Sort.RANDOM
