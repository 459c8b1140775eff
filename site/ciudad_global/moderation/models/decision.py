"""What was decided, by whom. The table only grows (append_only.py), and each row names the one
before it (hash chain): a row that is changed or missing is found by `manage.py verify_log`.
"""

import hashlib
import json
from datetime import UTC
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ciudad_global.moderation.models.case import Case
from ciudad_global.moderation.states import Outcome, Reason, State

if TYPE_CHECKING:
    from ciudad_global.users.models import User

# What corrects an earlier decision, or is only said to colleagues.
WITHOUT_REASON = (Outcome.UNDONE, Outcome.LIFTED, Outcome.REVERSED, Outcome.TAKEN)


class Decision(models.Model):
    """One step in the life of a case or of a sanction, with what the person concerned reads."""

    append_only = True
    # What the hash covers, besides the hash of the row before.
    CHAINED = (
        "case_id",
        "sanction_id",
        "moderator_id",
        "rule",
        "outcome",
        "before",
        "after",
        "reason",
        "text",
        "note",
        "batch_id",
        "undoes_id",
        "appeal_id",
    )
    TIMES = ("waiting_since", "created_at")

    case = models.ForeignKey(
        Case, null=True, blank=True, on_delete=models.PROTECT, related_name="decisions"
    )
    sanction = models.ForeignKey(
        "moderation.Sanction",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="decisions",
    )
    # None: a rule decided, not a person.
    moderator = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="decisions",
    )
    rule = models.CharField(_("regla automática"), max_length=30, blank=True)
    outcome = models.CharField(_("decisión"), max_length=10, choices=Outcome)
    before = models.CharField(_("antes"), max_length=10, choices=State, blank=True)
    after = models.CharField(_("después"), max_length=10, choices=State, blank=True)
    reason = models.CharField(_("razón"), max_length=20, choices=Reason, blank=True)
    text = models.TextField(_("explicación para la persona"), blank=True)
    note = models.TextField(_("nota para el equipo"), blank=True)
    batch = models.ForeignKey(
        "moderation.Batch",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="decisions",
    )
    # The decision that this one takes back: one at most.
    undoes = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="undone"
    )
    # The appeal that this one answers.
    appeal = models.OneToOneField(
        "moderation.Appeal",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="answered_by",
    )
    # Since when the case had waited for it.
    waiting_since = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    hash = models.CharField(max_length=64, unique=True, editable=False)

    class Meta:
        verbose_name = _("decisión")
        verbose_name_plural = _("decisiones")
        constraints = (
            models.CheckConstraint(
                # Whatever is not published or left as it is owes its author a reason.
                condition=models.Q(after=State.PUBLISHED)
                | models.Q(outcome__in=WITHOUT_REASON)
                | ~models.Q(reason=""),
                name="decision_gives_a_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(moderator__isnull=False, rule="")
                | (models.Q(moderator__isnull=True) & ~models.Q(rule="")),
                name="decision_by_a_person_or_a_rule",
            ),
            models.CheckConstraint(
                condition=models.Q(case__isnull=False, sanction__isnull=True)
                | models.Q(case__isnull=True, sanction__isnull=False),
                name="decision_on_a_case_or_a_sanction",
            ),
        )
        indexes = (models.Index(fields=["moderator", "-id"], name="decision_of_moderator"),)

    def __str__(self) -> str:
        if not self.after or self.before == self.after:
            return self.get_outcome_display()
        move = f"{self.get_before_display()} → {self.get_after_display()}"
        return move if self.outcome == self.after else f"{self.get_outcome_display()}: {move}"

    @property
    def concerns(self) -> "User | None":
        """Return whose words or account it is about; None once that account is gone."""
        if self.case:
            return self.case.content.author
        return self.sanction.user if self.sanction else None

    @property
    def deciders(self) -> set[int | None]:
        """Return the ids of whoever decided, proposed or confirmed it."""
        batch, sanction = self.batch, self.sanction
        return {
            self.moderator_id,
            *((batch.proposed_by_id, batch.decided_by_id) if batch else ()),
            *((sanction.proposed_by_id, sanction.decided_by_id) if sanction else ()),
        }

    def hash_after(self, previous: str) -> str:
        """Return the SHA-256 of this row chained to the hash of the row before it ("" if none)."""
        facts = [previous, *(getattr(self, name) for name in self.CHAINED)]
        times = [getattr(self, name) for name in self.TIMES]
        facts += [time and time.astimezone(UTC).isoformat() for time in times]
        text = json.dumps(facts, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


class LogHead(models.Model):
    """How many decisions there are and the hash of the last one: one row, locked to add one."""

    pk_value = models.PositiveSmallIntegerField(primary_key=True, default=1)
    count = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=models.Q(pk_value=1), name="log_head_is_one_row"),
        )

    def __str__(self) -> str:
        return self.hash
