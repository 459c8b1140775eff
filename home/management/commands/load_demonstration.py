"""Load the demonstration: people, dialogues, consultations and everything said in them."""

import random
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import transaction

from ciudad_global.users.models import User
from consultations.actions import snapshot
from home.demonstration import (
    contributions,
    follows,
    minutes,
    people,
    questions,
    registrations,
    tables,
)
from home.demonstration.pages import Publisher
from home.demonstration.texts import load, proposals

SEED = 1325  # the year of the city's foundation
WITH_PROPOSALS = ("care", "climate", "mobility")


class Command(BaseCommand):
    help = "Load the demonstration, once: where it is there already, nothing changes."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """Write the demonstration's rows and pages, dated around the present moment."""
        if User.objects.filter(email=f"residente@{people.DOMAIN}").exists():
            self.stdout.write("The demonstration is loaded already.")
            return
        call_command("load_vocabulary", stdout=self.stdout)
        rng = random.Random(SEED)  # noqa: S311 - reproducible, not secret
        team = people.team()
        resident, others = people.residents(rng)
        processes = {
            facts["key"]: contributions.consultation(facts, [team["moderacion"]])
            for facts in load("consultations")
        }
        for key in WITH_PROPOSALS:
            contributions.Contributions(
                consultation=processes[key],
                rng=rng,
                resident=resident,
                people=[resident, *others],
                moderator=team["moderacion"],
                official=team["responde"],
            ).load(proposals(key))
        follows.write(resident.user, processes)
        figures = snapshot.take(consultation=processes["care"])
        publisher = Publisher(team["editora"])
        publisher.tree(processes, figures)
        minutes.write(team, processes)
        questions.publish(publisher, publisher.pages["clima"], team["moderacion"], others)
        registrations.write(resident.user, others, team["moderacion"])
        tables.write(processes, [team["editora"], team["responde"]])
        counts = ", ".join(f"{count} {what}" for what, count in contributions.counts().items())
        self.stdout.write(f"Loaded the demonstration: {counts}.")
