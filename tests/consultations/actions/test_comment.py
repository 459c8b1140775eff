"""Commenting through the action: places, counters, review."""

from datetime import timedelta

import pytest
from django.utils import timezone

from ciudad_global.common.permissions import Refused
from ciudad_global.moderation import actions as moderation
from ciudad_global.moderation.models import Case
from ciudad_global.moderation.states import State
from consultations.actions import comment
from consultations.models import Comment, Consultation, Phase, Proposal
from consultations.models.comment import EDIT_WINDOW
from tests.factories import (
    CommentFactory,
    ConsultationFactory,
    ModeratorFactory,
    ProposalFactory,
    ResidentFactory,
    decide,
)
from tests.factories.hostile import HOSTILE

pytestmark = pytest.mark.django_db


def write(proposal, parent=None, by=None, **fields) -> Comment:
    return comment.write(
        by=by or ResidentFactory(), proposal=proposal, parent=parent, body="Sí.", **fields
    )


def count(proposal) -> int:
    proposal.refresh_from_db()
    return proposal.comments_count


def test_it_works() -> None:
    proposal, resident = ProposalFactory(), ResidentFactory()
    written = comment.write(by=resident, proposal=proposal, body=f"Sí. {HOSTILE}")
    assert written.state == State.PUBLISHED
    assert written.published_at is not None
    assert "<script" not in written.body_html
    assert count(proposal) == 1


def test_numbers_count_up_and_paths_spell_the_thread() -> None:
    proposal = ProposalFactory()
    first = write(proposal)
    second = write(proposal)
    reply = write(proposal, first)
    deeper = write(proposal, reply)
    assert [c.number for c in (first, second, reply, deeper)] == [1, 2, 3, 4]
    assert [c.path for c in (first, second, reply, deeper)] == [
        "0001",
        "0002",
        "00010003",
        "000100030004",
    ]
    assert [c.depth for c in (first, second, reply, deeper)] == [0, 0, 1, 2]
    assert list(Comment.objects.order_by("path")) == [first, reply, deeper, second]


def test_the_deepest_reply_stands_beside_its_parent() -> None:
    proposal = ProposalFactory()
    parent = None
    for _level in range(60):
        parent = CommentFactory(proposal=proposal, parent=parent)
    beside = write(proposal, parent)
    assert (beside.depth, parent.depth) == (59, 59)
    assert beside.path[:-4] == parent.path[:-4]


def test_a_reply_is_counted_with_its_parent() -> None:
    parent = CommentFactory()
    write(parent.proposal, parent)
    parent.refresh_from_db()
    assert parent.replies_count == 1
    assert count(parent.proposal) == 2


def test_a_comment_that_is_reviewed_first_counts_when_it_is_published() -> None:
    moderator = ModeratorFactory()
    proposal = ProposalFactory(
        consultation=ConsultationFactory(
            moderators=[moderator], comments_review=Consultation.Review.BEFORE
        )
    )
    written = write(proposal)
    assert (written.state, written.published_at, count(proposal)) == (State.PENDING, None, 0)
    decide(by=moderator, case=written.case, outcome=State.PUBLISHED)
    assert count(proposal) == 1


def test_withdrawing_takes_it_off_the_counter_and_keeps_the_replies() -> None:
    written = CommentFactory()
    reply = write(written.proposal, written)
    comment.withdraw(by=written.author, comment=written)
    written.refresh_from_db()
    reply.refresh_from_db()
    assert (written.state, reply.state) == (State.WITHDRAWN, State.PUBLISHED)
    assert count(written.proposal) == 1


def test_withdrawing_what_waits_empties_the_queue() -> None:
    proposal = ProposalFactory(consultation__comments_review=Consultation.Review.BEFORE)
    written = write(proposal)
    assert Case.objects.waiting().count() == 1
    comment.withdraw(by=written.author, comment=written)
    assert Case.objects.waiting().count() == 0
    assert count(proposal) == 0


def test_nobody_withdraws_what_another_person_wrote() -> None:
    written = CommentFactory()
    with pytest.raises(Refused, match="Solo quien lo escribió puede retirarlo"):
        comment.withdraw(by=ResidentFactory(), comment=written)


@pytest.mark.parametrize("state", [State.WITHDRAWN, State.REMOVED, State.HELD, State.PENDING])
def test_what_is_not_there_gets_no_reply(state) -> None:
    parent = CommentFactory(state=state)
    with pytest.raises(Refused, match="Ese comentario ya no está"):
        write(parent.proposal, parent)
    parent.refresh_from_db()
    assert parent.replies_count == 0


def test_a_reply_to_a_comment_of_another_proposal_is_refused() -> None:
    parent = CommentFactory()
    with pytest.raises(Refused, match="Ese comentario ya no está"):
        write(ProposalFactory(), parent)


@pytest.mark.parametrize("state", [State.PENDING, State.WITHDRAWN, State.REMOVED])
def test_what_is_not_published_gets_no_comments(state) -> None:
    with pytest.raises(Refused, match="Esta propuesta ya no está publicada"):
        write(ProposalFactory(state=state))
    assert Comment.objects.count() == 0


def test_a_text_over_the_limit_is_refused_before_it_is_read() -> None:
    with pytest.raises(ValueError, match="1501 characters; 1500 at most"):
        comment.write(by=ResidentFactory(), proposal=ProposalFactory(), body="a" * 1501)


