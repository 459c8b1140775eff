"""Forget from which networks votes came."""

from typing import Any

from django.core.management.base import BaseCommand

from consultations.actions import activity


class Command(BaseCommand):
    help = "Add up the votes of hours older than two days whatever network they came from."

    def handle(self, *args: Any, **options: Any) -> None:
        """Forget them and say how many rows there were."""
        self.stdout.write(f"{activity.forget_networks()} filas con redes olvidadas.")
