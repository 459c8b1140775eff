"""Seats when many people want them at the same time."""

from collections import Counter

import pytest

from dialogues.actions import registration
from dialogues.models import Registration
from tests.consultations.test_concurrency import at_once
from tests.factories import EncounterFactory, RegistrationFactory, ResidentFactory

pytestmark = pytest.mark.django_db(transaction=True)


def states() -> Counter[str]:
    return Counter(Registration.objects.values_list("state", flat=True))


def test_ten_seats_for_fifty_at_once_are_ten() -> None:
    encounter = EncounterFactory(capacity=10)
    at_once(
        lambda person=person: registration.register(by=person, encounter=encounter)
        for person in ResidentFactory.create_batch(50)
    )
    assert states() == {"registered": 10, "waiting": 40}
    rows = Registration.objects.order_by("turn")
    assert sorted(rows.filter(seat__gt=0).values_list("seat", flat=True)) == list(range(1, 11))
    # Nobody overtook anybody.
    assert [row.has_seat for row in rows] == [True] * 10 + [False] * 40


def test_fifty_requests_of_one_person_are_one_seat() -> None:
    encounter, resident = EncounterFactory(), ResidentFactory()
    rows = at_once([lambda: registration.register(by=resident, encounter=encounter)] * 50)
    assert len({row.pk for row in rows if isinstance(row, Registration)}) == 1
    assert states() == {"registered": 1}


def test_seats_given_back_while_others_register_are_never_given_twice() -> None:
    encounter = EncounterFactory(capacity=10)
    seated = RegistrationFactory.create_batch(10, encounter=encounter)
    at_once(
        [
            *(
                lambda row=row: registration.cancel(by=row.user, encounter=encounter)
                for row in seated
            ),
            *(
                lambda person=person: registration.register(by=person, encounter=encounter)
                for person in ResidentFactory.create_batch(20)
            ),
        ]
    )
    assert states() == {"registered": 10, "waiting": 10, "cancelled": 10}
