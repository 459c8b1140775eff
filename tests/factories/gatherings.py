"""Tables of sessions, and batches of paper forms."""

from typing import Any

import factory

from consultations.models import Gathering
from tests.factories.consultations import ConsultationFactory
from tests.factories.encounters import EncounterFactory
from tests.factories.hostile import HOSTILE


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
