"""Who may do what, when: kind of act x phase x state of the consultation x person."""

from collections.abc import Callable
from contextlib import nullcontext
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from ciudad_global.common.permissions import ALLOWED, Refused
from consultations import permissions
from consultations.actions import comment, proposal, vote
from consultations.models import Consultation, Phase, Proposal
from tests.factories import (
    ConsultationFactory,
    ModeratorFactory,
    PhaseFactory,
    ProposalFactory,
    ResidentFactory,
    UserFactory,
    in_role,
)

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 10, 18, 0, tzinfo=UTC)  # noon in the city
DAY = timedelta(days=1)
State = Consultation.State

PEOPLE: dict[str, Callable[[], object]] = {
    "anonymous": AnonymousUser,
    "unverified": UserFactory,
    "verified": ResidentFactory,
    "editor": lambda: in_role("editor"),
    "moderator": ModeratorFactory,
}
REFUSED_PEOPLE = {
    "anonymous": "Entra con tu correo para participar.",
    "unverified": "Confirma tu correo para participar.",
    "editor": "Las cuentas del equipo no participan. Usa tu cuenta personal.",
    "moderator": "Las cuentas del equipo no participan. Usa tu cuenta personal.",
}
# (start, end) of the one phase, in days from now, and whether it allows the act.
PHASES = {
    "running": (-1, 1, True),
    "coming": (1, 3, True),
    "over": (-3, -1, True),
    "ends now": (-2, 0, True),
    "starts now": (0, 2, True),
    "not for this": (-1, 1, False),
}
OPEN = ("running", "starts now")
REFUSED_PHASES = {
    "propose": {
        "coming": "Podrás proponer desde el 11 de marzo a las 12:00.",
        "over": "El plazo para proponer terminó el 9 de marzo a las 12:00.",
        "ends now": "El plazo para proponer terminó el 10 de marzo a las 12:00.",
        "not for this": "En esta consulta no se reciben propuestas. Ahora puedes comentar y votar.",
    },
    "comment": {
        "coming": "Podrás comentar desde el 11 de marzo a las 12:00.",
        "over": "El plazo para comentar terminó el 9 de marzo a las 12:00.",
        "ends now": "El plazo para comentar terminó el 10 de marzo a las 12:00.",
        "not for this": "En esta consulta no se reciben comentarios. "
        "Ahora puedes proponer y votar.",
    },
    "vote": {
        "coming": "La votación abre el 11 de marzo a las 12:00.",
        "over": "La votación cerró el 9 de marzo a las 12:00.",
        "ends now": "La votación cerró el 10 de marzo a las 12:00.",
        "not for this": "En esta consulta no se vota. Ahora puedes proponer y comentar.",
    },
}
CLOSED = "Esta consulta ya cerró. Puedes leer lo que salió de ella."
REFUSED_STATES = {
    State.DRAFT: "Esta consulta todavía no se publica.",
    State.CLOSED: CLOSED,
    State.SEALED: CLOSED,
    State.ARCHIVED: CLOSED,
}


def consultation_in(state: str, phase: str, act: str) -> Consultation:
    """Return a consultation with one phase that allows everything, or all but this act."""
    consultation: Consultation = ConsultationFactory(state=state, phase=False)
    start, end, allows = PHASES[phase]
    PhaseFactory(
        consultation=consultation,
        starts_at=NOW + start * DAY,
        ends_at=NOW + end * DAY,
        **{f"may_{act}": allows},
    )
    return consultation


def expected(act: str, state: str, phase: str, person: str) -> str:
    """Return the sentence that refuses, "" for a yes. The state speaks first, the person last."""
    return (
        REFUSED_STATES.get(state)
        or REFUSED_PHASES[act].get(phase)
        or REFUSED_PEOPLE.get(person, "")
    )


