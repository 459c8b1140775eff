"""Reports: one for each person, so many a day, again after a day, also of what was decided."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from ciudad_global.common.permissions import Refused
from ciudad_global.moderation import actions
from ciudad_global.moderation.actions.flag import AGAIN_AFTER
from ciudad_global.moderation.models import Case, Flag
from ciudad_global.moderation.states import Reason, State
from tests.factories import (
    CommentFactory,
    ConsultationFactory,
    ModeratorFactory,
    ProposalFactory,
    ResidentFactory,
    decide,
)


def flag(content: Any, by: Any = None, reason: str = "spam", **words: str) -> None:
    actions.flag(by=by or ResidentFactory(), content=content, reason=reason, **words)


def a_day_later() -> None:
    """Let the reports so far be a day old."""
    Flag.objects.update(created_at=timezone.now() - AGAIN_AFTER)


@pytest.mark.django_db
class TestFlag:
    @pytest.mark.parametrize("reason", Reason)
    def test_every_reason_can_be_given(self, reason: Reason) -> None:
        flag(CommentFactory(), reason=reason, text="Miren.")
        assert Flag.objects.values_list("reason", "text").get() == (reason, "Miren.")

    def test_the_worst_comes_first_and_sooner(self) -> None:
        quarrel, threat = CommentFactory(), CommentFactory()
        for _each in range(3):
            flag(quarrel, reason=Reason.OFFENSIVE)
        flag(threat, reason=Reason.THREAT)
        assert [case.comment for case in Case.objects.order_by("-risk")] == [threat, quarrel]
        due = dict(Case.objects.values_list("comment", "due_at"))
        assert due[threat.pk] < due[quarrel.pk]

    def test_political_content_stays_however_often_it_is_reported(self) -> None:
        comment = CommentFactory()
        for _each in range(12):
            flag(comment, reason=Reason.THREAT)
        comment.refresh_from_db()
        assert (comment.state, comment.case.flags_count) == (State.PUBLISHED, 12)

    def test_a_second_report_within_a_day_changes_nothing(self) -> None:
        dora, comment = ResidentFactory(), CommentFactory()
        flag(comment, by=dora)
        flag(comment, by=dora, reason=Reason.THREAT)
        assert Flag.objects.get().reason == Reason.SPAM
        assert Case.objects.get().flags_count == 1

    def test_after_a_day_it_takes_the_place_of_the_first(self) -> None:
        dora, comment = ResidentFactory(), CommentFactory()
        flag(comment, by=dora, text="Vende.")
        a_day_later()
        flag(comment, by=dora, reason=Reason.THREAT)
        again = Flag.objects.get()
        assert (again.reason, again.text) == (Reason.THREAT, "")
        assert again.created_at > timezone.now() - timedelta(minutes=1)
        case = Case.objects.get()
        assert (case.flags_count, case.risk) == (1, 100)

    def test_what_was_decided_waits_again_when_somebody_else_reports_it(self) -> None:
        moderator = ModeratorFactory()
        comment = CommentFactory(proposal__consultation=ConsultationFactory(moderators=[moderator]))
        flag(comment)
        decide(by=moderator, case=comment.case, outcome=State.PUBLISHED)
        assert not Case.objects.waiting().exists()
        flag(comment)
        case = Case.objects.waiting().get()
        assert (case.cause, case.flags_count) == (Case.Cause.FLAG, 2)

    def test_whoever_reported_it_before_the_decision_may_report_it_a_day_later(self) -> None:
        moderator, dora = ModeratorFactory(), ResidentFactory()
        comment = CommentFactory(proposal__consultation=ConsultationFactory(moderators=[moderator]))
        flag(comment, by=dora)
        decide(by=moderator, case=comment.case, outcome=State.PUBLISHED)
        flag(comment, by=dora)
        assert not Case.objects.waiting().exists()
        a_day_later()
        flag(comment, by=dora)
        assert Case.objects.waiting().get().flags_count == 1

    def test_a_day_admits_so_many(self, settings: Any) -> None:
        settings.FLAGS_PER_DAY = 2
        dora = ResidentFactory()
        for _each in range(2):
            flag(CommentFactory(), by=dora)
        with pytest.raises(Refused, match="Hoy ya mandaste 2 reportes: mañana puedes mandar más"):
            flag(CommentFactory(), by=dora)
        flag(CommentFactory())
        a_day_later()
        flag(CommentFactory(), by=dora)
        assert Flag.objects.filter(reporter=dora).count() == 3

    def test_one_s_own_is_not_reported(self) -> None:
        proposal = ProposalFactory()
        with pytest.raises(Refused, match="Es tuyo: si quieres, retíralo"):
            flag(proposal, by=proposal.author)

    @pytest.mark.parametrize("state", [state for state in State if state != State.PUBLISHED])
    def test_what_is_not_public_is_not_reported(self, state: State) -> None:
        with pytest.raises(Refused, match="Esto ya no está publicado"):
            flag(CommentFactory(state=state))
        assert not Case.objects.waiting().exists()
