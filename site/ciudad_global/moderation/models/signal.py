"""What the computer noticed about content when it arrived: a hint with its reason, no verdict."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ciudad_global.moderation.models.case import Case


class Signal(models.Model):
    """One thing noticed (signals/), once for each kind. `facts` are what its sentence needs."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="signals")
    kind = models.SlugField(max_length=30)
    facts = models.JSONField(default=dict)
    weight = models.PositiveSmallIntegerField(default=0)
    # Whether it kept the content from being read until a moderator decides.
    holds = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("señal")
        verbose_name_plural = _("señales")
        constraints = (
            models.UniqueConstraint(fields=["case", "kind"], name="signal_once_per_kind"),
        )

    def __str__(self) -> str:
        return self.kind
