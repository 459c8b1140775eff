"""The end of a consultation: two people seal it, and no vote leads back to anybody any more."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Sealing(models.Model):
    """One person proposes it, another one confirms."""

    consultation = models.OneToOneField(
        "consultations.Consultation",
        primary_key=True,
        on_delete=models.PROTECT,
        related_name="sealing",
    )
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    proposed_at = models.DateTimeField(auto_now_add=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("sello")
        verbose_name_plural = _("sellos")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(confirmed_by__isnull=True, confirmed_at__isnull=True)
                | (
                    models.Q(confirmed_by__isnull=False, confirmed_at__isnull=False)
                    & ~models.Q(confirmed_by=models.F("proposed_by"))
                ),
                name="sealing_takes_two",
            ),
        )

    def __str__(self) -> str:
        return str(self.consultation)
