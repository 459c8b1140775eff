"""Warning and suspending people."""

import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import timedelta
from threading import Barrier, Event

import pytest
import time_machine
from django.db import connection, transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from ciudad_global.common.permissions import Refused
from ciudad_global.moderation import actions, log, sanctions
from ciudad_global.moderation.models import Case, Decision, Sanction
from ciudad_global.moderation.states import Outcome
from ciudad_global.notifications.models import Mail, Notice
from ciudad_global.users.models import User
from consultations import permissions
from consultations.actions import comment, proposal, vote
from consultations.models import Proposal
from tests.factories import (
    CommentFactory,
    ConsultationFactory,
    ModeratorFactory,
    ProposalFactory,
    ResidentFactory,
    in_role,
)

WORDS = {"reason": "offensive", "text": "Insultaste a otras personas."}
DATA = {"title": "Sombra en las paradas", "body": "Con árboles.", "language": "es"}


def administrator() -> User:
    return in_role("administrator", "moderation.confirm_sanction", "moderation.audit_case")


def reported() -> Case:
    """Return the case of a comment in a consultation that has a moderator."""
    consultation = ConsultationFactory(moderators=[ModeratorFactory()])
    written = CommentFactory(proposal=ProposalFactory(consultation=consultation))
    actions.flag(by=ResidentFactory(), content=written, reason="offensive")
    return Case.objects.get(comment=written)


def moderator_of(case: Case) -> User:
    return case.consultation.moderators.get()


def propose(case: Case, *stops: str, hours: int | None = 24) -> Sanction:
    return actions.propose_suspension(
        by=moderator_of(case),
        case=case,
        stops=stops or Sanction.SWITCHES,
        hours=hours,
        **WORDS,
    )


def suspend(case: Case, *stops: str, hours: int | None = 24) -> Sanction:
    sanction = propose(case, *stops, hours=hours)
    actions.confirm_suspension(by=administrator(), sanction=sanction)
    sanction.refresh_from_db()
    return sanction


def again(user: User) -> User:
    """Return the person as another request knows them."""
    return User.objects.get(pk=user.pk)


def refused(act, **kwargs) -> str:
    with pytest.raises(Refused) as refusal:
        act(**kwargs)
    return str(refusal.value)


@pytest.mark.django_db
def test_a_warning_is_told_at_once_and_stops_nothing() -> None:
    case = reported()
    sanction = actions.warn(by=moderator_of(case), case=case, **WORDS)
    notice = Notice.objects.get()
    assert (notice.user, notice.kind) == (case.content.author, "sanction_warned")
    assert Mail.objects.get().subject == "Una advertencia sobre lo que escribiste"
    assert sanction.decisions.get().outcome == Outcome.WARNED
    assert not case.content.author.sanctions.suspending().exists()
    assert log.first_break() == ""


@pytest.mark.django_db
def test_a_suspension_waits_for_an_administrator() -> None:
    case = reported()
    person, sanction = case.content.author, propose(case)
    assert (Notice.objects.count(), person.sanctions.suspending().count()) == (0, 0)
    moderator = in_role("administrator", "moderation.confirm_sanction", "moderation.decide_case")
    Sanction.objects.filter(pk=sanction.pk).update(proposed_by=moderator)
    assert refused(actions.confirm_suspension, by=moderator, sanction=sanction) == (
        "La propusiste tú: la confirma otra persona."
    )
    assert refused(actions.confirm_suspension, by=moderator_of(case), sanction=sanction) == (
        "Solo quien administra decide una suspensión."
    )
    actions.confirm_suspension(by=administrator(), sanction=sanction)
    assert person.sanctions.suspending().count() == 1
    notice = Notice.objects.get()
    assert (notice.kind, notice.facts["acts"]) == (
        "sanction_suspended",
        "proponer, comentar ni votar",
    )
    assert [row.outcome for row in sanction.decisions.order_by("pk")] == [
        Outcome.PROPOSED,
        Outcome.SUSPENDED,
    ]
    assert refused(actions.confirm_suspension, by=administrator(), sanction=sanction) == (
        "Ya se decidió: vigente."
    )
    assert log.first_break() == ""


