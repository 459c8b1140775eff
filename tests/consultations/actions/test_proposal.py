"""Proposing through the action: review, limits, withdrawing."""

import pytest

from ciudad_global.common.permissions import Refused
from ciudad_global.moderation.models import Case
from ciudad_global.moderation.states import State
from consultations.actions import proposal as actions
from consultations.models import Consultation, Participation, Proposal
from tests.factories import (
    AlcaldiaFactory,
    CommentFactory,
    ConsultationFactory,
    GoalFactory,
    ModeratorFactory,
    ProposalFactory,
    ResidentFactory,
    decide,
)
from tests.factories.hostile import HOSTILE

pytestmark = pytest.mark.django_db


def propose(consultation, by=None, **fields) -> Proposal:
    texts = {"title": "Más sombra en las paradas", "body": "Árboles."}
    return actions.propose(
        by=by or ResidentFactory(), consultation=consultation, **(texts | fields)
    )


def test_it_works() -> None:
    resident, goal, alcaldia = ResidentFactory(), GoalFactory(), AlcaldiaFactory()
    proposal = propose(
        ConsultationFactory(proposals_review=Consultation.Review.AFTER),
        by=resident,
        body=f"**Árboles.** {HOSTILE}",
        goals=[goal],
        alcaldias=[alcaldia],
    )
    assert (proposal.state, proposal.author) == (State.PUBLISHED, resident)
    assert proposal.published_at is not None
    assert "<strong>Árboles.</strong>" in proposal.body_html
    assert "<script" not in proposal.body_html
    assert (list(proposal.goals.all()), list(proposal.alcaldias.all())) == ([goal], [alcaldia])
    assert Participation.objects.filter(user=resident).count() == 1


def test_it_waits_where_the_consultation_reviews_first() -> None:
    moderator = ModeratorFactory()
    proposal = propose(ConsultationFactory(moderators=[moderator]))
    assert (proposal.state, proposal.published_at) == (State.PENDING, None)
    decide(by=moderator, case=proposal.case, outcome=State.PUBLISHED)
    proposal.refresh_from_db()
    assert proposal.state == State.PUBLISHED
    assert proposal.published_at is not None


def test_invisible_characters_do_not_reach_the_title() -> None:
    proposal = propose(ConsultationFactory(), title="Más\u202e sombra\x00 aquí", summary="\ufeffSí")
    assert (proposal.title, proposal.summary) == ("Más sombra aquí", "Sí")


def test_the_limit_holds_and_says_what_to_do() -> None:
    consultation, resident = ConsultationFactory(proposals_limit=2), ResidentFactory()
    first = propose(consultation, by=resident, title="Más sombra en el parque")
    propose(consultation, by=resident, title="Más sombra en la plaza")
    with pytest.raises(Refused, match="Ya hiciste tus 2 propuestas: retira una para hacer otra"):
        propose(consultation, by=resident, title="Más sombra en la calle")
    actions.withdraw(by=resident, proposal=first)
    propose(consultation, by=resident, title="Más sombra en la calle")
    assert Proposal.objects.count() == 3


def test_another_person_has_their_own_limit() -> None:
    consultation = ConsultationFactory(proposals_limit=1)
    propose(consultation)
    propose(consultation)
    assert Proposal.objects.count() == 2


def test_a_refused_proposal_leaves_nothing_behind() -> None:
    consultation = ConsultationFactory(phase__may_propose=False)
    with pytest.raises(Refused, match="En esta consulta no se reciben propuestas"):
        propose(consultation)
    assert Proposal.objects.count() == Participation.objects.count() == Case.objects.count() == 0


def test_withdrawing_leaves_a_tombstone_and_its_comments() -> None:
    proposal = ProposalFactory()
    comment = CommentFactory(proposal=proposal)
    actions.withdraw(by=proposal.author, proposal=proposal)
    proposal.refresh_from_db()
    comment.refresh_from_db()
    assert (proposal.state, comment.state) == (State.WITHDRAWN, State.PUBLISHED)


def test_withdrawing_what_waits_empties_the_queue() -> None:
    proposal = propose(ConsultationFactory())
    actions.withdraw(by=proposal.author, proposal=proposal)
    assert Case.objects.waiting().count() == 0


def test_nobody_withdraws_what_another_person_proposed() -> None:
    proposal = ProposalFactory()
    with pytest.raises(Refused, match="Solo quien lo escribió puede retirarlo"):
        actions.withdraw(by=ResidentFactory(), proposal=proposal)


@pytest.mark.parametrize("state", [State.REJECTED, State.REMOVED, State.WITHDRAWN, State.ERASED])
def test_what_is_gone_cannot_be_withdrawn(state) -> None:
    proposal = ProposalFactory(state=state)
    with pytest.raises(Refused, match="Esto ya no se puede retirar"):
        actions.withdraw(by=proposal.author, proposal=proposal)


def test_a_text_over_the_limit_is_refused_before_it_is_read() -> None:
    with pytest.raises(ValueError, match="8001 characters; 8000 at most"):
        propose(ConsultationFactory(), body="a" * 8001)


def test_a_double_click_proposes_once() -> None:
    consultation, resident = ConsultationFactory(), ResidentFactory()
    first = propose(consultation, by=resident)
    assert propose(consultation, by=resident) == first
    assert Proposal.objects.count() == 1
