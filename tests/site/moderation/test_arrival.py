"""What becomes of a text when it arrives: published, reviewed first, held by a rule, hinted at."""

from typing import Any

import pytest

from ciudad_global.moderation import actions as moderation
from ciudad_global.moderation import log
from ciudad_global.moderation.models import Case, Decision, Signal
from ciudad_global.moderation.signals import Arrival, burst
from ciudad_global.moderation.states import Outcome, Reason, State
from ciudad_global.notifications.models import Notice
from consultations.actions import comment, proposal
from consultations.models import Comment, Consultation
from tests.factories import (
    CommentFactory,
    ConsultationFactory,
    ModeratorFactory,
    ProposalFactory,
    ResidentFactory,
    decide,
)

pytestmark = pytest.mark.django_db

PHONE = "Llámenme al 55 1234 5678, por favor."
SHOUT = "ESTO ES UNA VERGÜENZA PARA TODA LA CIUDAD, YA BASTA DE PROMESAS"
HELD = (
    "Parece mostrar un teléfono. Lo detuvo una regla automática. Una persona del equipo lo revisa, "
    "normalmente en menos de 24 h, y decide si se publica. Si quieres, corrígelo y envíalo otra "
    "vez."
)


@pytest.fixture
def here() -> Any:
    """Return a proposal where comments are published at once."""
    return ProposalFactory(consultation=ConsultationFactory(moderators=[ModeratorFactory()]))


def write(here: Any, body: str, **fields: Any) -> Comment:
    return comment.write(by=ResidentFactory(), proposal=here, body=body, **fields)


def kinds(content: Any) -> list[tuple[str, bool]]:
    return list(
        Signal.objects.filter(case=content.case).order_by("kind").values_list("kind", "holds")
    )


class TestHeld:
    def test_personal_data_waits_for_a_moderator_and_its_author_is_told_that_a_rule_did_it(
        self, here: Any
    ) -> None:
        written = write(here, PHONE)
        decision = Decision.objects.get()
        assert (written.state, written.published_at) == (State.HELD, None)
        assert (decision.moderator, decision.rule) == (None, "personal_data")
        assert (decision.outcome, decision.reason) == (Outcome.HELD, Reason.PERSONAL_DATA)
        assert (decision.before, decision.after) == (State.PENDING, State.HELD)
        assert decision.text == HELD
        assert kinds(written) == [("personal_data", True)]
        case = Case.objects.waiting().get()
        assert (case.cause, case.risk) == (Case.Cause.REVIEW, 30)
        told = Notice.objects.get(user=written.author)
        assert (told.kind, told.facts["explanation"]) == ("content_held", HELD)
        assert log.first_break() == ""
        here.refresh_from_db()
        assert here.comments_count == 0

    def test_it_is_told_in_the_author_s_language(self, here: Any) -> None:
        written = comment.write(by=ResidentFactory(language="en"), proposal=here, body=PHONE)
        assert written.case.decisions.get().text.startswith("It seems to show a telephone number.")

    def test_a_third_new_account_with_the_same_link_waits(self, here: Any) -> None:
        shop = "Compren en https://tienda.example.net"
        assert [write(here, shop).state for _each in range(3)] == [
            State.PUBLISHED,
            State.PUBLISHED,
            State.HELD,
        ]
        decision = Decision.objects.get()
        assert (decision.rule, decision.reason) == ("link_spam", Reason.SPAM)

    def test_a_proposal_is_held_like_a_comment(self) -> None:
        sent = proposal.propose(
            by=ResidentFactory(),
            consultation=ConsultationFactory(proposals_review=Consultation.Review.AFTER),
            title="Más sombra en la plaza",
            summary=PHONE,
            body="Sí.",
        )
        assert sent.state == State.HELD

    def test_a_moderator_publishes_it(self, here: Any) -> None:
        written = write(here, PHONE)
        moderator = here.consultation.moderators.get()
        decide(by=moderator, case=written.case, outcome=State.PUBLISHED)
        written.refresh_from_db()
        here.refresh_from_db()
        assert (written.state, here.comments_count) == (State.PUBLISHED, 1)
        assert not Case.objects.waiting().exists()

    def test_what_is_reviewed_first_anyway_is_stopped_by_no_rule(self, run_tasks: Any) -> None:
        here = ProposalFactory(consultation__comments_review=Consultation.Review.BEFORE)
        written = write(here, PHONE)
        run_tasks()
        assert written.state == State.PENDING
        assert not Decision.objects.exists()
        assert kinds(written) == [("personal_data", False)]
        assert Case.objects.get().risk == 30

    @pytest.mark.parametrize(
        "body", [SHOUT, "Sí.", "Llama al 911.", "Escribe a contacto@ciudad.example.net"]
    )
    def test_nothing_else_is(self, here: Any, body: str) -> None:
        assert write(here, body, arrival=Arrival(0.1, 99)).state == State.PUBLISHED


