"""Uniting duplicates: votes count once, everything can be taken apart again."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from ciudad_global.common.permissions import Refused
from ciudad_global.moderation import actions as moderation
from ciudad_global.moderation.models import Case
from ciudad_global.moderation.states import State
from ciudad_global.notifications.actions import follow
from ciudad_global.notifications.models import Follow, Notice
from ciudad_global.users.models import User
from consultations.actions import consultation as consultations
from consultations.actions import merge, recount, vote
from consultations.models import Consultation, Merge, Proposal, Vote
from consultations.permissions import seal
from tests.factories import (
    CommentFactory,
    ConsultationFactory,
    ModeratorFactory,
    ProposalFactory,
    ResidentFactory,
    decide,
)

pytestmark = pytest.mark.django_db

AGREE, PASS, DISAGREE = 1, 0, -1


@pytest.fixture
def moderators() -> list[User]:
    return ModeratorFactory.create_batch(2)


@pytest.fixture
def consultation(moderators: list[User]) -> Consultation:
    return ConsultationFactory(moderators=moderators)


@pytest.fixture
def source(consultation: Consultation) -> Proposal:
    return ProposalFactory(consultation=consultation, title="Más sombra en las paradas")


@pytest.fixture
def target(consultation: Consultation) -> Proposal:
    return ProposalFactory(consultation=consultation, title="Árboles en las paradas")


def unite(source: Proposal, target: Proposal, moderators: list[User]) -> Merge:
    proposed = merge.propose(by=moderators[0], source=source, target=target, reason="Lo mismo.")
    merge.confirm(by=moderators[1], merge=proposed)
    proposed.refresh_from_db()
    return proposed


def counts(proposal: Proposal) -> tuple[int, int, int]:
    proposal.refresh_from_db()
    return proposal.agree_count, proposal.pass_count, proposal.disagree_count


def test_it_works(source, target, moderators) -> None:
    both, one = ResidentFactory.create_batch(2)
    vote.cast(by=both, proposal=source, value=AGREE)
    vote.cast(by=both, proposal=target, value=DISAGREE)
    vote.cast(by=one, proposal=source, value=AGREE)
    CommentFactory(proposal=source)
    unite(source, target, moderators)
    source.refresh_from_db()
    assert (source.state, source.merged_into) == (State.MERGED, target)
    # Who voted on both counts once, as they voted on the one that stays.
    assert counts(target) == (1, 0, 1)
    assert (source.comments_count, target.comments_count) == (1, 0)
    assert list(recount.differences()) == []


def test_proposing_changes_nothing_yet(source, target, moderators) -> None:
    vote.cast(by=ResidentFactory(), proposal=source, value=AGREE)
    merge.propose(by=moderators[0], source=source, target=target, reason="Lo mismo.")
    source.refresh_from_db()
    assert source.state == State.PUBLISHED
    assert counts(target) == (0, 0, 0)


def test_who_proposed_it_does_not_confirm_it(source, target, moderators) -> None:
    proposed = merge.propose(by=moderators[0], source=source, target=target, reason="Lo mismo.")
    with pytest.raises(Refused, match="La propusiste tú"):
        merge.confirm(by=moderators[0], merge=proposed)


def test_both_authors_are_told_once_and_why(source, target, moderators) -> None:
    unite(source, target, moderators)
    told = Notice.objects.order_by("user")
    assert [(n.user, n.kind, n.facts["yours"], n.facts["reason"]) for n in told] == [
        (source.author, "proposals_merged", "source", "Lo mismo."),
        (target.author, "proposals_merged", "target", "Lo mismo."),
    ]


def test_who_follows_the_duplicate_is_told_that_it_goes_on_elsewhere(
    source, target, moderators, run_tasks
) -> None:
    follower = ResidentFactory()
    follow(by=follower, kind=Follow.Kind.PROPOSAL, key=source.pk)
    unite(source, target, moderators)
    run_tasks()
    assert [n.kind for n in Notice.objects.filter(user=follower)] == ["proposals_merged_followed"]


def test_the_author_of_both_is_told_once(source, target, moderators) -> None:
    Proposal.objects.filter(pk=source.pk).update(author=target.author)
    unite(source, target, moderators)
    assert Notice.objects.count() == 1


def test_declining_leaves_both_and_lets_somebody_propose_again(source, target, moderators) -> None:
    proposed = merge.propose(by=moderators[0], source=source, target=target, reason="Lo mismo.")
    merge.decline(by=moderators[1], merge=proposed)
    with pytest.raises(Refused, match="ya lo decidió"):
        merge.confirm(by=moderators[1], merge=proposed)
    merge.propose(by=moderators[0], source=source, target=target, reason="Otra vez.")
    assert Merge.objects.count() == 2


def test_what_waits_when_it_closes_can_be_declined_and_keeps_nobody_from_sealing(
    source, target, moderators
) -> None:
    proposed = merge.propose(by=moderators[0], source=source, target=target, reason="Lo mismo.")
    Consultation.objects.update(state=Consultation.State.CLOSED)
    proposed = Merge.objects.get(pk=proposed.pk)
    with pytest.raises(Refused, match="ya cerró"):
        merge.confirm(by=moderators[1], merge=proposed)
    unsettled = str(seal.is_settled(source.consultation).why)
    merge.decline(by=moderators[1], merge=proposed)
    assert unsettled.startswith("Hay propuestas por unir")
    assert seal.is_settled(source.consultation)


def test_what_is_proposed_already_is_not_proposed_twice(source, target, moderators) -> None:
    merge.propose(by=moderators[0], source=source, target=target, reason="Lo mismo.")
    with pytest.raises(Refused, match="falta que otra persona confirme"):
        merge.propose(by=moderators[1], source=source, target=target, reason="Lo mismo.")


def test_the_own_proposal_is_not_voted_by_a_merge_where_the_rules_say_so(moderators) -> None:
    consultation = ConsultationFactory(moderators=moderators, own_vote=False)
    source, target = ProposalFactory.create_batch(2, consultation=consultation)
    vote.cast(by=target.author, proposal=source, value=AGREE)
    unite(source, target, moderators)
    assert counts(target) == (0, 0, 0)


def test_what_waits_for_a_decision_is_decided_first(source, target, moderators) -> None:
    moderation.flag(by=ResidentFactory(), content=source, reason="personal_data")
    proposed = merge.propose(by=moderators[0], source=source, target=target, reason="Lo mismo.")
    with pytest.raises(Refused, match="espera una decisión"):
        merge.confirm(by=moderators[1], merge=proposed)
    decide(by=moderators[0], case=source.case, outcome=State.PUBLISHED)
    merge.confirm(by=moderators[1], merge=proposed)


def test_a_report_that_comes_after_the_merge_makes_no_case(source, target, moderators) -> None:
    unite(source, target, moderators)
    with pytest.raises(Refused, match="ya no está publicado"):
        moderation.flag(by=ResidentFactory(), content=source, reason="spam")


def test_no_decision_takes_a_merge_apart(source, target, moderators) -> None:
    unite(source, target, moderators)
    source.refresh_from_db()
    case = Case.objects.create(
        consultation=source.consultation, proposal=source, waiting_since=timezone.now()
    )
    with pytest.raises(Refused, match="ya no es posible"):
        decide(by=moderators[0], case=case, outcome=State.PUBLISHED)


class TestUndo:
    def test_it_takes_both_apart_with_the_votes_that_each_received(
        self, source, target, moderators
    ) -> None:
        vote.cast(by=ResidentFactory(), proposal=source, value=AGREE)
        vote.cast(by=ResidentFactory(), proposal=target, value=DISAGREE)
        done = unite(source, target, moderators)
        merge.undo(by=moderators[0], merge=done)
        source.refresh_from_db()
        assert (source.state, source.merged_into) == (State.PUBLISHED, None)
        assert counts(source) == (1, 0, 0)
        assert counts(target) == (0, 0, 1)
        assert Notice.objects.filter(kind="proposals_parted").count() == 2
        assert list(recount.differences()) == []

    def test_a_vote_changed_meanwhile_stays(self, source, target, moderators) -> None:
        resident = ResidentFactory()
        vote.cast(by=resident, proposal=source, value=AGREE)
        done = unite(source, target, moderators)
        vote.cast(by=resident, proposal=target, value=DISAGREE)
        merge.undo(by=moderators[0], merge=done)
        assert counts(source) == (1, 0, 0)
        assert counts(target) == (0, 0, 1)
        assert list(recount.differences()) == []

    def test_a_vote_said_again_meanwhile_stays(self, source, target, moderators) -> None:
        resident = ResidentFactory()
        vote.cast(by=resident, proposal=source, value=AGREE)
        done = unite(source, target, moderators)
        vote.cast(by=resident, proposal=target, value=AGREE)
        merge.undo(by=moderators[0], merge=done)
        assert counts(target) == (1, 0, 0)
        assert list(recount.differences()) == []

    def test_a_vote_taken_back_meanwhile_stays_taken_back(self, source, target, moderators) -> None:
        resident = ResidentFactory()
        vote.cast(by=resident, proposal=source, value=AGREE)
        done = unite(source, target, moderators)
        vote.withdraw(by=resident, proposal=target)
        merge.undo(by=moderators[0], merge=done)
        assert counts(target) == (0, 0, 0)
        assert list(recount.differences()) == []

    def test_ten_days_are_the_limit(self, source, target, moderators) -> None:
        done = unite(source, target, moderators)
        with (
            time_machine.travel(timezone.now() + timedelta(days=10, minutes=1)),
            pytest.raises(Refused, match="Pasaron más de 10 días"),
        ):
            merge.undo(by=moderators[0], merge=done)

    def test_a_chain_comes_apart_from_its_end(self, source, target, moderators) -> None:
        third = ProposalFactory(consultation=source.consultation)
        vote.cast(by=ResidentFactory(), proposal=source, value=AGREE)
        first = unite(source, target, moderators)
        second = unite(target, third, moderators)
        assert counts(third) == (1, 0, 0)
        with pytest.raises(Refused, match="primero sepárala"):
            merge.undo(by=moderators[0], merge=first)
        merge.undo(by=moderators[0], merge=second)
        merge.undo(by=moderators[0], merge=first)
        assert [counts(p) for p in (source, target, third)] == [(1, 0, 0), (0, 0, 0), (0, 0, 0)]

    @pytest.mark.parametrize("state", [State.WITHDRAWN, State.REMOVED, State.HELD])
    def test_what_becomes_of_the_other_does_not_keep_it(
        self, source, target, moderators, state
    ) -> None:
        vote.cast(by=ResidentFactory(), proposal=source, value=AGREE)
        done = unite(source, target, moderators)
        target.refresh_from_db()
        target.move_to(state)
        merge.undo(by=moderators[0], merge=done)
        source.refresh_from_db()
        assert (source.state, counts(source), counts(target)) == (
            State.PUBLISHED, (1, 0, 0), (0, 0, 0),
        )  # fmt: skip
        assert list(recount.differences()) == []
        notice = Notice.objects.get(kind="proposals_parted", user=source.author)
        assert notice.facts["target"] == "otra"

    def test_what_was_erased_meanwhile_stays_erased(self, source, target, moderators) -> None:
        done = unite(source, target, moderators)
        source.refresh_from_db()
        source.move_to(State.ERASED)
        with pytest.raises(Refused, match="cambió mientras tanto"):
            merge.undo(by=moderators[0], merge=done)

    def test_it_can_be_united_again(self, source, target, moderators) -> None:
        merge.undo(by=moderators[0], merge=unite(source, target, moderators))
        unite(source, target, moderators)
        source.refresh_from_db()
        assert source.state == State.MERGED


class TestRefused:
    def propose(self, by: User, source: Proposal, target: Proposal) -> str:
        with pytest.raises(Refused) as refused:
            merge.propose(by=by, source=source, target=target, reason="Lo mismo.")
        return str(refused.value)

    def test_a_resident(self, source, target) -> None:
        assert self.propose(ResidentFactory(), source, target) == (
            "Solo el equipo de moderación decide."
        )

    def test_a_moderator_of_another_consultation(self, source, target) -> None:
        assert self.propose(ModeratorFactory(), source, target) == "No moderas esta consulta."

    def test_the_author_of_one_of_them(self, source, target, moderators) -> None:
        Proposal.objects.filter(pk=target.pk).update(author=moderators[0])
        target.refresh_from_db()
        assert self.propose(moderators[0], source, target) == (
            "Una de las dos es tuya: decide otra persona."
        )

    def test_itself(self, source, moderators) -> None:
        assert self.propose(moderators[0], source, source) == ("Es la misma propuesta: elige otra.")

    def test_one_of_another_consultation(self, source, moderators) -> None:
        assert self.propose(moderators[0], source, ProposalFactory()) == (
            "Es de otra consulta: solo se unen propuestas de la misma."
        )

    @pytest.mark.parametrize("state", [s for s in State if s != State.PUBLISHED])
    def test_what_is_not_published(self, source, target, moderators, any_move, state) -> None:
        Proposal.objects.filter(pk=target.pk).update(state=state)
        assert "no está publicada" in self.propose(moderators[0], source, target)

    def test_after_closing(self, source, target, moderators) -> None:
        consultations.close(consultation=source.consultation)
        assert "ya cerró" in self.propose(moderators[0], source, target)


def test_supports_on_a_duplicate_do_not_use_up_the_limit_twice(moderators) -> None:
    consultation = ConsultationFactory(
        moderators=moderators, ballot=Consultation.Ballot.SUPPORT, supports_limit=2
    )
    source, target, third = ProposalFactory.create_batch(3, consultation=consultation)
    resident = ResidentFactory()
    vote.cast(by=resident, proposal=source, value=AGREE)
    unite(source, target, moderators)
    vote.cast(by=resident, proposal=third, value=AGREE)
    assert Vote.objects.filter(proposal__in=[target, third]).count() == 2
