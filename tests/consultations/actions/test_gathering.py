"""Writing down what is said at a table."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from ciudad_global.common.permissions import Refused
from ciudad_global.moderation.models import Case
from ciudad_global.moderation.permissions import may_decide
from ciudad_global.moderation.states import State
from consultations.actions import gathering as actions
from consultations.models import Comment, Consultation, Entry, Proposal, SessionCount
from tests.factories import (
    ConsultationFactory,
    GatheringFactory,
    ModeratorFactory,
    ProposalFactory,
    in_role,
)

pytestmark = pytest.mark.django_db
SAID = {"title": "Sombra en los paraderos", "body": "Hace calor.", "theme": None, "language": "es"}
TOGETHER = 6


def record(gathering, by, kind="proposal", key=None, **fields: Any) -> Entry:
    return actions.record(
        by=by,
        gathering=gathering,
        key=key or uuid.uuid4(),
        kind=kind,
        fields=(SAID if kind == "proposal" else {}) | fields,
        typed={"title": SAID["title"]},
    )


@pytest.fixture
def facilitator() -> object:
    return in_role("editor")


@pytest.fixture
def table(facilitator):
    consultation = ConsultationFactory(proposals_review=Consultation.Review.AFTER)
    return GatheringFactory(consultation=consultation, recorders=[facilitator])


def test_a_proposal_has_no_author_and_says_where_it_was_gathered(table, facilitator) -> None:
    proposal = record(table, facilitator).proposal
    assert (proposal.author, proposal.gathering, proposal.origin) == (None, table, "session")
    assert proposal.author_name == "Recogida en una sesión"
    assert proposal.state == State.PUBLISHED
    assert table.consultation.participations.count() == 0


def test_the_same_key_is_written_once(table, facilitator) -> None:
    key = uuid.uuid4()
    first, second = (record(table, facilitator, key=key) for _time in range(2))
    assert second.proposal == first.proposal
    assert Proposal.objects.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("kind", "written"), [("proposal", (2, 0, 1)), ("comment", (1, 1, 0)), ("count", (1, 0, 1))]
)
def test_the_same_key_sent_at_once_is_written_once(table, facilitator, kind, written) -> None:
    key, together = uuid.uuid4(), Barrier(TOGETHER)
    other = ProposalFactory(consultation=table.consultation)
    said = {
        "proposal": {"in_favour": 14, "against": 3},
        "comment": {"proposal": other, "body": "Sí.", "stance": "", "language": "es"},
        "count": {"proposal": other, "in_favour": 14, "against": 3},
    }[kind]

    def send() -> tuple[Any, ...]:
        with closing(connection):
            together.wait()
            entry = record(table, facilitator, kind, key=key, **said)
        return entry.pk, entry.state, entry.proposal_id, entry.comment_id

    with ThreadPoolExecutor(TOGETHER) as pool:
        answers = {sent.result() for sent in [pool.submit(send) for _time in range(TOGETHER)]}
    entry = Entry.objects.get()
    assert answers == {(key, "recorded", entry.proposal_id, entry.comment_id)}
    rows = tuple(model.objects.count() for model in (Proposal, Comment, SessionCount))
    assert rows == written


def test_a_key_of_somebody_else_is_refused(table, facilitator) -> None:
    other, key = in_role("official"), uuid.uuid4()
    table.recorders.add(other)
    record(table, other, key=key)
    with pytest.raises(Refused):
        record(table, facilitator, key=key)


def test_only_who_was_appointed_writes_down(table) -> None:
    with pytest.raises(Refused):
        record(table, in_role("editor"))


def test_what_comes_after_the_phase_is_kept_with_the_reason(table, facilitator) -> None:
    table.consultation.phases.update(ends_at=timezone.now() - timedelta(minutes=1))
    entry = record(table, facilitator)
    assert (entry.state, entry.proposal) == (Entry.State.REFUSED, None)
    assert entry.typed == {"title": SAID["title"]}
    assert entry.why.startswith("El plazo para proponer terminó")
    assert Proposal.objects.count() == 0


def test_it_is_reviewed_as_the_consultation_says(facilitator) -> None:
    table = GatheringFactory(recorders=[facilitator])
    assert record(table, facilitator).proposal.state == State.PENDING


def test_hands_are_counted_apart_from_votes(table, facilitator) -> None:
    proposal = record(table, facilitator, in_favour=14, against=3, abstained=None).proposal
    count = SessionCount.objects.get(proposal=proposal)
    assert (count.in_favour, count.against, count.abstained) == (14, 3, 0)
    proposal.refresh_from_db()
    assert proposal.votes_count == 0


def test_a_second_count_of_a_table_takes_the_place_of_the_first(table, facilitator) -> None:
    proposal = ProposalFactory(consultation=table.consultation)
    for hands in (5, 6):
        record(table, facilitator, "count", proposal=proposal, in_favour=hands, against=1)
    assert list(SessionCount.objects.values_list("in_favour", "against")) == [(6, 1)]


def test_hands_about_another_consultation_are_refused(table, facilitator) -> None:
    entry = record(table, facilitator, "count", proposal=ProposalFactory(), in_favour=1, against=0)
    assert (entry.state, SessionCount.objects.count()) == (Entry.State.REFUSED, 0)


def test_a_comment_is_placed_in_the_thread(table, facilitator) -> None:
    proposal = ProposalFactory(consultation=table.consultation)
    entry = record(
        table, facilitator, "comment", proposal=proposal, body="Sí.", stance="for", language="es"
    )
    comment = Comment.objects.get()
    assert (entry.comment, comment.number, comment.author) == (comment, 1, None)
    assert comment.author_name == "Recogido en una sesión"


def test_whoever_wrote_it_down_does_not_decide_about_it() -> None:
    moderator, other = ModeratorFactory(), ModeratorFactory()
    consultation = ConsultationFactory(moderators=[moderator, other])
    table = GatheringFactory(consultation=consultation, recorders=[moderator])
    case = record(table, moderator).proposal.case
    assert not may_decide(moderator, case)
    assert may_decide(other, case)
    assert not Case.objects.not_written_by(moderator).exists()
    assert Case.objects.not_written_by(other).exists()
