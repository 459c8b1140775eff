"""Ends of phases that were moved after the phase had opened."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ciudad_global.common.text import Translated
from consultations.models.phase import Phase


class DeadlineChange(models.Model):
    """Which end was moved, by whom, and the reason that the page shows. Never changed."""

    append_only = True

    consultation = models.ForeignKey(
        "consultations.Consultation", on_delete=models.PROTECT, related_name="deadline_changes"
    )
    phase = models.ForeignKey(Phase, on_delete=models.PROTECT, related_name="deadline_changes")
    before = models.DateTimeField(_("antes terminaba"))
    after = models.DateTimeField(_("ahora termina"))
    reason_es = models.CharField(_("motivo público en español"), max_length=300)
    reason_en = models.CharField(_("motivo público en inglés"), max_length=300, blank=True)
    moved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    moved_at = models.DateTimeField(auto_now_add=True)
    reason = Translated()

    class Meta:
        verbose_name = _("cambio de plazo")
        verbose_name_plural = _("cambios de plazo")
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(reason_es=""), name="deadline_change_gives_a_reason"
            ),
        )
        indexes = (models.Index(fields=["consultation", "-id"], name="deadline_change_newest"),)

    def __str__(self) -> str:
        return f"{self.phase}: {self.before:%Y-%m-%d} → {self.after:%Y-%m-%d}"
