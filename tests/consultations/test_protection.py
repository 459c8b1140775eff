"""What the database itself refuses."""

import pytest
from django.db import IntegrityError, transaction

from consultations.models import Consultation, Vote
from tests.factories import ConsultationFactory, ProposalFactory

pytestmark = pytest.mark.django_db
OTHER = {
    "ballot": "support",
    "supports_limit": 3,
    "proposals_limit": 1,
    "totals": "after_closing",
    "own_vote": False,
    "publishes_votes": True,
}
STATES = Consultation.State.values


def test_every_rule_is_tried_here() -> None:
    assert set(OTHER) == set(Consultation.RULES)


@pytest.fixture
def voted():
    consultation = ConsultationFactory()
    Vote.objects.create(
        proposal=ProposalFactory(consultation=consultation),
        voter=consultation.voter_token(1),
        value=1,
        cast_on="2026-11-22",
    )
    return consultation


def write(consultation, **fields) -> None:
    with transaction.atomic():
        Consultation.objects.filter(pk=consultation.pk).update(**fields)


@pytest.mark.parametrize("rule", ["ballot", "proposals_limit", "totals", "own_vote"])
def test_rules_with_votes_do_not_change(voted, rule) -> None:
    with pytest.raises(IntegrityError, match="rules with votes"):
        write(voted, **{rule: OTHER[rule]})
    voted.refresh_from_db()
    assert getattr(voted, rule) != OTHER[rule]


def test_a_limit_with_votes_does_not_change() -> None:
    consultation = ConsultationFactory(ballot="support", supports_limit=5)
    Vote.objects.create(
        proposal=ProposalFactory(consultation=consultation),
        voter=consultation.voter_token(1),
        value=1,
        cast_on="2026-11-22",
    )
    for limit in (6, None):
        with pytest.raises(IntegrityError, match="rules with votes"):
            write(consultation, supports_limit=limit)


def test_the_rest_may_change_under_votes(voted) -> None:
    write(voted, title="Otro nombre", comments_review="before", own_vote=True, salt=None)


def test_rules_change_before_there_are_votes() -> None:
    consultation = ConsultationFactory()
    ProposalFactory(consultation=consultation)
    write(consultation, **OTHER)


@pytest.mark.parametrize("before", STATES)
@pytest.mark.parametrize("after", STATES)
def test_a_consultation_only_goes_on(before, after) -> None:
    consultation = ConsultationFactory(state=before)
    if STATES.index(after) < STATES.index(before):
        with pytest.raises(IntegrityError, match="does not go back"):
            write(consultation, state=after)
    else:
        write(consultation, state=after)
