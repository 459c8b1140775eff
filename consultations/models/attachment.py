"""Pictures and documents that come with a proposal."""

import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _

from consultations.models.proposal import Proposal

ATTACHMENTS_LIMIT = 3  # of each kind


def _place(attachment: "Attachment", name: str) -> str:
    # Nobody guesses the address, or learns what the file was called on somebody's disk.
    ending = "webp" if attachment.kind == Attachment.Kind.IMAGE else "pdf"
    return f"proposals/{secrets.token_urlsafe(24)}.{ending}"


class Attachment(models.Model):
    """One file, made anew from what was sent. At most three of a kind, by construction."""

    class Kind(models.TextChoices):
        IMAGE = "image", _("imagen")
        DOCUMENT = "document", _("documento")

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="attachments")
    kind = models.CharField(max_length=10, choices=Kind)
    position = models.PositiveSmallIntegerField()
    file = models.FileField(upload_to=_place)
    # What a person who cannot see the image is told; the title of a document.
    text = models.CharField(_("descripción"), max_length=200)
    size = models.PositiveIntegerField()
    # Of images only, so that a page keeps their place while they load.
    width = models.PositiveIntegerField(null=True, blank=True)
    height = models.PositiveIntegerField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("archivo de una propuesta")
        verbose_name_plural = _("archivos de propuestas")
        constraints = (
            models.UniqueConstraint(
                fields=["proposal", "kind", "position"], name="attachment_position_once"
            ),
            models.CheckConstraint(
                condition=models.Q(position__gte=1, position__lte=ATTACHMENTS_LIMIT),
                name="attachment_position_within_limit",
            ),
            models.CheckConstraint(condition=~models.Q(text=""), name="attachment_is_described"),
        )

    def __str__(self) -> str:
        return self.text
