"""Changing what moderation asked to change, and sending it again."""

from datetime import timedelta

import pytest
from django.utils import timezone

from ciudad_global.common.permissions import Refused
from ciudad_global.moderation import actions as moderation
from ciudad_global.moderation import changes, log
from ciudad_global.moderation.models import Case
from ciudad_global.moderation.states import Outcome, State
from consultations.actions import comment as comments
from consultations.actions import proposal as proposals
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


@pytest.fixture
def moderator():
    return ModeratorFactory()


@pytest.fixture
def consultation(moderator):
    return ConsultationFactory(moderators=[moderator])


def ask(moderator, content) -> Case:
    """Ask the author of published content for changes, after a report."""
    moderation.flag(by=ResidentFactory(), content=content, reason="offensive")
    case = Case.objects.get()
    decide(by=moderator, case=case, outcome=Outcome.CHANGES, **WORDS)
    return case


def edit(proposal: Proposal, **fields) -> None:
    proposal = Proposal.objects.get(pk=proposal.pk)
    values = {"title": "Sin insulto", "body": "Hola.", "summary": "", "language": "es"} | fields
    proposals.edit(by=proposal.author, proposal=proposal, seen=proposal.fingerprint(), **values)


def test_a_proposal_is_changed_and_waits_again_with_its_votes(moderator, consultation) -> None:
    proposal = ProposalFactory(consultation=consultation, agree_count=3, title="Con insulto")
    published_at = proposal.published_at
    case = ask(moderator, proposal)
    edit(proposal)
    proposal.refresh_from_db()
    case.refresh_from_db()
    assert (proposal.state, proposal.title, proposal.agree_count) == ("pending", "Sin insulto", 3)
    assert (case.cause, case.waiting_since is not None) == (Case.Cause.CHANGES, True)
    decide(by=moderator, case=case, outcome=Outcome.PUBLISHED)
    proposal.refresh_from_db()
    assert (proposal.state, proposal.published_at) == ("published", published_at)


def test_moderators_compare_it_with_the_earlier_text(moderator, consultation) -> None:
    for proposal in (
        ProposalFactory(consultation=consultation, title="Con insulto"),
        ProposalFactory(consultation=consultation, title="Con insulto", agree_count=1),
    ):
        moderation.flag(by=ResidentFactory(), content=proposal, reason="offensive")
        case = Case.objects.get(proposal=proposal)
        decide(by=moderator, case=case, outcome=Outcome.CHANGES, **WORDS)
        edit(proposal)
        assert list(proposal.versions.values_list("title", "asked")) == [("Con insulto", True)]


def test_a_comment_is_changed_and_waits_again(moderator, consultation) -> None:
    comment = CommentFactory(
        proposal=ProposalFactory(consultation=consultation),
        published_at=timezone.now() - timedelta(hours=3),
    )
    case = ask(moderator, comment)
    comments.edit(by=comment.author, comment=Comment.objects.get(), body="Sin insulto.")
    comment.refresh_from_db()
    case.refresh_from_db()
    assert (comment.state, comment.body) == (State.PENDING, "Sin insulto.")
    assert (case.cause, case.waiting_since is not None) == (Case.Cause.CHANGES, True)


def test_what_is_held_without_a_wish_is_not_changed(moderator, consultation) -> None:
    proposal = ProposalFactory(consultation=consultation)
    case = ask(moderator, proposal)
    decision = case.decisions.get()
    moderation.undo(by=moderator, decision=decision)
    decide(by=moderator, case=case, outcome=Outcome.HELD, **WORDS)
    with pytest.raises(Refused, match="Está retenida mientras se revisa"):
        edit(proposal)
    assert changes.asked(Proposal.objects.get()) is None


def test_the_wish_holds_after_what_takes_nothing_back(moderator, consultation) -> None:
    case = ask(moderator, ProposalFactory(consultation=consultation))
    wish = case.decisions.get()
    log.append(
        case=case,
        moderator=moderator,
        outcome=Outcome.MASKED,
        before=State.HELD,
        after=State.HELD,
        reason="personal_data",
    )
    assert changes.asked(Proposal.objects.get()) == wish


def test_who_typed_before_the_wish_came_is_told(moderator, consultation) -> None:
    consultation.proposals_review = consultation.comments_review = "after"
    consultation.save()
    proposal = ProposalFactory(consultation=consultation)
    stale = Proposal.objects.get()
    ask(moderator, proposal)
    with pytest.raises(proposals.Outdated, match="Moderación pidió un cambio mientras escribías"):
        proposals.edit(
            by=stale.author,
            proposal=stale,
            seen=stale.fingerprint(),
            title="Otro",
            body="Hola.",
            language="es",
        )
