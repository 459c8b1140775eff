"""Sessions as rows, without their pages, and places in them."""

import uuid
from datetime import timedelta
from typing import Any

import factory
from django.utils import timezone

from dialogues.models import Encounter, Registration
from tests.factories.hostile import HOSTILE
from tests.factories.people import ResidentFactory


class EncounterFactory(factory.django.DjangoModelFactory):
    """A session of two hours that starts in a week, with fifty seats."""

    class Meta:
        model = Encounter

    key = factory.LazyFunction(uuid.uuid4)
    title = factory.Sequence(lambda n: f"Sesión {n} {HOSTILE}")
    starts_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=7))
    ends_at = factory.LazyAttribute(lambda row: row.starts_at + timedelta(hours=2))
    place = f"Lugar {HOSTILE}"
    capacity = 50


class RegistrationFactory(factory.django.DjangoModelFactory):
    """A person with a seat (`state="waiting"`: without)."""

    class Meta:
        model = Registration

    encounter = factory.SubFactory(EncounterFactory)
    user = factory.SubFactory(ResidentFactory)
    state = Registration.State.REGISTERED
    turn = factory.Sequence(lambda n: n + 1)
    needs = f"Rampa {HOSTILE}"

    @factory.lazy_attribute
    def seat(self) -> Any:
        if self.state != Registration.State.REGISTERED:
            return None
        return self.encounter.registrations.filter(seat__isnull=False).count() + 1
