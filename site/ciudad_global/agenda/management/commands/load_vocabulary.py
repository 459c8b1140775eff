"""Load the words that all sections share: alcaldías, frameworks and goals, cities, networks."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils.text import slugify

from ciudad_global.agenda.models import Alcaldia, City, Framework, Goal, Network

DATA = Path(__file__).resolve().parents[2] / "data"


def read(name: str) -> list[dict[str, Any]]:
    """The rows of one of the vocabulary's files."""
    rows: list[dict[str, Any]] = json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))
    return rows


class Command(BaseCommand):
    help = "Load alcaldías, frameworks, goals, cities and networks; what exists stays as it is."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """Create what is missing. What an editor changed or added stays untouched."""
        created = 0
        for row in read("alcaldias"):
            row["slug"] = slugify(row["name"])
            created += Alcaldia.objects.get_or_create(code=row.pop("code"), defaults=row)[1]

        for row in read("frameworks"):
            goals = row.pop("goals")
            framework, new = Framework.objects.get_or_create(code=row.pop("code"), defaults=row)
            created += new
            for goal in goals:
                created += Goal.objects.get_or_create(
                    framework=framework, code=goal.pop("code"), defaults=goal
                )[1]

        created += self._targets()

        for row in read("cities"):
            created += City.objects.get_or_create(slug=row.pop("slug"), defaults=row)[1]

        for row in read("networks"):
            members = row.pop("cities")
            network, new = Network.objects.get_or_create(slug=row.pop("slug"), defaults=row)
            created += new
            if new:  # afterwards the members are the editors' business
                network.cities.set(City.objects.filter(slug__in=members))

        counts = ", ".join(
            f"{model.objects.count()} {model._meta.verbose_name_plural}"
            for model in (Alcaldia, Framework, Goal, City, Network)
        )
        self.stdout.write(f"{counts}; {created} new.")

    def _targets(self) -> int:
        """Create the missing targets of the Agenda 2030 below its goals; return how many."""
        agenda = Framework.objects.get(code="ODS")
        known = {goal.code: goal for goal in agenda.goals.all()}
        missing = []
        for place, row in enumerate(read("targets")):
            parent = known.get(row["code"].partition(".")[0])
            if parent and row["code"] not in known:
                # After every goal, in the order of the official text.
                missing.append(
                    Goal(
                        framework=agenda,
                        parent=parent,
                        color=parent.color,
                        order=1000 + place,
                        **row,
                    )
                )
        return len(Goal.objects.bulk_create(missing))
