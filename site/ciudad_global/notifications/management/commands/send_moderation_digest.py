from typing import Any

from django.core.management.base import BaseCommand

from ciudad_global.notifications import digest


class Command(BaseCommand):
    help = "Tell each moderator, at most once a day, what waits for a decision of theirs."

    def handle(self, *args: Any, **options: Any) -> None:
        """Tell them and say how many were told."""
        self.stdout.write(f"{digest.send()} told.")
