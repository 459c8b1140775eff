"""Sessions that take questions, and questions."""

from datetime import timedelta
from typing import Any

import factory
from django.utils import timezone

from ciudad_global.common.html import render
from ciudad_global.moderation.states import State
from dialogues.models import Floor, Question
from tests.factories.encounters import EncounterFactory
from tests.factories.hostile import HOSTILE
from tests.factories.people import ResidentFactory


class FloorFactory(factory.django.DjangoModelFactory):
    """A session that takes questions now; `moderators` are assigned to it."""

    class Meta:
        model = Floor
        skip_postgeneration_save = True

    encounter = factory.SubFactory(
        EncounterFactory,
        starts_at=factory.LazyFunction(lambda: timezone.now() - timedelta(hours=1)),
    )

    @factory.post_generation
    def moderators(self: Any, create: bool, extracted: Any, **kwargs: Any) -> None:
        self.moderators.set(extracted or ())


class QuestionFactory(factory.django.DjangoModelFactory):
    """A published question."""

    class Meta:
        model = Question

    floor = factory.SubFactory(FloorFactory)
    author = factory.SubFactory(ResidentFactory)
    state = State.PUBLISHED
    body = factory.Sequence(lambda n: f"¿Pregunta {n}? {HOSTILE}")
    body_html = factory.LazyAttribute(lambda question: render(question.body, limit=300))
    published_at = factory.LazyFunction(timezone.now)
