"""What a published proposal said before its author edited it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from consultations.models.attachment import Attachment
from consultations.models.proposal import Proposal


class ProposalVersion(models.Model):
    """One earlier text, public. The newest text is the proposal's own.

    Where moderation asked for the change, only the author and moderators read it. Of a file that
    its author took away stays what kind it was: its words may have told as much.
    """

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="versions")
    # 1, 2, 3 … within the proposal.
    number = models.PositiveSmallIntegerField()
    title = models.CharField(_("título"), max_length=150)
    summary = models.CharField(_("en pocas palabras"), max_length=300, blank=True)
    body = models.TextField(_("texto"))
    body_html = models.TextField(editable=False)
    taken_away = models.CharField(max_length=10, choices=Attachment.Kind, blank=True)
    asked = models.BooleanField(default=False, editable=False)
    written_at = models.DateTimeField(_("escrita"))
    replaced_at = models.DateTimeField(_("reemplazada"))

    class Meta:
        verbose_name = _("versión")
        verbose_name_plural = _("versiones")
        constraints = (
            models.UniqueConstraint(fields=["proposal", "number"], name="version_number_once"),
        )

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.number}"
