"""A warning, or what an account may not do for a while."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.text import get_text_list
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ciudad_global.moderation.models.case import Case
from ciudad_global.moderation.states import Reason


class SanctionQuerySet(models.QuerySet["Sanction"]):
    def suspending(self, at: datetime | None = None) -> "SanctionQuerySet":
        """Return suspensions that hold at this time (now, if none is given)."""
        at = at or timezone.now()
        return self.filter(
            models.Q(ends_at__isnull=True) | models.Q(ends_at__gt=at),
            kind=Sanction.Kind.SUSPENSION,
            state=Sanction.State.ACTIVE,
            starts_at__lte=at,
        )


class Sanction(models.Model):
    """What a moderator proposes about a person. A suspension waits for an administrator.

    It hides nothing that the person wrote.
    """

    class Kind(models.TextChoices):
        WARNING = "warning", _("advertencia")
        SUSPENSION = "suspension", _("suspensión")

    class State(models.TextChoices):
        PROPOSED = "proposed", _("espera confirmación")
        ACTIVE = "active", _("vigente")
        DISCARDED = "discarded", _("descartada")
        LIFTED = "lifted", _("levantada")

    class Hours(models.IntegerChoices):
        DAY = 24, _("24 horas")
        THREE_DAYS = 72, _("3 días")
        WEEK = 168, _("7 días")
        MONTH = 720, _("30 días")

    SWITCHES = ("stops_proposing", "stops_commenting", "stops_voting")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="sanctions"
    )
    # What led to it, where one case did.
    case = models.ForeignKey(
        Case, null=True, blank=True, on_delete=models.PROTECT, related_name="sanctions"
    )
    kind = models.CharField(_("qué"), max_length=10, choices=Kind)
    state = models.CharField(max_length=10, choices=State, default=State.PROPOSED)
    stops_proposing = models.BooleanField(_("no puede proponer"), default=False)
    stops_commenting = models.BooleanField(_("no puede comentar"), default=False)
    stops_voting = models.BooleanField(_("no puede votar"), default=False)
    # None: for good.
    hours = models.PositiveSmallIntegerField(_("cuánto"), choices=Hours, null=True, blank=True)
    reason = models.CharField(_("razón"), max_length=20, choices=Reason)
    text = models.TextField(_("explicación para la persona"))
    note = models.TextField(_("nota para el equipo"), blank=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    # Who confirmed or discarded it.
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    starts_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)

    objects = SanctionQuerySet.as_manager()

    class Meta:
        verbose_name = _("sanción")
        verbose_name_plural = _("sanciones")
        permissions = (("confirm_sanction", _("Puede confirmar suspensiones")),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(kind="warning")
                | models.Q(state__in=("proposed", "discarded"))
                | models.Q(decided_by__isnull=False, starts_at__isnull=False),
                name="sanction_suspends_once_confirmed",
            ),
            models.CheckConstraint(
                condition=models.Q(decided_by__isnull=True)
                | models.Q(state__in=("discarded", "lifted"))
                | ~models.Q(decided_by=models.F("proposed_by")),
                name="sanction_confirmed_by_another",
            ),
            models.CheckConstraint(
                condition=models.Q(kind="warning")
                | models.Q(stops_proposing=True)
                | models.Q(stops_commenting=True)
                | models.Q(stops_voting=True),
                name="suspension_stops_something",
            ),
        )
        indexes = (models.Index(fields=["user", "state"], name="sanction_of_user"),)

    @property
    def acts(self) -> str:
        """Return what it stops, as in "no puede proponer ni votar"."""
        words = (_("proponer"), _("comentar"), _("votar"))
        chosen = [
            str(word)
            for switch, word in zip(self.SWITCHES, words, strict=True)
            if getattr(self, switch)
        ]
        return get_text_list(chosen, gettext("ni"))

    @property
    def holds(self) -> bool:
        """Return whether it is a suspension that holds now."""
        return (
            self.kind == self.Kind.SUSPENSION
            and self.state == self.State.ACTIVE
            and (self.ends_at is None or self.ends_at > timezone.now())
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"
