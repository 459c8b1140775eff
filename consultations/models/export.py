"""Open data that anybody may take away."""

import secrets

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from consultations.models.attachment import private
from consultations.models.snapshot import Snapshot


def _place(export: "Export", filename: str) -> str:
    return f"open-data/{secrets.token_hex(16)}.zip"


class ExportQuerySet(models.QuerySet["Export"]):
    def current(self) -> "ExportQuerySet":
        """Return those that hold nothing that was taken down since, made or being made."""
        return self.filter(outdated_at__isnull=True)

    def ready(self) -> "ExportQuerySet":
        """Return those that anybody may take away."""
        return self.current().exclude(file="")


class Export(models.Model):
    """One ZIP with the figures of a snapshot and the texts that were public when it was made."""

    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="exports")
    # Whether its tables begin with what tells a spreadsheet that they are UTF-8.
    excel = models.BooleanField(default=False)
    # Empty while it is being made.
    file = models.FileField(upload_to=_place, storage=private, blank=True)
    sha256 = models.CharField(_("huella SHA-256"), max_length=64, blank=True)
    size = models.PositiveBigIntegerField(_("bytes"), default=0)
    made_at = models.DateTimeField(_("hecha"), auto_now_add=True)
    # Since when it holds something that is not public any more: it is not handed out then.
    outdated_at = models.DateTimeField(null=True, blank=True)

    objects = ExportQuerySet.as_manager()

    class Meta:
        verbose_name = _("exportación")
        verbose_name_plural = _("exportaciones")
        constraints = (
            models.UniqueConstraint(
                fields=["snapshot", "excel"],
                condition=models.Q(outdated_at__isnull=True),
                name="export_current_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.snapshot}"


def discard_with_row(instance: Export, **kwargs: object) -> None:
    """Take the file away once the row is gone for good."""
    if name := instance.file.name:
        transaction.on_commit(lambda: instance.file.storage.delete(name), robust=True)
