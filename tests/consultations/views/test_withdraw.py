"""Taking a proposal back, and throwing a draft away."""

import pytest
from django.test import Client

from consultations.actions import proposal as actions
from consultations.models import Proposal
from tests.factories import ProposalFactory, ResidentFactory
from tests.factories.hostile import HOSTILE

pytestmark = pytest.mark.django_db


def test_withdrawing_asks_and_then_leaves_a_tombstone(client: Client) -> None:
    proposal = ProposalFactory()
    client.force_login(proposal.author)
    address = f"/es/propuestas/{proposal.pk}/retirar/"
    response = client.get(address)
    assert response.status_code == 200
    assert "<script>alert" not in response.content.decode()
    proposal.refresh_from_db()
    assert proposal.state == "published"
    assert client.post(address).url == "/es/mi-participacion/?ver=propuestas"
    proposal.refresh_from_db()
    assert proposal.state == "withdrawn"


def test_withdrawing_twice_is_harmless(client: Client) -> None:
    proposal = ProposalFactory()
    client.force_login(proposal.author)
    actions.withdraw(by=proposal.author, proposal=proposal)
    response = client.post(f"/es/propuestas/{proposal.pk}/retirar/")
    assert response.status_code == 403
    assert "Esto ya no se puede retirar." in response.content.decode()


def test_nobody_withdraws_what_somebody_else_wrote(client: Client) -> None:
    proposal = ProposalFactory()
    client.force_login(ResidentFactory())
    for response in (
        client.get(f"/es/propuestas/{proposal.pk}/retirar/"),
        client.post(f"/es/propuestas/{proposal.pk}/retirar/"),
    ):
        assert response.status_code == 403
        assert "Solo quien lo escribió puede retirarlo." in response.content.decode()
    proposal.refresh_from_db()
    assert proposal.state == "published"


def test_what_nobody_may_read_is_not_found_rather_than_refused(client: Client) -> None:
    proposal = ProposalFactory(state="pending")
    client.force_login(ResidentFactory())
    assert client.get(f"/es/propuestas/{proposal.pk}/retirar/").status_code == 404


def test_a_visitor_signs_in_before_withdrawing(client: Client) -> None:
    address = f"/es/propuestas/{ProposalFactory().pk}/retirar/"
    assert client.get(address).url == f"/es/cuenta/login/?next={address}"


def test_discarding_asks_and_then_leaves_nothing(client: Client) -> None:
    draft = ProposalFactory(state="draft", title="", typed={"title": HOSTILE})
    client.force_login(draft.author)
    address = f"/es/propuestas/{draft.pk}/descartar/"
    html = client.get(address).content.decode()
    assert "&lt;script&gt;" in html
    assert "<script>alert" not in html
    assert client.post(address).url == "/es/mi-participacion/?ver=borradores"
    assert not Proposal.objects.exists()
    assert client.post(address).status_code == 404


def test_only_the_author_discards_a_draft_and_only_a_draft(client: Client) -> None:
    draft = ProposalFactory(state="draft", typed={})
    client.force_login(ResidentFactory())
    assert client.post(f"/es/propuestas/{draft.pk}/descartar/").status_code == 404
    published = ProposalFactory()
    client.force_login(published.author)
    assert client.post(f"/es/propuestas/{published.pk}/descartar/").status_code == 404
    assert Proposal.objects.count() == 2
