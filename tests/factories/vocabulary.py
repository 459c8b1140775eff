"""Frameworks, goals, cities, networks, alcaldías."""

from collections.abc import Iterable

import factory

from ciudad_global.agenda.models import Alcaldia, City, Framework, Goal, Network
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


class CityFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = City

    slug = factory.Sequence(lambda n: f"ciudad-{n}")
    name_es = factory.Sequence(lambda n: f"Ciudad {n} {HOSTILE}")
    name_en = factory.Sequence(lambda n: f"City {n} {HOSTILE}")
    country_code = "CO"
    country_es = "Colombia"
    country_en = "Colombia"
    latitude = "4.7110"
    longitude = "-74.0721"
    tie = City.Tie.SISTER


class NetworkFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Network
        skip_postgeneration_save = True

    slug = factory.Sequence(lambda n: f"red-{n}")
    acronym = factory.Sequence(lambda n: f"RED{n}")
    name_es = factory.Sequence(lambda n: f"Red {n} {HOSTILE}")
    name_en = factory.Sequence(lambda n: f"Network {n} {HOSTILE}")

    @factory.post_generation
    def cities(self, create: bool, extracted: Iterable[City] | None, **kwargs: object) -> None:
        if create and extracted:
            self.cities.set(extracted)
