"""The request that somebody else looks again."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ciudad_global.moderation.models.decision import Decision


class AppealQuerySet(models.QuerySet["Appeal"]):
    def waiting(self) -> "AppealQuerySet":
        """Return those that nobody has answered."""
        return self.filter(outcome="")


class Appeal(models.Model):
    """One for each decision at most. Its answer is a decision of its own, by another person."""

    class Outcome(models.TextChoices):
        UPHELD = "upheld", _("se mantiene")
        REVERSED = "reversed", _("se corrige")

    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="appealed")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="appeals"
    )
    text = models.TextField(_("por qué"))
    created_at = models.DateTimeField(auto_now_add=True)
    due_at = models.DateTimeField(_("vence"))
    outcome = models.CharField(_("resultado"), max_length=10, choices=Outcome, blank=True)
    answer = models.TextField(_("respuesta"), blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = AppealQuerySet.as_manager()

    class Meta:
        verbose_name = _("apelación")
        verbose_name_plural = _("apelaciones")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(outcome="", answer="", decided_at__isnull=True)
                | (
                    ~models.Q(outcome="")
                    & ~models.Q(answer="")
                    & models.Q(decided_by__isnull=False, decided_at__isnull=False)
                ),
                name="appeal_answered_with_reasons",
            ),
        )
        indexes = (
            models.Index(
                fields=["due_at", "id"], name="appeal_queue", condition=models.Q(outcome="")
            ),
        )

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"
