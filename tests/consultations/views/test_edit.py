"""The form that changes what was sent, and the page that shows what changed."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from ciudad_global.moderation.models import Case
from consultations.actions import proposal as actions
from consultations.models import Proposal
from tests.factories import (
    AlcaldiaFactory,
    ConsultationFactory,
    GoalFactory,
    ModeratorFactory,
    ProposalFactory,
    ProposalVersionFactory,
    ResidentFactory,
)
from tests.factories.hostile import HOSTILE

pytestmark = pytest.mark.django_db

TYPED = {"title": "Sombra en todas las paradas", "body": "Con **árboles**.", "language": "es"}


@pytest.fixture
def proposal() -> Proposal:
    return ProposalFactory(published_at=timezone.now() - timedelta(hours=1))


@pytest.fixture
def author(client: Client, proposal: Proposal) -> Client:
    client.force_login(proposal.author)
    return client


def address(proposal: Proposal) -> str:
    return f"/es/propuestas/{proposal.pk}/editar/"


def test_it_works(author: Client, proposal: Proposal) -> None:
    assert address(proposal) in author.get(proposal.get_absolute_url()).content.decode()
    response = author.get(address(proposal))
    html = response.content.decode()
    assert "quedará público" in html
    assert 'name="goals"' not in html
    assert 'name="alcaldias"' not in html
    assert "<script>alert" not in html
    response = author.post(address(proposal), TYPED | {"seen": response.context["seen"]})
    proposal.refresh_from_db()
    assert proposal.title == TYPED["title"]
    assert response.url == proposal.get_absolute_url()
    html = author.get(response.url).content.decode()
    assert "El texto anterior queda en «Versiones»" in html
    assert f'href="{proposal.versions_url}"' in html


def test_at_first_everything_can_be_changed(client: Client) -> None:
    proposal, goal, alcaldia = ProposalFactory(), GoalFactory(), AlcaldiaFactory()
    proposal.goals.add(goal)
    proposal.alcaldias.add(alcaldia)
    client.force_login(proposal.author)
    response = client.get(address(proposal))
    assert "Puedes corregirla con libertad" in response.content.decode()
    assert response.context["form"]["goals"].value() == [str(goal.pk)]
    assert response.context["form"]["alcaldias"].value() == [alcaldia.pk]
    client.post(address(proposal), TYPED | {"seen": response.context["seen"]})
    proposal.refresh_from_db()
    assert (proposal.goals.count(), proposal.alcaldias.count()) == (0, 0)
    assert not proposal.versions.exists()


def test_the_preview_changes_nothing_and_shows_clean_html(
    author: Client, proposal: Proposal
) -> None:
    response = author.post(
        address(proposal), TYPED | {"do": "preview", "body": f"**Sombra** {HOSTILE}"}
    )
    html = response.content.decode()
    assert "<strong>Sombra</strong>" in html
    assert "<script>alert" not in html
    assert "Todavía no se guarda" in html
    proposal.refresh_from_db()
    assert proposal.title != TYPED["title"]


def test_an_error_keeps_everything_that_was_typed(author: Client, proposal: Proposal) -> None:
    response = author.post(address(proposal), TYPED | {"title": "Corta", "seen": "x"})
    assert "Tu frase tiene 5 caracteres" in response.content.decode()
    assert response.context["form"]["body"].value() == TYPED["body"]
    assert response.context["seen"] == "x"


def test_two_windows_keep_both_texts(author: Client, proposal: Proposal) -> None:
    seen = author.get(address(proposal)).context["seen"]
    author.post(address(proposal), TYPED | {"title": f"En el teléfono {HOSTILE}", "seen": seen})
    response = author.post(address(proposal), TYPED | {"seen": seen})
    html = response.content.decode()
    assert response.status_code == 409
    assert "En el teléfono &lt;script&gt;" in html
    assert response.context["form"]["title"].value() == TYPED["title"]
    proposal.refresh_from_db()
    assert proposal.title.startswith("En el teléfono")
    # Sending it again is the person's word.
    author.post(address(proposal), TYPED | {"seen": response.context["seen"]})
    proposal.refresh_from_db()
    assert proposal.title == TYPED["title"]


def test_too_late_keeps_what_was_typed(author: Client, proposal: Proposal) -> None:
    seen = author.get(address(proposal)).context["seen"]
    proposal.consultation.phases.update(ends_at=timezone.now())
    response = author.post(address(proposal), TYPED | {"seen": seen})
    assert response.status_code == 403
    assert "Las propuestas se editan mientras" in response.content.decode()
    assert response.context["form"]["body"].value() == TYPED["body"]
    assert author.get(address(proposal)).status_code == 403
    assert address(proposal) not in author.get(proposal.get_absolute_url()).content.decode()


def test_nobody_else_may(client: Client, proposal: Proposal) -> None:
    client.force_login(ResidentFactory())
    assert client.get(address(proposal)).status_code == 403
    assert address(proposal) not in client.get(proposal.get_absolute_url()).content.decode()


def test_the_versions_show_what_changed_by_more_than_colour(client: Client) -> None:
    proposal = ProposalFactory(title="Más árboles en las paradas", body="Igual.")
    ProposalVersionFactory(proposal=proposal, title="Más sombra en las paradas", body="Igual.")
    html = client.get(proposal.versions_url).content.decode()
    assert '<del><span class="visually-hidden">[se quitó:] </span> sombra' in html
    assert '<ins><span class="visually-hidden">[se agregó:] </span> árboles' in html


def test_each_change_has_its_own_page(client: Client) -> None:
    proposal = ProposalFactory(title="Tercera y última frase")
    ProposalVersionFactory(proposal=proposal, title="Primera frase")
    ProposalVersionFactory(proposal=proposal, title="Segunda frase")
    first = client.get(f"{proposal.versions_url}?version=1").content.decode()
    assert "Primera</" not in first
    assert "[se quitó:] </span>Primera<" in first
    assert "[se agregó:] </span>Segunda<" in first
    for newest in ("", "?version=2", "?version=99", "?version=x"):
        html = client.get(f"{proposal.versions_url}{newest}").content.decode()
        assert "[se quitó:] </span>Segunda<" in html
    assert "<script>alert" not in html


def test_there_is_no_page_without_versions_nor_of_what_is_gone(client: Client) -> None:
    assert client.get(ProposalFactory().versions_url).status_code == 404
    version = ProposalVersionFactory(proposal__state="removed", title="Muy secreta")
    response = client.get(version.proposal.versions_url)
    assert response.status_code == 410
    assert "secreta" not in response.content.decode()
    held = ProposalVersionFactory(proposal__state="held")
    assert client.get(held.proposal.versions_url).status_code == 404
    client.force_login(held.proposal.author)
    assert client.get(held.proposal.versions_url).status_code == 200


@pytest.mark.parametrize("number", [1, 3])
def test_queries_do_not_grow(client: Client, django_assert_num_queries: Any, number: int) -> None:
    proposal = ProposalFactory()
    ProposalVersionFactory.create_batch(number, proposal=proposal)
    client.get(proposal.versions_url)
    with django_assert_num_queries(2):
        client.get(proposal.versions_url)


def test_the_moderator_sees_that_and_what_it_changed(client: Client, proposal: Proposal) -> None:
    moderator = ModeratorFactory()
    proposal.consultation.moderators.add(moderator)
    actions.edit(by=proposal.author, proposal=proposal, seen=proposal.fingerprint(), **TYPED)
    client.force_login(moderator)
    for page in ("/es/moderacion/", f"/es/moderacion/{Case.objects.get().pk}/"):
        html = client.get(page).content.decode()
        assert "Cambio de lo publicado" in html
        assert f'href="{proposal.versions_url}"' in html


def test_what_the_moderator_read_is_what_they_decide_about(client: Client) -> None:
    moderator = ModeratorFactory()
    consultation = ConsultationFactory(moderators=[moderator])
    proposal = ProposalFactory(consultation=consultation)
    actions.edit(by=proposal.author, proposal=proposal, seen=proposal.fingerprint(), **TYPED)
    case = Case.objects.get()
    client.force_login(moderator)
    seen = client.get(f"/es/moderacion/{case.pk}/").context["seen"]
    proposal.refresh_from_db()
    other = TYPED | {"body": "Otra cosa."}
    actions.edit(by=proposal.author, proposal=proposal, seen=proposal.fingerprint(), **other)
    response = client.post(f"/es/moderacion/{case.pk}/", {"outcome": "published", "seen": seen})
    html = response.content.decode()
    assert response.status_code == 409
    assert "La persona lo cambió hace un momento" in html
    assert "Otra cosa." in html
    seen = response.context["seen"]
    client.post(f"/es/moderacion/{case.pk}/", {"outcome": "published", "seen": seen})
    case.refresh_from_db()
    assert case.waiting_since is None


def test_what_was_typed_when_the_session_ended_waits(author: Client, proposal: Proposal) -> None:
    seen = author.get(address(proposal)).context["seen"]
    author.logout()
    response = author.post(address(proposal), TYPED | {"seen": seen})
    assert response.url == f"/es/cuenta/login/?next={address(proposal)}"
    author.force_login(proposal.author)
    response = author.get(address(proposal))
    assert response.context["form"]["title"].value() == TYPED["title"]
    assert "Aquí está tu texto" in response.content.decode()

    # Saved, it waits no longer; another proposal never had it.
    author.post(address(proposal), TYPED | {"seen": response.context["seen"]})
    assert "Aquí está tu texto" not in author.get(address(proposal)).content.decode()
    proposal.refresh_from_db()
    assert proposal.title == TYPED["title"]


def test_what_waits_does_not_overwrite_what_was_saved_meanwhile(
    author: Client, proposal: Proposal
) -> None:
    seen = author.get(address(proposal)).context["seen"]
    author.logout()
    author.post(address(proposal), TYPED | {"seen": seen})
    Proposal.objects.update(title="Cambiada en otro dispositivo")
    author.force_login(proposal.author)
    seen = author.get(address(proposal)).context["seen"]
    assert author.post(address(proposal), TYPED | {"seen": seen}).status_code == 409