@pytest.mark.parametrize("phase", PHASES)
@pytest.mark.parametrize("state", State.values)
@pytest.mark.parametrize("act", ["propose", "comment", "vote"])
def test_the_page_says_what_may_be_done_and_why_not(act: str, state: str, phase: str) -> None:
    with time_machine.travel(NOW, tick=False):
        consultation = consultation_in(state, phase, act)
        phases = consultation.phases.all()
        answers = {
            name: getattr(permissions.rights(person(), consultation, phases), act)
            for name, person in PEOPLE.items()
        }
    is_open = state == State.PUBLISHED and phase in OPEN
    assert {name: answer.why for name, answer in answers.items()} == {
        name: expected(act, state, phase, name) for name in PEOPLE
    }
    assert [name for name in PEOPLE if answers[name]] == (["verified"] if is_open else [])
    assert [name for name in PEOPLE if answers[name].needs_sign_in] == (
        ["anonymous"] if is_open else []
    )


# The usual five phases, a day each, and what each act hears in the middle of each of them.
USUAL = {
    Phase.Kind.INFORM: {
        "propose": "Podrás proponer desde el 11 de marzo a las 00:00.",
        "comment": "Podrás comentar desde el 11 de marzo a las 00:00.",
        "vote": "La votación abre el 12 de marzo a las 00:00.",
    },
    Phase.Kind.PROPOSE: {
        "vote": "La votación abre el 11 de marzo a las 00:00.",
    },
    Phase.Kind.VOTE: {
        "propose": "El plazo para proponer terminó el 10 de marzo a las 00:00. "
        "Ahora puedes comentar y votar.",
    },
    Phase.Kind.EVALUATE: {
        "propose": "El plazo para proponer terminó el 9 de marzo a las 00:00.",
        "comment": "El plazo para comentar terminó el 10 de marzo a las 00:00.",
        "vote": "La votación cerró el 10 de marzo a las 00:00.",
    },
    Phase.Kind.RESULTS: {
        "propose": "El plazo para proponer terminó el 8 de marzo a las 00:00.",
        "comment": "El plazo para comentar terminó el 9 de marzo a las 00:00.",
        "vote": "La votación cerró el 9 de marzo a las 00:00.",
    },
}


@pytest.mark.parametrize("kind", USUAL)
@pytest.mark.parametrize("state", State.values)
def test_each_kind_of_phase_lets_everybody_do_what_is_its_own(kind: str, state: str) -> None:
    """In its usual order, with its usual switches: kind x state x person x act."""
    with time_machine.travel(NOW, tick=False):
        consultation = ConsultationFactory(state=state, phase=False)
        first = NOW - DAY / 2 - list(USUAL).index(kind) * DAY
        for number, each in enumerate(USUAL):
            switches = dict.fromkeys(Phase.SWITCHES, False)
            PhaseFactory(
                consultation=consultation,
                kind=each,
                starts_at=first + number * DAY,
                ends_at=first + (number + 1) * DAY,
                **switches | dict.fromkeys(Phase.PRESETS.get(each, ()), True),
            )
        phases = list(consultation.phases.all())
        found = {
            (name, act): getattr(permissions.rights(person(), consultation, phases), act).why
            for name, person in PEOPLE.items()
            for act in ACTIONS
        }
    assert found == {
        (name, act): REFUSED_STATES.get(state)
        or USUAL[kind].get(act)
        or REFUSED_PEOPLE.get(name, "")
        for name in PEOPLE
        for act in ACTIONS
    }


ACTIONS = {
    "propose": lambda by, found: proposal.propose(
        by=by, consultation=found.consultation, title="Una propuesta cualquiera", body="Texto"
    ),
    "comment": lambda by, found: comment.write(by=by, proposal=found, body="Texto"),
    "vote": lambda by, found: vote.cast(by=by, proposal=found, value=1),
}


