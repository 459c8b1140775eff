"""Votes tapped before signing in."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CountedTap(models.Model):
    """A tap that had its turn: a browser that sends it again changes nothing.

    Names neither the person nor the proposal, and is kept for as long as its cookie could last.
    """

    token = models.CharField(primary_key=True, max_length=16)
    counted_on = models.DateField(db_index=True)

    class Meta:
        verbose_name = _("toque contado")
        verbose_name_plural = _("toques contados")

    def __str__(self) -> str:
        return self.token
