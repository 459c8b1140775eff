"""Import a Pol.is export."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import Count
from rich.console import Console
from rich.progress import Progress

from ciudad_global.moderation.states import State
from consultations.imports import polis
from consultations.imports.rows import ImportFailed
from consultations.models import Vote


class Command(BaseCommand):
    help = "Import a Pol.is export (comments.csv, votes, summary.csv) as a closed consultation."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, metavar="DIR")
        parser.add_argument("--slug", required=True, help="address of the consultation")
        parser.add_argument("--title", default="", help="instead of the export's topic")
        parser.add_argument("--language", default="es", help="of the page: es or en")

    def handle(self, *args: Any, **options: Any) -> None:
        """Import all of it, or nothing."""
        try:
            with Progress(console=Console(stderr=True)) as progress:
                consultation = polis.load(
                    options["folder"],
                    slug=options["slug"],
                    title=options["title"],
                    language=options["language"],
                    progress=progress,
                )
        except ImportFailed as failure:
            raise CommandError(str(failure)) from None
        if consultation is None:
            self.stdout.write(f"{options['slug']}: ya estaba.")
            return
        votes = Vote.objects.filter(proposal__consultation=consultation)
        published = consultation.proposals.filter(state=State.PUBLISHED).count()
        self.stdout.write(
            f"{options['slug']}: {consultation.proposals.count()} propuestas"
            f" ({published} publicadas), {votes.count()} votos"
            f" de {votes.aggregate(n=Count('voter', distinct=True))['n']} personas."
            f" Se lee en {consultation.get_absolute_url()}"
        )
