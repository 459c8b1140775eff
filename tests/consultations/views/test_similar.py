"""Similar proposals below the title; "es la misma idea" becomes a vote and loses no word."""

from typing import Any

import pytest
from django.test import Client

from consultations.models import Consultation, Phase, Proposal, Vote
from tests.factories import ConsultationFactory, ProposalFactory, ResidentFactory, in_role
from tests.factories.hostile import HOSTILE

pytestmark = pytest.mark.django_db

IN_PLACE = {"HX-Request": "true"}
TYPED = {"title": "mas sombra en las parada", "body": "Con toldos.", "language": "es"}


@pytest.fixture
def proposal() -> Proposal:
    return ProposalFactory(title=f"Más sombra en las paradas {HOSTILE}", summary=HOSTILE)


@pytest.fixture
def form(proposal: Proposal) -> str:
    return f"/es/consultas/{proposal.consultation.slug}/proponer/"


def ask(client: Client, consultation: Consultation, title: str, **headers: str) -> Any:
    return client.get(
        f"/es/consultas/{consultation.slug}/parecidas/", {"title": title}, headers=headers
    )


def test_it_works(client: Client, proposal: Proposal) -> None:
    response = ask(client, proposal.consultation, TYPED["title"], **IN_PLACE)
    html = response.content.decode()
    assert proposal.get_absolute_url() in html
    assert f'name="same" value="{proposal.pk}"' in html
    assert "Hay 1 propuesta parecida." in html
    assert "<script>alert" not in html
    assert "<html" not in html
    assert not response.cookies


def test_whoever_opens_the_address_gets_a_page(client: Client, proposal: Proposal) -> None:
    html = ask(client, proposal.consultation, TYPED["title"]).content.decode()
    assert "<h1>Propuestas parecidas</h1>" in html
    assert 'name="same"' not in html
    html = ask(client, proposal.consultation, "Museo de cera").content.decode()
    assert "No encontramos ninguna propuesta parecida." in html


def test_nothing_is_offered_to_vote_for_while_nobody_may(
    client: Client, proposal: Proposal
) -> None:
    Phase.objects.update(may_vote=False)
    html = ask(client, proposal.consultation, TYPED["title"], **IN_PLACE).content.decode()
    assert proposal.get_absolute_url() in html
    assert 'name="same"' not in html


def test_the_team_only_reads(client: Client, proposal: Proposal) -> None:
    client.force_login(in_role("editor"))
    html = ask(client, proposal.consultation, TYPED["title"], **IN_PLACE).content.decode()
    assert 'name="same"' not in html


def test_with_supports_it_says_so(client: Client) -> None:
    consultation = ConsultationFactory(ballot=Consultation.Ballot.SUPPORT)
    ProposalFactory(consultation=consultation, title="Más sombra en las paradas")
    html = ask(client, consultation, "sombra en paradas", **IN_PLACE).content.decode()
    assert "Es la misma idea: apoyarla" in html


def test_without_script_they_stand_in_the_form_and_stop_nobody(
    client: Client, proposal: Proposal, form: str
) -> None:
    client.force_login(ResidentFactory())
    for sent in ({"do": "preview"}, {"title": TYPED["title"][:9], "do": "send"}):
        response = client.post(form, TYPED | sent)
        assert f'name="same" value="{proposal.pk}"' in response.content.decode()
    assert "Falta corregir algo" in response.content.decode()
    saved = client.post(form, TYPED | {"do": "save"})
    assert f'name="same" value="{proposal.pk}"' in client.get(saved.url).content.decode()
    assert client.post(form, TYPED).status_code == 302
    assert Proposal.objects.filter(title=TYPED["title"]).exists()


def test_the_same_idea_becomes_a_vote_and_the_draft_waits_for_a_word(
    client: Client, proposal: Proposal, form: str
) -> None:
    person = ResidentFactory()
    client.force_login(person)
    response = client.post(form, TYPED | {"same": proposal.pk})
    draft = Proposal.objects.drafts_of(person).get()
    assert draft.typed["body"] == TYPED["body"]
    assert response.url == f"/es/propuestas/{draft.pk}/descartar/?igual={proposal.pk}"
    proposal.refresh_from_db()
    assert proposal.agree_count == 1
    html = client.get(response.url).content.decode()
    assert "Tu voto cuenta y es secreto." in html
    assert "¿Todavía necesitas tu borrador?" in html
    assert draft.draft_url in html
    assert "<script>alert" not in html
    assert client.post(response.url).url == proposal.get_absolute_url()
    assert not Proposal.objects.drafts_of(person).exists()


def test_a_visitor_signs_in_to_vote_and_keeps_the_text(
    client: Client, proposal: Proposal, form: str
) -> None:
    response = client.post(form, TYPED | {"same": proposal.pk})
    assert response.url.endswith(f"?next=/es/propuestas/{proposal.pk}/voto/%3Fvalue%3Dagree")
    person = ResidentFactory()
    client.force_login(person)
    assert Proposal.objects.drafts_of(person).get().typed["body"] == TYPED["body"]


def test_a_refused_vote_says_why_and_keeps_the_text(
    client: Client, proposal: Proposal, form: str
) -> None:
    Phase.objects.update(may_vote=False)
    person = ResidentFactory()
    client.force_login(person)
    response = client.post(form, TYPED | {"same": proposal.pk})
    assert response.url == proposal.get_absolute_url()
    assert "no se vota" in client.get(response.url).content.decode()
    assert Proposal.objects.drafts_of(person).exists()
    assert not Vote.objects.exists()


@pytest.mark.parametrize("state", ["pending", "removed"])
def test_only_what_is_published_here_takes_a_vote(
    client: Client, form: str, proposal: Proposal, state: str
) -> None:
    client.force_login(ResidentFactory())
    other = ProposalFactory()
    hidden = ProposalFactory(consultation=proposal.consultation, state=state)
    for pk in (other.pk, hidden.pk, 0, "9" * 30):
        assert client.post(form, TYPED | {"same": pk}).status_code in (302, 404)
    assert not Vote.objects.exists()


def test_enter_in_the_title_saves_and_never_votes(
    client: Client, proposal: Proposal, form: str
) -> None:
    client.force_login(ResidentFactory())
    saved = client.post(form, TYPED | {"do": "save"})
    html = client.get(saved.url).content.decode()
    main = html[html.index("<main") :]
    first = main[main.index('type="submit"') :][:60]
    assert 'name="do" value="save"' in first


@pytest.mark.parametrize("number", [1, 3])
def test_queries_do_not_grow(client: Client, django_assert_num_queries: Any, number: int) -> None:
    consultation = ConsultationFactory()
    ProposalFactory.create_batch(number, consultation=consultation, title="Sombra en las paradas")
    ask(client, consultation, "sombra en paradas", **IN_PLACE)
    with django_assert_num_queries(6):
        ask(client, consultation, "sombra en paradas", **IN_PLACE)
