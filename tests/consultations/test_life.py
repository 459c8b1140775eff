"""A consultation lives through anything in any order, and its counters still say what is true."""

from typing import Any

from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    multiple,
    precondition,
    rule,
)

from ciudad_global.common.permissions import Refused
from ciudad_global.moderation import actions as moderation
from ciudad_global.moderation.models import Case
from ciudad_global.moderation.states import State
from ciudad_global.users.models import User
from consultations.actions import comment, merge, proposal, recount, vote
from consultations.actions import consultation as consultations
from consultations.models import Comment, Merge, Proposal, Vote
from tests.factories import (
    ConsultationFactory,
    ModeratorFactory,
    ProposalFactory,
    ResidentFactory,
    decide,
)
from tests.factories.hostile import HOSTILE

PEOPLE = 4
person = st.integers(0, PEOPLE - 1)
value = st.sampled_from([1, 0, -1])


class Life(RuleBasedStateMachine):
    """Residents and moderators do what they like; what is refused changes nothing."""

    proposals: Bundle[Proposal] = Bundle("proposals")
    comments: Bundle[Comment] = Bundle("comments")
    merges: Bundle[Merge] = Bundle("merges")

    @initialize(target=proposals, pre=st.booleans(), own_vote=st.booleans())
    def begin(self, pre: bool, own_vote: bool) -> Any:
        self.moderators = ModeratorFactory.create_batch(2)
        self.people: list[User] = ResidentFactory.create_batch(PEOPLE)
        self.consultation = ConsultationFactory(
            moderators=self.moderators,
            own_vote=own_vote,
            proposals_review="before" if pre else "after",
        )
        self.titles = 0
        # What each person said last about each proposal, where they were told that it counts.
        self.said: dict[tuple[int, int], int] = {}
        return multiple(
            *(
                ProposalFactory(consultation=self.consultation, author=author)
                for author in self.people
            )
        )

    def does(self, action: Any, **kwargs: Any) -> Any:
        """Return what the action gives, or None where it is refused."""
        try:
            with transaction.atomic():
                return action(**kwargs)
        except Refused:
            return None

    def closed(self) -> bool:
        self.consultation.refresh_from_db()
        return self.consultation.is_closed

    @rule(target=proposals, who=person)
    def propose(self, who: int) -> Any:
        self.titles += 1
        made = self.does(
            proposal.propose,
            by=self.people[who],
            consultation=self.consultation,
            title=f"Propuesta número {self.titles} {HOSTILE}",
            summary=HOSTILE,
            body=HOSTILE,
            language="es",
        )
        return made or multiple()

    @rule(about=proposals, outcome=st.sampled_from(State), which=st.integers(0, 1))
    def decide(self, about: Proposal, outcome: str, which: int) -> None:
        if case := Case.objects.filter(proposal=about).first():
            self.does(
                decide,
                by=self.moderators[which],
                case=case,
                outcome=outcome,
                reason="spam",
                text="Por esto.",
            )

    @rule(who=person, about=proposals, value=value)
    def cast(self, who: int, about: Proposal, value: int) -> None:
        about.refresh_from_db()
        try:
            with transaction.atomic():
                vote.cast(by=self.people[who], proposal=about, value=value)
        except Refused:
            return
        assert not self.closed()
        self.said[who, about.pk] = value

    @rule(who=person, about=proposals)
    def take_back(self, who: int, about: Proposal) -> None:
        about.refresh_from_db()
        try:
            with transaction.atomic():
                vote.withdraw(by=self.people[who], proposal=about)
        except Refused:
            return
        assert not self.closed()
        self.said.pop((who, about.pk), None)

    @rule(target=comments, who=person, about=proposals)
    def write(self, who: int, about: Proposal) -> Any:
        self.titles += 1
        made = self.does(
            comment.write, by=self.people[who], proposal=about, body=f"{self.titles} {HOSTILE}"
        )
        return made or multiple()

    @rule(target=comments, who=person, to=comments)
    def reply(self, who: int, to: Comment) -> Any:
        self.titles += 1
        made = self.does(
            comment.write,
            by=self.people[who],
            proposal=to.proposal,
            parent=to,
            body=f"{self.titles} {HOSTILE}",
        )
        return made or multiple()

    @rule(about=comments)
    def withdraw_comment(self, about: Comment) -> None:
        self.does(comment.withdraw, by=about.author, comment=about)

    @rule(about=proposals)
    def withdraw(self, about: Proposal) -> None:
        self.does(proposal.withdraw, by=about.author, proposal=about)

    @rule(who=person, about=proposals)
    def report(self, who: int, about: Proposal) -> None:
        self.does(moderation.flag, by=self.people[who], content=about, reason="spam")

    @rule(target=merges, source=proposals, into=proposals, second=st.sampled_from([1, 1, 1, 0]))
    def unite(self, source: Proposal, into: Proposal, second: int) -> Any:
        made = self.does(
            merge.propose, by=self.moderators[0], source=source, target=into, reason="Igual."
        )
        if made:
            self.does(merge.confirm, by=self.moderators[second], merge=made)
        return made or multiple()

    @rule(about=merges, which=st.integers(0, 1))
    def undo_merge(self, about: Merge, which: int) -> None:
        self.does(merge.undo, by=self.moderators[which], merge=about)

    @rule(about=consumes(proposals))
    def erase(self, about: Proposal) -> None:
        with transaction.atomic():
            locked = Proposal.objects.select_for_update().get(pk=about.pk)
            locked.move_to(State.ERASED)

    @precondition(lambda self: self.titles > 6)
    @rule(who=person, about=proposals)
    def close(self, who: int, about: Proposal) -> None:
        consultations.close(consultation=self.consultation)
        self.cast(who, about, 1)
        self.take_back(who, about)

    @invariant()
    def counters_are_what_their_rows_say(self) -> None:
        assert list(recount.differences()) == []

    @invariant()
    def every_vote_that_was_confirmed_is_there(self) -> None:
        for (who, pk), value in self.said.items():
            token = self.consultation.voter_token(self.people[who].pk)
            assert Vote.objects.get(pk=(pk, token)).value == value

    @invariant()
    def nobody_reads_a_merged_proposal_without_the_other(self) -> None:
        for merged in Proposal.objects.filter(state=State.MERGED):
            assert merged.merged_into is not None


class TestLife(Life.TestCase, TestCase):  # type: ignore[name-defined, misc]
    settings = settings(
        max_examples=20,
        stateful_step_count=30,
        deadline=None,
        # What fails is short enough to read; making it shorter takes minutes.
        phases=[Phase.reuse, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
