"""What an author sees of the changes that moderation asks for."""

import pytest
from django.test import Client

from ciudad_global.moderation import actions as moderation
from ciudad_global.moderation.models import Case
from ciudad_global.moderation.states import Outcome, State
from consultations.models import Comment, Proposal
from tests.factories import (
    CommentFactory,
    ConsultationFactory,
    ModeratorFactory,
    ProposalFactory,
    ResidentFactory,
    decide,
)

pytestmark = pytest.mark.django_db
WORDS = {"reason": "offensive", "text": "Quita el insulto."}
NEW = {"title": "Sin insulto en el título", "body": "Hola.", "language": "es"}


@pytest.fixture
def moderator():
    return ModeratorFactory()


@pytest.fixture
def proposal(moderator) -> Proposal:
    consultation = ConsultationFactory(moderators=[moderator])
    return ProposalFactory(consultation=consultation, title="Palabrota con sombra", agree_count=2)


def ask(moderator, content) -> Case:
    moderation.flag(by=ResidentFactory(), content=content, reason="offensive")
    case = Case.objects.get()
    decide(by=moderator, case=case, outcome=Outcome.CHANGES, **WORDS)
    return case


def read(user, url: str) -> str:
    client = Client()
    if user:
        client.force_login(user)
    return client.get(url, follow=True).content.decode()


def test_the_author_reads_what_to_change_and_gets_there(moderator, proposal) -> None:
    ask(moderator, proposal)
    edit_url = f"/es/propuestas/{proposal.pk}/editar/"
    for url in (proposal.get_absolute_url(), "/es/mi-participacion/?ver=propuestas"):
        page = read(proposal.author, url)
        assert "Quita el insulto." in page
        assert f'href="{edit_url}"' in page
    assert "Quita el insulto." not in read(moderator, proposal.get_absolute_url())
    client = Client()
    client.force_login(proposal.author)
    assert "Quita el insulto." in client.get(edit_url).content.decode()
    client.post(edit_url, NEW | {"seen": Proposal.objects.get().fingerprint()})
    proposal.refresh_from_db()
    assert (proposal.state, proposal.title) == (State.PENDING, NEW["title"])


def test_the_same_of_a_comment(moderator, proposal) -> None:
    comment = CommentFactory(proposal=proposal)
    ask(moderator, comment)
    edit_url = f"/es/comentarios/{comment.pk}/editar/"
    for url in (comment.get_absolute_url(), "/es/mi-participacion/?ver=comentarios"):
        page = read(comment.author, url)
        assert "Quita el insulto." in page
        assert f'href="{edit_url}"' in page
    assert "Quita el insulto." not in read(None, proposal.get_absolute_url())
    client = Client()
    client.force_login(comment.author)
    assert "Quita el insulto." in client.get(edit_url).content.decode()
    client.post(edit_url, {"body": "Sin insulto."})
    assert Comment.objects.get().state == State.PENDING


def test_only_author_and_team_compare_with_the_text_that_moderation_minded(
    moderator, proposal
) -> None:
    case = ask(moderator, proposal)
    client = Client()
    client.force_login(proposal.author)
    client.post(
        f"/es/propuestas/{proposal.pk}/editar/",
        NEW | {"seen": Proposal.objects.get().fingerprint()},
    )
    decide(by=moderator, case=case, outcome=Outcome.PUBLISHED)
    found = {
        str(user): "Palabrota" in read(user, proposal.versions_url)
        for user in (None, ResidentFactory(display_name="Ana"), proposal.author, moderator)
    }
    assert list(found.values()) == [False, False, True, True]
