"""Following, and stopping: signed in, or from a mail."""

import uuid
from typing import Any

import pytest
from django.test import Client

from ciudad_global.notifications.followers import unfollow_url
from ciudad_global.notifications.models import Follow
from consultations.actions import vote
from consultations.models import Consultation
from tests.factories import (
    ConsultationFactory,
    ProposalFactory,
    ResidentFactory,
    UserFactory,
    consultation_pages,
    pages,
)
from tests.factories.hostile import HOSTILE

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def proposal() -> Any:
    return ProposalFactory()


@pytest.fixture
def resident(client) -> Any:
    user = ResidentFactory()
    client.force_login(user)
    return user


def address(proposal: Any) -> str:
    return f"/es/seguir/propuesta/{proposal.pk}/"


def test_it_works(client, resident, proposal) -> None:
    page = client.get(proposal.get_absolute_url()).text
    assert f'action="{address(proposal)}"' in page
    response = client.post(address(proposal), {"next": proposal.get_absolute_url()}, follow=True)
    assert Follow.objects.get().user == resident
    assert response.redirect_chain == [(proposal.get_absolute_url(), 302)]
    assert "Te avisaremos aquí y por correo" in response.text
    assert "Dejar de seguir" in response.text
    client.post(address(proposal), {"stop": "1", "next": "https://malo.example/"})
    assert Follow.objects.count() == 0


def test_consultations_and_dialogues_are_followed_too(client, resident) -> None:
    home = pages.home()
    page = consultation_pages.publish(parent=consultation_pages.index(home))
    dialogue = pages.dialogue(pages.dialogues(home))
    for where, url in (
        (page, f"/es/seguir/consulta/{page.consultation_id}/"),
        (dialogue, f"/es/seguir/dialogo/{dialogue.translation_key}/"),
    ):
        assert f'action="{url}"' in client.get(where.get_url()).text
        asked = client.get(url).text
        assert "&lt;script&gt;" in asked
        assert HOSTILE not in asked
        client.post(url, {"next": where.get_url()})
        assert "Dejar de seguir" in client.get(where.get_url()).text
    assert {follow.thing for follow in Follow.objects.all()} == {
        (Follow.Kind.CONSULTATION, page.consultation_id),
        (Follow.Kind.DIALOGUE, dialogue.translation_key),
    }


def test_a_dialogue_is_the_same_in_all_languages(client, resident) -> None:
    home = pages.home()
    index = pages.dialogues(home)
    spanish = pages.dialogue(index)
    pages.translated(home)
    pages.translated(index, slug="dialogues")
    english = pages.translated(spanish, title="A dialogue")
    client.post(f"/es/seguir/dialogo/{spanish.translation_key}/")
    assert "Stop following" in client.get(english.get_url()).text
    assert "A dialogue" in client.get(f"/en/seguir/dialogo/{spanish.translation_key}/").text


def test_a_visitor_is_led_through_signing_in_to_a_page_that_asks(client, proposal) -> None:
    page = client.get(proposal.get_absolute_url()).text
    assert f'href="{address(proposal)}"' in page
    assert client.get(address(proposal)).url == f"/es/cuenta/login/?next={address(proposal)}"
    client.force_login(ResidentFactory())
    assert "Seguir esta propuesta" in client.get(address(proposal)).text
    assert Follow.objects.count() == 0


def test_htmx_gets_the_button_as_it_is_now(client, resident, proposal) -> None:
    data = {"next": proposal.get_absolute_url()}
    response = client.post(address(proposal), data, **HTMX)
    assert response.templates[0].name == "components/follow.html"
    assert 'name="stop"' in response.text
    client.logout()
    response = client.post(address(proposal), data, **HTMX)
    assert response["HX-Redirect"].startswith("/es/cuenta/login/")


def test_following_is_offered_with_the_vote_that_was_just_cast(client, resident, proposal) -> None:
    response = client.post(f"/es/propuestas/{proposal.pk}/voto/", {"value": "agree"}, **HTMX)
    assert "Seguir esta propuesta" in response.text


def test_a_vote_follows_nothing(proposal) -> None:
    vote.cast(by=ResidentFactory(), proposal=proposal, value=1)
    assert Follow.objects.count() == 0


def test_mail_goes_to_confirmed_addresses_only(client, proposal) -> None:
    client.force_login(UserFactory())
    response = client.post(address(proposal), follow=True)
    assert "Confirma tu correo" in response.text
    assert Follow.objects.count() == 0


@pytest.mark.parametrize("state", ["pending", "held", "rejected", "removed", "withdrawn"])
def test_what_nobody_may_read_is_not_followed_but_can_be_left(client, resident, state) -> None:
    proposal = ProposalFactory(state=state)
    assert client.get(address(proposal)).status_code == 404
    assert client.post(address(proposal)).status_code == 404
    Follow.objects.create(user=resident, proposal=proposal)
    client.post(address(proposal), {"stop": "1"})
    assert Follow.objects.count() == 0


def test_a_draft_consultation_tells_nothing(client, resident) -> None:
    page = consultation_pages.publish(ConsultationFactory(state=Consultation.State.DRAFT))
    inside = ProposalFactory(consultation=page.consultation)
    for url in (f"/es/seguir/consulta/{page.consultation_id}/", address(inside)):
        assert client.get(url).status_code == 404
    assert client.get(f"/es/seguir/dialogo/{uuid.uuid4()}/").status_code == 404


def test_nobody_stops_for_another_person(client, resident, proposal) -> None:
    Follow.objects.create(user=ResidentFactory(), proposal=proposal)
    client.post(address(proposal), {"stop": "1"})
    assert Follow.objects.count() == 1


def left(user: Any, *things: Any) -> str:
    keys = []
    for thing in things:
        kind = Follow.Kind(type(thing).__name__.lower())
        Follow.objects.create(user=user, **{kind: thing})
        keys.append((kind, thing.pk))
    return unfollow_url(user, keys)


def test_a_mail_leads_to_a_page_that_stops_it_without_signing_in(proposal) -> None:
    client = Client(enforce_csrf_checks=True)
    user = ResidentFactory()
    consultation_pages.publish(proposal.consultation)
    url = left(user, proposal, proposal.consultation)
    kept = Follow.objects.create(user=ResidentFactory(), proposal=proposal)
    asked = client.get(url)
    assert "&lt;script&gt;" in asked.text
    assert HOSTILE not in asked.text
    assert not asked.cookies
    assert Follow.objects.count() == 3  # a GET changes nothing
    done = client.post(url, follow=True)
    assert list(Follow.objects.all()) == [kept]
    assert "ya no lo sigues" in done.text


def test_what_is_not_public_any_more_is_left_without_its_title(client) -> None:
    proposal = ProposalFactory(title="Lo que ya no dice", state="removed")
    page = client.get(left(ResidentFactory(), proposal)).text
    assert "ya no dice" not in page
    assert "Algo que ya no está publicado" in page


@pytest.mark.parametrize("token", ["x", "a:b:c", "W10:1rAbCd:" + "x" * 43])
def test_a_forged_link_leads_nowhere(client, token) -> None:
    assert client.post(f"/es/dejar-de-seguir/{token}/").status_code == 404
