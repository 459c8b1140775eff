"""The screen of a table, the forms of a batch, the way from a session's wall."""

import uuid
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from consultations.models import Consultation, Entry, PaperForm, Proposal, SessionCount
from tests.factories import (
    CommentFactory,
    ConsultationFactory,
    GatheringFactory,
    ProposalFactory,
    consultation_pages,
    in_role,
)
from tests.factories.hostile import HOSTILE

pytestmark = pytest.mark.django_db


@pytest.fixture
def facilitator(client: Client) -> object:
    person = in_role("editor")
    client.force_login(person)
    return person


@pytest.fixture
def table(facilitator):
    consultation = ConsultationFactory(proposals_review=Consultation.Review.AFTER)
    return GatheringFactory(consultation=consultation, recorders=[facilitator])


def sent(**fields: Any) -> dict[str, Any]:
    return {
        "key": str(uuid.uuid4()),
        "kind": "proposal",
        "title": "Sombra en los paraderos",
        "body": "Hace calor.",
        "language": "es",
    } | fields


def url(table, part: str = "") -> str:
    return f"/es/mesas/{table.pk}/{part}"


def test_a_plain_form_records_and_comes_back(client: Client, table) -> None:
    response = client.post(url(table, "apuntes/"), sent(in_favour="14", against="3"), follow=True)
    assert response.redirect_chain == [(url(table), 302)]
    html = response.content.decode()
    assert "Sombra en los paraderos" in html
    assert HOSTILE not in html
    assert SessionCount.objects.get().in_favour == 14


def test_the_queue_hears_what_became_of_an_entry(client: Client, table) -> None:
    entry = sent()
    answers = [
        client.post(url(table, "apuntes/"), entry, headers={"Accept": "application/json"}).json()
        for _time in range(2)
    ]
    assert [answer["state"] for answer in answers] == ["recorded", "recorded"]
    assert Proposal.objects.count() == 1


def test_the_queue_hears_what_to_correct(client: Client, table) -> None:
    response = client.post(
        url(table, "apuntes/"), sent(title="Corta"), headers={"Accept": "application/json"}
    )
    assert response.status_code == 422
    assert response.json()["why"].startswith("La propuesta en una frase: Tu frase tiene 5")
    assert Entry.objects.count() == 0


def test_the_queue_hears_that_one_has_to_sign_in(client: Client, table) -> None:
    client.logout()
    response = client.post(url(table, "apuntes/"), sent(), headers={"Accept": "application/json"})
    assert response.status_code == 401


def queries(client: Client, address: str) -> int:
    client.get(address)  # what is kept for everybody is kept now
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_the_list_asks_as_much_for_many_as_for_few(client: Client, table) -> None:
    address, few = url(table, "apuntes/"), 0
    for number in range(12):
        few = queries(client, address) if number == 1 else few
        proposal = ProposalFactory(consultation=table.consultation)
        Entry.objects.create(gathering=table, kind="proposal", proposal=proposal)
        comment = CommentFactory(proposal=proposal)
        Entry.objects.create(gathering=table, kind="comment", comment=comment)
    assert queries(client, address) == few


def test_the_list_of_forms_asks_as_much_for_many_as_for_few(client: Client, facilitator) -> None:
    batch, few = GatheringFactory(kind="paper", recorders=[facilitator]), 0
    for number in range(1, 20):
        few = queries(client, url(batch, "formularios/")) if number == 2 else few
        PaperForm.objects.create(gathering=batch, number=number, first={}, first_by=facilitator)
    assert queries(client, url(batch, "formularios/")) == few


def test_two_texts_that_differ_stand_side_by_side(client: Client, facilitator) -> None:
    other = in_role("official")
    batch = GatheringFactory(kind="paper", encounter=None, recorders=[facilitator, other])
    PaperForm.objects.create(
        gathering=batch,
        number=7,
        first={"title": "Sombra en la parada", "body": "Hace calor.", "language": "es"},
        first_by=other,
    )
    form = url(batch, "formularios/7/")
    blank = client.get(form).content.decode()
    assert "Sombra en la parada" not in blank
    response = client.post(form, sent(title="Sombra en la parada norte"), follow=True)
    html = response.content.decode()
    assert "Primera captura" in html
    assert "Sombra en la parada norte" in html


def test_hands_stand_beside_the_votes(client: Client, table) -> None:
    proposal = ProposalFactory(consultation=table.consultation)
    SessionCount.objects.create(gathering=table, proposal=proposal, in_favour=14, against=3)
    html = client.get(proposal.get_absolute_url()).content.decode()
    assert "14 a favor, 3 en contra" in html
    assert "no se suma a los votos" in html


def test_hands_are_hidden_while_the_votes_are(client: Client, table) -> None:
    Consultation.objects.update(totals=Consultation.Totals.AFTER_CLOSING)
    proposal = ProposalFactory(consultation=table.consultation)
    SessionCount.objects.create(gathering=table, proposal=proposal, in_favour=14, against=3)
    assert "14 a favor" not in client.get(proposal.get_absolute_url()).content.decode()


def test_the_code_on_the_wall_leads_to_where_one_takes_part(client: Client, table) -> None:
    page = consultation_pages.publish(table.consultation)
    slug, key = table.consultation.slug, table.encounter.pk
    way = f"/es/consultas/{slug}/sesion/{key}/"
    assert client.get(way)["Location"] == f"/es/consultas/{slug}/proponer/"
    gathered = ProposalFactory(
        consultation=table.consultation, author=None, gathering=table, origin="session"
    )
    ProposalFactory(consultation=table.consultation)
    assert client.get(way)["Location"] == f"{page.get_url()}?sesion={key}#propuestas"
    listed = client.get(f"{page.get_url()}?sesion={key}")
    assert [card["proposal"] for card in listed.context["cards"]] == [gathered]
    assert client.get(f"{way}cartel/").status_code == 200
    assert client.get(f"{way}qr.svg")["Content-Type"] == "image/svg+xml"
