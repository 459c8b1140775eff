"""Marking comments as useful over HTTP."""

from urllib.parse import quote

import pytest

from ciudad_global.moderation.states import State
from consultations.actions import useful
from consultations.models import Comment, Phase, Proposal, UsefulMark
from tests.factories import CommentFactory, ProposalFactory, ResidentFactory, UserFactory

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def resident(client) -> object:
    """Return a resident who is signed in."""
    resident = ResidentFactory()
    client.force_login(resident)
    return resident


@pytest.fixture
def comment() -> Comment:
    return CommentFactory()


def address(comment: Comment) -> str:
    return f"/es/propuestas/{comment.proposal_id}/util/"


def test_it_works(client, resident, comment) -> None:
    response = client.post(address(comment), {"marcar": comment.pk})
    assert UsefulMark.objects.get().user == resident
    assert response["Location"] == f"{comment.proposal.get_absolute_url()}#comentario-1"
    page = client.get(response["Location"]).content.decode()
    assert "Lo marcaste como útil." in page
    assert "Útil 1</button>" in page
    response = client.post(address(comment), {"quitar": comment.pk}, follow=True)
    assert "Quitaste tu marca." in response.content.decode()
    assert UsefulMark.objects.count() == 0


def test_a_get_marks_nothing_and_leads_to_the_comment(client, resident, comment) -> None:
    response = client.get(address(comment), {"marcar": comment.pk})
    assert response["Location"] == f"/es/comentarios/{comment.pk}/"
    assert UsefulMark.objects.count() == 0


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_visitor_signs_in_and_comes_back(client, comment, method) -> None:
    response = getattr(client, method)(address(comment), {"marcar": comment.pk})
    back = f"{address(comment)}?marcar={comment.pk}"
    assert response["Location"] == f"/es/cuenta/login/?next={quote(back)}"
    assert UsefulMark.objects.count() == 0


def test_the_page_that_the_form_was_on_comes_back(client, resident, comment) -> None:
    page = f"{comment.proposal.get_absolute_url()}?orden=utiles&desde=1~2"
    response = client.post(address(comment), {"marcar": comment.pk, "next": page})
    assert response["Location"] == f"{page}#comentario-1"
    response = client.post(address(comment), {"quitar": comment.pk, "next": "https://malo.mx/"})
    assert response["Location"] == f"{comment.proposal.get_absolute_url()}#comentario-1"


def test_with_htmx_the_comments_actions_come_alone(client, resident, comment) -> None:
    response = client.post(address(comment), {"marcar": comment.pk}, headers=HTMX)
    page = response.content.decode()
    assert page.startswith(f'<button class="useful" id="util-{comment.pk}"')
    assert 'aria-pressed="true"' in page
    assert "Útil 1</button>" in page
    assert f"/es/comentarios/{comment.pk}/responder/" in page
    assert response["HX-Retarget"] == "#comentario-1 > .comment__actions"
    assert response["HX-Push-Url"] == "false"


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_a_refusal_says_why(client, comment, headers) -> None:
    client.force_login(comment.author)
    response = client.post(address(comment), {"marcar": comment.pk}, headers=headers)
    assert response.status_code == (200 if headers else 403)
    assert "que sea útil lo dicen las demás personas" in response.content.decode()
    assert UsefulMark.objects.count() == 0


def test_an_unverified_person_is_told_what_is_missing(client, comment) -> None:
    client.force_login(UserFactory())
    response = client.post(address(comment), {"marcar": comment.pk})
    assert response.status_code == 403
    assert "Confirma tu correo para participar." in response.content.decode()


def test_when_the_phase_is_over_a_mark_stays(client, resident, comment) -> None:
    useful.mark(by=resident, comment=comment)
    Phase.objects.update(may_comment=False, may_vote=False)
    response = client.post(address(comment), {"quitar": comment.pk})
    assert "mientras se puede comentar o votar" in response.content.decode()
    assert UsefulMark.objects.count() == 1


@pytest.mark.parametrize("pk", ["", "0", "x", "²", "-1", "9" * 18, "9" * 40])
def test_what_is_no_comment_is_not_found(client, resident, comment, pk) -> None:
    assert client.post(address(comment), {"marcar": pk}).status_code == 404


@pytest.mark.parametrize("state", [State.PENDING, State.WITHDRAWN, State.REMOVED])
def test_a_comment_that_is_not_there_is_not_found(
    client, resident, comment, any_move, state
) -> None:
    Comment.objects.update(state=state)
    assert client.post(address(comment), {"marcar": comment.pk}).status_code == 404


def test_on_a_proposal_that_is_gone_nothing_is_marked(client, resident, comment) -> None:
    Proposal.objects.update(state=State.REMOVED)
    response = client.post(address(comment), {"marcar": comment.pk})
    assert "no se puede marcar" in response.content.decode()
    assert UsefulMark.objects.count() == 0


def test_a_comment_of_another_proposal_is_not_found(client, resident, comment) -> None:
    other = f"/es/propuestas/{ProposalFactory().pk}/util/"
    assert client.post(other, {"marcar": comment.pk}).status_code == 404
