"""Proposing and taking a proposal back."""

import pytest
from django.test import Client
from django.utils import timezone

from consultations.actions import proposal as actions
from consultations.models import Consultation, Proposal
from tests.factories import (
    ConsultationFactory,
    GoalFactory,
    ProposalFactory,
    ResidentFactory,
    UserFactory,
    in_role,
)
from tests.factories.consultation_pages import publish
from tests.factories.hostile import HOSTILE

pytestmark = pytest.mark.django_db

TYPED = {
    "title": f"Señales en lenguas indígenas {HOSTILE}",
    "summary": HOSTILE,
    "body": f"Para que **nadie** se pierda. {HOSTILE}",
    "language": "es",
}


@pytest.fixture
def consultation() -> Consultation:
    return ConsultationFactory()


@pytest.fixture
def address(consultation: Consultation) -> str:
    return f"/es/consultas/{consultation.slug}/proponer/"


@pytest.fixture
def signed_in(client: Client) -> Client:
    client.force_login(ResidentFactory())
    return client


def test_it_works(signed_in: Client, address: str) -> None:
    assert signed_in.get(address).status_code == 200
    response = signed_in.post(address, TYPED)
    proposal = Proposal.objects.get()
    assert proposal.state == "pending"
    assert proposal.title == TYPED["title"]
    assert response.url == proposal.get_absolute_url()
    [message] = response.wsgi_request._messages
    assert "normalmente en menos de 24 horas" in str(message)


def test_without_review_it_is_published_at_once(signed_in: Client) -> None:
    consultation = ConsultationFactory(proposals_review=Consultation.Review.AFTER)
    response = signed_in.post(f"/es/consultas/{consultation.slug}/proponer/", TYPED)
    assert Proposal.objects.get().state == "published"
    [message] = response.wsgi_request._messages
    assert "ya está publicada" in str(message)


def test_a_visitor_signs_in_first(client: Client, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 302
    assert response.url == f"/es/cuenta/login/?next={address}"


def test_what_was_typed_outlives_a_session_that_ended(client: Client, address: str) -> None:
    response = client.post(address, TYPED)
    assert response.url == f"/es/cuenta/login/?next={address}"
    client.force_login(ResidentFactory())
    response = client.get(address)
    assert response.context["form"]["body"].value() == TYPED["body"]
    assert "Guardamos lo que habías escrito" in response.content.decode()
    client.post(address, TYPED)
    assert "restored" not in client.session
    assert not client.get(address).context["restored"]


def test_an_error_keeps_everything_that_was_typed(signed_in: Client, address: str) -> None:
    goal = GoalFactory()
    response = signed_in.post(address, TYPED | {"title": "Corta", "goals": [goal.pk]})
    html = response.content.decode()
    assert response.status_code == 200
    assert Proposal.objects.count() == 0
    assert "Tu frase tiene 5 caracteres" in html
    assert response.context["form"]["body"].value() == TYPED["body"]
    assert response.context["form"]["goals"].value() == [str(goal.pk)]
    assert "<script>alert" not in html


def test_the_preview_writes_nothing_and_shows_clean_html(signed_in: Client, address: str) -> None:
    response = signed_in.post(address, TYPED | {"preview": "1"})
    html = response.content.decode()
    assert Proposal.objects.count() == 0
    assert "<strong>nadie</strong>" in html
    assert "<script>alert" not in html
    assert "<b onmouseover" not in html
    assert response.context["form"]["title"].value() == TYPED["title"]


def test_a_refusal_says_why_and_keeps_what_was_typed(
    signed_in: Client, consultation: Consultation, address: str
) -> None:
    consultation.proposals_limit = 1
    consultation.save()
    signed_in.post(address, TYPED)
    response = signed_in.post(address, TYPED | {"title": "Otra propuesta, más corta"})
    assert response.status_code == 403
    assert "Ya hiciste tu propuesta: retírala para hacer otra." in response.content.decode()
    assert response.context["form"]["body"].value() == TYPED["body"]
    assert Proposal.objects.count() == 1


def test_too_late_keeps_what_was_typed(
    signed_in: Client, consultation: Consultation, address: str
) -> None:
    consultation.phases.update(ends_at=timezone.now())
    response = signed_in.post(address, TYPED)
    assert response.status_code == 403
    assert "El plazo para proponer terminó" in response.content.decode()
    assert response.context["form"]["body"].value() == TYPED["body"]


@pytest.mark.parametrize(
    ("person", "sentence"),
    [
        (UserFactory, "Confirma tu correo para participar."),
        (lambda: in_role("editor"), "Las cuentas del equipo no participan."),
    ],
)
def test_who_may_not_propose_is_told_why(
    client: Client, address: str, person: object, sentence: str
) -> None:
    client.force_login(person())
    for response in (client.get(address), client.post(address, TYPED)):
        assert response.status_code == 403
        assert sentence in response.content.decode()
    assert Proposal.objects.count() == 0


def test_a_closed_consultation_says_so_to_visitors_too(client: Client) -> None:
    page = publish(ConsultationFactory(state=Consultation.State.CLOSED))
    response = client.get(f"/es/consultas/{page.consultation.slug}/proponer/")
    html = response.content.decode()
    assert response.status_code == 403
    assert "Esta consulta ya cerró." in html
    assert f'href="{page.url}"' in html
    assert response.cookies == {}


@pytest.mark.parametrize("state", ["draft", None])
def test_what_is_not_public_is_not_found(signed_in: Client, state: str | None) -> None:
    slug = ConsultationFactory(state=state).slug if state else "no-existe"
    assert signed_in.get(f"/es/consultas/{slug}/proponer/").status_code == 404


def test_withdrawing_asks_and_then_leaves_a_tombstone(client: Client) -> None:
    proposal = ProposalFactory()
    client.force_login(proposal.author)
    address = f"/es/propuestas/{proposal.pk}/retirar/"
    response = client.get(address)
    assert response.status_code == 200
    assert "<script>alert" not in response.content.decode()
    proposal.refresh_from_db()
    assert proposal.state == "published"
    assert client.post(address).url == "/es/mi-participacion/"
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
