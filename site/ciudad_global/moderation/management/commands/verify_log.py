"""Check that nobody changed or removed a decision."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ciudad_global.moderation import log


class Command(BaseCommand):
    help = "Check the chain of moderation decisions; exit 1 where it is broken."

    def handle(self, **options: Any) -> None:
        """Say that the log is whole, or where it is not."""
        if broken := log.first_break():
            raise CommandError(broken)
        self.stdout.write("The log of decisions is whole.")
