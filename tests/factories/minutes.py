"""Minutes of sessions: statements, corrections."""

from datetime import timedelta
from typing import Any

import factory
from django.utils import timezone

from dialogues.models import Correction, Minutes, Statement
from tests.factories.encounters import EncounterFactory
from tests.factories.hostile import HOSTILE
from tests.factories.people import ResidentFactory


class MinutesFactory(factory.django.DjangoModelFactory):
    """Public minutes without statements (`state="open"`: for corrections until in three days)."""

    class Meta:
        model = Minutes
        skip_postgeneration_save = True

    encounter = factory.SubFactory(EncounterFactory)
    state = Minutes.State.FINAL
    corrections_until = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=3))

    @factory.lazy_attribute
    def published_at(self) -> Any:
        return timezone.now() if self.state == Minutes.State.FINAL else None

    @factory.post_generation
    def writers(self: Any, create: bool, extracted: Any, **kwargs: Any) -> None:
        self.writers.set(extracted or ())


class StatementFactory(factory.django.DjangoModelFactory):
    """Something that a person said who did not agree to be named (`tags=[…]`)."""

    class Meta:
        model = Statement
        skip_postgeneration_save = True

    minutes = factory.SubFactory(MinutesFactory)
    sort_order = factory.Sequence(lambda n: n)
    text_es = factory.Sequence(lambda n: f"Dicho {n} {HOSTILE}")
    speaker = f"Eulalia {HOSTILE}"

    @factory.post_generation
    def tags(self: Any, create: bool, extracted: Any, **kwargs: Any) -> None:
        self.tags.set(extracted or ())


class CorrectionFactory(factory.django.DjangoModelFactory):
    """A correction that waits."""

    class Meta:
        model = Correction

    minutes = factory.SubFactory(MinutesFactory, state=Minutes.State.OPEN)
    author = factory.SubFactory(ResidentFactory)
    text = f"No se dijo así {HOSTILE}"
