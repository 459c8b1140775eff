"""Places in a session: taken, given back, passed on."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import IntegrityError
from django.utils import timezone

from ciudad_global.common.permissions import Refused
from ciudad_global.notifications.models import Notice
from dialogues.actions import registration, upkeep
from dialogues.models import Encounter, Registration, SessionPage
from tests.factories import (
    EncounterFactory,
    RegistrationFactory,
    ResidentFactory,
    UserFactory,
    in_role,
    pages,
)

pytestmark = pytest.mark.django_db


def state(row: Registration) -> tuple[str, int | None]:
    row.refresh_from_db()
    return row.state, row.seat


def told(user: Any) -> list[str]:
    return list(Notice.objects.filter(user=user).order_by("pk").values_list("kind", flat=True))


def why(encounter: Encounter, user: Any) -> str:
    with pytest.raises(Refused) as refusal:
        registration.register(by=user, encounter=encounter)
    return str(refusal.value)


def test_a_resident_gets_a_seat_and_hears_of_it() -> None:
    encounter, resident = EncounterFactory(), ResidentFactory()
    mine = registration.register(by=resident, encounter=encounter, needs="Rampa.")
    assert state(mine) == ("registered", 1)
    assert mine.needs == "Rampa."
    assert len(mine.token) == 22
    assert told(resident) == ["registered"]


def test_registering_again_changes_nothing() -> None:
    encounter, resident = EncounterFactory(), ResidentFactory()
    first = registration.register(by=resident, encounter=encounter, needs="Rampa.")
    again = registration.register(by=resident, encounter=encounter)
    assert (again.pk, again.token, again.needs) == (first.pk, first.token, "Rampa.")
    assert told(resident) == ["registered"]


def test_the_one_after_the_last_seat_waits_and_moves_up() -> None:
    encounter = EncounterFactory(capacity=1)
    first, second, third = ResidentFactory.create_batch(3)
    rows = [registration.register(by=each, encounter=encounter) for each in (first, second, third)]
    assert [state(row) for row in rows] == [("registered", 1), ("waiting", None), ("waiting", None)]
    assert told(second) == ["registration_waiting"]
    registration.cancel(by=first, encounter=encounter)
    assert [state(row) for row in rows] == [
        ("cancelled", None),
        ("registered", 1),
        ("waiting", None),
    ]
    assert told(second) == ["registration_waiting", "seat_free"]
    assert told(third) == ["registration_waiting"]


def test_whoever_registers_anew_goes_to_the_end_with_another_pass() -> None:
    encounter = EncounterFactory(capacity=1)
    first, second = ResidentFactory.create_batch(2)
    token = registration.register(by=first, encounter=encounter, needs="Rampa.").token
    other = registration.register(by=second, encounter=encounter)
    registration.cancel(by=first, encounter=encounter)
    again = registration.register(by=first, encounter=encounter)
    assert (state(other), state(again)) == (("registered", 1), ("waiting", None))
    assert (again.token == token, again.needs) == (False, "")


def test_a_free_seat_is_the_one_who_waits_first() -> None:
    encounter = EncounterFactory(capacity=2)
    RegistrationFactory(encounter=encounter)
    waiting = RegistrationFactory(encounter=encounter, state="waiting")
    mine = registration.register(by=ResidentFactory(), encounter=encounter)
    assert (state(waiting), state(mine)) == (("registered", 2), ("waiting", None))


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"state": "cancelled"}, "Esta sesión se canceló."),
        ({"capacity": None}, "A esta sesión se entra sin inscripción: solo llega."),
        (
            {"starts_at": timezone.now() - timedelta(hours=1)},
            "Esta sesión ya empezó: pregunta en la entrada si queda lugar.",
        ),
        ({"starts_at": timezone.now() - timedelta(days=1)}, "Esta sesión ya terminó."),
    ],
)
def test_a_session_that_takes_nobody_says_why(fields: dict[str, Any], said: str) -> None:
    assert why(EncounterFactory(**fields), ResidentFactory()) == said


def test_an_account_that_may_not_says_why() -> None:
    encounter = EncounterFactory()
    assert why(encounter, UserFactory()) == "Confirma tu correo para inscribirte."
    team = "Los lugares son de quienes viven aquí. Usa tu cuenta personal."
    assert why(encounter, in_role("editor")) == team


def test_who_has_no_place_or_came_already_cannot_give_it_back() -> None:
    row = RegistrationFactory(checked_in_at=timezone.now())
    for user, said in (
        (ResidentFactory(), "No tienes inscripción en esta sesión."),
        (row.user, "Ya registramos tu llegada: tu inscripción queda como está."),
    ):
        with pytest.raises(Refused) as refusal:
            registration.cancel(by=user, encounter=row.encounter)
        assert str(refusal.value) == said


@pytest.mark.parametrize(
    "fields",
    [
        {"seat": 1},
        {"seat": None},
        {"state": "waiting", "seat": 2},
        {"state": "waiting", "seat": None, "checked_in_at": timezone.now()},
    ],
)
def test_the_database_refuses_what_cannot_be(fields: dict[str, Any]) -> None:
    row = RegistrationFactory()
    with pytest.raises(IntegrityError):
        RegistrationFactory(encounter=row.encounter, **fields)


@pytest.fixture
def session() -> SessionPage:
    return pages.session(pages.dialogue(pages.dialogues(pages.home())), capacity=1)


@pytest.fixture
def two(session: SessionPage) -> list[Registration]:
    """Return the one who has the only seat, and the one who waits."""
    encounter = Encounter.objects.get(pk=session.translation_key)
    people = ResidentFactory.create_batch(2)
    return [registration.register(by=each, encounter=encounter) for each in people]


def publish(page: SessionPage, **fields: Any) -> None:
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()


def test_more_seats_move_the_list_up(session: SessionPage, two: list[Registration]) -> None:
    publish(session, capacity=5)
    assert [state(row) for row in two] == [("registered", 1), ("registered", 2)]
    assert told(two[1].user) == ["registration_waiting", "seat_free"]


def test_fewer_seats_take_nobodys_away(session: SessionPage, two: list[Registration]) -> None:
    publish(session, capacity=2)
    publish(session, capacity=1)
    assert [state(row) for row in two] == [("registered", 1), ("registered", 2)]
    registration.cancel(by=two[0].user, encounter=two[0].encounter)
    # One seat there is, and it is taken.
    late = registration.register(by=ResidentFactory(), encounter=two[0].encounter)
    assert state(late) == ("waiting", None)


@pytest.mark.parametrize(
    ("field", "value", "kind"),
    [("cancelled_because", "Llueve.", "session_cancelled"), ("venue", "Otro", "session_moved")],
)
def test_everybody_hears_what_changes_their_plans(
    session: SessionPage, two: list[Registration], field: str, value: str, kind: str
) -> None:
    publish(session, **{field: value})
    assert [told(row.user)[-1] for row in two] == [kind, kind]
    publish(session)
    assert [told(row.user).count(kind) for row in two] == [1, 1]


def test_everybody_hears_that_a_cancelled_session_takes_place_after_all(
    session: SessionPage, two: list[Registration]
) -> None:
    publish(session, cancelled_because="Llueve.")
    publish(session, cancelled_because="")
    assert [told(row.user)[-2:] for row in two] == [["session_cancelled", "session_moved"]] * 2


def test_who_cancelled_needs_nothing_any_more(two: list[Registration]) -> None:
    row = two[0]
    registration.change_needs(by=row.user, encounter=row.encounter, needs="Rampa.")
    row.refresh_from_db()
    needed = row.needs
    registration.cancel(by=row.user, encounter=row.encounter)
    registration.change_needs(by=row.user, encounter=row.encounter, needs="Rampa.")
    row.refresh_from_db()
    assert (needed, row.needs) == ("Rampa.", "")


def tomorrow(**fields: Any) -> Registration:
    at = timezone.now() + timedelta(days=1)
    return RegistrationFactory(encounter=EncounterFactory(starts_at=at, **fields))


def test_the_day_before_each_is_reminded_once_in_their_language(run_tasks: Any) -> None:
    row = tomorrow()
    other = RegistrationFactory(encounter=row.encounter, user=ResidentFactory(language="en"))
    RegistrationFactory(encounter=row.encounter, state="waiting")
    RegistrationFactory()  # in a week
    tomorrow(state="cancelled")
    assert (upkeep.remind(), upkeep.remind()) == (2, 0)
    run_tasks()
    said = {message.to[0]: str(message.body) for message in mail.outbox}
    assert set(said) == {row.user.email, other.user.email}
    assert f"/es/pase/{row.token}/" in said[row.user.email]
    assert f"/en/pase/{other.token}/" in said[other.user.email]
    assert f"/en/sesiones/{row.encounter_id}/sesion.ics" in said[other.user.email]


def test_needs_are_deleted_thirty_days_after_the_end() -> None:
    old, young = (
        RegistrationFactory(
            encounter=EncounterFactory(starts_at=timezone.now() - timedelta(days=days))
        )
        for days in (31, 29)
    )
    assert upkeep.forget_needs() == 1
    old.refresh_from_db()
    young.refresh_from_db()
    assert (old.needs, bool(young.needs)) == ("", True)


def test_a_seat_that_an_account_left_behind_is_filled() -> None:
    encounter = EncounterFactory(capacity=1)
    gone = RegistrationFactory(encounter=encounter)
    waiting = RegistrationFactory(encounter=encounter, state="waiting")
    gone.user.delete()
    assert upkeep.fill() == 1
    assert state(waiting) == ("registered", 1)


@pytest.fixture
def receiver(session: SessionPage) -> Any:
    user = in_role("moderator")
    session.door_staff.add(user)
    session.save()
    return user


def test_who_comes_is_let_in_once(two: list[Registration], receiver: Any) -> None:
    row = two[0]
    registration.check_in(by=receiver, registration=row)
    row.refresh_from_db()
    assert (row.is_present, row.checked_in_by) == (True, receiver)
    with pytest.raises(Refused, match="Ya había entrado, a las"):
        registration.check_in(by=receiver, registration=row)
    registration.undo_check_in(by=receiver, registration=row)
    row.refresh_from_db()
    assert (row.is_present, row.checked_in_by) == (False, None)


def test_who_waits_is_not_let_in(two: list[Registration], receiver: Any) -> None:
    with pytest.raises(Refused, match="lista de espera"):
        registration.check_in(by=receiver, registration=two[1])


@pytest.mark.parametrize("what", ["check_in", "undo_check_in"])
def test_only_who_is_assigned_receives(two: list[Registration], what: str) -> None:
    for user in (in_role("moderator"), in_role("administrator"), two[0].user):
        with pytest.raises(Refused, match="Solo quien recibe en esta sesión"):
            getattr(registration, what)(by=user, registration=two[0])
