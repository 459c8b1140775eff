"""Figures of a consultation, frozen."""

import hashlib
import json
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


def canonical(figures: dict[str, Any]) -> bytes:
    """Return the one spelling of these figures that is hashed: sorted keys, no spaces, UTF-8."""
    return json.dumps(figures, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


class Snapshot(models.Model):
    """What was counted at an instant, with the hash of its canonical JSON. Never changed."""

    class Kind(models.TextChoices):
        SUMMARY = "summary", _("para un resumen")
        LIVE = "live", _("mientras está abierta")
        FINAL = "final", _("definitiva")

    append_only = True

    consultation = models.ForeignKey(
        "consultations.Consultation",
        verbose_name=_("consulta"),
        on_delete=models.PROTECT,
        related_name="snapshots",
    )
    kind = models.CharField(_("tipo"), max_length=10, choices=Kind, default=Kind.SUMMARY)
    taken_at = models.DateTimeField(_("contada"), auto_now_add=True)
    figures = models.JSONField(_("cifras"))
    sha256 = models.CharField(_("huella SHA-256"), max_length=64, editable=False)

    class Meta:
        verbose_name = _("corte de cifras")
        verbose_name_plural = _("cortes de cifras")
        constraints = (
            models.UniqueConstraint(
                fields=["consultation"],
                condition=models.Q(kind="final"),
                name="snapshot_final_once",
            ),
        )
        indexes = (models.Index(fields=["consultation", "-taken_at"], name="snapshot_newest"),)

    def __str__(self) -> str:
        return f"{self.consultation}, {self.taken_at:%Y-%m-%d %H:%M}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save a new snapshot; refuse to change one."""
        if not self._state.adding:
            raise TypeError("A snapshot is never changed: take another one.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refuse: a published figure keeps its source."""
        raise TypeError("A snapshot is never deleted.")

    def is_intact(self) -> bool:
        """Return whether the figures are still the ones that were hashed."""
        return hashlib.sha256(canonical(self.figures)).hexdigest() == self.sha256
