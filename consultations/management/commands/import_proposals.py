"""Import proposals and comments from Decide Madrid."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from rich.console import Console
from rich.progress import Progress

from consultations.imports import decide_madrid
from consultations.imports.rows import ImportFailed
from consultations.models import Comment


class Command(BaseCommand):
    help = "Import proposals and comments from Decide Madrid as a closed consultation."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("proposals", type=Path, metavar="proposals.csv")
        parser.add_argument("comments", type=Path, metavar="comments.csv")
        parser.add_argument("--slug", required=True, help="address of the consultation")
        parser.add_argument("--title", default="", help="title of the page")

    def handle(self, *args: Any, **options: Any) -> None:
        """Import all of it, or nothing."""
        try:
            with Progress(console=Console(stderr=True)) as progress:
                consultation = decide_madrid.load(
                    options["proposals"],
                    options["comments"],
                    slug=options["slug"],
                    title=options["title"],
                    progress=progress,
                )
        except ImportFailed as failure:
            raise CommandError(str(failure)) from None
        if consultation is None:
            self.stdout.write(f"{options['slug']}: ya estaba.")
            return
        comments = Comment.objects.filter(proposal__consultation=consultation)
        self.stdout.write(
            f"{options['slug']}: {consultation.proposals.count()} propuestas,"
            f" {comments.count()} comentarios ({comments.published().count()} con texto)."
            f" Se lee en {consultation.get_absolute_url()}"
        )
