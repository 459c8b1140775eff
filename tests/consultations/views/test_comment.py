"""Commenting over HTTP."""

import re
from urllib.parse import quote

import pytest
from django.utils import timezone

from ciudad_global.moderation.states import State
from consultations.actions.comment import BODY_LIMIT
from consultations.models import Comment, Consultation
from consultations.models.comment import EDIT_WINDOW
from tests.factories import (
    CommentFactory,
    ProposalFactory,
    ResidentFactory,
    UserFactory,
)
from tests.factories.hostile import HOSTILE

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def resident(client) -> object:
    """Return a resident who is signed in."""
    resident = ResidentFactory()
    client.force_login(resident)
    return resident


def write_url(proposal) -> str:
    return f"/es/propuestas/{proposal.pk}/comentar/"


def test_it_works(client, resident) -> None:
    proposal = ProposalFactory()
    response = client.post(write_url(proposal), {"body": f"Estoy de acuerdo. {HOSTILE}"})
    comment = Comment.objects.get()
    assert response["Location"] == f"/es/comentarios/{comment.pk}/"
    response = client.get(response["Location"])
    assert response["Location"] == f"{proposal.get_absolute_url()}#comentario-1"
    page = client.get(response["Location"]).content.decode()
    assert "Tu comentario ya está publicado." in page
    assert "Estoy de acuerdo." in page
    assert "<script>alert" not in page
    assert "<b onmouseover" not in page


def test_the_proposal_page_carries_the_form_and_the_form_page_works_alone(client, resident) -> None:
    proposal = ProposalFactory()
    action = f'action="{write_url(proposal)}"'
    assert action in client.get(proposal.get_absolute_url()).content.decode()
    assert action in client.get(write_url(proposal)).content.decode()


def test_a_reply_stands_below_what_it_answers(client, resident) -> None:
    parent = CommentFactory()
    page = client.get(f"/es/comentarios/{parent.pk}/responder/").content.decode()
    assert "Un comentario" in page
    assert "<script>alert" not in page
    client.post(f"/es/comentarios/{parent.pk}/responder/", {"body": "Yo también."})
    reply = Comment.objects.get(author=resident)
    assert (reply.parent, reply.depth, reply.path[:4]) == (parent, 1, parent.path)


def test_with_htmx_the_form_comes_alone_and_leads_to_the_comment(client, resident) -> None:
    parent = CommentFactory()
    address = f"/es/comentarios/{parent.pk}/responder/"
    response = client.get(address, headers=HTMX)
    assert response.content.decode().strip().startswith('<form class="comment-form" method="post"')
    assert response["HX-Push-Url"] == "false"  # a reload must not leave the thread
    response = client.post(address, {"body": "Yo también."}, headers=HTMX)
    reply = Comment.objects.get(author=resident)
    assert response["HX-Redirect"] == f"/es/comentarios/{reply.pk}/"


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_what_was_typed_is_kept_and_the_mistake_is_told(client, resident, headers) -> None:
    proposal = ProposalFactory()
    text = f"{HOSTILE} " + "a" * BODY_LIMIT
    response = client.post(write_url(proposal), {"body": text}, headers=headers)
    page = response.content.decode()
    assert response.status_code == 200
    assert f"Tu comentario tiene {len(text)} caracteres y caben 1500: acórtalo." in page
    assert "a" * BODY_LIMIT in page
    assert "<script>alert" not in page
    assert Comment.objects.count() == 0


@pytest.mark.parametrize("body", ["", "   ", "\u202e\x00"])
def test_an_empty_comment_is_not_one(client, resident, body) -> None:
    response = client.post(write_url(ProposalFactory()), {"body": body})
    assert "Escribe tu comentario." in response.content.decode()
    assert Comment.objects.count() == 0


