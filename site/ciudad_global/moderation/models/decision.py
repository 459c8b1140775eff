"""What a moderator did. The table only grows (append_only.py)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ciudad_global.moderation.models.case import Case
from ciudad_global.moderation.states import Reason, State


class Decision(models.Model):
    """One step in the life of a case, with the reason and the text that the author reads."""

    append_only = True

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="decisions")
    moderator = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="decisions"
    )
    before = models.CharField(_("antes"), max_length=10, choices=State)
    after = models.CharField(_("después"), max_length=10, choices=State)
    reason = models.CharField(_("razón"), max_length=20, choices=Reason, blank=True)
    text = models.TextField(_("explicación para la persona"), blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("decisión")
        verbose_name_plural = _("decisiones")
        constraints = (
            models.CheckConstraint(
                # Whatever is not published or left as it is owes its author a reason.
                condition=models.Q(after=State.PUBLISHED) | ~models.Q(reason=""),
                name="decision_gives_a_reason",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_before_display()} → {self.get_after_display()}"
