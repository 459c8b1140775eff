"""What the pages of one session share, whatever their language."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from dialogues.models.session import SessionPage


class Encounter(models.Model):
    """One session, once: what registrations, questions and tables belong to.

    Its key is the translation key of the pages that present it. The row is kept as the public
    page says (`actions/encounter.py`); nobody writes it by hand.
    """

    class State(models.TextChoices):
        SCHEDULED = "scheduled", _("programada")
        CANCELLED = "cancelled", _("cancelada")

    key = models.UUIDField(primary_key=True, editable=False)
    # In the language of the page that decides: the team knows it by this.
    title = models.CharField(_("título"), max_length=255, editable=False)
    starts_at = models.DateTimeField(_("empieza"))
    ends_at = models.DateTimeField(_("termina"))
    place = models.CharField(_("lugar"), max_length=420, blank=True)
    capacity = models.PositiveIntegerField(_("cupo"), null=True)
    state = models.CharField(
        _("estado"), max_length=10, choices=State, default=State.SCHEDULED, editable=False
    )
    # Of the calendar entry: grows with each change that moves somebody's plans (RFC 5545).
    sequence = models.PositiveIntegerField(_("versión"), default=0)

    class Meta:
        verbose_name = _("encuentro")
        verbose_name_plural = _("encuentros")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")),
                name="encounter_ends_after_it_starts",
            ),
        )
        indexes = (models.Index(fields=["starts_at"], name="encounter_calendar"),)

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the address of its page in the active language ("" while none is live)."""
        return self.page.get_url() or "" if self.page else ""

    @cached_property
    def page(self) -> "SessionPage | None":
        """Return the live page in the active language, else in another one (one query)."""
        from dialogues.models.session import SessionPage

        live = SessionPage.objects.live().filter(translation_key=self.key)
        pages = {page.locale.language_code: page for page in live.select_related("locale")}
        language = (get_language() or settings.LANGUAGE_CODE)[:2]
        return pages.get(language) or next(iter(pages.values()), None)

    @property
    def is_cancelled(self) -> bool:
        return self.state == self.State.CANCELLED

    def is_over(self) -> bool:
        """Return whether it has ended."""
        return self.ends_at <= timezone.now()
