"""How many votes came when, for whoever looks after their integrity."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class VoteActivity(models.Model):
    """Votes of one hour from one network: no vote, no person, no address (ADR 26).

    `network` is a name of a day (common/networks.py), "" once it is forgotten.
    """

    consultation = models.ForeignKey(
        "consultations.Consultation",
        on_delete=models.PROTECT,
        related_name="vote_activity",
        db_index=False,  # the constraint's index begins with it
    )
    hour = models.DateTimeField()
    network = models.CharField(max_length=32, blank=True)
    votes = models.PositiveIntegerField()
    # Of these, from accounts that were younger than a day.
    by_new_accounts = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("actividad de la votación")
        verbose_name_plural = _("actividad de la votación")
        constraints = (
            models.UniqueConstraint(
                fields=["consultation", "hour", "network"], name="vote_activity_once"
            ),
        )
        indexes = (
            models.Index(
                fields=["hour"], name="vote_activity_networks", condition=~models.Q(network="")
            ),
        )

    def __str__(self) -> str:
        return f"{self.hour:%Y-%m-%d %H}: {self.votes}"
