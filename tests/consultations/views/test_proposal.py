"""A proposal's page."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from ciudad_global.common.html import render
from ciudad_global.moderation import actions as moderation
from ciudad_global.moderation.states import State
from consultations.actions import vote
from consultations.models import Consultation, Phase, Proposal, Response
from tests.factories import (
    AlcaldiaFactory,
    CommentFactory,
    ConsultationFactory,
    GoalFactory,
    ModeratorFactory,
    ProposalFactory,
    ResidentFactory,
    ThemeFactory,
    decide,
    in_role,
)

pytestmark = pytest.mark.django_db


def html(client, proposal, query: str = "") -> str:
    response = client.get(proposal.get_absolute_url() + query)
    assert response.status_code == 200
    return response.content.decode()


def numbers(page: str) -> list[int]:
    return [int(number) for number in re.findall(r'id="comentario-(\d+)"', page)]


def test_it_works(client) -> None:
    proposal = ProposalFactory(title="Señales en lenguas indígenas")
    CommentFactory(proposal=proposal, body_html="<p>Me sirve a diario.</p>")
    response = client.get(f"/es/propuestas/{proposal.pk}-senales-en-lenguas-indigenas/")
    page = response.content.decode()
    assert response.status_code == 200
    assert "<h1" in page
    assert "Señales en lenguas indígenas" in page
    assert "Me sirve a diario." in page
    assert f'action="/es/propuestas/{proposal.pk}/voto/" method="post"' in page


def test_what_people_wrote_is_shown_and_never_run(client) -> None:
    theme = ThemeFactory()
    proposal = ProposalFactory(theme=theme, consultation=theme.consultation)
    proposal.goals.add(GoalFactory())
    proposal.alcaldias.add(AlcaldiaFactory())
    parent = CommentFactory(proposal=proposal)
    for _level in range(3):
        parent = CommentFactory(proposal=proposal, parent=parent)
    page = html(client, proposal)
    assert "<script>alert" not in page
    assert "<b onmouseover" not in page
    assert "en respuesta a Persona" in page


def test_visitors_get_the_same_bytes_no_cookie_and_no_token(client) -> None:
    proposal = CommentFactory().proposal
    response = client.get(proposal.get_absolute_url())
    assert response.cookies == {}
    assert b"csrfmiddlewaretoken" not in response.content
    assert response.content == client.get(proposal.get_absolute_url()).content


@pytest.mark.parametrize("slug", ["", "-otra-cosa"])
def test_another_address_leads_to_the_right_one(client, slug) -> None:
    proposal = ProposalFactory(title="Más sombra")
    response = client.get(f"/es/propuestas/{proposal.pk}{slug}/?orden=nuevas")
    assert response.status_code == 301
    assert response["Location"] == f"/es/propuestas/{proposal.pk}-mas-sombra/?orden=nuevas"


@pytest.mark.parametrize("pk", ["0", "9" * 18, "9" * 40])
def test_an_unknown_proposal_is_not_found(client, pk) -> None:
    assert client.get(f"/es/propuestas/{pk}-nada/").status_code == 404


def test_the_page_names_its_address_in_both_languages(client) -> None:
    proposal = ProposalFactory(title="Más sombra")
    page = html(client, proposal)
    address = f"propuestas/{proposal.pk}-mas-sombra/"
    assert f'<link rel="canonical" href="http://testserver/es/{address}">' in page
    assert f'hreflang="en" href="http://testserver/en/{address}"' in page


def test_residents_text_says_its_language(client) -> None:
    proposal = ProposalFactory(language="en")
    CommentFactory(proposal=proposal, language="en")
    page = html(client, proposal)
    assert '<h1 lang="en">' in page
    assert page.count('class="prose" lang="en"') == 1
    assert page.count('class="comment__body prose" lang="en"') == 1


def test_imported_totals_stand_beside_the_votes(client) -> None:
    proposal = ProposalFactory(imported_for=1204, imported_against=31, origin="import")
    page = html(client, proposal)
    assert "1,204 a favor, 31 en contra" in page
    assert "<dd>0</dd>" in page


def test_hidden_totals_stay_hidden_until_closing(client) -> None:
    proposal = ProposalFactory(consultation__totals="after_closing", agree_count=7391)
    assert "7,391" not in html(client, proposal)
    Consultation.objects.update(state=Consultation.State.CLOSED)
    assert "7,391" in html(client, proposal)


def test_totals_wait_for_the_first_votes(client) -> None:
    proposal = ProposalFactory()
    assert "split-bar" in html(client, proposal)
    soon = timezone.now() + timedelta(days=1)
    Phase.objects.update(starts_at=soon, ends_at=soon + timedelta(days=1))
    assert "split-bar" not in html(client, proposal)
    Consultation.objects.update(state=Consultation.State.CLOSED)
    assert "split-bar" in html(client, proposal)


def test_the_response_is_shown_once_it_is_published(client) -> None:
    proposal = ProposalFactory()
    response = Response.objects.create(
        proposal=proposal,
        status=Response.Status.PARTLY,
        body_html=render("Se hará en dos estaciones.", limit=100),
        office="Coordinación",
    )
    assert "Se hará en dos estaciones." not in html(client, proposal)
    response.published_at = timezone.now()
    response.save()
    page = html(client, proposal)
    assert "La ciudad responde" in page
    assert "Aceptada en parte" in page
    assert "Se hará en dos estaciones." in page


def test_a_closed_consultation_says_why_nothing_can_be_done(client) -> None:
    proposal = ProposalFactory(consultation__state=Consultation.State.CLOSED)
    client.force_login(ResidentFactory())
    page = html(client, proposal)
    assert "Esta consulta ya cerró" in page
    assert page.count("<button") == 2  # to follow and to share
    assert "Seguir esta propuesta" in page


def test_my_vote_is_marked(client) -> None:
    proposal, resident = ProposalFactory(), ResidentFactory()
    vote.cast(by=resident, proposal=proposal, value=-1)
    client.force_login(resident)
    page = html(client, proposal)
    assert 'value="disagree" aria-pressed="true"' in page
    assert page.count('aria-pressed="true"') == 1


def person(who: str, proposal: Proposal) -> object:
    return {
        "visitor": lambda: None,
        "author": lambda: proposal.author,
        "resident": ResidentFactory,
        "moderator": lambda: proposal.consultation.moderators.get(),
        "other moderator": ModeratorFactory,
        "auditor": lambda: in_role("auditor", "moderation.audit_case"),
    }[who]()


@pytest.mark.parametrize("state", [State.PENDING, State.HELD, State.REJECTED])
@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("visitor", 404),
        ("resident", 404),
        ("other moderator", 404),
        ("author", 200),
        ("moderator", 200),
        ("auditor", 200),
    ],
)
def test_what_is_not_public_is_read_by_its_author_and_the_moderation(
    client, state, who, status
) -> None:
    consultation = ConsultationFactory(moderators=[ModeratorFactory()])
    proposal = ProposalFactory(state=state, consultation=consultation)
    if user := person(who, proposal):
        client.force_login(user)
    assert client.get(proposal.get_absolute_url()).status_code == status
    # The right address would tell the title.
    assert client.get(f"/es/propuestas/{proposal.pk}/").status_code == (
        301 if status == 200 else 404
    )


def test_its_author_is_told_what_waiting_means(client) -> None:
    proposal = ProposalFactory(state=State.PENDING)
    client.force_login(proposal.author)
    page = html(client, proposal)
    assert "normalmente en menos de 24 h" in page
    assert 'content="noindex"' in page


@pytest.mark.parametrize("state", [State.REMOVED, State.WITHDRAWN, State.ERASED])
def test_a_tombstone_says_that_it_is_gone_and_never_what_it_said(client, state) -> None:
    proposal = ProposalFactory(state=state, title="Un título que ya no se dice")
    response = client.get(f"/es/propuestas/{proposal.pk}/")
    assert response.status_code == 410
    assert "título que ya no" not in response.content.decode()
    assert "titulo-que-ya-no" not in response.content.decode()


def test_the_tombstone_of_a_removed_proposal_gives_the_reason(client) -> None:
    moderator = ModeratorFactory()
    proposal = ProposalFactory(consultation=ConsultationFactory(moderators=[moderator]))
    moderation.flag(by=ResidentFactory(), content=proposal, reason="off_topic")
    decide(
        by=moderator, case=proposal.case, outcome=State.REMOVED, reason="spam", text="Vendes algo."
    )
    page = client.get(f"/es/propuestas/{proposal.pk}/").content.decode()
    assert "Retirado por moderación: publicidad o mensajes repetidos." in page
    assert "Vendes algo." not in page


def test_the_proposals_of_a_draft_are_only_for_who_may_edit_it(client) -> None:
    proposal = ProposalFactory(consultation__state=Consultation.State.DRAFT)
    assert client.get(proposal.get_absolute_url()).status_code == 404
    client.force_login(in_role("editor", "consultations.change_consultation"))
    assert client.get(proposal.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_the_queries_for_a_visitor_do_not_grow(client, django_assert_num_queries, count) -> None:
    proposal = _busy(count)
    client.get(proposal.get_absolute_url())
    with django_assert_num_queries(7):
        html(client, proposal)


@pytest.mark.parametrize("count", [1, 3])
def test_the_queries_for_a_resident_do_not_grow(client, django_assert_num_queries, count) -> None:
    proposal = _busy(count)
    client.force_login(ResidentFactory())
    client.get(proposal.get_absolute_url())  # menus are remembered
    with django_assert_num_queries(12):
        html(client, proposal)


def _busy(count: int) -> Proposal:
    """Return a proposal with as many of everything, replies included."""
    proposal = ProposalFactory()
    proposal.goals.set(GoalFactory.create_batch(count))
    proposal.alcaldias.set(AlcaldiaFactory.create_batch(count))
    parent = None
    for _index in range(count * 4):
        parent = CommentFactory(proposal=proposal, parent=parent)
    for _index in range(count):
        removed = CommentFactory(proposal=proposal, state=State.REMOVED)
        CommentFactory(proposal=proposal, parent=removed)
    return proposal


def test_a_phase_that_votes_says_how_long_is_left(client) -> None:
    proposal = ProposalFactory(
        consultation__phase__ends_at=timezone.now() + timedelta(days=5, minutes=1)
    )
    assert "Quedan 5 días, cierra el " in html(client, proposal)
