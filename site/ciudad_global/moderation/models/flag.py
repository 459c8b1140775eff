"""A resident's report."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ciudad_global.moderation.models.case import Case
from ciudad_global.moderation.states import Reason


class Flag(models.Model):
    """A resident's notice that something breaks a rule. Who flagged is shown to nobody."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="flags")
    reporter = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    reason = models.CharField(_("razón"), max_length=20, choices=Reason)
    text = models.CharField(_("detalle"), max_length=500, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("reporte")
        verbose_name_plural = _("reportes")
        constraints = (
            models.UniqueConstraint(fields=["case", "reporter"], name="flag_once_per_person"),
        )

    def __str__(self) -> str:
        return self.get_reason_display()
