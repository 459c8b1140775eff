"""Limits and counters that hold when many requests come at the same time."""

import threading
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from ciudad_global.common.permissions import Refused
from ciudad_global.notifications.models import Notice
from consultations.actions import (
    comment,
    commitment,
    merge,
    proposal,
    recount,
    response,
    tell,
    useful,
    vote,
)
from consultations.models import (
    Comment,
    CommentNotice,
    Commitment,
    CommitmentUpdate,
    Consultation,
    Participation,
    Proposal,
    Response,
    UsefulMark,
    Vote,
)
from tests.factories import (
    CommentFactory,
    CommitmentFactory,
    CommitmentUpdateFactory,
    ConsultationFactory,
    ModeratorFactory,
    ProposalFactory,
    ResidentFactory,
    in_role,
)

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(jobs: Iterable[Callable[[], object]]) -> list[object]:
    """Run the jobs in parallel, started together; return what each gave, or how it was refused."""
    jobs = list(jobs)
    together = threading.Barrier(len(jobs), timeout=60)

    def run(job: Callable[[], object]) -> object:
        try:
            together.wait()
            return job()
        except Refused as refusal:
            return str(refusal)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(run, jobs))


def counters(proposal: Proposal) -> list[int]:
    proposal.refresh_from_db()
    return [proposal.agree_count, proposal.pass_count, proposal.disagree_count]


def test_fifty_votes_of_one_person_are_one() -> None:
    hot, resident = ProposalFactory(), ResidentFactory()
    answers = at_once([lambda: vote.cast(by=resident, proposal=hot, value=1)] * 50)
    # One of them was the first; the others changed nothing.
    assert sorted(answers) == [False] * 49 + [True]
    assert list(Vote.objects.values_list("value", flat=True)) == [1]
    assert counters(hot) == [1, 0, 0]
    assert Participation.objects.count() == 1


def test_opposite_votes_of_one_person_leave_one_and_a_true_counter() -> None:
    hot, resident = ProposalFactory(), ResidentFactory()
    at_once(
        lambda value=value: vote.cast(by=resident, proposal=hot, value=value)
        for value in [1, 0, -1] * 8
    )
    (left,) = Vote.objects.values_list("value", flat=True)
    assert counters(hot) == [int(left == 1), int(left == 0), int(left == -1)]


def test_casting_and_withdrawing_at_once_never_lets_the_counter_drift() -> None:
    hot, resident = ProposalFactory(), ResidentFactory()
    cast = lambda: vote.cast(by=resident, proposal=hot, value=1)  # noqa: E731
    withdraw = lambda: vote.withdraw(by=resident, proposal=hot)  # noqa: E731
    at_once([cast, withdraw] * 12)
    assert counters(hot) == [Vote.objects.count(), 0, 0]


def test_ten_supports_of_fifty_at_once_are_ten() -> None:
    consultation = ConsultationFactory(ballot=Consultation.Ballot.SUPPORT, supports_limit=10)
    proposals, resident = ProposalFactory.create_batch(50, consultation=consultation), None
    resident = ResidentFactory()
    answers = at_once(
        lambda chosen=chosen: vote.cast(by=resident, proposal=chosen, value=1)
        for chosen in proposals
    )
    assert answers.count(True) == 10
    assert set(answers) == {True, "Ya usaste tus 10 apoyos: retira uno para cambiarlo."}
    assert Vote.objects.count() == 10
    assert sum(counters(chosen)[0] for chosen in proposals) == 10


def test_sixteen_people_on_one_proposal_are_sixteen() -> None:
    hot, people = ProposalFactory(), ResidentFactory.create_batch(16)
    answers = at_once(
        lambda person=person: vote.cast(by=person, proposal=hot, value=1) for person in people
    )
    assert answers == [True] * 16
    assert counters(hot) == [16, 0, 0]
    assert Vote.objects.count() == Participation.objects.count() == 16


def test_two_tabs_cannot_both_be_the_last_proposal() -> None:
    consultation, resident = ConsultationFactory(proposals_limit=1), ResidentFactory()
    answers = at_once(
        lambda title=title: proposal.propose(
            by=resident, consultation=consultation, title=title, body="Árboles."
        )
        for title in ("Más sombra en la calle", "Más sombra en la plaza")
    )
    assert Proposal.objects.count() == 1
    assert "Ya hiciste tu propuesta: retírala para hacer otra." in answers


def test_comments_at_once_get_their_own_numbers_and_are_all_counted() -> None:
    parent = CommentFactory()
    hot = parent.proposal
    at_once(
        lambda person=person, above=above: comment.write(
            by=person, proposal=hot, body="Sí.", parent=above
        )
        for person, above in zip(ResidentFactory.create_batch(16), [None, parent] * 8, strict=True)
    )
    hot.refresh_from_db()
    parent.refresh_from_db()
    numbers = Comment.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == list(range(1, 18))
    assert (hot.comments_count, parent.replies_count) == (17, 8)


