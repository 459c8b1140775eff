"""Votes that two people took out of the count, with a public reason."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ciudad_global.common.text import Translated


class VoidingQuerySet(models.QuerySet["Voiding"]):
    def done(self) -> "VoidingQuerySet":
        """Return what everybody is told of, the newest first."""
        return self.filter(state=Voiding.State.DONE).order_by("-decided_at", "-pk")


class Voiding(models.Model):
    """One person proposes to void a set of votes, another one confirms. It names no voter."""

    class State(models.TextChoices):
        PROPOSED = "proposed", _("por confirmar")
        DISCARDED = "discarded", _("descartada")
        DONE = "done", _("hecha")

    consultation = models.ForeignKey(
        "consultations.Consultation", on_delete=models.PROTECT, related_name="voidings"
    )
    state = models.CharField(_("estado"), max_length=10, choices=State, default=State.PROPOSED)
    # Which set: the ballot that all of it have in common (reports/flagged.py); "" for the votes of
    # suspended accounts.
    ballot = models.CharField(max_length=64, blank=True)
    # As large as it was when it was proposed, and has to be still when it is confirmed.
    voters = models.PositiveIntegerField(_("cuentas"))
    votes = models.PositiveIntegerField(_("votos"))
    reason_es = models.TextField(_("motivo público en español"), max_length=1000)
    reason_en = models.TextField(_("motivo público en inglés"), max_length=1000)
    reason = Translated()
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    proposed_at = models.DateTimeField(auto_now_add=True)
    # Who confirmed or discarded it.
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = VoidingQuerySet.as_manager()

    class Meta:
        verbose_name = _("anulación de votos")
        verbose_name_plural = _("anulaciones de votos")
        permissions = (("void_votes", _("Puede anular votos con otra persona")),)
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(state="done")
                | models.Q(decided_by__isnull=False, decided_at__isnull=False)
                & ~models.Q(decided_by=models.F("proposed_by")),
                name="voiding_confirmed_by_another",
            ),
            models.CheckConstraint(
                condition=~models.Q(reason_es="") & ~models.Q(reason_en=""),
                name="voiding_gives_a_reason",
            ),
            models.UniqueConstraint(
                fields=["consultation", "ballot"],
                condition=models.Q(state="proposed"),
                name="voiding_of_a_set_proposed_once",
            ),
        )
        indexes = (models.Index(fields=["consultation", "-id"], name="voiding_newest"),)

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"