@pytest.mark.django_db
def test_each_right_is_stopped_by_itself_and_nothing_is_hidden() -> None:
    case = reported()
    person, place = case.content.author, ProposalFactory(consultation=case.consultation)
    acts = {
        "stops_proposing": lambda: proposal.propose(
            by=again(person), consultation=case.consultation, **DATA
        ),
        "stops_commenting": lambda: comment.write(by=again(person), proposal=place, body="Hola"),
        "stops_voting": lambda: vote.cast(by=again(person), proposal=place, value=1),
    }
    for stopped in acts:
        sanction = suspend(case, stopped)
        for switch, act in acts.items():
            if switch == stopped:
                assert refused(act).startswith("Tu cuenta no puede ")
            else:
                act()
        case.content.refresh_from_db()
        assert case.content.is_published
        actions.lift_suspension(by=administrator(), sanction=sanction, text="Se aclaró.")
        acts[stopped]()


@pytest.mark.django_db
def test_a_vote_that_was_cast_before_is_taken_back_all_the_same(client) -> None:
    case = reported()
    person, place = case.content.author, ProposalFactory(consultation=case.consultation)
    vote.cast(by=person, proposal=place, value=1)
    suspend(case, "stops_voting")
    client.force_login(person)
    page = client.get(place.get_absolute_url()).text
    assert (page.count('value="withdraw"'), page.count('value="agree"')) == (1, 0)
    answer = client.post(
        f"/es/propuestas/{place.pk}/voto/", {"value": "withdraw"}, headers={"HX-Request": "true"}
    ).text
    assert (answer.count('name="value"'), answer.count("Tu cuenta no puede votar")) == (0, 1)
    place.refresh_from_db()
    assert place.votes_count == 0


@pytest.mark.django_db
def test_the_sentence_says_what_until_when_why_and_how_to_appeal() -> None:
    case = reported()
    with time_machine.travel("2026-03-02 12:00:00-06:00", tick=False):
        suspend(case, "stops_commenting", "stops_voting")
        assert sanctions.not_suspended(again(case.content.author), "stops_voting").why == (
            "Tu cuenta no puede comentar ni votar hasta el 3 de marzo a las 12:00. Razón: "
            "insulta o discrimina. El aviso que te mandamos lo explica y dice cómo apelar."
        )
    with time_machine.travel("2026-03-03 12:00:01-06:00", tick=False):
        assert sanctions.not_suspended(again(case.content.author), "stops_voting")
        suspend(case, "stops_voting", hours=None)
        assert sanctions.not_suspended(again(case.content.author), "stops_voting").why == (
            "Tu cuenta ya no puede votar. Razón: insulta o discrimina. El aviso que te mandamos "
            "lo explica y dice cómo apelar."
        )


@pytest.mark.django_db
def test_a_page_asks_once_whether_somebody_is_suspended(django_assert_num_queries) -> None:
    case = reported()
    person = again(case.content.author)
    phases = list(case.consultation.phases.all())
    permissions.rights(person, case.consultation, phases)  # roles, e-mail, suspensions
    with django_assert_num_queries(0):
        permissions.rights(person, case.consultation, phases)


@pytest.mark.django_db
def test_a_suspended_author_cannot_edit_but_can_withdraw() -> None:
    case = reported()
    own = ProposalFactory(consultation=case.consultation, author=case.content.author)
    suspend(case, "stops_proposing")
    person = again(case.content.author)
    assert refused(
        proposal.edit, by=person, proposal=own, seen=own.fingerprint(), **DATA
    ).startswith("Tu cuenta no puede proponer")
    proposal.withdraw(by=person, proposal=own)
    assert Proposal.objects.get(pk=own.pk).state == "withdrawn"