def test_a_response_that_is_published_while_it_is_written_stays_published() -> None:
    answer = Response.objects.create(
        proposal=ProposalFactory(), status="accepted", office="SEDEMA", body="Sí."
    )
    publisher, editor = in_role("publisher", "consultations.publish_response"), in_role("editor")
    read_before = [Response.objects.get() for _number in range(3)]
    at_once(
        [
            lambda: response.publish(by=publisher, response=answer),
            *(
                lambda draft=draft: response.write(by=editor, response=draft)
                for draft in read_before
            ),
        ]
    )
    assert Response.objects.get().published_at


def test_a_commitment_that_is_published_while_it_is_written_stays_published() -> None:
    promise = CommitmentFactory(published_at=None)
    may = "consultations.publish_commitment"
    publishers, editor = [in_role("publisher", may) for _number in range(2)], in_role("editor")
    read_before = [Commitment.objects.get() for _number in range(3)]
    answers = at_once(
        [
            *(lambda by=by: commitment.publish(by=by, commitment=promise) for by in publishers),
            *(
                lambda draft=draft: commitment.write(
                    by=editor, commitment=draft, proposals=[], comments=[]
                )
                for draft in read_before
            ),
        ]
    )
    assert Commitment.objects.get().published_at
    assert sorted(map(str, answers[:2])) == ["None", "Ya se publicó."]


def test_an_update_that_is_published_while_it_is_written_stays_published() -> None:
    update = CommitmentUpdateFactory(published_at=None)
    may = "consultations.publish_commitment"
    publishers, editor = [in_role("publisher", may) for _number in range(2)], in_role("editor")
    read_before = [CommitmentUpdate.objects.get() for _number in range(3)]
    answers = at_once(
        [
            *(lambda by=by: commitment.publish_update(by=by, update=update) for by in publishers),
            *(
                lambda draft=draft: commitment.write_update(by=editor, update=draft)
                for draft in read_before
            ),
        ]
    )
    assert CommitmentUpdate.objects.get().published_at
    assert sorted(map(str, answers[:2])) == ["None", "Ya se publicó."]


def test_votes_while_two_proposals_are_merged_count_once_or_are_refused() -> None:
    moderators = ModeratorFactory.create_batch(2)
    consultation = ConsultationFactory(moderators=moderators)
    source, target = ProposalFactory.create_batch(2, consultation=consultation)
    people = ResidentFactory.create_batch(12)
    proposed = merge.propose(by=moderators[0], source=source, target=target, reason="Igual.")
    answers = at_once(
        [
            lambda: merge.confirm(by=moderators[1], merge=proposed),
            *(
                lambda person=person, where=where: vote.cast(by=person, proposal=where, value=1)
                for person in people
                for where in (source, target)
            ),
        ]
    )
    refusals = {answer for answer in answers if isinstance(answer, str)}
    assert refusals <= {"Esta propuesta ya no está publicada: no se puede votar."}
    # Whoever was told that the vote counts is counted, on the proposal that stays, once.
    voted = {
        person.pk
        for (person, answer) in zip(
            [person for person in people for _where in range(2)], answers[1:], strict=True
        )
        if isinstance(answer, bool)
    }
    assert counters(target) == [len(voted), 0, 0]
    assert list(recount.differences()) == []


def marks(marked: Comment) -> tuple[int, int]:
    marked.refresh_from_db()
    return marked.useful_count, UsefulMark.objects.count()


def test_fifty_marks_of_one_person_are_one() -> None:
    marked, resident = CommentFactory(), ResidentFactory()
    answers = at_once([lambda: useful.mark(by=resident, comment=marked)] * 50)
    assert answers == [None] * 50
    assert marks(marked) == (1, 1)


def test_fifty_people_who_mark_one_comment_are_fifty() -> None:
    marked = CommentFactory()
    answers = at_once(
        lambda person=person: useful.mark(by=person, comment=marked)
        for person in ResidentFactory.create_batch(50)
    )
    assert answers == [None] * 50
    assert marks(marked) == (50, 50)


def test_workers_that_tell_of_one_comment_at_once_tell_once() -> None:
    answer = CommentFactory()
    at_once([lambda: tell.tell_people.call(answer.pk)] * 8)
    assert [notice.user_id for notice in CommentNotice.objects.all()] == [answer.proposal.author_id]
    assert Notice.objects.count() == 1


def test_marking_and_taking_back_at_once_never_lets_the_counter_drift() -> None:
    marked, resident = CommentFactory(), ResidentFactory()
    mark = lambda: useful.mark(by=resident, comment=marked)  # noqa: E731
    unmark = lambda: useful.unmark(by=resident, comment=marked)  # noqa: E731
    at_once([mark, unmark] * 12)
    count, rows = marks(marked)
    assert count == rows
