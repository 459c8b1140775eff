"""Two moderators press at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from ciudad_global.common.permissions import Refused
from ciudad_global.moderation import actions, queue
from ciudad_global.moderation.models import Case, Decision
from ciudad_global.moderation.states import State
from ciudad_global.notifications.models import Mail, Notice
from tests.factories import ConsultationFactory, ModeratorFactory, ProposalFactory


@pytest.mark.django_db(transaction=True)
def test_one_of_two_decides_and_the_other_is_told() -> None:
    moderators = ModeratorFactory.create_batch(2)
    proposal = ProposalFactory(
        consultation=ConsultationFactory(moderators=moderators), state=State.DRAFT
    )
    actions.ask_review(content=proposal)
    together = Barrier(2)

    def decide(index: int) -> str:
        try:
            case = Case.objects.get()
            seen = case.seen_as()
            together.wait()
            actions.decide(
                by=moderators[index],
                case=case,
                outcome=(State.PUBLISHED, State.REJECTED)[index],
                reason="spam",
                text="Es publicidad.",
                seen=seen,
            )
        except Refused as refused:
            return str(refused)
        finally:
            connection.close()
        return "decided"

    with ThreadPoolExecutor(2) as pool:
        first, second = sorted(pool.map(decide, range(2)))
    assert (first[:14], second) == ("Ya lo decidió ", "decided")
    proposal.refresh_from_db()
    assert list(Decision.objects.values_list("after", flat=True)) == [proposal.state]
    assert (Notice.objects.count(), Mail.objects.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_two_who_take_ten_at_once_never_get_the_same() -> None:
    moderators = ModeratorFactory.create_batch(4)
    consultation = ConsultationFactory(moderators=moderators)
    for proposal in ProposalFactory.create_batch(35, consultation=consultation, state=State.DRAFT):
        actions.ask_review(content=proposal)
    together = Barrier(4)

    def take(index: int) -> int:
        user = moderators[index]
        try:
            together.wait()
            among = queue.decidable(user, queue.Wanted())
            return actions.claim_next(by=user, among=among, number=10)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        said = list(pool.map(take, range(4)))
    held = [Case.objects.held_by(moderator).count() for moderator in moderators]
    # What each was told is what each holds: nothing was taken from anybody.
    assert said == held
    assert max(held) == 10
