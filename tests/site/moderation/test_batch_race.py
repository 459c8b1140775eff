"""Two moderators decide many cases at the same moment, some of them the same."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest
from django.db import connection, transaction

from ciudad_global.common.permissions import Refused
from ciudad_global.moderation import actions
from ciudad_global.moderation.actions import batch as batches
from ciudad_global.moderation.log import first_break
from ciudad_global.moderation.models import Case, Decision
from ciudad_global.moderation.states import State
from tests.factories import CommentFactory, ConsultationFactory, ModeratorFactory, ProposalFactory

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 3


@pytest.fixture
def moderators() -> list[object]:
    return ModeratorFactory.create_batch(2)


def waiting(moderators) -> dict[int, str]:
    """Let proposals and comments on them wait, so that counters cross; return what was seen."""
    consultation = ConsultationFactory(moderators=moderators)
    proposals = [
        ProposalFactory(consultation=consultation, state=state)
        for state in (State.DRAFT, State.PUBLISHED, State.DRAFT, State.PUBLISHED)
    ]
    for proposal in proposals:
        if proposal.state == State.DRAFT:
            actions.ask_review(content=proposal)
    for proposal in reversed(proposals[1::2]):
        for _comment in range(2):
            comment = CommentFactory(proposal=proposal, state=State.DRAFT)
            actions.ask_review(content=comment)
    return {case.pk: case.seen_as() for case in Case.objects.waiting().order_by("pk")}


def at_once(*acts: Callable[[], object]) -> list[str]:
    """Do them together; return each one's refusal, "" where there was none."""
    together = Barrier(len(acts))

    def run(act: Callable[[], object]) -> str:
        try:
            together.wait()
            act()
        except Refused as refused:
            return str(refused)
        finally:
            connection.close()
        return ""

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def turned(seen: dict[int, str]) -> dict[int, str]:
    return dict(reversed(seen.items()))


def test_overlapping_batches_decide_each_case_once(moderators) -> None:
    for _round in range(ROUNDS):
        seen = waiting(moderators)
        known = list(seen)
        first = {pk: seen[pk] for pk in known[:4]}
        second = {pk: seen[pk] for pk in known[2:]}
        refused = at_once(
            lambda first=first: batches.propose(by=moderators[0], seen=first, outcome="published"),
            lambda second=second: batches.propose(
                by=moderators[1], seen=turned(second), outcome="rejected", reason="spam"
            ),
        )
        assert refused == ["", ""]
        decided = Decision.objects.filter(case__in=seen)
        assert sorted(decided.values_list("case", flat=True)) == sorted(seen)
        assert [decision.case.content.state == decision.after for decision in decided] == [
            True
        ] * len(seen)
    for case in Case.objects.exclude(comment=None):
        proposal = case.comment.proposal
        published = proposal.comments.filter(state=State.PUBLISHED).count()
        assert proposal.comments_count == published
    assert first_break() == ""


def test_a_batch_and_single_decisions_decide_each_case_once(moderators) -> None:
    for _round in range(ROUNDS):
        seen = waiting(moderators)

        def one_by_one(seen=seen) -> None:
            for pk, how in reversed(seen.items()):
                case = Case.objects.get(pk=pk)
                try:
                    actions.decide(by=moderators[1], case=case, outcome="published", seen=how)
                except Refused:
                    continue

        refused = at_once(
            lambda seen=seen: batches.propose(by=moderators[0], seen=seen, outcome="published"),
            one_by_one,
        )
        assert refused in (["", ""], ["Ninguno se puede decidir así.", ""])
        decided = Decision.objects.filter(case__in=seen)
        assert sorted(decided.values_list("case", flat=True)) == sorted(seen)
    assert first_break() == ""


def test_a_batch_is_confirmed_or_discarded_but_never_both(moderators, monkeypatch) -> None:
    monkeypatch.setattr(batches, "ALONE", 1)
    seen = waiting(moderators)
    batch = batches.propose(by=moderators[0], seen=seen, outcome="published")
    refused = at_once(
        lambda: batches.confirm(by=moderators[1], batch=batch),
        lambda: batches.discard(by=moderators[0], batch=batch),
    )
    batch.refresh_from_db()
    assert refused.count("") == 1
    assert Decision.objects.count() == (len(seen) if batch.state == "done" else 0)


def test_taking_back_and_a_new_decision_do_not_cross(moderators) -> None:
    for _round in range(ROUNDS):
        seen = waiting(moderators)
        batch = batches.propose(by=moderators[0], seen=seen, outcome="published")
        pk = list(seen)[-1]
        case = Case.objects.get(pk=pk)
        how = case.seen_as()
        at_once(
            lambda batch=batch: batches.undo_batch(by=moderators[0], batch=batch),
            lambda case=case, how=how: actions.decide(
                by=moderators[1], case=case, outcome="held", reason="spam", text="Ya.", seen=how
            ),
        )
        last = Decision.objects.filter(case=case).latest("pk")
        content = Case.objects.get(pk=pk).content
        assert (last.outcome, last.after) in (("undone", "pending"), ("held", "held"))
        assert content.state == last.after
    assert first_break() == ""


def test_one_and_all_of_a_batch_are_taken_back_at_once(moderators) -> None:
    seen = waiting(moderators)
    batch = batches.propose(by=moderators[0], seen=seen, outcome="published")
    decision, written = batch.decisions.earliest("pk"), Event()

    def one() -> None:
        with transaction.atomic():
            actions.undo(by=moderators[0], decision=decision)
            written.set()
            time.sleep(0.5)  # the other one arrives before this is committed

    def all_of_it() -> None:
        written.wait()
        batches.undo_batch(by=moderators[0], batch=batch)

    assert at_once(one, all_of_it) == ["", ""]
    assert Decision.objects.filter(outcome="undone").count() == len(seen)