def test_a_double_click_comments_once() -> None:
    proposal, resident = ProposalFactory(), ResidentFactory()
    first = comment.write(by=resident, proposal=proposal, body="Sí.")
    assert comment.write(by=resident, proposal=proposal, body="Sí.") == first
    assert Comment.objects.count() == 1


def test_the_same_words_are_welcome_later() -> None:
    proposal, resident = ProposalFactory(), ResidentFactory()
    first = comment.write(by=resident, proposal=proposal, body="Sí.")
    Comment.objects.update(created_at=first.created_at - comment.DOUBLE_CLICK)
    comment.write(by=resident, proposal=proposal, body="Sí.")
    assert Comment.objects.count() == 2


class TestEdit:
    def test_it_works(self) -> None:
        written = CommentFactory(stance="for")
        comment.edit(by=written.author, comment=written, body=f"No. {HOSTILE}", stance="against")
        written.refresh_from_db()
        assert (written.body, written.stance) == (f"No. {HOSTILE}", "against")
        assert "<script" not in written.body_html
        assert written.is_edited
        assert not Case.objects.exists()

    def test_fifteen_minutes_after_its_publication_it_stays_as_it_is(self) -> None:
        written = CommentFactory(published_at=timezone.now() - EDIT_WINDOW)
        with pytest.raises(Refused, match="durante 15 minutos después de publicarse"):
            comment.edit(by=written.author, comment=written, body="No.")
        written.published_at += timedelta(minutes=1)
        written.save()
        comment.edit(by=written.author, comment=written, body="No.")

    def test_what_waits_is_changed_before_anybody_reads_it(self) -> None:
        proposal = ProposalFactory(consultation__comments_review=Consultation.Review.BEFORE)
        written = write(proposal)
        comment.edit(by=written.author, comment=written, body="No.")
        written.refresh_from_db()
        assert (written.body, written.is_edited) == ("No.", False)
        case = Case.objects.get()
        assert (case.cause, case.waiting_since is None) == (Case.Cause.REVIEW, False)

    def test_where_comments_are_reviewed_a_moderator_looks_again(self) -> None:
        moderator = ModeratorFactory()
        consultation = ConsultationFactory(
            moderators=[moderator], comments_review=Consultation.Review.BEFORE
        )
        written = write(ProposalFactory(consultation=consultation))
        decide(by=moderator, case=written.case, outcome=State.PUBLISHED)
        written.refresh_from_db()
        comment.edit(by=written.author, comment=written, body="No.")
        written.refresh_from_db()
        assert written.state == State.PUBLISHED
        assert [case.cause for case in Case.objects.waiting()] == [Case.Cause.EDIT]

    def test_a_moderator_who_read_the_former_text_reads_again(self) -> None:
        moderator = ModeratorFactory()
        consultation = ConsultationFactory(
            moderators=[moderator], comments_review=Consultation.Review.BEFORE
        )
        written = write(ProposalFactory(consultation=consultation))
        seen = written.case.seen_as()
        comment.edit(by=written.author, comment=written, body="No.")
        with pytest.raises(Refused):
            moderation.decide(by=moderator, case=written.case, outcome=State.PUBLISHED, seen=seen)

    @pytest.mark.parametrize("review", Consultation.Review.values)
    def test_a_reported_comment_goes_on_waiting_for_the_same_reason(self, review) -> None:
        written = CommentFactory(proposal__consultation__comments_review=review)
        moderation.flag(by=ResidentFactory(), content=written, reason="spam")
        since = Case.objects.get().waiting_since
        comment.edit(by=written.author, comment=written, body="No.")
        case = Case.objects.get()
        assert (case.cause, case.waiting_since) == (Case.Cause.FLAG, since)

    def test_nobody_changes_what_another_person_wrote(self) -> None:
        written = CommentFactory()
        with pytest.raises(Refused, match="Solo quien lo escribió puede cambiarlo"):
            comment.edit(by=ResidentFactory(), comment=written, body="No.")

    @pytest.mark.parametrize("state", [State.HELD, State.REJECTED, State.REMOVED, State.WITHDRAWN])
    def test_what_is_not_there_stays_as_it_was(self, state) -> None:
        written = CommentFactory(state=state)
        with pytest.raises(Refused, match="ya no se puede cambiar"):
            comment.edit(by=written.author, comment=written, body="No.")

    @pytest.mark.parametrize("state", [State.HELD, State.REMOVED])
    def test_on_a_proposal_that_is_not_there_nothing_changes(self, state) -> None:
        written = CommentFactory()
        Proposal.objects.update(state=state)
        with pytest.raises(Refused, match="ya no está publicada"):
            comment.edit(by=written.author, comment=written, body="No.")

    def test_once_commenting_is_over_nothing_changes(self) -> None:
        written = CommentFactory()
        Phase.objects.update(may_comment=False)
        with pytest.raises(Refused, match="no se reciben comentarios"):
            comment.edit(by=written.author, comment=written, body="No.")

    def test_a_reply_takes_no_stance(self) -> None:
        parent = CommentFactory()
        reply = write(parent.proposal, parent, stance="for")
        comment.edit(by=reply.author, comment=reply, body="No.", stance="for")
        reply.refresh_from_db()
        assert reply.stance == ""
