"""Minutes from the draft to the edition that everybody reads."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from ciudad_global.common.permissions import Refused
from ciudad_global.notifications.actions import follow
from ciudad_global.notifications.models import Follow, Mail, Notice
from dialogues.actions import minutes as actions
from dialogues.models import Correction, Encounter, Minutes, SessionPage
from tests.factories import (
    CorrectionFactory,
    MinutesFactory,
    RegistrationFactory,
    ResidentFactory,
    StatementFactory,
    UserFactory,
    in_role,
    pages,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def session() -> SessionPage:
    dialogue = pages.dialogue(pages.dialogues(pages.home()))
    return pages.session(dialogue, days=-3, capacity=50)


@pytest.fixture
def encounter(session: SessionPage) -> Encounter:
    return Encounter.objects.get(pk=session.translation_key)


def drafted(encounter: Encounter, state: str = "draft", **fields: Any) -> Minutes:
    minutes: Minutes = MinutesFactory(encounter=encounter, state=state, **fields)
    StatementFactory(minutes=minutes)
    return minutes


def yesterday() -> Any:
    return timezone.localdate() - timedelta(days=1)


def kinds() -> list[tuple[str, str]]:
    return sorted((notice.user.email, notice.kind) for notice in Notice.objects.all())


def test_whoever_had_a_seat_and_whoever_follows_is_told_once(
    session: SessionPage, encounter: Encounter, run_tasks
) -> None:
    minutes = drafted(encounter)
    seated = RegistrationFactory(encounter=encounter).user
    RegistrationFactory(encounter=encounter, state="waiting")
    follower = ResidentFactory()
    for person in (seated, follower):
        key = session.get_parent().translation_key
        follow(by=person, kind=Follow.Kind.DIALOGUE, key=key)
    actions.open_for_corrections(by=in_role("editor"), minutes=minutes)
    run_tasks()
    assert kinds() == sorted((each.email, "minutes_open") for each in (seated, follower))
    assert Mail.objects.filter(to=seated.email).count() == 1
    minutes.refresh_from_db()
    assert minutes.is_open


@pytest.mark.parametrize(
    ("state", "fields"),
    [
        ("open", {}),
        ("final", {}),
        ("draft", {"corrections_until": None}),
        ("draft", {"corrections_until": yesterday()}),
    ],
)
def test_it_is_opened_once_and_until_a_day(
    encounter: Encounter, state: str, fields: dict[str, Any]
) -> None:
    minutes = drafted(encounter, state, **fields)
    with pytest.raises(Refused):
        actions.open_for_corrections(by=in_role("editor"), minutes=minutes)


def test_what_says_nothing_is_not_opened(encounter: Encounter) -> None:
    minutes = MinutesFactory(encounter=encounter, state="draft")
    with pytest.raises(Refused):
        actions.open_for_corrections(by=in_role("editor"), minutes=minutes)


def test_whoever_had_a_seat_proposes_a_correction(encounter: Encounter) -> None:
    minutes = drafted(encounter, "open")
    seated = RegistrationFactory(encounter=encounter).user
    said = minutes.statements.get()
    actions.propose(by=seated, minutes=minutes, text="No fue así.", statement=said)
    correction = Correction.objects.get()
    assert (correction.author, correction.statement, correction.state) == (seated, said, "waiting")


def test_others_do_not(encounter: Encounter) -> None:
    minutes = drafted(encounter, "open")
    waiting = RegistrationFactory(encounter=encounter, state="waiting").user
    for person in (ResidentFactory(), UserFactory(), waiting, in_role("editor")):
        with pytest.raises(Refused):
            actions.propose(by=person, minutes=minutes, text="No.", statement=None)
    assert Correction.objects.count() == 0


def test_where_nobody_had_to_sign_up_every_verified_resident_does(session: SessionPage) -> None:
    session.capacity = None
    session.save_revision().publish()
    minutes = drafted(Encounter.objects.get(pk=session.translation_key), "open")
    actions.propose(by=ResidentFactory(), minutes=minutes, text="No.", statement=None)
    with pytest.raises(Refused):
        actions.propose(by=UserFactory(), minutes=minutes, text="No.", statement=None)
    assert Correction.objects.count() == 1


@pytest.mark.parametrize(
    ("state", "fields"),
    [("draft", {}), ("final", {}), ("open", {"corrections_until": yesterday()})],
)
def test_nobody_corrects_what_is_not_open(
    encounter: Encounter, state: str, fields: dict[str, Any]
) -> None:
    minutes = drafted(encounter, state, **fields)
    seated = RegistrationFactory(encounter=encounter).user
    with pytest.raises(Refused):
        actions.propose(by=seated, minutes=minutes, text="No.", statement=None)


def test_one_person_does_not_flood_it(encounter: Encounter) -> None:
    minutes = drafted(encounter, "open")
    seated = RegistrationFactory(encounter=encounter).user
    CorrectionFactory.create_batch(20, minutes=minutes, author=seated)
    with pytest.raises(Refused):
        actions.propose(by=seated, minutes=minutes, text="No.", statement=None)


@pytest.mark.parametrize(
    ("accepted", "reason", "state"), [(True, "", "accepted"), (False, "Se oye bien.", "declined")]
)
def test_its_author_is_told_what_became_of_it(
    encounter: Encounter, accepted: bool, reason: str, state: str
) -> None:
    correction = CorrectionFactory(minutes=drafted(encounter, "open"))
    actions.decide(by=in_role("editor"), correction=correction, accepted=accepted, reason=reason)
    correction.refresh_from_db()
    assert (correction.state, correction.reason) == (state, reason)
    assert kinds() == [(correction.author.email, "minutes_correction")]
    with pytest.raises(Refused):
        actions.decide(by=in_role("editor"), correction=correction, accepted=True)


def test_it_is_not_declined_without_a_reason(encounter: Encounter) -> None:
    correction = CorrectionFactory(minutes=drafted(encounter, "open"))
    with pytest.raises(Refused):
        actions.decide(by=in_role("editor"), correction=correction, accepted=False)


def test_somebody_who_did_not_write_it_publishes(
    encounter: Encounter, django_user_model: Any, run_tasks
) -> None:
    writer, other = in_role("publisher"), in_role("publisher")
    minutes = drafted(encounter, "open", corrections_until=yesterday(), writers=[writer])
    seated = RegistrationFactory(encounter=encounter).user
    with pytest.raises(Refused):
        actions.publish(by=writer, minutes=minutes)
    actions.publish(by=other, minutes=minutes)
    run_tasks()
    minutes.refresh_from_db()
    assert minutes.is_final
    edition = minutes.editions.get()
    assert (edition.number, edition.published_by) == (1, other)
    assert kinds() == [(seated.email, "minutes_final")]


@pytest.mark.parametrize(("state", "fields"), [("draft", {}), ("open", {}), ("final", {})])
def test_it_is_not_published_before_it_was_corrected(
    encounter: Encounter, state: str, fields: dict[str, Any]
) -> None:
    minutes = drafted(encounter, state, **fields)
    with pytest.raises(Refused):
        actions.publish(by=in_role("publisher"), minutes=minutes)


def test_it_is_not_published_while_corrections_wait(encounter: Encounter) -> None:
    minutes = drafted(encounter, "open", corrections_until=yesterday())
    CorrectionFactory(minutes=minutes)
    with pytest.raises(Refused):
        actions.publish(by=in_role("publisher"), minutes=minutes)


def test_what_was_published_changes_as_a_new_edition_that_says_what(encounter: Encounter) -> None:
    minutes = drafted(encounter, "open", corrections_until=yesterday())
    actions.publish(by=in_role("publisher"), minutes=minutes)
    actions.take_back(by=in_role("publisher"), minutes=minutes)
    with pytest.raises(Refused):
        actions.publish(by=in_role("publisher"), minutes=minutes)
    minutes.refresh_from_db()
    minutes.changes_es = "Se corrigió un nombre."
    actions.write(by=in_role("editor"), minutes=minutes, tags={})
    actions.publish(by=in_role("publisher"), minutes=minutes)
    notes = minutes.editions.order_by("number").values_list("number", "changes_es")
    assert list(notes) == [(1, ""), (2, "Se corrigió un nombre.")]
    minutes.refresh_from_db()
    assert minutes.changes_es == ""


def test_what_is_public_is_not_written(encounter: Encounter) -> None:
    with pytest.raises(Refused):
        actions.write(by=in_role("editor"), minutes=drafted(encounter, "final"), tags={})
