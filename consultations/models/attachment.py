"""Pictures and documents that come with a proposal."""

import secrets
from pathlib import PurePosixPath
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages
from django.db import models, transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from consultations.files import Remade
from consultations.models.proposal import Proposal

ATTACHMENTS_LIMIT = 3  # of each kind


FOLDER = "proposals"


def _place(attachment: "Attachment", name: str) -> str:
    # Nobody guesses the address, or learns what the file was called on somebody's disk.
    ending = "webp" if attachment.kind == Attachment.Kind.IMAGE else "pdf"
    return f"{FOLDER}/{secrets.token_urlsafe(24)}.{ending}"


def private() -> Storage:
    """Return where files lie that nobody reads but through a view."""
    return storages["private"]


class Attachment(models.Model):
    """One file, made anew from what was sent. At most three of a kind, by construction."""

    class Kind(models.TextChoices):
        IMAGE = "image", _("imagen")
        DOCUMENT = "document", _("documento")

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="attachments")
    kind = models.CharField(max_length=10, choices=Kind)
    position = models.PositiveSmallIntegerField()
    file = models.FileField(upload_to=_place, storage=private)
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

    @property
    def is_image(self) -> bool:
        return self.kind == self.Kind.IMAGE

    @property
    def name(self) -> str:
        """Return where the file is stored."""
        return self.file.name or ""

    @property
    def small_name(self) -> str:
        """Return where the smaller copy of an image is stored."""
        return str(PurePosixPath(self.name).with_suffix(".small.webp"))

    @property
    def names(self) -> dict[str, str]:
        """Return what the files are called in their addresses -> where they are stored."""
        stored = (self.name, self.small_name) if self.is_image else (self.name,)
        return {PurePosixPath(name).name: name for name in stored}

    def get_absolute_url(self) -> str:
        return self._url(self.name)

    @property
    def small_url(self) -> str:
        return self._url(self.small_name)

    def _url(self, name: str) -> str:
        return reverse("consultations:file", args=[self.pk, PurePosixPath(name).name])

    def store(self, made: Remade) -> None:
        """Put the file (and the smaller copy) into the storage; the row is saved afterwards."""
        self.file.save("", ContentFile(made.content), save=False)
        if made.small:
            self.file.storage.save(self.small_name, ContentFile(made.small))
        self.size, self.width, self.height = len(made.content), made.width, made.height

    def discard(self) -> None:
        """Take what `store` put there away again."""
        for name in self.names.values():
            self.file.storage.delete(name)


def discard_with_row(instance: Attachment, **kwargs: Any) -> None:
    """Take the files away once the row is gone for good, whatever deleted it (a cascade, too)."""
    transaction.on_commit(instance.discard, robust=True)
