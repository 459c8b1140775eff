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


@pytest.mark.parametrize("named", ["{pk}", "https://dialogos.example{url}", "{url}#comentarios"])
def test_a_comment_is_moved_by_address_or_number(client, proposal, named) -> None:
    other = ProposalFactory(consultation=proposal.consultation)
    comment = CommentFactory(proposal=proposal)
    case = case_of(comment)
    url = f"/es/moderacion/{case.pk}/mover/"
    assert f'href="{url}"' in client.get(f"/es/moderacion/{case.pk}/").content.decode()
    form = {"reason": "wrong_place", "text": "Va ahí.", "seen": case.seen_as()}
    target = named.format(pk=other.pk, url=other.get_absolute_url())
    assert client.post(url, form | {"target": target}).status_code == 302
    comment.refresh_from_db()
    assert comment.proposal == other
    assert (
        "pasar a otra propuesta"
        in client.get(f"/es/moderacion/{case.pk}/").content.decode().lower()
    )


@pytest.mark.parametrize("target", ["", "nada", "0", "9" * 40, "/es/propuestas/x/"])
def test_where_to_move_it_has_to_be_known(client, proposal, target) -> None:
    comment = CommentFactory(proposal=proposal)
    case = case_of(comment)
    form = {"reason": "wrong_place", "text": "Va ahí.", "seen": case.seen_as(), "target": target}
    page = client.post(f"/es/moderacion/{case.pk}/mover/", form)
    assert page.status_code == 200
    assert "Va ahí." in page.content.decode()
    comment.refresh_from_db()
    assert comment.proposal == proposal
