from typing import Any

from django.core.management.base import BaseCommand

from dialogues.actions import upkeep


class Command(BaseCommand):
    help = "Remind of tomorrow's sessions, fill free seats, delete what people needed in old ones."

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it and say how much there was."""
        self.stdout.write(
            f"{upkeep.fill()} moved up, {upkeep.remind()} reminded, "
            f"{upkeep.forget_needs()} needs deleted."
        )
