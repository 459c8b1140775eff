"""Moving a comment to another proposal."""

import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from threading import Event

import pytest
from django.db import connection, transaction
from django.db.models import F

from ciudad_global.common.permissions import Refused
from ciudad_global.moderation import log
from ciudad_global.moderation.models import Decision
from ciudad_global.moderation.states import Outcome, State
from ciudad_global.notifications.models import Notice
from consultations.actions import comment as comments
from consultations.actions import move as actions
from consultations.actions import recount
from consultations.models import Comment, Proposal
from tests.consultations.actions.test_measure import case_of
from tests.factories import (
    CommentFactory,
    ConsultationFactory,
    ModeratorFactory,
    ProposalFactory,
    ResidentFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def moderator():
    return ModeratorFactory()


@pytest.fixture
def source(moderator) -> Proposal:
    return ProposalFactory(consultation=ConsultationFactory(moderators=[moderator]))


@pytest.fixture
def target(source) -> Proposal:
    """A proposal with a comment of its own."""
    target = ProposalFactory(consultation=source.consultation)
    CommentFactory(proposal=target)
    target.refresh_from_db()
    return target


def move(moderator, comment, target, **more) -> None:
    case = case_of(comment)
    words = {"reason": "wrong_place", "text": "Habla de la otra propuesta."}
    actions.move(
        by=moderator, case=case, target=target, **{"seen": case.seen_as(), **words, **more}
    )


def shape(proposal: Proposal) -> list[tuple]:
    """Return a thread in reading order: text, depth, what each answers."""
    rows = Comment.objects.filter(proposal=proposal).order_by("path")
    return [(row.pk, row.depth, row.parent_id) for row in rows]


def test_it_works(moderator, source, target) -> None:
    (own,) = Comment.objects.filter(proposal=target)
    first = CommentFactory(proposal=source)
    comment = CommentFactory(proposal=source, parent=first)
    reply = CommentFactory(proposal=source, parent=comment)
    last = CommentFactory(proposal=source, parent=reply, state=State.REMOVED)
    move(moderator, comment, target)
    assert shape(source) == [(first.pk, 0, None)]
    assert shape(target) == [
        (own.pk, 0, None),
        (comment.pk, 0, None),
        (reply.pk, 1, comment.pk),
        (last.pk, 2, reply.pk),
    ]
    source.refresh_from_db()
    target.refresh_from_db()
    assert (source.comments_count, target.comments_count) == (1, 3)
    assert list(recount.differences()) == []
    decision = Decision.objects.get()
    assert (decision.outcome, decision.before, decision.after) == (
        Outcome.MOVED,
        State.PUBLISHED,
        State.PUBLISHED,
    )
    assert log.first_break() == ""


def test_its_author_is_told_and_its_links_lead_on(client, moderator, source, target) -> None:
    comment = CommentFactory(proposal=source)
    move(moderator, comment, target)
    notice = Notice.objects.get()
    assert (notice.user, notice.kind) == (comment.author, "content_moved")
    there = client.get(comment.get_absolute_url())["Location"]
    comment.refresh_from_db()
    assert there == f"{target.get_absolute_url()}#comentario-{comment.number}"


def test_both_threads_go_on(moderator, source, target) -> None:
    comment = CommentFactory(proposal=source)
    move(moderator, comment, target)
    comment.refresh_from_db()
    resident = ResidentFactory()
    comments.write(by=resident, proposal=target, parent=comment, body="Aquí sigo.")
    comments.write(by=resident, proposal=source, body="Y aquí también.")
    assert list(recount.differences()) == []


def test_who_replies_where_it_was_is_told(moderator, source, target) -> None:
    comment = CommentFactory(proposal=source)
    move(moderator, comment, target)
    with pytest.raises(Refused, match="ya no está"):
        comments.write(by=ResidentFactory(), proposal=source, parent=comment, body="Tarde.")


def test_it_stays_in_its_consultation(moderator, source) -> None:
    comment = CommentFactory(proposal=source)
    for other in (source, ProposalFactory()):
        with pytest.raises(Refused, match="otra propuesta de la misma consulta"):
            move(moderator, comment, other)
    assert shape(source) == [(comment.pk, 0, None)]
    assert not Decision.objects.exists()


def test_it_goes_nowhere_that_nobody_reads(moderator, source, target) -> None:
    comment = CommentFactory(proposal=source)
    Proposal.objects.filter(pk=target.pk).update(state=State.HELD)
    with pytest.raises(Refused, match="no está publicada"):
        move(moderator, comment, target)


def test_a_proposal_is_not_moved(moderator, source, target) -> None:
    with pytest.raises(Refused, match="un comentario publicado"):
        move(moderator, source, target)


def test_a_long_debate_is_not_moved_at_once(moderator, source, target, monkeypatch) -> None:
    monkeypatch.setattr(actions, "MOST", 2)
    comment = CommentFactory(proposal=source)
    for _number in range(2):
        CommentFactory(proposal=source, parent=comment)
    with pytest.raises(Refused, match="más de 2 respuestas"):
        move(moderator, comment, target)


def test_somebody_elses_consultation_is_not_touched(source, target) -> None:
    with pytest.raises(Refused, match="No moderas esta consulta"):
        move(ModeratorFactory(), CommentFactory(proposal=source), target)


@pytest.mark.django_db(transaction=True)
def test_moving_and_answering_what_stands_above_do_not_cross(moderator, source, target) -> None:
    above = CommentFactory(proposal=source)
    comment, locked = CommentFactory(proposal=source, parent=above), Event()

    def answer() -> None:
        """Lock what a reply locks, in its order."""
        with closing(connection), transaction.atomic():
            Comment.objects.filter(pk=above.pk).update(replies_count=F("replies_count") + 1)
            locked.set()
            time.sleep(0.5)  # the move arrives meanwhile
            Proposal.objects.filter(pk=source.pk).update(comments_serial=F("comments_serial") + 1)

    def move_it() -> None:
        locked.wait()
        with closing(connection):
            move(moderator, comment, target)

    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(answer), pool.submit(move_it)]:
            done.result()
    comment.refresh_from_db()
    above.refresh_from_db()
    assert (comment.proposal, above.replies_count) == (target, 1)
