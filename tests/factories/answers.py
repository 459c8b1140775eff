"""What the city says it will do, and how it goes."""

from datetime import timedelta
from typing import Any

import factory
from django.utils import timezone

from ciudad_global.common.html import render
from consultations.models import Commitment, CommitmentUpdate
from tests.factories.consultations import ConsultationFactory
from tests.factories.hostile import HOSTILE


class CommitmentFactory(factory.django.DjangoModelFactory):
    """A public commitment that is due in a month (`proposals=[…]`, `comments=[…]`)."""

    class Meta:
        model = Commitment
        skip_postgeneration_save = True

    consultation = factory.SubFactory(ConsultationFactory)
    title = factory.Sequence(lambda n: f"Compromiso {n} {HOSTILE}")
    body = HOSTILE
    body_html = factory.LazyAttribute(lambda one: render(one.body, limit=8_000))
    office = f"Secretaría {HOSTILE}"
    due_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=30))
    published_at = factory.LazyFunction(timezone.now)

    @factory.post_generation
    def proposals(self: Any, create: bool, extracted: Any, **kwargs: Any) -> None:
        self.proposals.set(extracted or ())

    @factory.post_generation
    def comments(self: Any, create: bool, extracted: Any, **kwargs: Any) -> None:
        self.comments.set(extracted or ())


class CommitmentUpdateFactory(factory.django.DjangoModelFactory):
    """A public update: half of it is done."""

    class Meta:
        model = CommitmentUpdate

    commitment = factory.SubFactory(CommitmentFactory)
    status = Commitment.Status.UNDER_WAY
    progress = 50
    note = f"Se hizo la mitad. {HOSTILE}"
    note_html = factory.LazyAttribute(lambda one: render(one.note, limit=2_000))
    evidence_url = "https://example.org/evidencia"
    evidence_label = f"Acta {HOSTILE}"
    published_at = factory.LazyFunction(timezone.now)
