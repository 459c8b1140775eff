"""Taking back a decision."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from ciudad_global.common.permissions import Refused
from ciudad_global.moderation import actions
from ciudad_global.moderation.models import Case, Decision
from ciudad_global.moderation.states import Outcome, State
from consultations.actions.proposal import withdraw
from tests.factories import (
    CommentFactory,
    ConsultationFactory,
    ModeratorFactory,
    ProposalFactory,
    ResidentFactory,
    decide,
)

pytestmark = pytest.mark.django_db
WORDS = {"reason": "spam", "text": "Anuncia algo."}
POSSIBLE = [
    (State.PENDING, Outcome.PUBLISHED),
    (State.PENDING, Outcome.HELD),
    (State.PENDING, Outcome.CHANGES),
    (State.PENDING, Outcome.REJECTED),
    (State.PUBLISHED, Outcome.PUBLISHED),
    (State.PUBLISHED, Outcome.HELD),
    (State.PUBLISHED, Outcome.CHANGES),
    (State.PUBLISHED, Outcome.REMOVED),
    (State.HELD, Outcome.PUBLISHED),
    (State.HELD, Outcome.CHANGES),
    (State.HELD, Outcome.REJECTED),
    (State.HELD, Outcome.REMOVED),
    (State.REJECTED, Outcome.PUBLISHED),
    (State.REMOVED, Outcome.PUBLISHED),
]


@pytest.fixture
def moderator():
    return ModeratorFactory()


@pytest.fixture
def case(moderator) -> Case:
    """A reported comment."""
    comment = CommentFactory(
        proposal=ProposalFactory(consultation=ConsultationFactory(moderators=[moderator]))
    )
    actions.flag(by=ResidentFactory(), content=comment, reason="threat")
    return Case.objects.get()


def test_the_latest_is_offered_only_while_nothing_newer_stands_about_its_case(
    case, moderator
) -> None:
    decision = decide(by=moderator, case=case, outcome=Outcome.REMOVED, **WORDS)
    assert actions.latest(moderator) == decision
    restored = decide(by=moderator, case=case, outcome=Outcome.PUBLISHED)
    assert actions.latest(moderator) == restored
    actions.undo(by=moderator, decision=restored)
    assert actions.latest(moderator) is None


def test_it_works(case, moderator) -> None:
    decision = decide(by=moderator, case=case, outcome=Outcome.REMOVED, **WORDS)
    actions.undo(by=moderator, decision=decision)
    again = Case.objects.get()
    assert again.content.state == State.PUBLISHED
    assert again.content.proposal.comments_count == 1
    assert (again.waiting_since, again.due_at) == (case.waiting_since, case.due_at)
    last = Decision.objects.order_by("-pk").first()
    assert (last.outcome, last.undoes, str(last)) == (
        Outcome.UNDONE,
        decision,
        "deshacer: retirada por moderación → publicada",
    )


def test_every_decision_can_be_taken_back(moderator) -> None:
    consultation = ConsultationFactory(moderators=[moderator])
    for before, outcome in POSSIBLE:
        proposal = ProposalFactory(consultation=consultation, state=before)
        case = Case.objects.create(
            consultation=consultation,
            proposal=proposal,
            cause=Case.Cause.FLAG,
            waiting_since=timezone.now(),
        )
        decision = decide(by=moderator, case=case, outcome=outcome, **WORDS)
        actions.undo(by=moderator, decision=decision)
        proposal.refresh_from_db()
        case.refresh_from_db()
        assert (proposal.state, case.waiting_since is not None) == (before, True)


def test_the_possible_decisions_are_these() -> None:
    states = (State.PENDING, State.PUBLISHED, State.HELD, State.REJECTED, State.REMOVED)
    found = [
        (state, outcome)
        for state in states
        for outcome in actions.outcomes(
            ProposalFactory.build(state=state, consultation=None, author=None)
        )
    ]
    # Holding what is held already would say nothing new.
    assert sorted(found) == sorted(POSSIBLE)


def test_what_was_never_public_has_no_date_of_publication_again(moderator) -> None:
    proposal = ProposalFactory(
        consultation=ConsultationFactory(moderators=[moderator]), state="draft", published_at=None
    )
    actions.ask_review(content=proposal)
    actions.undo(
        by=moderator, decision=decide(by=moderator, case=proposal.case, outcome=Outcome.PUBLISHED)
    )
    proposal.refresh_from_db()
    assert (proposal.state, proposal.published_at) == (State.PENDING, None)


def test_ten_minutes_later_it_stands(case, moderator) -> None:
    decision = decide(by=moderator, case=case, outcome=Outcome.PUBLISHED)
    with (
        time_machine.travel(timezone.now() + timedelta(minutes=10, seconds=1)),
        pytest.raises(Refused, match="Pasaron más de 10 minutos"),
    ):
        actions.undo(by=moderator, decision=decision)


def test_another_persons_decision_is_not_taken_back(case, moderator) -> None:
    decision = decide(by=moderator, case=case, outcome=Outcome.PUBLISHED)
    colleague = ModeratorFactory()
    case.consultation.moderators.add(colleague)
    with pytest.raises(Refused, match="Solo quien decidió"):
        actions.undo(by=colleague, decision=decision)


def test_only_the_last_decision_is_taken_back_and_once(case, moderator) -> None:
    first = decide(by=moderator, case=case, outcome=Outcome.HELD, **WORDS)
    second = decide(by=moderator, case=case, outcome=Outcome.PUBLISHED)
    with pytest.raises(Refused, match="una decisión más nueva"):
        actions.undo(by=moderator, decision=first)
    taken_back = actions.undo(by=moderator, decision=second)
    for decision in (second, taken_back):
        with pytest.raises(Refused):
            actions.undo(by=moderator, decision=decision)
    assert Decision.objects.count() == 3


def test_what_its_author_took_back_meanwhile_stays_so(case, moderator) -> None:
    proposal = ProposalFactory(consultation=case.consultation, state="draft")
    actions.ask_review(content=proposal)
    decision = decide(by=moderator, case=proposal.case, outcome=Outcome.PUBLISHED)
    withdraw(by=proposal.author, proposal=proposal)
    with pytest.raises(Refused, match="La persona lo cambió"):
        actions.undo(by=moderator, decision=decision)
