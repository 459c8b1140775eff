"""The same decision about many cases."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ciudad_global.moderation.models.case import Case
from ciudad_global.moderation.states import Outcome, Reason


class Batch(models.Model):
    """Above a number of cases a second person confirms it; then it is done at once."""

    class State(models.TextChoices):
        PROPOSED = "proposed", _("espera a otra persona")
        DONE = "done", _("hecha")
        UNDONE = "undone", _("deshecha")
        DISCARDED = "discarded", _("descartada")

    state = models.CharField(max_length=10, choices=State, default=State.PROPOSED)
    outcome = models.CharField(_("decisión"), max_length=10, choices=Outcome)
    reason = models.CharField(_("razón"), max_length=20, choices=Reason, blank=True)
    text = models.TextField(_("explicación para la persona"), blank=True)
    note = models.TextField(_("nota para el equipo"), blank=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="batches"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    # Who confirmed or discarded it, where a second person was needed.
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    done_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("decisión en grupo")
        verbose_name_plural = _("decisiones en grupo")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(decided_by__isnull=True)
                | ~models.Q(decided_by=models.F("proposed_by")),
                name="batch_confirmed_by_another",
            ),
        )
        indexes = (models.Index(fields=["state", "-id"], name="batch_newest"),)

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"


class BatchItem(models.Model):
    """One case of a batch, as it stood when it was chosen (`Case.seen_as`)."""

    pk = models.CompositePrimaryKey("batch_id", "case_id")
    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="items", db_index=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    seen = models.CharField(max_length=40)

    class Meta:
        verbose_name = _("caso de una decisión en grupo")
        verbose_name_plural = _("casos de decisiones en grupo")

    def __str__(self) -> str:
        return str(self.pk)
