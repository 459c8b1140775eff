"""Places in a session: taken, given back, passed on, and who came.

Everything that takes or frees a seat holds the session's row: two people never get the last one.
"""

from collections.abc import Iterable
from itertools import count
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from ciudad_global.common.permissions import require
from ciudad_global.common.templatetags.moments import day_and_time
from ciudad_global.notifications.actions import notify
from ciudad_global.users.models import User
from dialogues.models import Encounter, Registration
from dialogues.models.registration import new_token
from dialogues.permissions import registration as permissions

State = Registration.State


def register(*, by: User, encounter: Encounter, needs: str = "") -> Registration:
    """Give the person a seat, or the last turn of the waiting list, and tell them.

    Again by mistake, it changes nothing but what the person needs, if they say so. Raises Refused.
    """
    with transaction.atomic():
        locked = lock(encounter)
        require(permissions.may_register(by, locked))
        mine = Registration.objects.of(by, locked).first()
        if mine and mine.is_active:
            if needs:
                mine.needs = needs
                mine.save(update_fields=["needs"])
            return mine
        mine = mine or Registration(encounter=locked, user=by)
        mine.state, mine.needs, mine.token = State.WAITING, needs, new_token()
        mine.turn, mine.reminded_at = _last_turn(locked) + 1, None
        mine.save()
        others = [moved for moved in _fill(locked) if moved.pk != mine.pk]
        mine.refresh_from_db()
        tell("registered" if mine.has_seat else "registration_waiting", [mine])
        tell("seat_free", others)
        return mine


def change_needs(*, by: User, encounter: Encounter, needs: str) -> None:
    """Write what the person needs in the session; nothing stays of what was there.

    Whoever cancelled meanwhile has needs no more: both wait for the session's row.
    """
    with transaction.atomic():
        locked = lock(encounter)
        if not locked.is_over():
            Registration.objects.of(by, locked).active().update(needs=needs)


def cancel(*, by: User, encounter: Encounter) -> None:
    """Give the person's seat or turn back; the next of the waiting list moves up. Raises Refused.

    What the person needs is forgotten at once, and the pass is void.
    """
    with transaction.atomic():
        locked = lock(encounter)
        mine = Registration.objects.of(by, locked).select_related("encounter").first()
        require(permissions.may_cancel(mine))
        assert mine is not None  # noqa: S101 - or it was refused
        mine.state, mine.seat, mine.needs, mine.token = State.CANCELLED, None, "", new_token()
        mine.save(update_fields=["state", "seat", "needs", "token"])
        tell("seat_free", _fill(locked))


def move_up(encounter: Encounter) -> list[Registration]:
    """Give the seats that are free to whoever waits, first come first; tell and return them."""
    with transaction.atomic():
        moved = _fill(lock(encounter))
        tell("seat_free", moved)
        return moved


def check_in(*, by: User, registration: Registration) -> None:
    """Note that the person came. Raises Refused, also the second time."""
    require(permissions.may_receive(by, registration.encounter))
    with transaction.atomic():
        locked = _lock_one(registration)
        require(permissions.may_check_in(locked))
        locked.checked_in_at, locked.checked_in_by = timezone.now(), by
        locked.save(update_fields=["checked_in_at", "checked_in_by"])


def undo_check_in(*, by: User, registration: Registration) -> None:
    """Take back that the person came: it was somebody else. Raises Refused."""
    require(permissions.may_receive(by, registration.encounter))
    Registration.objects.filter(pk=registration.pk).update(checked_in_at=None, checked_in_by=None)


def tell_of_change(encounter: Encounter, changed: set[str]) -> None:
    """Tell whoever has a place or waits that the session is cancelled, or when and where it is now;
    fill the seats that were added. Call it in the transaction that changes the session's row.
    """
    if encounter.is_over():
        return
    active = encounter.registrations.active().select_related("user", "encounter")
    if "state" in changed and encounter.is_cancelled:
        tell("session_cancelled", active)
    # What was cancelled and takes place after all is told like what moved.
    elif changed & {"state", "starts_at", "place"} and not encounter.is_cancelled:
        active.update(reminded_at=None)
        tell("session_moved", active)
    tell("seat_free", _fill(encounter))


def lock(encounter: Encounter) -> Encounter:
    """Return the session's row, locked until the transaction ends."""
    return Encounter.objects.select_for_update(no_key=True).get(pk=encounter.pk)


def _lock_one(registration: Registration) -> Registration:
    found = Registration.objects.select_for_update(of=("self",), no_key=True)
    return found.select_related("encounter").get(pk=registration.pk)


def _last_turn(encounter: Encounter) -> int:
    return encounter.registrations.aggregate(last=Max("turn"))["last"] or 0


def _fill(encounter: Encounter) -> list[Registration]:
    """Seat whoever waits where seats are free, and return them; the session's row is locked."""
    if not permissions.takes_registrations(encounter):
        return []
    assert encounter.capacity is not None  # noqa: S101 - or it takes none
    taken = set(
        encounter.registrations.filter(state=State.REGISTERED).values_list("seat", flat=True)
    )
    # An editor may have taken seats away: whoever has one keeps it.
    free = max(encounter.capacity - len(taken), 0)
    waiting = encounter.registrations.filter(state=State.WAITING).select_related("user")
    moved = list(waiting.order_by("turn")[:free])
    numbers = (number for number in count(1) if number not in taken)
    for registration, seat in zip(moved, numbers, strict=False):
        registration.state, registration.seat = State.REGISTERED, seat
    Registration.objects.bulk_update(moved, ["state", "seat"])
    return moved


def tell(kind: str, registrations: Iterable[Registration]) -> None:
    """Tell each person of their own registration, in their language."""
    facts: dict[str, dict[str, Any]] = {}
    for each in registrations:
        language = each.user.language
        with translation.override(language):
            facts.setdefault(language, _facts(each.encounter))
            url = reverse("dialogues:registration", args=[each.encounter_id])
            own = {"pass_url": reverse("dialogues:pass", args=[each.token])}
            notify(user=each.user, kind=kind, facts=facts[language] | own, url=url)


def _facts(encounter: Encounter) -> dict[str, Any]:
    """Return what a notice says of the session, in the active language."""
    # A row of its own: it remembers its page in the first language that it was asked in.
    page = Encounter(pk=encounter.pk).page
    return {
        "session": page.title if page else _("una sesión"),
        "when": day_and_time(encounter.starts_at),
        "place": encounter.place,
        "calendar_url": reverse("dialogues:session_calendar", args=[encounter.pk]),
    }
