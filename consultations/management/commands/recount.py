"""Compare every counter with its rows."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from rich.console import Console
from rich.table import Table

from consultations.actions import recount


class Command(BaseCommand):
    help = "Compare every counter with its rows; --fix corrects what differs."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--fix", action="store_true", help="correct what differs")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the differences; fail if there are any and they were not fixed."""
        table = Table("contador", "fila", "guardado", "contado")
        for wrong in recount.differences():
            table.add_row(wrong.counter, str(wrong.pk), str(wrong.stored), str(wrong.counted))
        if not table.row_count:
            self.stdout.write("Todos los contadores coinciden con sus filas.")
            return
        Console(file=self.stdout).print(table)  # type: ignore[arg-type]
        if not options["fix"]:
            raise CommandError(f"{table.row_count} contadores no coinciden; corrígelos con --fix.")
        recount.fix()
        self.stdout.write(f"{table.row_count} contadores corregidos.")
