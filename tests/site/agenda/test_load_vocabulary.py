"""The words that all sections share are loaded once and then belong to the editors."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db.models import Sum

from ciudad_global.agenda.models import Alcaldia, City, Framework, Goal, Network


def load() -> str:
    said = StringIO()
    call_command("load_vocabulary", stdout=said)
    return said.getvalue()


@pytest.mark.django_db
def test_the_boroughs_have_the_population_of_the_census() -> None:
    load()
    assert Alcaldia.objects.count() == 16
    assert Alcaldia.objects.aggregate(all=Sum("population_2020"))["all"] == 9_209_944


@pytest.mark.django_db
def test_the_frameworks_are_complete() -> None:
    load()
    goals = {f.code: f.goals.count() for f in Framework.objects.all()}
    assert goals == {"ODS": 17, "NAU": 7, "PARIS": 8, "SENDAI": 4, "PMM": 23, "ART20": 8}
    for goal in Goal.objects.all():
        goal.full_clean()


@pytest.mark.django_db
def test_cities_and_networks_are_valid() -> None:
    load()
    assert City.objects.filter(tie="sister").count() >= 10
    for thing in (*City.objects.all(), *Network.objects.all()):
        thing.full_clean()


@pytest.mark.django_db
def test_a_second_run_changes_nothing() -> None:
    assert "121 new" in load()
    assert "; 0 new" in load()


@pytest.mark.django_db
def test_what_an_editor_changed_or_added_stays() -> None:
    load()
    City.objects.filter(slug="madrid").update(url="https://example.org/")
    network = Network.objects.get(slug="ucci")
    network.cities.remove(City.objects.get(slug="madrid"))
    network.cities.add(City.objects.get(slug="nagoya"))
    load()
    assert City.objects.get(slug="madrid").url == "https://example.org/"
    assert network.cities.filter(slug="nagoya").exists()
    assert not network.cities.filter(slug="madrid").exists()
