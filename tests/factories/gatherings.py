"""Tables of sessions, batches of paper forms, and their sessions."""

import uuid
from datetime import timedelta
from typing import Any

import factory
from django.utils import timezone

from consultations.models import Gathering
from dialogues.models import Encounter
from tests.factories.consultations import ConsultationFactory
from tests.factories.hostile import HOSTILE


class EncounterFactory(factory.django.DjangoModelFactory):
    """A session that began an hour ago, without a page."""

    class Meta:
        model = Encounter

    key = factory.LazyFunction(uuid.uuid4)
    starts_at = factory.LazyFunction(lambda: timezone.now() - timedelta(hours=1))
    ends_at = factory.LazyFunction(lambda: timezone.now() + timedelta(hours=1))


class GatheringFactory(factory.django.DjangoModelFactory):
    """A table of a session (`kind="paper", encounter=None`: a batch of paper forms)."""

    class Meta:
        model = Gathering
        skip_postgeneration_save = True

    consultation = factory.SubFactory(ConsultationFactory)
    encounter = factory.SubFactory(EncounterFactory)
    name = factory.Sequence(lambda n: f"Mesa {n} {HOSTILE}"[:60])

    @factory.post_generation
    def recorders(self: Any, create: bool, extracted: Any, **kwargs: Any) -> None:
        if extracted:
            self.recorders.set(extracted)