class TestChange:
    def test_a_change_that_shows_personal_data_is_held_in_the_same_moment(self, here: Any) -> None:
        written = write(here, "Sí.")
        comment.edit(by=written.author, comment=written, body=PHONE)
        written.refresh_from_db()
        here.refresh_from_db()
        assert (written.state, here.comments_count) == (State.HELD, 0)
        decision = Decision.objects.get()
        assert (decision.before, decision.after) == (State.PUBLISHED, State.HELD)
        assert Case.objects.waiting().get().cause == Case.Cause.REVIEW

    def test_a_change_of_a_proposal_too(self) -> None:
        mine = ProposalFactory()
        proposal.edit(
            by=mine.author,
            proposal=mine,
            seen=mine.fingerprint(),
            title=mine.title,
            body=PHONE,
            summary="",
            theme=None,
            language="es",
        )
        mine.refresh_from_db()
        assert mine.state == State.HELD

    def test_what_a_moderator_let_through_is_not_held_again_for_a_typo(self, here: Any) -> None:
        written = CommentFactory(proposal=here, body=PHONE)
        comment.edit(by=written.author, comment=written, body=f"{PHONE} Gracias.")
        written.refresh_from_db()
        assert written.state == State.PUBLISHED
        assert not Decision.objects.exists()

    def test_its_author_may_take_out_what_a_rule_stopped_and_a_person_still_looks(
        self, here: Any, run_tasks: Any
    ) -> None:
        written = write(here, PHONE)
        since = Case.objects.get().waiting_since
        comment.edit(by=written.author, comment=written, body="Llámenme cuando quieran.")
        run_tasks()
        written.refresh_from_db()
        case = Case.objects.waiting().get()
        assert written.state == State.PENDING
        assert (case.cause, case.waiting_since) == (Case.Cause.REVIEW, since)
        assert kinds(written) == [("personal_data", True)]

    def test_what_was_taken_out_is_no_longer_hinted_at(self, run_tasks: Any) -> None:
        here = ProposalFactory(consultation__comments_review=Consultation.Review.BEFORE)
        written = write(here, PHONE, arrival=Arrival(0.5))
        run_tasks()
        assert kinds(written) == [("personal_data", False)]
        comment.edit(by=written.author, comment=written, body="Llámenme cuando quieran.")
        run_tasks()
        assert kinds(written) == []
        assert Case.objects.get().risk == 0


class TestHints:
    def test_what_is_published_enters_the_queue_and_stays_public(
        self, here: Any, run_tasks: Any
    ) -> None:
        written = write(here, SHOUT, arrival=Arrival(1, burst.MANY))
        assert not Case.objects.exists()
        run_tasks()
        written.refresh_from_db()
        assert written.state == State.PUBLISHED
        assert kinds(written) == [("burst", False), ("shouting", False), ("typed_fast", False)]
        case = Case.objects.waiting().get()
        assert (case.cause, case.risk) == (Case.Cause.SIGNAL, 13)

    def test_where_there_is_nothing_to_notice_there_is_no_case(
        self, here: Any, run_tasks: Any
    ) -> None:
        write(here, "Me parece bien: que empiece este año.")
        run_tasks()
        assert not Case.objects.exists()

    def test_what_waits_goes_on_waiting_for_its_cause(self, here: Any, run_tasks: Any) -> None:
        written = write(here, SHOUT)
        moderation.flag(by=ResidentFactory(), content=written, reason="spam")
        since = Case.objects.get().waiting_since
        run_tasks()
        case = Case.objects.get()
        assert (case.cause, case.waiting_since, case.risk) == (Case.Cause.FLAG, since, 18)

    def test_a_moderator_is_called_once_for_each_kind(self, here: Any, run_tasks: Any) -> None:
        written = write(here, SHOUT)
        run_tasks()
        moderator = here.consultation.moderators.get()
        decide(by=moderator, case=written.case, outcome=State.PUBLISHED)
        comment.edit(by=written.author, comment=written, body=f"{SHOUT}.")
        run_tasks()
        assert not Case.objects.waiting().exists()
        assert kinds(written) == [("shouting", False)]

    @pytest.mark.parametrize("state", [State.REMOVED, State.WITHDRAWN, State.REJECTED])
    def test_what_is_gone_is_left_alone(self, state: State) -> None:
        gone = CommentFactory(body=SHOUT, state=state)
        moderation.notice(content=gone, arrival=Arrival())
        assert not Signal.objects.exists()
        assert not Case.objects.waiting().exists()

    def test_a_text_that_has_changed_meanwhile_waits_for_its_own_turn(self) -> None:
        written = CommentFactory(body=SHOUT)
        before = Comment.objects.get()
        Comment.objects.update(body="Perdón.")
        moderation.notice(content=before, arrival=Arrival())
        assert not Signal.objects.exists()
        assert written.pk == before.pk
