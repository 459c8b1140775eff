"""The dated parts of a consultation. They decide what residents may do, and when."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from ciudad_global.common import clock
from ciudad_global.common.text import Translated


class PhaseQuerySet(models.QuerySet["Phase"]):
    def in_order(self) -> "PhaseQuerySet":
        """Return phases as the timeline shows them."""
        return self.order_by("starts_at", "ends_at", "pk")

    def running(self) -> "PhaseQuerySet":
        """Return phases that run now, by the database's clock (the last word in a write)."""
        return self.filter(starts_at__lte=Now(), ends_at__gt=Now())


class Phase(models.Model):
    """One dated part of a consultation with switches for what residents may do in it."""

    class Kind(models.TextChoices):
        INFORM = "inform", _("informar")
        PROPOSE = "propose", _("proponer")
        VOTE = "vote", _("debatir y votar")
        EVALUATE = "evaluate", _("evaluar")
        RESULTS = "results", _("resultados")

    SWITCHES = ("may_propose", "may_comment", "may_vote")
    # What residents usually may do in it; an editor may choose otherwise.
    PRESETS: ClassVar[dict[str, tuple[str, ...]]] = {
        Kind.PROPOSE: ("may_propose", "may_comment"),
        Kind.VOTE: ("may_comment", "may_vote"),
    }

    consultation = ParentalKey(
        "consultations.Consultation", on_delete=models.CASCADE, related_name="phases"
    )
    kind = models.CharField(_("tipo"), max_length=10, choices=Kind)
    name_es = models.CharField(_("nombre en español"), max_length=80, blank=True)
    name_en = models.CharField(_("nombre en inglés"), max_length=80, blank=True)
    starts_at = models.DateTimeField(_("empieza"))
    ends_at = models.DateTimeField(_("termina"))
    may_propose = models.BooleanField(_("se puede proponer"), default=False)
    may_comment = models.BooleanField(_("se puede comentar"), default=False)
    may_vote = models.BooleanField(_("se puede votar"), default=False)
    own_name = Translated("name")

    objects = PhaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("fase")
        verbose_name_plural = _("fases")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")),
                name="phase_ends_after_it_starts",
                violation_error_message=_("La fase debe terminar después de empezar."),
            ),
        )
        indexes = (models.Index(fields=["consultation", "starts_at"], name="phase_timeline"),)

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Return the editor's name for the phase, or the usual one of its kind."""
        return self.own_name or self.get_kind_display().capitalize()

    @property
    def allows(self) -> tuple[str, ...]:
        """Return the switches that are on."""
        return tuple(switch for switch in self.SWITCHES if getattr(self, switch))

    def runs(self, at: datetime | None = None) -> bool:
        """Return whether the phase runs at this moment (now if none is given)."""
        return self.starts_at <= (at or clock.now()) < self.ends_at

    def is_over(self, at: datetime | None = None) -> bool:
        """Return whether the phase has ended at this moment (now if none is given)."""
        return self.ends_at <= (at or clock.now())
