"""Whose texts a moderator reads first, where each person's first contributions are reviewed."""

from typing import Any

import pytest
from django.test import Client

from ciudad_global.moderation import actions as moderation
from ciudad_global.moderation.models import Case
from ciudad_global.moderation.states import State
from consultations.actions import comment, proposal
from consultations.models import Comment, Consultation, Proposal
from consultations.permissions.review import comes_first
from tests.factories import (
    CommentFactory,
    ConsultationFactory,
    ModeratorFactory,
    ProposalFactory,
    ResidentFactory,
    decide,
)

pytestmark = pytest.mark.django_db

REVIEWED = "Una persona lo revisa antes de publicarlo, normalmente en menos de 24 h."


@pytest.fixture
def here() -> Any:
    """Return a proposal in a consultation that reviews each person's first two contributions."""
    consultation = ConsultationFactory(
        moderators=[ModeratorFactory()],
        proposals_review=Consultation.Review.FIRST,
        comments_review=Consultation.Review.FIRST,
        first_contributions=2,
    )
    return ProposalFactory(consultation=consultation)


def write(here: Proposal, by: Any, body: str = "Sí.") -> Comment:
    return comment.write(by=by, proposal=here, body=body)


def publish(content: Any) -> None:
    moderator = content.case.consultation.moderators.get()
    decide(by=moderator, case=content.case, outcome=State.PUBLISHED)


def test_the_first_ones_wait_and_the_next_one_is_published(here: Proposal) -> None:
    dora = ResidentFactory()
    for body in ("Una.", "Dos."):
        written = write(here, dora, body)
        assert written.state == State.PENDING
        publish(written)
    assert write(here, dora, "Tres.").state == State.PUBLISHED


def test_what_waits_does_not_count(here: Proposal) -> None:
    dora = ResidentFactory()
    assert [write(here, dora, body).state for body in ("1.", "2.", "3.")] == [State.PENDING] * 3


def test_what_was_published_elsewhere_counts(here: Proposal) -> None:
    dora = ResidentFactory()
    ProposalFactory(author=dora)
    CommentFactory(author=dora)
    assert write(here, dora).state == State.PUBLISHED
    sent = proposal.propose(
        by=dora, consultation=here.consultation, title="Más sombra", body="En la plaza."
    )
    assert sent.state == State.PUBLISHED


def test_a_proposal_waits_like_a_comment(here: Proposal) -> None:
    sent = proposal.propose(
        by=ResidentFactory(), consultation=here.consultation, title="Más sombra", body="Sí."
    )
    assert (sent.state, sent.case.cause) == (State.PENDING, Case.Cause.REVIEW)


@pytest.mark.parametrize(
    ("state", "first"),
    [
        (State.PUBLISHED, False),
        (State.MERGED, False),
        (State.WITHDRAWN, False),
        (State.PENDING, True),
        (State.HELD, True),
        (State.REJECTED, True),
        (State.REMOVED, True),
        (State.ERASED, True),
    ],
)
def test_what_was_taken_down_does_not_count(here: Proposal, state: State, first: bool) -> None:
    dora = ResidentFactory()
    ProposalFactory.create_batch(2, author=dora, state=state)
    assert comes_first(Comment(proposal=here, author=dora)) is first


def test_what_its_author_took_back_before_anybody_read_it_does_not_count(here: Proposal) -> None:
    dora = ResidentFactory()
    ProposalFactory.create_batch(2, author=dora, state=State.WITHDRAWN, published_at=None)
    assert comes_first(Comment(proposal=here, author=dora)) is True


@pytest.mark.parametrize(
    ("policy", "first"), [(Consultation.Review.BEFORE, True), (Consultation.Review.AFTER, False)]
)
def test_elsewhere_nobody_is_counted(
    policy: str, first: bool, django_assert_num_queries: Any
) -> None:
    here = ProposalFactory(
        consultation__comments_review=policy, consultation__proposals_review=policy
    )
    with django_assert_num_queries(0):
        assert comes_first(here) is first
        assert comes_first(Comment(proposal=here, author=here.author)) is first


def test_it_takes_one_query(here: Proposal, django_assert_num_queries: Any) -> None:
    dora = ResidentFactory()
    for _more in range(3):
        CommentFactory(author=dora)
        with django_assert_num_queries(1):
            comes_first(Comment(proposal=here, author=dora))


def test_no_text_vouches_for_its_own_change(here: Proposal) -> None:
    dora = ResidentFactory()
    CommentFactory(author=dora)
    written = write(here, dora)
    publish(written)
    written.refresh_from_db()
    comment.edit(by=dora, comment=written, body="Otra cosa.")
    assert [case.cause for case in Case.objects.waiting()] == [Case.Cause.EDIT]
    written.refresh_from_db()
    assert written.state == State.PUBLISHED


def test_later_on_a_change_calls_nobody(here: Proposal) -> None:
    dora = ResidentFactory()
    CommentFactory.create_batch(2, author=dora)
    written = write(here, dora)
    comment.edit(by=dora, comment=written, body="Otra cosa.")
    assert not Case.objects.exists()


def test_who_lost_what_was_published_is_read_first_again(here: Proposal) -> None:
    dora = ResidentFactory()
    mine = [CommentFactory(author=dora, proposal=here) for _each in range(2)]
    moderation.flag(by=ResidentFactory(), content=mine[0], reason="spam")
    moderator = here.consultation.moderators.get()
    decide(by=moderator, case=mine[0].case, outcome="removed", reason="spam", text="Es publicidad.")
    assert write(here, dora).state == State.PENDING


def test_the_form_says_what_happens_next(client: Client, here: Proposal) -> None:
    dora = ResidentFactory()
    client.force_login(dora)
    address = f"/es/propuestas/{here.pk}/comentar/"
    assert REVIEWED in client.get(address).content.decode()
    assert REVIEWED in client.get(here.get_absolute_url()).content.decode()
    form = f"/es/consultas/{here.consultation.slug}/proponer/"
    assert "Una persona la revisa antes de publicarla" in client.get(form).content.decode()
    CommentFactory.create_batch(2, author=dora)
    assert REVIEWED not in client.get(address).content.decode()
    assert "Se publica en cuanto la envías." in client.get(form).content.decode()