@pytest.mark.parametrize("phase", ["running", "over", "coming", "not for this"])
@pytest.mark.parametrize("state", [State.DRAFT, State.PUBLISHED, State.CLOSED])
@pytest.mark.parametrize("act", ACTIONS)
def test_the_action_refuses_whatever_the_page_said(act: str, state: str, phase: str) -> None:
    """Against the database's clock, so the phases stand around the real now."""
    start, end, allows = PHASES[phase]
    consultation = ConsultationFactory(state=state, phase=False)
    PhaseFactory(
        consultation=consultation,
        starts_at=timezone.now() + start * DAY,
        ends_at=timezone.now() + end * DAY,
        **{f"may_{act}": allows},
    )
    found: Proposal = ProposalFactory(consultation=consultation)

    def written() -> int:
        return Proposal.objects.count() + found.comments.count() + found.votes.count()

    accounts = {name: person for name, person in PEOPLE.items() if name != "anonymous"}
    for name, person in accounts.items():
        done = state == State.PUBLISHED and phase == "running" and name == "verified"
        before = written()
        with nullcontext() if done else pytest.raises(Refused, match=r".{20}"):
            ACTIONS[act](person(), found)
        assert written() - before == int(done)


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        ("pending", "Esta propuesta no está publicada: no se puede votar."),
        ("withdrawn", "Esta propuesta no está publicada: no se puede votar."),
        ("published", ""),
    ],
)
def test_only_what_is_published_is_voted_on(state: str, sentence: str) -> None:
    found = ProposalFactory(state=state)
    answer = permissions.may_vote_on(ResidentFactory(), found, ALLOWED)
    assert answer.why == sentence


@pytest.mark.parametrize(
    ("own_vote", "sentence"),
    [
        (True, ""),
        (
            False,
            "En esta consulta no se vota la propuesta propia: compártela para que la voten otras "
            "personas.",
        ),
    ],
)
def test_the_rules_say_whether_ones_own_proposal_is_voted_on(own_vote: bool, sentence: str) -> None:
    found = ProposalFactory(consultation__own_vote=own_vote)
    answer = permissions.may_vote_on(found.author, found, ALLOWED)
    assert answer.why == sentence


@pytest.mark.parametrize("state", ["pending", "published", "held"])
def test_an_author_may_withdraw(state: str) -> None:
    found = ProposalFactory(state=state)
    assert permissions.may_withdraw(found.author, found)


@pytest.mark.parametrize("state", ["rejected", "removed", "withdrawn", "merged", "erased"])
def test_what_is_gone_is_not_withdrawn(state: str) -> None:
    found = ProposalFactory(state=state)
    answer = permissions.may_withdraw(found.author, found)
    assert answer.why == "Esto ya no se puede retirar."


@pytest.mark.parametrize("person", PEOPLE)
def test_nobody_else_withdraws(person: str) -> None:
    answer = permissions.may_withdraw(PEOPLE[person](), ProposalFactory())
    assert answer.why == "Solo quien lo escribió puede retirarlo."


@pytest.mark.parametrize(
    ("state", "readers"),
    [
        ("published", {"anonymous", "verified", "author", "assigned", "elsewhere", "auditor"}),
        ("pending", {"author", "assigned", "auditor"}),
        ("rejected", {"author", "assigned", "auditor"}),
        ("removed", {"author", "assigned", "auditor"}),
        ("erased", {"assigned", "auditor"}),
    ],
)
def test_who_may_read_a_proposal(state: str, readers: set[str]) -> None:
    assigned = ModeratorFactory()
    found = ProposalFactory(state=state, consultation=ConsultationFactory(moderators=[assigned]))
    people = {
        "anonymous": AnonymousUser(),
        "verified": ResidentFactory(),
        "author": found.author,
        "assigned": assigned,
        "elsewhere": ModeratorFactory(),
        "auditor": in_role("auditor", "moderation.audit_case"),
    }
    assert {
        name for name, person in people.items() if permissions.may_read(person, found)
    } == readers
