"""Consultations and what residents write in them."""

from datetime import timedelta
from typing import Any

import factory
from django.utils import timezone

from ciudad_global.common.html import render
from ciudad_global.moderation.states import State
from consultations.models import Comment, Consultation, Phase, Proposal, ProposalVersion, Theme
from tests.factories.hostile import HOSTILE
from tests.factories.people import ResidentFactory


class ConsultationFactory(factory.django.DjangoModelFactory):
    """A public consultation in which everything may be done now (`phase=None`: no phase)."""

    class Meta:
        model = Consultation
        skip_postgeneration_save = True

    title = factory.Sequence(lambda n: f"Consulta {n} {HOSTILE}")
    slug = factory.Sequence(lambda n: f"consulta-{n}")
    state = Consultation.State.PUBLISHED
    comments_review = Consultation.Review.AFTER

    @factory.post_generation
    def phase(self: Any, create: bool, extracted: Any, **kwargs: Any) -> None:
        if extracted is None or extracted:
            PhaseFactory(consultation=self, **kwargs)

    @factory.post_generation
    def moderators(self: Any, create: bool, extracted: Any, **kwargs: Any) -> None:
        if extracted:
            self.moderators.set(extracted)


class PhaseFactory(factory.django.DjangoModelFactory):
    """A phase that started yesterday, ends tomorrow and allows everything."""

    class Meta:
        model = Phase

    consultation = factory.SubFactory(ConsultationFactory, phase=False)
    kind = Phase.Kind.VOTE
    starts_at = factory.LazyFunction(lambda: timezone.now() - timedelta(days=1))
    ends_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=1))
    may_propose = True
    may_comment = True
    may_vote = True


class ThemeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Theme

    consultation = factory.SubFactory(ConsultationFactory)
    slug = factory.Sequence(lambda n: f"tema-{n}")
    name_es = factory.Sequence(lambda n: f"Tema {n} {HOSTILE}"[:80])


class ProposalFactory(factory.django.DjangoModelFactory):
    """A published proposal of a resident."""

    class Meta:
        model = Proposal

    consultation = factory.SubFactory(ConsultationFactory)
    author = factory.SubFactory(ResidentFactory)
    state = State.PUBLISHED
    title = factory.Sequence(lambda n: f"Propuesta número {n} {HOSTILE}")
    summary = HOSTILE
    body = f"Un párrafo.\n\n{HOSTILE}"
    body_html = factory.LazyAttribute(lambda proposal: render(proposal.body, limit=8_000))
    published_at = factory.LazyFunction(timezone.now)


class ProposalVersionFactory(factory.django.DjangoModelFactory):
    """What a proposal said before an edit."""

    class Meta:
        model = ProposalVersion

    proposal = factory.SubFactory(ProposalFactory)
    number = factory.LazyAttribute(lambda version: version.proposal.versions.count() + 1)
    title = f"Como se llamaba {HOSTILE}"
    body = f"Como decía.\n\n{HOSTILE}"
    body_html = factory.LazyAttribute(lambda version: render(version.body, limit=8_000))
    written_at = factory.LazyAttribute(lambda version: version.proposal.published_at)
    replaced_at = factory.LazyFunction(timezone.now)


class CommentFactory(factory.django.DjangoModelFactory):
    """A published comment, placed in its thread, counted like a real one."""

    class Meta:
        model = Comment

    proposal = factory.SubFactory(ProposalFactory)
    author = factory.SubFactory(ResidentFactory)
    state = State.PUBLISHED
    body = f"Un comentario {HOSTILE}"
    body_html = factory.LazyAttribute(lambda comment: render(comment.body, limit=1_500))
    published_at = factory.LazyFunction(timezone.now)

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> Comment:
        parent = kwargs.pop("parent", None)
        proposal = kwargs["proposal"]
        proposal.refresh_from_db(fields=["comments_serial", "comments_count"])
        proposal.comments_serial += 1
        proposal.comments_count += kwargs["state"] == State.PUBLISHED
        proposal.save(update_fields=["comments_serial", "comments_count"])
        comment = Comment(**kwargs)
        comment.place(proposal.comments_serial, parent)
        comment.save()
        if parent:
            parent.replies_count += 1
            parent.save(update_fields=["replies_count"])
        return comment
