"""A question put to residents: its process, its rules, its ballot."""

import hashlib
import hmac
import secrets
import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.models import ClusterableModel

if TYPE_CHECKING:
    from consultations.models.page import ConsultationPage


def _new_salt() -> bytes:
    return secrets.token_bytes(16)


class ConsultationQuerySet(models.QuerySet["Consultation"]):
    def public(self) -> "ConsultationQuerySet":
        """Return what anybody may read."""
        return self.exclude(state=Consultation.State.DRAFT)


class Consultation(ClusterableModel):
    """The process of one consultation, whatever the languages of its pages."""

    class State(models.TextChoices):
        DRAFT = "draft", _("borrador")
        PUBLISHED = "published", _("publicada")
        CLOSED = "closed", _("cerrada")
        SEALED = "sealed", _("sellada")
        ARCHIVED = "archived", _("archivada")

    class Ballot(models.TextChoices):
        OPINION = "opinion", _("de acuerdo / en desacuerdo / paso")
        SUPPORT = "support", _("apoyos")

    class Totals(models.TextChoices):
        LIVE = "live", _("siempre")
        AFTER_CLOSING = "after_closing", _("al cerrar la votación")

    class Review(models.TextChoices):
        BEFORE = "before", _("antes de publicar")
        AFTER = "after", _("después de publicar")
        FIRST = "first", _("antes, las primeras de cada persona")

    # What votes are cast under: it stays as it was for every vote (protection.py).
    RULES = (
        "ballot",
        "supports_limit",
        "proposals_limit",
        "totals",
        "own_vote",
        "publishes_votes",
    )

    title = models.CharField(
        _("nombre"), max_length=160, help_text=_("Para el equipo. La pregunta va en la página.")
    )
    slug = models.SlugField(_("dirección"), max_length=80, unique=True)
    state = models.CharField(
        _("estado"), max_length=10, choices=State, default=State.DRAFT, editable=False
    )
    ballot = models.CharField(_("boleta"), max_length=10, choices=Ballot, default=Ballot.OPINION)
    supports_limit = models.PositiveSmallIntegerField(
        _("apoyos por persona"),
        null=True,
        blank=True,
        help_text=_("Solo para la boleta de apoyos. Vacío: sin límite."),
    )
    proposals_limit = models.PositiveSmallIntegerField(
        _("propuestas por persona"), null=True, blank=True, help_text=_("Vacío: sin límite.")
    )
    totals = models.CharField(
        _("resultados visibles"), max_length=15, choices=Totals, default=Totals.LIVE
    )
    own_vote = models.BooleanField(_("se puede votar la propuesta propia"), default=True)
    publishes_votes = models.BooleanField(
        _("al sellarla se publican los votos sin nombre"),
        default=False,
        help_text=_(
            "Se avisa a quien vota. Cada persona lleva un número al azar; solo si votan 100 o más. "
            "Así cualquiera puede volver a calcular los grupos de opinión."
        ),
    )
    proposals_review = models.CharField(
        _("revisar propuestas"), max_length=10, choices=Review, default=Review.BEFORE
    )
    comments_review = models.CharField(
        _("revisar comentarios"), max_length=10, choices=Review, default=Review.FIRST
    )
    first_contributions = models.PositiveSmallIntegerField(
        _("cuántas primeras"),
        default=1,
        validators=[MinValueValidator(1)],
        help_text=_(
            "Solo donde se revisan las primeras de cada persona: hasta que haya publicado tantas "
            "propuestas o comentarios en el sitio que moderación no retiró."
        ),
    )
    goals = models.ManyToManyField(
        "agenda.Goal", verbose_name=_("objetivos"), blank=True, related_name="consultations"
    )
    moderators = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("quién modera"),
        blank=True,
        related_name="moderated_consultations",
    )
    # With VOTE_SECRET it makes the tokens that votes are filed under; destroyed at sealing.
    salt = models.BinaryField(max_length=16, null=True, default=_new_salt, editable=False)
    created_at = models.DateTimeField(_("creada"), auto_now_add=True)
    published_at = models.DateTimeField(_("publicada"), null=True, editable=False)
    closed_at = models.DateTimeField(_("cerrada"), null=True, editable=False)
    # Set for a consultation that was imported from another platform.
    source = models.CharField(_("procedencia"), max_length=300, blank=True, editable=False)

    objects = ConsultationQuerySet.as_manager()

    class Meta:
        verbose_name = _("consulta")
        verbose_name_plural = _("consultas")
        permissions = (
            ("publish_consultation", _("Puede publicar y cerrar consultas")),
            ("publish_response", _("Puede publicar respuestas institucionales")),
        )
        constraints = (
            models.CheckConstraint(
                condition=models.Q(ballot="support") | models.Q(supports_limit__isnull=True),
                name="consultation_limit_needs_support_ballot",
                violation_error_message=_("El límite de apoyos solo va con la boleta de apoyos."),
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the address of the page in the active language ("" while it has none)."""
        page = self.page
        return page.get_url() or "" if page else ""

    @cached_property
    def page(self) -> "ConsultationPage | None":
        """Return the live page in the active language, else in another one (one query)."""
        pages = {
            page.locale.language_code: page for page in self.pages.live().select_related("locale")
        }
        language = (get_language() or settings.LANGUAGE_CODE)[:2]
        return pages.get(language) or next(iter(pages.values()), None)

    @property
    def is_opinion(self) -> bool:
        return self.ballot == self.Ballot.OPINION

    @property
    def is_closed(self) -> bool:
        """Return whether the city has closed it: nothing in it changes any more."""
        return self.state in (self.State.CLOSED, self.State.SEALED, self.State.ARCHIVED)

    def is_over(self) -> bool:
        """Return whether nobody can take part any more: closed, or its last phase has ended."""
        phases = list(self.phases.all())
        return self.is_closed or (bool(phases) and all(phase.is_over() for phase in phases))

    @property
    def shows_totals(self) -> bool:
        """Return whether anybody may see how the votes stand now."""
        return self.totals == self.Totals.LIVE or self.is_closed

    def voter_token(self, subject: int | str) -> uuid.UUID:
        """Return the pseudonym that `subject` (a user's id) votes under in this consultation.

        HMAC-SHA256, cut to 128 bits, under a key made from VOTE_SECRET and the salt.
        Raises ValueError once the salt is destroyed: nobody can find the votes then.
        """
        if not settings.VOTE_SECRET:
            raise ImproperlyConfigured("VOTE_SECRET is empty; votes cannot be filed.")
        if self.salt is None:
            raise ValueError("This consultation is sealed.")
        key = hmac.digest(settings.VOTE_SECRET.encode(), bytes(self.salt), hashlib.sha256)
        token = hmac.digest(key, str(subject).encode(), hashlib.sha256)
        return uuid.UUID(bytes=token[:16])
