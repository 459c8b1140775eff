"""Appeals: who may ask that somebody else looks again, who may answer, what that gives back."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from ciudad_global.common.permissions import Refused
from ciudad_global.moderation import actions, deadlines, log, permissions
from ciudad_global.moderation.models import Appeal, Batch, Case, Decision, Sanction
from ciudad_global.moderation.states import Outcome, State
from ciudad_global.notifications.models import Mail, Notice
from consultations.actions.proposal import withdraw
from consultations.models import Comment
from consultations.reports import thread
from tests.factories import (
    CommentFactory,
    ConsultationFactory,
    ModeratorFactory,
    ProposalFactory,
    ResidentFactory,
    decide,
    in_role,
)

pytestmark = pytest.mark.django_db
WORDS = {"reason": "offensive", "text": "Insulta."}
WHY = "Cité lo que dijo el gobierno."


@pytest.fixture
def moderator():
    return ModeratorFactory()


@pytest.fixture
def colleague():
    return ModeratorFactory(display_name="Dora")


@pytest.fixture
def consultation(moderator, colleague):
    return ConsultationFactory(moderators=[moderator, colleague])


@pytest.fixture
def comment(consultation) -> Comment:
    """A reported comment between two others."""
    proposal = ProposalFactory(consultation=consultation)
    _before, comment, _after = CommentFactory.create_batch(3, proposal=proposal)
    actions.flag(by=ResidentFactory(), content=comment, reason="offensive")
    return comment


@pytest.fixture
def removal(comment, moderator) -> Decision:
    return decide(by=moderator, case=comment.case, outcome=Outcome.REMOVED, **WORDS)


def appealed(decision: Decision) -> Appeal:
    return actions.file_appeal(by=decision.concerns, decision=decision, text=WHY)


def sanctioned(moderator, kind="warning", **fields) -> Decision:
    """Return the decision that warned somebody, or suspended them."""
    sanction = Sanction.objects.create(
        user=ResidentFactory(),
        kind=kind,
        state=Sanction.State.ACTIVE,
        reason="offensive",
        text="Insultaste.",
        proposed_by=moderator,
        **fields,
    )
    outcome = Outcome.WARNED if kind == "warning" else Outcome.SUSPENDED
    return log.append(sanction=sanction, moderator=moderator, outcome=outcome, **WORDS)


def test_it_works(removal) -> None:
    appeal = appealed(removal)
    assert (appeal.decision, appeal.author, appeal.text) == (removal, removal.concerns, WHY)
    assert appeal.due_at == deadlines.appeal_due(appeal.created_at)


@pytest.mark.parametrize(
    ("before", "outcome", "answer"),
    [
        (State.PUBLISHED, Outcome.HELD, True),
        (State.PENDING, Outcome.REJECTED, True),
        (State.PUBLISHED, Outcome.REMOVED, True),
        (State.PENDING, Outcome.PUBLISHED, False),
        (State.PUBLISHED, Outcome.PUBLISHED, False),
        (State.PUBLISHED, Outcome.CHANGES, True),
    ],
)
def test_only_what_was_decided_against_a_person(
    moderator, consultation, before, outcome, answer
) -> None:
    proposal = ProposalFactory(consultation=consultation, state=before)
    case = Case.objects.create(
        consultation=consultation, proposal=proposal, cause="flag", waiting_since=timezone.now()
    )
    decision = decide(by=moderator, case=case, outcome=outcome, **WORDS)
    decision = Decision.objects.get(pk=decision.pk)
    assert bool(permissions.may_appeal(proposal.author, decision)) is answer


@pytest.mark.parametrize("who", [ResidentFactory, ModeratorFactory])
def test_nobody_appeals_for_another(removal, who) -> None:
    with pytest.raises(Refused, match="Solo apela la persona"):
        actions.file_appeal(by=who(), decision=removal, text=WHY)


def test_once(removal) -> None:
    appealed(removal)
    with pytest.raises(Refused, match="Ya apelaste"):
        appealed(removal)


def test_within_thirty_days(removal) -> None:
    end = deadlines.appeal_until(removal.created_at)
    with (
        time_machine.travel(end + timedelta(minutes=1)),
        pytest.raises(Refused, match="El plazo para apelar ya terminó"),
    ):
        appealed(removal)
    with time_machine.travel(end - timedelta(minutes=1)):
        appealed(removal)


def test_not_what_was_taken_back_or_decided_anew(removal, comment, moderator) -> None:
    actions.undo(by=moderator, decision=removal)
    with pytest.raises(Refused, match="ya no vale"):
        appealed(removal)
    held = decide(by=moderator, case=comment.case, outcome=Outcome.HELD, **WORDS)
    removed = decide(by=moderator, case=comment.case, outcome=Outcome.REMOVED, **WORDS)
    with pytest.raises(Refused, match="ya no vale"):
        appealed(held)
    appealed(removed)


def test_what_is_appealed_is_not_taken_back(removal, moderator) -> None:
    appealed(removal)
    with pytest.raises(Refused, match="La persona ya apeló"):
        actions.undo(by=moderator, decision=removal)


# Who answers.


@pytest.mark.parametrize(
    ("who", "why"),
    [
        ("whoever decided", "Participaste en esa decisión"),
        ("whoever confirmed the batch", "Participaste en esa decisión"),
        ("its author, a moderator meanwhile", "Es tuyo"),
        ("whoever reported it", "Lo reportaste tú"),
        ("a moderator of another consultation", "No moderas esta consulta"),
        ("an auditor", "Solo responde el equipo de moderación"),
        ("a resident", "Solo responde el equipo de moderación"),
        ("a colleague", ""),
        ("an administrator", ""),
    ],
)
def test_another_person_answers(comment, consultation, moderator, colleague, who, why) -> None:
    confirms = ModeratorFactory()
    reports = ModeratorFactory()
    consultation.moderators.add(confirms, reports)
    actions.flag(by=reports, content=comment, reason="offensive")
    batch = Batch.objects.create(
        outcome="removed", reason="offensive", proposed_by=moderator, decided_by=confirms
    )
    removal = decide(by=moderator, case=comment.case, outcome="removed", batch=batch, **WORDS)
    appeal = appealed(removal)
    if who.startswith("its author"):
        consultation.moderators.add(comment.author)
        comment.author.groups.set(colleague.groups.all())
    person = {
        "whoever decided": lambda: moderator,
        "whoever confirmed the batch": lambda: confirms,
        "its author, a moderator meanwhile": lambda: type(moderator).objects.get(
            pk=comment.author.pk
        ),
        "whoever reported it": lambda: reports,
        "a moderator of another consultation": ModeratorFactory,
        "an auditor": lambda: in_role("auditor", "moderation.audit_case"),
        "a resident": ResidentFactory,
        "a colleague": lambda: colleague,
        "an administrator": lambda: in_role("administrator", "moderation.confirm_sanction"),
    }[who]()
    answer = permissions.may_answer(person, appeal)
    assert (bool(answer), answer.why[: len(why)]) == (not why, why)
    if why:
        with pytest.raises(Refused, match=why):
            actions.answer_appeal(by=person, appeal=appeal, outcome="upheld", text="No.")
    else:
        actions.answer_appeal(by=person, appeal=appeal, outcome="upheld", text="No.")


def test_who_proposed_or_confirmed_a_suspension_does_not_answer(moderator) -> None:
    confirms = in_role("administrator", "moderation.confirm_sanction")
    decision = sanctioned(
        moderator,
        "suspension",
        stops_voting=True,
        decided_by=confirms,
        starts_at=timezone.now(),
    )
    appeal = appealed(decision)
    assert [
        bool(permissions.may_answer(person, appeal))
        for person in (moderator, confirms, ModeratorFactory(), decision.sanction.user)
    ] == [False, False, True, False]


# What an answer does.


def test_a_reversal_puts_the_comment_back_in_its_place(removal, comment, colleague) -> None:
    proposal = comment.proposal
    proposal.refresh_from_db()
    assert proposal.comments_count == 2
    appeal = appealed(removal)
    answer = actions.answer_appeal(
        by=colleague, appeal=appeal, outcome="reversed", text="Es una cita."
    )
    proposal.refresh_from_db()
    assert proposal.comments_count == 3
    shown = thread.page(proposal, ResidentFactory()).comments
    assert [each.number for each in shown] == [1, 2, 3]
    assert (answer.outcome, answer.before, answer.after, answer.appeal, answer.moderator) == (
        "reversed",
        "removed",
        "published",
        appeal,
        colleague,
    )
    appeal.refresh_from_db()
    assert (appeal.outcome, appeal.answer, appeal.decided_by) == (
        "reversed",
        "Es una cita.",
        colleague,
    )
    assert log.first_break() == ""


@pytest.mark.parametrize(
    ("before", "outcome"),
    [
        (State.PENDING, Outcome.HELD),
        (State.PUBLISHED, Outcome.HELD),
        (State.PENDING, Outcome.REJECTED),
        (State.HELD, Outcome.REJECTED),
        (State.PUBLISHED, Outcome.REMOVED),
        (State.HELD, Outcome.REMOVED),
    ],
)
def test_a_reversal_publishes_from_every_state(
    consultation, moderator, colleague, before, outcome
) -> None:
    proposal = ProposalFactory(consultation=consultation, state=before)
    case = Case.objects.create(
        consultation=consultation, proposal=proposal, cause="flag", waiting_since=timezone.now()
    )
    decision = decide(by=moderator, case=case, outcome=outcome, **WORDS)
    actions.answer_appeal(
        by=colleague, appeal=appealed(decision), outcome="reversed", text="Tienes razón."
    )
    proposal.refresh_from_db()
    case.refresh_from_db()
    assert (proposal.state, case.waiting_since) == (State.PUBLISHED, None)


def test_what_is_upheld_stays_as_it_is(removal, comment, colleague) -> None:
    answer = actions.answer_appeal(
        by=colleague, appeal=appealed(removal), outcome="upheld", text="Insulta a una persona."
    )
    comment.refresh_from_db()
    assert (comment.state, answer.before, answer.after, answer.reason) == (
        State.REMOVED,
        "removed",
        "removed",
        "offensive",
    )
    # It is the last word.
    assert permissions.may_appeal(comment.author, answer).why == "Esta decisión no se apela."


def test_a_change_that_was_asked_for_is_answered_too(comment, moderator, colleague) -> None:
    asked = decide(by=moderator, case=comment.case, outcome=Outcome.CHANGES, **WORDS)
    assert Mail.objects.get(decision=asked).text.count(f"/es/decisiones/{asked.pk}/") == 2
    actions.answer_appeal(
        by=colleague, appeal=appealed(asked), outcome="reversed", text="Así se queda."
    )
    comment.refresh_from_db()
    assert (comment.state, Case.objects.get().waiting_since) == (State.PUBLISHED, None)


def test_what_is_held_still_waits_for_its_last_word(comment, moderator, colleague) -> None:
    held = decide(by=moderator, case=comment.case, outcome=Outcome.HELD, **WORDS)
    actions.answer_appeal(by=colleague, appeal=appealed(held), outcome="upheld", text="Se revisa.")
    assert Case.objects.get().waiting_since is not None


def test_what_its_author_took_back_stays_so(consultation, moderator, colleague) -> None:
    proposal = ProposalFactory(consultation=consultation)
    case = Case.objects.create(consultation=consultation, proposal=proposal, cause="flag")
    held = decide(by=moderator, case=case, outcome=Outcome.HELD, **WORDS)
    appeal = appealed(held)
    withdraw(by=proposal.author, proposal=proposal)
    actions.answer_appeal(by=colleague, appeal=appeal, outcome="reversed", text="Tenías razón.")
    proposal.refresh_from_db()
    assert proposal.state == State.WITHDRAWN


def test_a_sanction_that_is_reversed_is_lifted(moderator, colleague) -> None:
    decision = sanctioned(moderator)
    actions.answer_appeal(
        by=colleague, appeal=appealed(decision), outcome="reversed", text="Fue un malentendido."
    )
    assert Sanction.objects.get().state == Sanction.State.LIFTED
    assert Notice.objects.get().facts["passage"] == "advertencia"
    assert "Fue un malentendido." in Mail.objects.get().text


def test_an_answer_gives_its_reasons(removal, colleague) -> None:
    with pytest.raises(Refused, match="Explica tu respuesta"):
        actions.answer_appeal(by=colleague, appeal=appealed(removal), outcome="upheld", text=" ")


@pytest.mark.parametrize(
    ("outcome", "kind", "subject"),
    [
        ("upheld", "appeal_upheld", "Respondimos tu apelación: la decisión se mantiene"),
        ("reversed", "appeal_reversed", "Respondimos tu apelación: tenías razón"),
    ],
)
def test_the_author_is_told_at_once(removal, comment, colleague, outcome, kind, subject) -> None:
    appeal = appealed(removal)
    actions.answer_appeal(by=colleague, appeal=appeal, outcome=outcome, text="Lo miré otra vez.")
    notice, mail = Notice.objects.order_by("-pk")[0], Mail.objects.order_by("-pk")[0]
    url = {
        "upheld": f"/es/decisiones/{removal.pk}/",
        "reversed": comment.get_absolute_url(),
    }[outcome]
    assert (notice.user, notice.kind, notice.url) == (comment.author, kind, url)
    assert (mail.subject, mail.not_before) == (subject, None)
    assert "Lo miré otra vez." in mail.text


def test_the_second_of_two_answers_is_told(removal, colleague) -> None:
    appeal = appealed(removal)
    actions.answer_appeal(by=colleague, appeal=appeal, outcome="reversed", text="Tienes razón.")
    other = in_role("administrator", "moderation.confirm_sanction")
    with pytest.raises(Refused, match="Ya la respondió Dora: se corrige"):
        actions.answer_appeal(by=other, appeal=appeal, outcome="upheld", text="No.")


@pytest.mark.django_db(transaction=True)
def test_two_answers_at_the_same_moment() -> None:
    moderators = ModeratorFactory.create_batch(3)
    proposal = ProposalFactory(consultation=ConsultationFactory(moderators=moderators))
    case = Case.objects.create(consultation=proposal.consultation, proposal=proposal, cause="flag")
    appeal = appealed(decide(by=moderators[2], case=case, outcome=Outcome.REMOVED, **WORDS))
    together = Barrier(2)

    def answer(index: int) -> str:
        try:
            together.wait()
            outcome = ("upheld", "reversed")[index]
            actions.answer_appeal(by=moderators[index], appeal=appeal, outcome=outcome, text="Sí.")
        except Refused as refused:
            return str(refused)
        finally:
            connection.close()
        return "answered"

    with ThreadPoolExecutor(2) as pool:
        first, second = sorted(pool.map(answer, range(2)))
    assert (first[:16], second) == ("Ya la respondió ", "answered")
    assert Decision.objects.filter(appeal=appeal).count() == 1
