"""Claiming a case."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from ciudad_global.common.permissions import Refused
from ciudad_global.moderation import actions
from ciudad_global.moderation.models import Case, Decision
from ciudad_global.moderation.states import Outcome
from tests.factories import ConsultationFactory, ModeratorFactory, ProposalFactory, decide

pytestmark = pytest.mark.django_db


@pytest.fixture
def moderators() -> list:
    return [ModeratorFactory(display_name="Ximena"), ModeratorFactory(display_name="Iván")]


@pytest.fixture
def case(moderators) -> Case:
    proposal = ProposalFactory(
        consultation=ConsultationFactory(moderators=moderators), state="draft"
    )
    actions.ask_review(content=proposal)
    return proposal.case


def holder(case: Case):
    return Case.objects.get(pk=case.pk).holder()


def test_it_works(case, moderators) -> None:
    actions.claim(by=moderators[0], case=case)
    assert holder(case) == moderators[0]
    actions.release(by=moderators[0], case=case)
    assert holder(case) is None


def test_it_lets_go_by_itself(case, moderators) -> None:
    actions.claim(by=moderators[0], case=case)
    with time_machine.travel(timezone.now() + timedelta(minutes=15, seconds=1)):
        assert holder(case) is None
        actions.claim(by=moderators[1], case=case)
        assert holder(case) == moderators[1]


def test_another_person_neither_claims_nor_decides_meanwhile(case, moderators) -> None:
    actions.claim(by=moderators[0], case=case)
    with pytest.raises(Refused, match="Lo revisa Ximena hasta las"):
        actions.claim(by=moderators[1], case=case)
    with pytest.raises(Refused, match="Lo revisa Ximena hasta las"):
        decide(by=moderators[1], case=case, outcome=Outcome.PUBLISHED)


def test_taking_it_over_needs_a_reason_that_the_log_keeps(case, moderators) -> None:
    actions.claim(by=moderators[0], case=case)
    actions.claim(by=moderators[1], case=case, why="Ximena se fue a comer.")
    assert holder(case) == moderators[1]
    taken = Decision.objects.get()
    assert (taken.outcome, taken.note) == (Outcome.TAKEN, "Ximena se fue a comer.")
    decide(by=moderators[1], case=case, outcome=Outcome.PUBLISHED)
    assert holder(case) is None


def test_nobody_lets_go_of_what_somebody_else_holds(case, moderators) -> None:
    actions.claim(by=moderators[0], case=case)
    actions.release(by=moderators[1], case=case)
    assert holder(case) == moderators[0]


def test_what_does_not_wait_is_not_claimed(case, moderators) -> None:
    decide(by=moderators[0], case=case, outcome=Outcome.PUBLISHED)
    with pytest.raises(Refused, match="ya no espera"):
        actions.claim(by=moderators[1], case=case)
