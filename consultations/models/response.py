"""The city's public, reasoned answer to a proposal."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from consultations.models.proposal import Proposal


class ResponseQuerySet(models.QuerySet["Response"]):
    def published(self) -> "ResponseQuerySet":
        """Return what everybody may read."""
        return self.filter(published_at__isnull=False)


class Response(models.Model):
    """One per proposal: written by an official or an editor, published by a publisher."""

    class Status(models.TextChoices):
        EVALUATING = "evaluating", _("en evaluación")
        ACCEPTED = "accepted", _("aceptada")
        PARTLY = "partly", _("aceptada en parte")
        REJECTED = "rejected", _("no aceptada")
        NOT_COMPETENT = "not_competent", _("no compete a la Ciudad")

    proposal = models.OneToOneField(
        Proposal, verbose_name=_("propuesta"), on_delete=models.PROTECT, related_name="response"
    )
    status = models.CharField(_("respuesta"), max_length=15, choices=Status)
    body = models.TextField(
        _("razones"), help_text=_("En lenguaje claro. Admite párrafos, listas, negritas y enlaces.")
    )
    body_html = models.TextField(editable=False, blank=True)
    office = models.CharField(
        _("quién responde"),
        max_length=160,
        help_text=_("La dependencia, como la conoce la gente. Por ejemplo: Secretaría del Agua."),
    )
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("quién la escribió"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    published_at = models.DateTimeField(_("publicada"), null=True, blank=True, editable=False)

    objects = ResponseQuerySet.as_manager()

    class Meta:
        verbose_name = _("respuesta institucional")
        verbose_name_plural = _("respuestas institucionales")

    def __str__(self) -> str:
        return f"{self.get_status_display()}: {self.proposal}"
