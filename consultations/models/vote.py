"""Votes, filed under a pseudonym, and who took part, without how."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ciudad_global.moderation.states import State
from consultations.models.proposal import Proposal


class VoteQuerySet(models.QuerySet["Vote"]):
    def towards_limit(self) -> "VoteQuerySet":
        """Return the votes that use up a support: not those on proposals that have ended."""
        return self.exclude(proposal__state__in=(State.WITHDRAWN, State.MERGED, State.ERASED))


class Vote(models.Model):
    """One per pseudonym and proposal, by construction. No user, no time, no order."""

    class Value(models.IntegerChoices):
        AGREE = 1, _("de acuerdo")
        PASS = 0, _("paso")
        DISAGREE = -1, _("en desacuerdo")

    pk = models.CompositePrimaryKey("proposal_id", "voter")
    # The primary key starts with it, so an index of its own would only cost.
    proposal = models.ForeignKey(
        Proposal, on_delete=models.PROTECT, related_name="votes", db_index=False
    )
    voter = models.UUIDField(editable=False)
    value = models.SmallIntegerField(choices=Value)
    cast_on = models.DateField()
    # The duplicate that it was cast on, while it counts here because both were merged.
    merged_from = models.ForeignKey(
        Proposal, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )

    objects = VoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("voto")
        verbose_name_plural = _("votos")
        constraints = (
            models.CheckConstraint(condition=models.Q(value__in=(1, 0, -1)), name="vote_value"),
        )
        indexes = (models.Index(fields=["voter"], name="vote_voter"),)

    def __str__(self) -> str:
        return str(self.pk)


class Participation(models.Model):
    """That a person took part in a consultation, never how.

    Its row is the lock under which that person's limits are checked.
    """

    consultation = models.ForeignKey(
        "consultations.Consultation", on_delete=models.PROTECT, related_name="participations"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="participations",
    )
    # As it was when they took part: counts by alcaldía outlive the account.
    alcaldia = models.ForeignKey(
        "agenda.Alcaldia", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    joined_on = models.DateField()

    class Meta:
        verbose_name = _("participación")
        verbose_name_plural = _("participaciones")
        constraints = (
            models.UniqueConstraint(fields=["consultation", "user"], name="participation_once"),
        )

    def __str__(self) -> str:
        return str(self.consultation)