def test_line_ends_of_a_browser_count_once(client, resident) -> None:
    body = "a\r\n" * (BODY_LIMIT // 2 - 1) + "aa"
    response = client.post(write_url(ProposalFactory()), {"body": body})
    assert response.status_code == 302


def test_a_comment_that_is_reviewed_first_says_so(client, resident) -> None:
    proposal = ProposalFactory(consultation__comments_review=Consultation.Review.BEFORE)
    response = client.post(write_url(proposal), {"body": "¿Cuándo?"}, follow=True)
    page = response.content.decode()
    assert "en revisión, normalmente en menos de 24 h" in page
    assert "¿Cuándo?" in page
    client.logout()
    assert "¿Cuándo?" not in client.get(proposal.get_absolute_url()).content.decode()


def test_after_closing_the_form_is_not_shown_and_a_late_comment_keeps_its_text(
    client, resident
) -> None:
    proposal = ProposalFactory(consultation__state=Consultation.State.CLOSED)
    response = client.get(write_url(proposal))
    assert response.status_code == 403
    assert "Esta consulta ya cerró" in response.content.decode()
    page = client.post(write_url(proposal), {"body": "Llegué tarde."}).content.decode()
    assert "Esta consulta ya cerró" in page
    assert "Llegué tarde." in page
    assert Comment.objects.count() == 0


def test_an_unverified_person_is_told_what_is_missing(client) -> None:
    client.force_login(UserFactory())
    response = client.get(write_url(ProposalFactory()))
    assert response.status_code == 403
    assert "Confirma tu correo para participar." in response.content.decode()


@pytest.mark.parametrize("verb", ["responder", "editar", "retirar", "reportar"])
def test_a_visitor_signs_in_and_comes_back(client, verb) -> None:
    address = f"/es/comentarios/{CommentFactory().pk}/{verb}/"
    login = f"/es/cuenta/login/?next={quote(address)}"
    assert client.get(address)["Location"] == login
    assert client.get(address, headers=HTMX)["HX-Redirect"] == login


def test_what_was_typed_when_the_session_ended_waits(client) -> None:
    address = write_url(ProposalFactory())
    client.post(address, {"body": "Media hora escribiendo."})
    client.force_login(ResidentFactory())
    assert "Media hora escribiendo." in client.get(address).content.decode()


@pytest.mark.parametrize(
    ("state", "status"), [(State.REMOVED, 410), (State.WITHDRAWN, 410), (State.PENDING, 404)]
)
def test_what_is_gone_gets_no_reply(client, resident, state, status) -> None:
    comment = CommentFactory(state=state)
    assert client.get(f"/es/comentarios/{comment.pk}/responder/").status_code == status
    proposal = ProposalFactory(state=state)
    assert client.get(write_url(proposal)).status_code == status


def test_a_stance_can_be_taken(client, resident) -> None:
    client.post(write_url(ProposalFactory()), {"body": "Sí.", "stance": "for"})
    assert Comment.objects.get().stance == "for"


@pytest.mark.parametrize("stance", ["maybe", "FOR", "for\0"])
def test_a_stance_that_does_not_exist_is_told(client, resident, stance) -> None:
    response = client.post(write_url(ProposalFactory()), {"body": "Sí.", "stance": stance})
    assert "Elige una postura de la lista, o ninguna." in response.content.decode()
    assert Comment.objects.count() == 0


def test_a_reply_is_not_asked_for_a_stance(client, resident) -> None:
    parent = CommentFactory()
    address = f"/es/comentarios/{parent.pk}/responder/"
    assert 'name="stance"' not in client.get(address).content.decode()
    client.post(address, {"body": "Yo también.", "stance": "for"})
    assert Comment.objects.get(author=resident).stance == ""


class TestEdit:
    def test_it_works(self, client, resident) -> None:
        comment = CommentFactory(author=resident, body="Tiene un erorr.", stance="for")
        address = f"/es/comentarios/{comment.pk}/editar/"
        page = client.get(address).content.decode()
        assert "Tiene un erorr." in page
        assert re.search('value="for"[^>]* checked', page)
        response = client.post(address, {"body": f"Sin error. {HOSTILE}", "stance": "against"})
        assert response["Location"] == f"/es/comentarios/{comment.pk}/"
        page = client.get(response["Location"], follow=True).content.decode()
        assert "Cambiaste tu comentario." in page
        assert "Sin error." in page
        assert "· editado" in page
        assert "<script>alert" not in page

    def test_with_htmx_the_form_comes_alone(self, client, resident) -> None:
        comment = CommentFactory(author=resident)
        address = f"/es/comentarios/{comment.pk}/editar/"
        page = client.get(address, headers=HTMX).content.decode()
        assert page.strip().startswith('<form class="comment-form" method="post"')
        response = client.post(address, {"body": "Así."}, headers=HTMX)
        assert response["HX-Redirect"] == f"/es/comentarios/{comment.pk}/"

    def test_what_comes_too_late_keeps_its_text_and_is_told_why(self, client, resident) -> None:
        comment = CommentFactory(author=resident, published_at=timezone.now() - EDIT_WINDOW)
        address = f"/es/comentarios/{comment.pk}/editar/"
        response = client.get(address)
        assert response.status_code == 403
        assert "durante 15 minutos" in response.content.decode()
        page = client.post(address, {"body": "Lo que escribí tarde."}).content.decode()
        assert "durante 15 minutos" in page
        assert "Lo que escribí tarde." in page
        comment.refresh_from_db()
        assert comment.edited_at is None

    def test_only_its_author_may(self, client, resident) -> None:
        comment = CommentFactory()
        address = f"/es/comentarios/{comment.pk}/editar/"
        response = client.get(address)
        assert response.status_code == 403
        assert "Solo quien lo escribió puede cambiarlo." in response.content.decode()
        client.post(address, {"body": "Otra cosa."})
        comment.refresh_from_db()
        assert comment.edited_at is None

    def test_what_is_gone_is_gone(self, client, resident) -> None:
        comment = CommentFactory(author=resident, state=State.WITHDRAWN)
        assert client.get(f"/es/comentarios/{comment.pk}/editar/").status_code == 410

    def test_what_was_typed_when_the_session_ended_waits(self, client) -> None:
        comment = CommentFactory(stance="for")
        address = f"/es/comentarios/{comment.pk}/editar/"
        client.post(address, {"body": "Media hora escribiendo.", "stance": "neutral"})
        client.force_login(comment.author)
        page = client.get(address).content.decode()
        assert "Media hora escribiendo." in page
        assert re.search('value="neutral"[^>]* checked', page)


class TestLink:
    def test_it_opens_the_right_page_of_the_thread(self, client) -> None:
        proposal = ProposalFactory()
        comments = CommentFactory.create_batch(27, proposal=proposal)
        response = client.get(f"/es/comentarios/{comments[26].pk}/")
        assert response["Location"] == f"{proposal.get_absolute_url()}?desde=25#comentario-27"
        page = client.get(response["Location"]).content.decode()
        assert 'id="comentario-27"' in page
        assert 'id="comentario-24"' not in page
        assert f'rel="prev" href="{proposal.get_absolute_url()}#comentarios"' in page

    @pytest.mark.parametrize(
        ("state", "status"),
        [(State.PENDING, 404), (State.REJECTED, 404), (State.REMOVED, 410), (State.ERASED, 410)],
    )
    def test_a_comment_that_is_not_there_has_no_place(self, client, state, status) -> None:
        comment = CommentFactory(state=state)
        assert client.get(f"/es/comentarios/{comment.pk}/").status_code == status

    def test_a_tombstone_with_replies_still_has_its_place(self, client) -> None:
        comment = CommentFactory(state=State.WITHDRAWN)
        CommentFactory(proposal=comment.proposal, parent=comment)
        assert client.get(f"/es/comentarios/{comment.pk}/")["Location"].endswith("#comentario-1")

    def test_a_comment_on_a_proposal_that_is_gone_is_gone(self, client) -> None:
        comment = CommentFactory(proposal__state=State.REMOVED)
        assert client.get(f"/es/comentarios/{comment.pk}/").status_code == 410


class TestWithdraw:
    def test_it_works(self, client) -> None:
        comment = CommentFactory()
        client.force_login(comment.author)
        address = f"/es/comentarios/{comment.pk}/retirar/"
        assert "¿Retirar tu comentario?" in client.get(address).content.decode()
        comment.refresh_from_db()
        assert comment.state == State.PUBLISHED
        response = client.post(address)
        comment.refresh_from_db()
        assert comment.state == State.WITHDRAWN
        assert response["Location"] == f"{comment.proposal.get_absolute_url()}#comentarios"

    @pytest.mark.parametrize("method", ["get", "post"])
    def test_only_its_author_may(self, client, resident, method) -> None:
        comment = CommentFactory()
        response = getattr(client, method)(f"/es/comentarios/{comment.pk}/retirar/")
        comment.refresh_from_db()
        assert response.status_code == 403
        assert "Solo quien lo escribió puede retirarlo." in response.content.decode()
        assert comment.state == State.PUBLISHED

    def test_a_second_click_says_that_it_is_done(self, client) -> None:
        comment = CommentFactory()
        client.force_login(comment.author)
        address = f"/es/comentarios/{comment.pk}/retirar/"
        client.post(address)
        response = client.post(address)
        assert response.status_code == 403
        assert "Esto ya no se puede retirar." in response.content.decode()
