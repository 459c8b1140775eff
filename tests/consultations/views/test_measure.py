"""The pages on which moderators cover data and close threads."""

import pytest
from django.test import Client

from consultations.models import Proposal
from tests.consultations.actions.test_measure import PHONE, case_of
from tests.factories import CommentFactory, ConsultationFactory, ModeratorFactory, ProposalFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def moderator():
    return ModeratorFactory()


@pytest.fixture
def proposal(moderator) -> Proposal:
    consultation = ConsultationFactory(moderators=[moderator])
    return ProposalFactory(consultation=consultation, body=f"Marca {PHONE}.")


@pytest.fixture
def client(moderator) -> Client:
    client = Client()
    client.force_login(moderator)
    return client


def test_data_are_covered_after_a_preview(client, proposal) -> None:
    case = case_of(proposal)
    url = f"/es/moderacion/{case.pk}/tapar/"
    assert f'href="{url}"' in client.get(f"/es/moderacion/{case.pk}/").content.decode()
    form = {"passages": f"{PHONE}\n\n", "seen": case.seen_as()}
    page = client.post(url, form | {"do": "preview"}).content.decode()
    assert "Marca [dato personal]." in page
    assert PHONE in Proposal.objects.get().body
    client.post(url, form | {"do": "mask"})
    assert Proposal.objects.get().body == "Marca [dato personal]."
    public = Client().get(proposal.get_absolute_url()).content.decode()
    assert "Moderación tapó datos personales" in public
    page = client.post(url, form | {"do": "mask"}).content.decode()
    assert "Ya lo decidió" in page


def test_a_comment_says_so_too(client, proposal) -> None:
    comment = CommentFactory(proposal=proposal, body=PHONE)
    case = case_of(comment)
    url = f"/es/moderacion/{case.pk}/tapar/"
    client.post(url, {"passages": PHONE, "seen": case.seen_as(), "do": "mask"})
    public = Client().get(proposal.get_absolute_url()).content.decode()
    assert "Moderación tapó datos personales." in public
    assert client.get(f"/es/moderacion/{case.pk}/comentarios/").status_code == 404


def test_a_closed_thread_says_why(client, proposal) -> None:
    case = case_of(proposal)
    url = f"/es/moderacion/{case.pk}/comentarios/"
    sent = client.post(url, {"reason": "offensive", "text": "Insultos.", "seen": case.seen_as()})
    assert sent.status_code == 302
    public = Client().get(proposal.get_absolute_url()).content.decode()
    assert "Moderación cerró los comentarios el" in public
    assert "/responder/" not in public
    assert "Abrir los comentarios" in client.get(url).content.decode()
