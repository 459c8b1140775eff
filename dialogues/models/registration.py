"""A person's place in a session."""

import secrets
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dialogues.models.encounter import Encounter

if TYPE_CHECKING:
    from ciudad_global.users.models import User


def new_token() -> str:
    """Return what nobody can guess: 128 bits."""
    return secrets.token_urlsafe(16)


class RegistrationQuerySet(models.QuerySet["Registration"]):
    def active(self) -> "RegistrationQuerySet":
        """Return those that were not cancelled."""
        return self.exclude(state=Registration.State.CANCELLED)

    def seated(self) -> "RegistrationQuerySet":
        """Return those that have a seat."""
        return self.filter(state=Registration.State.REGISTERED)

    def of(self, user: "User", encounter: Encounter) -> "RegistrationQuerySet":
        """Return this person's registration for the session, cancelled or not."""
        return self.filter(user=user, encounter=encounter)


class Registration(models.Model):
    """One person's registration for one session: a seat, a turn in the waiting list, or neither.

    Seats are numbered, and the database gives no number twice. They are handed out in one place
    (`actions/registration.py`), under a lock on the session's row.
    """

    class State(models.TextChoices):
        REGISTERED = "registered", _("con lugar")
        WAITING = "waiting", _("en lista de espera")
        CANCELLED = "cancelled", _("cancelada")

    encounter = models.ForeignKey(
        Encounter,
        verbose_name=_("sesión"),
        on_delete=models.PROTECT,
        related_name="registrations",
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("persona"),
        on_delete=models.CASCADE,
        related_name="registrations",
    )
    state = models.CharField(_("estado"), max_length=10, choices=State)
    seat = models.PositiveIntegerField(_("lugar"), null=True)
    # Who came first waits less; whoever registers anew goes to the end.
    turn = models.PositiveIntegerField(_("turno"))
    # Private: read by the person and whoever receives people at the door, and deleted 30 days after
    # the session.
    needs = models.TextField(_("qué necesita"), max_length=500, blank=True)
    token = models.CharField(max_length=22, unique=True, default=new_token, editable=False)
    created_at = models.DateTimeField(_("inscrita"), auto_now_add=True)
    reminded_at = models.DateTimeField(null=True, editable=False)
    checked_in_at = models.DateTimeField(_("entró"), null=True)
    checked_in_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("recibió"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = _("inscripción")
        verbose_name_plural = _("inscripciones")
        constraints = (
            models.UniqueConstraint(fields=["encounter", "user"], name="registration_once"),
            models.UniqueConstraint(fields=["encounter", "seat"], name="registration_seat_once"),
            models.UniqueConstraint(fields=["encounter", "turn"], name="registration_turn_once"),
            models.CheckConstraint(
                condition=Q(state="registered", seat__isnull=False)
                | (~Q(state="registered") & Q(seat__isnull=True)),
                name="registration_seat_if_registered",
            ),
            models.CheckConstraint(
                condition=Q(checked_in_at__isnull=True) | Q(state="registered"),
                name="registration_present_with_seat",
            ),
        )

    def __str__(self) -> str:
        return f"{self.user_id} · {self.get_state_display()}"

    @property
    def has_seat(self) -> bool:
        return self.state == self.State.REGISTERED

    @property
    def is_waiting(self) -> bool:
        return self.state == self.State.WAITING

    @property
    def is_active(self) -> bool:
        return self.state != self.State.CANCELLED

    @property
    def is_present(self) -> bool:
        """Return whether the person was let in."""
        return self.checked_in_at is not None
