"""The same decision about many cases."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from ciudad_global.common.permissions import Refused
from ciudad_global.moderation import actions
from ciudad_global.moderation.actions import batch as batches
from ciudad_global.moderation.log import first_break
from ciudad_global.moderation.models import Batch, Case, Decision
from ciudad_global.moderation.states import Outcome, State
from ciudad_global.notifications.models import Notice
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
SPAM = {"outcome": Outcome.REJECTED, "reason": "spam"}


@pytest.fixture
def moderator():
    return ModeratorFactory()


@pytest.fixture
def second():
    return ModeratorFactory()


@pytest.fixture
def consultation(moderator, second):
    return ConsultationFactory(moderators=[moderator, second])


@pytest.fixture
def few_alone(monkeypatch) -> None:
    monkeypatch.setattr(batches, "ALONE", 2)


def proposed(consultation, **fields) -> Case:
    proposal = ProposalFactory(consultation=consultation, state=State.DRAFT, **fields)
    actions.ask_review(content=proposal)
    return proposal.case


def seen(*cases: Case) -> dict[int, str]:
    return {case.pk: Case.objects.get(pk=case.pk).seen_as() for case in cases}


def states(*cases: Case) -> list[str]:
    return [Case.objects.get(pk=case.pk).content.state for case in cases]


def test_a_few_are_decided_at_once(moderator, consultation) -> None:
    comment = CommentFactory(proposal=ProposalFactory(consultation=consultation), state="draft")
    actions.ask_review(content=comment)
    cases = [proposed(consultation), comment.case]
    batch = batches.propose(by=moderator, seen=seen(*cases), outcome="published", note="Todo bien.")
    assert (batch.state, batch.decided_by) == (Batch.State.DONE, None)
    assert states(*cases) == ["published", "published"]
    comment.proposal.refresh_from_db()
    assert comment.proposal.comments_count == 1
    assert set(Decision.objects.values_list("moderator", "batch", "note")) == {
        (moderator.pk, batch.pk, "Todo bien.")
    }
    assert Case.objects.waiting().count() == 0
    assert first_break() == ""


def test_each_author_reads_the_suggested_text_in_their_language(moderator, consultation) -> None:
    cases = [
        proposed(consultation, author=ResidentFactory(language=language))
        for language in ("es", "en")
    ]
    batches.propose(by=moderator, seen=seen(*cases), **SPAM)
    spanish, english = Decision.objects.order_by("case").values_list("text", flat=True)
    assert spanish.startswith("Lo que escribiste anuncia algo")
    assert english.startswith("What you wrote advertises")


def test_what_cannot_be_decided_stays_as_it_is(moderator, second, consultation) -> None:
    good = proposed(consultation)
    own = proposed(consultation, author=moderator)
    claimed = proposed(consultation)
    actions.claim(by=second, case=claimed)
    decided, changed = proposed(consultation), proposed(consultation)
    published = CommentFactory(proposal=ProposalFactory(consultation=consultation))
    actions.flag(by=moderator, content=published, reason="spam")
    elsewhere = proposed(ConsultationFactory())
    cases = [good, own, claimed, decided, changed, published.case, elsewhere]
    before = seen(*cases)
    decide(by=second, case=decided, outcome="published")
    changed.proposal.body = "Otra cosa."
    changed.proposal.save()
    found = batches.sort_out(
        [moderator], Case.objects.order_by("pk").with_content(), before, "rejected"
    )
    assert [case.pk for case in found.can] == [good.pk]
    assert [(case.pk, why[:24]) for case, why in found.cannot] == [
        (own.pk, "Es tuyo: decide otra per"),
        (claimed.pk, f"Lo revisa {second.public_name}"[:24]),
        (decided.pk, f"Ya lo decidió {second.public_name}"[:24]),
        (changed.pk, "La persona lo cambió hac"),
        (published.case.pk, "Lo reportaste tú: decide"),
        (elsewhere.pk, "No moderas esta consulta"),
    ]
    batch = batches.propose(by=moderator, seen=before, **SPAM)
    assert states(*cases) == [
        "rejected", "pending", "pending", "published", "pending", "published", "pending"
    ]  # fmt: skip
    # What one may not even read is not part of it.
    assert set(batches.seen_in(batch)) == {case.pk for case in cases} - {elsewhere.pk}


def test_an_outcome_that_is_impossible_for_one_stays_away_from_it(moderator, consultation) -> None:
    waiting = proposed(consultation)
    batch = {"by": moderator, "seen": seen(waiting), "reason": "spam"}
    with pytest.raises(Refused, match="Ninguno se puede decidir así"):
        batches.propose(outcome="removed", **batch)
    assert (Batch.objects.count(), states(waiting)) == (0, ["pending"])


@pytest.mark.usefixtures("few_alone")
def test_more_wait_for_a_second_person(moderator, second, consultation) -> None:
    cases = [proposed(consultation) for _case in range(3)]
    batch = batches.propose(by=moderator, seen=seen(*cases), **SPAM)
    assert (batch.state, states(*cases)) == ("proposed", ["pending"] * 3)
    with pytest.raises(Refused, match="La propusiste tú"):
        batches.confirm(by=moderator, batch=batch)
    batch = batches.confirm(by=second, batch=batch)
    assert (batch.state, batch.decided_by, states(*cases)) == ("done", second, ["rejected"] * 3)
    with pytest.raises(Refused, match="ya no espera a nadie"):
        batches.confirm(by=second, batch=batch)


@pytest.mark.usefixtures("few_alone")
def test_the_second_person_moderates_all_its_consultations(moderator, second, consultation) -> None:
    other = ConsultationFactory(moderators=[moderator])
    cases = [proposed(consultation), proposed(consultation), proposed(other)]
    batch = batches.propose(by=moderator, seen=seen(*cases), **SPAM)
    for person in (second, ResidentFactory()):
        for act in (batches.confirm, batches.discard):
            with pytest.raises(Refused, match="alguien que modere todas"):
                act(by=person, batch=batch)


@pytest.mark.usefixtures("few_alone")
def test_what_the_second_person_may_not_decide_stays_out(moderator, second, consultation) -> None:
    cases = [proposed(consultation), proposed(consultation), proposed(consultation, author=second)]
    actions.claim(by=moderator, case=cases[0])
    batch = batches.propose(by=moderator, seen=seen(*cases), **SPAM)
    batches.confirm(by=second, batch=batch)
    assert states(*cases) == ["rejected", "rejected", "pending"]


@pytest.mark.usefixtures("few_alone")
def test_what_changed_while_it_waited_stays_out(moderator, second, consultation) -> None:
    cases = [proposed(consultation) for _case in range(3)]
    batch = batches.propose(by=moderator, seen=seen(*cases), **SPAM)
    decide(by=second, case=cases[0], outcome="published")
    batches.confirm(by=second, batch=batch)
    assert states(*cases) == ["published", "rejected", "rejected"]
    assert Decision.objects.filter(batch=batch).count() == 2


@pytest.mark.usefixtures("few_alone")
def test_either_of_both_discards_it(moderator, second, consultation) -> None:
    cases = [proposed(consultation) for _case in range(3)]
    for by, decided_by in ((moderator, None), (second, second)):
        batch = batches.propose(by=moderator, seen=seen(*cases), **SPAM)
        batch = batches.discard(by=by, batch=batch)
        assert (batch.state, batch.decided_by) == ("discarded", decided_by)
        with pytest.raises(Refused, match="ya no espera a nadie"):
            batches.discard(by=by, batch=batch)
    assert states(*cases) == ["pending"] * 3


@pytest.mark.usefixtures("few_alone")
def test_who_proposed_or_confirmed_takes_it_back(moderator, second, consultation) -> None:
    for by in (moderator, second):
        cases = [proposed(consultation) for _case in range(3)]
        batch = batches.propose(by=moderator, seen=seen(*cases), **SPAM)
        batches.confirm(by=second, batch=batch)
        batch = batches.undo_batch(by=by, batch=batch)
        assert (batch.state, states(*cases)) == ("undone", ["pending"] * 3)
        with pytest.raises(Refused, match="no se deshace"):
            batches.undo_batch(by=by, batch=batch)
    assert (Notice.objects.count(), first_break()) == (0, "")


def test_taking_back_leaves_alone_what_changed(moderator, second, consultation) -> None:
    cases = [proposed(consultation) for _case in range(3)]
    batch = batches.propose(by=moderator, seen=seen(*cases), outcome="published")
    withdraw(by=cases[0].proposal.author, proposal=cases[0].proposal)
    decide(by=second, case=cases[1], outcome="removed", reason="spam", text="Anuncia.")
    batches.undo_batch(by=moderator, batch=batch)
    assert states(*cases) == ["withdrawn", "removed", "pending"]


def test_nobody_else_takes_it_back_nor_after_ten_minutes(moderator, second, consultation) -> None:
    case = proposed(consultation)
    batch = batches.propose(by=moderator, seen=seen(case), outcome="published")
    with pytest.raises(Refused, match="Solo quien decidió"):
        batches.undo_batch(by=second, batch=batch)
    later = timezone.now() + timedelta(minutes=11)
    with time_machine.travel(later), pytest.raises(Refused, match="más de 10 minutos"):
        batches.undo_batch(by=moderator, batch=batch)


def test_there_is_a_limit(moderator, consultation, monkeypatch) -> None:
    monkeypatch.setattr(batches, "MOST", 1)
    cases = [proposed(consultation), proposed(consultation)]
    with pytest.raises(Refused, match="demasiados"):
        batches.propose(by=moderator, seen=seen(*cases), outcome="published")


@pytest.mark.parametrize("number", [1, 3])
def test_sorting_asks_no_more_for_more(
    moderator, consultation, django_assert_num_queries, number
) -> None:
    for _case in range(number):
        proposed(consultation)
    cases = list(Case.objects.with_content())
    known = {case.pk: case.seen_as() for case in cases}
    moderator.has_perm("moderation.decide_case")
    with django_assert_num_queries(3):
        batches.sort_out([moderator], cases, known, "published")
