"""Proposing and taking a proposal back."""

import pytest
from django.test import Client
from django.utils import timezone

from consultations.models import Consultation, Proposal
from tests.factories import (
    ConsultationFactory,
    GoalFactory,
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
    response = signed_in.post(address, TYPED | {"do": "preview"})
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
    assert [p.state for p in Proposal.objects.order_by("pk")] == ["pending", "draft"]


def test_too_late_keeps_what_was_typed(
    signed_in: Client, consultation: Consultation, address: str
) -> None:
    consultation.phases.update(ends_at=timezone.now())
    response = signed_in.post(address, TYPED)
    assert response.status_code == 403
    assert "El plazo para proponer terminó" in response.content.decode()
    assert response.context["form"]["body"].value() == TYPED["body"]


def test_the_team_is_told_why_not(client: Client, address: str) -> None:
    client.force_login(in_role("editor"))
    for response in (client.get(address), client.post(address, TYPED)):
        assert response.status_code == 403
        assert "Las cuentas del equipo no participan." in response.content.decode()
    assert Proposal.objects.count() == 0


def test_an_unconfirmed_account_writes_a_draft_that_waits(client: Client, address: str) -> None:
    client.force_login(UserFactory())
    assert client.get(address).status_code == 200
    response = client.post(address, TYPED)
    assert response.status_code == 403
    assert "Confirma tu correo para participar." in response.content.decode()
    assert "Está guardada como borrador" in response.content.decode()
    assert Proposal.objects.get().state == "draft"


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