@pytest.mark.django_db
def test_who_may_sanction_whom() -> None:
    case = reported()
    by = moderator_of(case)
    stranger = ModeratorFactory()
    assert sanctions.may_sanction(stranger, case).why == "No moderas esta consulta."
    mine = CommentFactory(proposal=case.content.proposal, author=by)
    actions.flag(by=ResidentFactory(), content=mine, reason="spam")
    own = Case.objects.get(comment=mine)
    assert sanctions.may_sanction(by, own).why == "Es tuyo: decide otra persona."
    of_team = CommentFactory(proposal=case.content.proposal, author=stranger)
    actions.flag(by=ResidentFactory(), content=of_team, reason="spam")
    assert (
        refused(actions.warn, by=by, case=Case.objects.get(comment=of_team), **WORDS)
        == "Lo escribió una cuenta del equipo: aquí no se sanciona."
    )


@pytest.mark.django_db
def test_one_proposal_for_a_person_at_a_time_which_can_be_discarded() -> None:
    case = reported()
    sanction = propose(case)
    with pytest.raises(Refused, match="Ya hay una suspensión propuesta"):
        propose(case)
    actions.discard_suspension(by=moderator_of(case), sanction=sanction, note="Me equivoqué.")
    assert Decision.objects.latest("pk").outcome == Outcome.DISCARDED
    assert Notice.objects.count() == 0
    propose(case)


@pytest.mark.django_db
def test_lifting_is_told_with_its_reason() -> None:
    sanction = suspend(reported())
    actions.lift_suspension(by=administrator(), sanction=sanction, text="Se aclaró.")
    notice = Notice.objects.latest("pk")
    told = sanction.decisions.get(outcome=Outcome.SUSPENDED)
    assert (notice.kind, notice.facts["explanation"]) == ("sanction_lifted", "Se aclaró.")
    assert notice.url == f"/es/decisiones/{told.pk}/"
    with pytest.raises(Refused, match="No está vigente"):
        actions.lift_suspension(by=administrator(), sanction=sanction, text="Otra vez.")


@pytest.mark.django_db(transaction=True)
def test_confirmed_twice_at_once_it_begins_once() -> None:
    case = reported()
    sanction, people = propose(case), [administrator(), administrator()]
    together = Barrier(2)

    def confirm(by: User) -> bool:
        try:
            together.wait()
            actions.confirm_suspension(by=by, sanction=sanction)
        except Refused:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(confirm, people)) == [False, True]
    assert (sanction.decisions.filter(outcome=Outcome.SUSPENDED).count()) == 1
    assert (Notice.objects.count(), Mail.objects.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_a_warning_and_a_decision_about_the_case_do_not_cross() -> None:
    case = reported()
    moderator, written = moderator_of(case), Event()

    def warn() -> None:
        with closing(connection), transaction.atomic():
            actions.warn(by=moderator, case=case, **WORDS)
            written.set()
            time.sleep(0.5)  # the decision arrives before this is committed

    def decide() -> None:
        written.wait()
        with closing(connection):
            seen = case.seen_as()
            actions.decide(by=moderator, case=case, outcome="removed", seen=seen, **WORDS)

    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(warn), pool.submit(decide)]:
            done.result()
    outcomes = Decision.objects.order_by("pk").values_list("outcome", flat=True)
    assert list(outcomes) == [Outcome.WARNED, Outcome.REMOVED]


class Holding(TestCase):
    @settings(deadline=None)  # a busy machine is no failure
    @given(
        hours=st.sampled_from([*Sanction.Hours.values, None]),
        after=st.integers(min_value=0, max_value=800 * 60),
    )
    def test_it_holds_exactly_as_long_as_it_says(self, hours, after) -> None:
        case = reported()
        start = timezone.now()
        with time_machine.travel(start, tick=False):
            sanction = suspend(case, "stops_voting", hours=hours)
        with time_machine.travel(start + timedelta(minutes=after), tick=False):
            holds = hours is None or after < hours * 60
            person = again(case.content.author)
            assert sanction.holds is holds
            assert bool(sanctions.not_suspended(person, "stops_voting")) is not holds
            assert bool(sanctions.not_suspended(person, "stops_voting", fresh=True)) is not holds
            assert sanctions.not_suspended(person, "stops_commenting")
