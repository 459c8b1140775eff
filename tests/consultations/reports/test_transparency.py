"""The figures of moderation."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from ciudad_global.moderation import log
from ciudad_global.moderation.models import Appeal, Case
from consultations.models import Consultation
from consultations.reports import transparency
from consultations.reports.few import Count
from tests.factories import (
    CommentFactory,
    ConsultationFactory,
    ModeratorFactory,
    ProposalFactory,
    ResidentFactory,
)

pytestmark = pytest.mark.django_db
JUNE = datetime(2026, 6, 15, 18, tzinfo=UTC)


@pytest.fixture
def consultation():
    return ConsultationFactory()


@pytest.fixture
def author():
    return ResidentFactory()


@pytest.fixture
def decide(consultation, author):
    moderator = ModeratorFactory()

    def decide(outcome="removed", *, at=JUNE, hours=None, rule="", reason="spam", **also):
        proposal = ProposalFactory(
            consultation=also.pop("consultation", consultation), author=author, created_at=JUNE
        )
        case = Case.objects.create(
            consultation=proposal.consultation, proposal=proposal, cause="flag"
        )
        return log.append(
            case=case,
            moderator=None if rule else moderator,
            rule=rule,
            outcome=outcome,
            before="published",
            after={"changes": "held"}.get(outcome, outcome),
            reason="" if outcome == "published" else reason,
            waiting_since=None if hours is None else at - timedelta(hours=hours),
            created_at=at,
            **also,
        )

    return decide


def figures(*consultations):
    found = Consultation.objects.filter(pk__in=[one.pk for one in consultations])
    return transparency.report(found if consultations else Consultation.objects.public())


def test_nothing_happened_yet(consultation) -> None:
    report = figures(consultation)
    assert set(report.total.values()) == {Count()}
    assert (report.months, report.median, report.oldest) == ([], None, None)
    assert (report.reasons, report.waiting) == ({}, Count())


def test_what_residents_sent_is_counted_not_imports_nor_drafts(consultation, author) -> None:
    ProposalFactory.create_batch(5, consultation=consultation, author=author, created_at=JUNE)
    ProposalFactory(consultation=consultation, author=author, created_at=JUNE, state="removed")
    imported = ProposalFactory(consultation=consultation, origin="import", external_id="9")
    ProposalFactory(consultation=consultation, author=author, state="draft")
    CommentFactory.create_batch(7, proposal=imported, author=author, created_at=JUNE)
    CommentFactory(proposal=imported, author=author, external_id="8")
    report = figures(consultation)
    assert report.total["proposals"] == Count(6, 6)
    assert report.total["comments"] == Count(7, 7)
    assert [month.month for month in report.months] == [date(2026, 6, 1)]


def test_decisions_are_counted_by_what_they_did_and_who_decided(decide, consultation) -> None:
    for _number in range(5):
        decide("held")
        decide("removed")
        decide("held", rule="link_spam")
        decide("published")
    decide("rejected")
    total = figures(consultation).total
    assert total["held"] == Count(10, 10)
    assert total["taken"] == Count(6, 6)
    assert total["by_rule"] == Count(5, 5)
    assert total["by_people"] == Count(16, 16)


def test_what_was_undone_or_only_taken_over_does_not_count(decide, consultation) -> None:
    for _number in range(6):
        kept = decide("removed")
    log.append(
        case=kept.case, moderator=kept.moderator, outcome="undone",
        before="removed", after="published", undoes=kept,
    )  # fmt: skip
    log.append(case=kept.case, moderator=kept.moderator, outcome="taken")
    total = figures(consultation).total
    assert (total["taken"], total["by_people"]) == (Count(5, 5), Count(5, 5))


def test_no_figure_and_no_sum_tells_a_small_count(decide, consultation) -> None:
    for _number in range(7):
        decide("removed")
    for _number in range(2):
        decide("removed", at=JUNE + timedelta(days=60), reason="threat")
    report = figures(consultation)
    assert [month.figures["taken"] for month in report.months] == [Count(1, 4), Count(7, 7)]
    assert report.total["taken"] == Count(8, 11)
    assert report.reasons == {"spam": 7}
    # Nor does the site's figure less that of a consultation.
    decide("removed", consultation=ConsultationFactory())
    assert figures().total["taken"] == Count(9, 15)


def test_small_reasons_go_together(decide, consultation) -> None:
    for reason, number in {"spam": 6, "threat": 3, "offensive": 2}.items():
        for _number in range(number):
            decide("removed", reason=reason)
    assert figures(consultation).reasons == {"spam": 6, "other": 5}


@pytest.mark.parametrize(("hours", "median"), [([1, 2, 3, 40, 50], 3), ([1, 2, 3, 5, 40, 50], 4)])
def test_the_median_is_in_the_middle(decide, consultation, hours, median) -> None:
    for wait in hours:
        decide("published", hours=wait)
    decide("held", rule="link_spam", hours=900)
    report = figures(consultation)
    assert report.median == timedelta(hours=median)
    assert [month.median for month in report.months] == [timedelta(hours=median)]


def test_a_median_of_few_decisions_is_not_told(decide, consultation) -> None:
    for _number in range(4):
        decide("published", hours=3)
    assert figures(consultation).median is None


def test_a_month_is_one_of_mexico_city(decide, consultation) -> None:
    decide("removed", at=datetime(2026, 7, 1, 5, 30, tzinfo=UTC))
    assert [month.month for month in figures(consultation).months] == [date(2026, 6, 1)]


def test_appeals_count_when_they_were_sent(decide, consultation, author) -> None:
    for number in range(11):
        decision = decide("removed")
        answered = {
            "outcome": "reversed" if number < 5 else "upheld",
            "answer": "Sí.",
            "decided_by": ModeratorFactory(),
            "decided_at": timezone.now(),
        }
        appeal = Appeal.objects.create(
            decision=decision, author=author, text="No.", due_at=timezone.now(), **answered
        )
        Appeal.objects.filter(pk=appeal.pk).update(created_at=JUNE)
    total = figures(consultation).total
    assert (total["appeals"], total["reversals"]) == (Count(11, 11), Count(5, 5))


def test_it_says_since_when_the_oldest_waits(consultation, author) -> None:
    for days in (1, 9):
        proposal = ProposalFactory(consultation=consultation, author=author)
        since = JUNE - timedelta(days=days)
        Case.objects.create(
            consultation=consultation, proposal=proposal, cause="flag", waiting_since=since
        )
    report = figures(consultation)
    assert (report.waiting, report.oldest) == (Count(1, 4), JUNE - timedelta(days=9))


def test_a_consultation_in_preparation_is_not_part_of_the_site(decide) -> None:
    decide("removed", consultation=ConsultationFactory(state="draft"))
    assert figures().months == []
