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
    goals = {f.code: f.goals.filter(parent=None).count() for f in Framework.objects.all()}
    assert goals == {
        "ODS": 17, "NAU": 7, "PARIS": 8, "SENDAI": 4, "PMM": 23, "ESCAZU": 7, "ART20": 8, "PGD": 8,
    }  # fmt: skip
    for goal in Goal.objects.filter(parent=None):
        goal.full_clean()


@pytest.mark.django_db
def test_each_goal_of_the_agenda_2030_has_its_targets() -> None:
    load()
    goals = Goal.objects.filter(framework__code="ODS", parent=None).order_by("order")
    counts = [goal.targets.count() for goal in goals]
    assert counts == [7, 8, 13, 10, 9, 8, 5, 12, 8, 10, 10, 11, 5, 10, 12, 12, 19]
    targets = goals[7].targets.in_order()
    assert [target.code for target in targets][8:] == ["8.9", "8.10", "8.a", "8.b"]
    assert {target.color for target in targets} == {goals[7].color}
    targets[8].full_clean()


@pytest.mark.django_db
def test_a_target_that_an_editor_took_away_with_its_goal_does_not_come_back_alone() -> None:
    load()
    Goal.objects.filter(code__startswith="14.").delete()
    Goal.objects.filter(framework__code="ODS", code="14").update(code="retirado")
    Goal.objects.filter(code="13.1").update(name_en="Ours")
    load()
    assert Goal.objects.get(code="13.1").name_en == "Ours"
    assert Goal.objects.get(framework__code="ODS", code="14").targets.count() == 10


@pytest.mark.django_db
def test_cities_and_networks_are_valid() -> None:
    load()
    assert City.objects.filter(tie="sister").count() >= 10
    for thing in (*City.objects.all(), *Network.objects.all()):
        thing.full_clean()


@pytest.mark.django_db
def test_a_second_run_changes_nothing() -> None:
    assert "307 new" in load()
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
