"""Who has a place in a session, and who came: for the person, the door and the team."""

from typing import TYPE_CHECKING, Any, TypedDict, cast

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, F, Q, QuerySet

from ciudad_global.users.models import User as Account
from ciudad_global.users.search_index import NAMES
from dialogues.models import Encounter, Registration
from dialogues.permissions.registration import may_receive, takes_registrations

if TYPE_CHECKING:
    from ciudad_global.users.models import User

State = Registration.State


class Figures(TypedDict):
    """How many have a seat, wait, and came."""

    registered: int
    waiting: int
    present: int


_FIGURES = {
    "registered": Count("pk", filter=Q(state=State.REGISTERED)),
    "waiting": Count("pk", filter=Q(state=State.WAITING)),
    "present": Count("pk", filter=Q(checked_in_at__isnull=False)),
}


def figures(encounter: Encounter) -> Figures:
    """Return how many there are of each in one session (one query)."""
    return cast("Figures", encounter.registrations.aggregate(**_FIGURES))


def by_encounter(encounters: "QuerySet[Encounter]") -> "QuerySet[Encounter, dict[str, Any]]":
    """Return `encounter`, `starts_at`, `capacity` and the figures of each of these sessions that
    takes registrations, the latest first (one query). Only counts: nobody is named.
    """
    counted = {
        "registered": Count("registrations", filter=Q(registrations__state=State.REGISTERED)),
        "waiting": Count("registrations", filter=Q(registrations__state=State.WAITING)),
        "present": Count("registrations", filter=Q(registrations__checked_in_at__isnull=False)),
    }
    found = encounters.filter(capacity__isnull=False).annotate(encounter=F("pk"), **counted)
    return found.order_by("-starts_at", "pk").values(
        "encounter", "starts_at", "capacity", "state", *counted
    )


def is_registered(user: "User | AnonymousUser", encounter: Encounter) -> bool:
    """Return whether this person has a seat in the session."""
    return user.is_authenticated and _seat(user, encounter).exists()


def was_present(user: "User | AnonymousUser", encounter: Encounter) -> bool:
    """Return whether this person came to the session, as its door noted."""
    return (
        user.is_authenticated
        and _seat(user, encounter).filter(checked_in_at__isnull=False).exists()
    )


def _seat(user: "User", encounter: Encounter) -> "QuerySet[Registration]":
    return Registration.objects.of(user, encounter).filter(state=State.REGISTERED)


def standing(user: "User | AnonymousUser", encounter: Encounter) -> dict[str, Any]:
    """Return what the session's page says of its seats, and of this person's own.

    One query for visitors; for a person two more, and one if they wait or work for the city.
    """
    found = figures(encounter)
    capacity = encounter.capacity or 0
    takes = takes_registrations(encounter)
    mine = None
    if user.is_authenticated:
        mine = Registration.objects.of(user, encounter).active().first()
    return {
        **found,
        "capacity": capacity,
        # While somebody waits, a seat that is free is theirs.
        "left": 0 if found["waiting"] else max(capacity - found["registered"], 0),
        "takes": takes,
        "mine": mine,
        "place": place(mine) if mine and mine.is_waiting else 0,
        "receives": bool(may_receive(user, encounter)),
    }


def place(waiting: Registration) -> int:
    """Return which place of the waiting list this is, from 1 on (one query)."""
    before = Registration.objects.filter(
        encounter=waiting.encounter_id, state=State.WAITING, turn__lt=waiting.turn
    )
    return before.count() + 1


def at_door(encounter: Encounter, text: str = "") -> "QuerySet[Registration]":
    """Return who is expected, those first who are not in yet; only names that match the text."""
    expected = encounter.registrations.filter(state=State.REGISTERED).select_related("user")
    if text:
        expected = expected.filter(user__in=NAMES.matching(Account.objects.all(), text))
    return expected.order_by(F("checked_in_at").asc(nulls_first=True), "user__display_name", "pk")


def with_needs(encounter: Encounter) -> "QuerySet[Registration]":
    """Return who has a seat and said what they need, by seat."""
    expected = encounter.registrations.filter(state=State.REGISTERED).exclude(needs="")
    return expected.select_related("user").order_by("seat")
