"""Duplicates that become one proposal."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from consultations.models.proposal import Proposal


class MergeQuerySet(models.QuerySet["Merge"]):
    def done(self) -> "MergeQuerySet":
        """Return the merges that hold now."""
        return self.filter(state=Merge.State.DONE)

    def waiting_first(self) -> "MergeQuerySet":
        """Return those that wait for a second person, then the others, newest first."""
        waiting = models.Case(models.When(state=Merge.State.PROPOSED, then=0), default=1)
        return self.order_by(waiting, "-pk")


class Merge(models.Model):
    """One moderator proposes to unite `source` with `target`; another one confirms."""

    class State(models.TextChoices):
        PROPOSED = "proposed", _("por confirmar")
        DECLINED = "declined", _("descartada")
        DONE = "done", _("hecha")
        UNDONE = "undone", _("deshecha")

    source = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="merges_away")
    target = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="merges_here")
    state = models.CharField(_("estado"), max_length=10, choices=State, default=State.PROPOSED)
    # What both authors read.
    reason = models.TextField(_("explicación para las personas"), max_length=1000)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    proposed_at = models.DateTimeField(auto_now_add=True)
    # Who confirmed or declined.
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = MergeQuerySet.as_manager()

    class Meta:
        verbose_name = _("unión de propuestas")
        verbose_name_plural = _("uniones de propuestas")
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(source=models.F("target")), name="merge_of_two"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="done") | ~models.Q(decided_by=models.F("proposed_by")),
                name="merge_confirmed_by_another",
            ),
            models.UniqueConstraint(
                fields=["source"],
                condition=models.Q(state__in=("proposed", "done")),
                name="merge_of_a_source_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.source} → {self.target}"
