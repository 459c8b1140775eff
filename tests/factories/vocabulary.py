"""Frameworks, goals, alcaldías."""

import factory

from ciudad_global.agenda.models import Alcaldia, Framework, Goal
from tests.factories.hostile import HOSTILE


class AlcaldiaFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Alcaldia

    code = factory.Sequence(lambda n: f"{n:03}")
    name = factory.Sequence(lambda n: f"Alcaldía {n} {HOSTILE}"[:60])
    slug = factory.Sequence(lambda n: f"alcaldia-{n}")
    population_2020 = 400_000


class FrameworkFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Framework

    code = factory.Sequence(lambda n: f"F{n}")
    slug = factory.Sequence(lambda n: f"marco-{n}")
    name_es = factory.Sequence(lambda n: f"Marco {n} {HOSTILE}")
    name_en = factory.Sequence(lambda n: f"Framework {n} {HOSTILE}")


class GoalFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Goal

    framework = factory.SubFactory(FrameworkFactory)
    code = factory.Sequence(lambda n: f"{n}")
    name_es = factory.Sequence(lambda n: f"Objetivo {n} {HOSTILE}")
    name_en = factory.Sequence(lambda n: f"Goal {n} {HOSTILE}")
    color = "#4c9f38"
