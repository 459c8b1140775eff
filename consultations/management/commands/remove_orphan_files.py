"""Delete residents' files that no proposal knows."""

from typing import Any

from django.core.management.base import BaseCommand

from consultations.actions import attachment


class Command(BaseCommand):
    help = "Delete stored images and documents, older than a day, that no proposal knows."

    def handle(self, *args: Any, **options: Any) -> None:
        """Delete them and say how many there were."""
        self.stdout.write(f"{attachment.remove_orphans()} archivos sin propuesta borrados.")
