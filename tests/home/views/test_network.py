"""La ciudad en el mundo: the map, its list, a page for each city."""

import pytest
from django.test import Client

from ciudad_global.agenda.models import City
from tests.factories import (
    CityFactory,
    CommitmentFactory,
    ConsultationFactory,
    GoalFactory,
    NetworkFactory,
    pages,
)
from tests.factories.hostile import HOSTILE

pytestmark = pytest.mark.django_db
URL = "/es/ciudad-en-el-mundo/"


def here() -> City:
    city: City = CityFactory(slug="cdmx", tie=City.Tie.HERE, latitude="19.4326")
    return city


def listed(client: Client, query: str = "") -> list[str]:
    return [city.slug for city in client.get(f"{URL}?{query}").context["cities"]]


def test_the_list_says_what_the_map_shows(client: Client) -> None:
    pages.home()
    here()
    cities = [CityFactory(name_es=f"{name} {HOSTILE}", since=1969) for name in ("Lima", "Roma")]
    NetworkFactory(cities=cities)
    response = client.get(URL)
    assert [spot.city for spot in response.context["map"].spots] == cities
    assert list(response.context["cities"]) == cities
    html = response.content.decode()
    for city in cities:
        assert html.count(f'href="/es/ciudad-en-el-mundo/{city.slug}/"') == 2
    assert html.count("desde 1969") == 2
    assert HOSTILE not in html
    assert " style=" not in html


def test_without_cities_it_says_so(client: Client) -> None:
    pages.home()
    assert "Todavía no hay ciudades" in client.get(URL).content.decode()


def test_it_is_read_in_english(client: Client) -> None:
    pages.home()
    CityFactory(name_en="Beijing", name_es="Pekín", country_en="China")
    html = client.get("/en/ciudad-en-el-mundo/").content.decode()
    assert "Beijing" in html
    assert "Sister city" in html


def test_cities_are_narrowed_down_by_tie_network_theme_and_name(client: Client) -> None:
    index = pages.dialogues(pages.home())
    bogota = CityFactory(slug="bogota", tie="partner", name_es="Bogotá")
    CityFactory(slug="nagoya", country_es="Japón")
    NetworkFactory(slug="c40", cities=[bogota])
    goal, unused = GoalFactory.create_batch(2)
    pages.dialogue(index, 1, goals=[goal], cities=[bogota])
    pages.dialogue(index, 2, goals=[unused], cities=[bogota], live=False)
    assert listed(client) == ["bogota", "nagoya"]
    assert listed(client, "vinculo=partner") == ["bogota"]
    assert listed(client, "red=c40") == ["bogota"]
    assert listed(client, f"tema={goal.pk}") == ["bogota"]
    assert listed(client, "q=japón") == ["nagoya"]
    assert listed(client, "q=japón&red=c40") == []
    # What is unknown is not asked for.
    assert listed(client, f"vinculo=x&red=y&tema={unused.pk}&pagina=x") == ["bogota", "nagoya"]


def test_a_narrowed_list_without_cities_leads_back(client: Client) -> None:
    pages.home()
    assert "No hay ciudades así" in client.get(f"{URL}?q=nada").content.decode()


def test_the_list_has_pages(client: Client) -> None:
    pages.home()
    CityFactory.create_batch(61)
    response = client.get(f"{URL}?vinculo=sister")
    assert (len(response.context["cities"]), response.context["previous_url"]) == (60, "")
    last = client.get(URL + response.context["next_url"])
    assert (len(last.context["cities"]), last.context["next_url"]) == (1, "")


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_any_number(
    client: Client, django_assert_num_queries, count: int
) -> None:
    pages.home()
    here()
    for network in NetworkFactory.create_batch(count):
        network.cities.set(CityFactory.create_batch(count))
    client.get(URL)  # fills the menus and the filters
    with django_assert_num_queries(5):
        client.get(URL)


def everything(city: City, count: int = 1) -> None:
    """Tie so many dialogues, sessions, networks and commitments to the city."""
    index = pages.dialogues(pages.home())
    consultations = ConsultationFactory.create_batch(count)
    for number in range(count):
        dialogue = pages.dialogue(
            index, number, cities=[city], consultations=[consultations[number]]
        )
        pages.session(dialogue, number, cities=[city])
        CommitmentFactory(consultation=consultations[number])
        NetworkFactory(cities=[city])


def test_a_city_shows_what_came_of_its_tie(client: Client) -> None:
    here()
    city = CityFactory(since=1978)
    everything(city)
    response = client.get(city.get_absolute_url())
    context = response.context
    counts = [len(context[name]) for name in ("dialogues", "sessions", "commitments", "networks")]
    assert counts == [1, 1, 1, 1]
    assert [spot.city for spot in context["map"].spots] == [city]
    html = response.content.decode()
    assert "1978" in html
    assert HOSTILE not in html


def test_a_city_shows_nothing_of_another_one_nor_of_drafts(client: Client) -> None:
    everything(CityFactory())
    city = CityFactory()
    index = pages.dialogues(pages.home(slug="otra"))
    pages.dialogue(index, 5, cities=[city], live=False)
    html = client.get(city.get_absolute_url()).content.decode()
    assert "Todavía no hay nada publicado con esta ciudad" in html


def test_this_city_has_a_page_and_no_arc_to_itself(client: Client) -> None:
    pages.home()
    response = client.get(here().get_absolute_url())
    assert response.context["map"].spots == []


def test_a_city_that_does_not_exist_is_not_found(client: Client) -> None:
    pages.home()
    assert client.get(f"{URL}atlantida/").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_a_city_costs_the_same_for_any_number(
    client: Client, django_assert_num_queries, count: int
) -> None:
    here()
    city = CityFactory()
    everything(city, count)
    client.get(city.get_absolute_url())
    with django_assert_num_queries(10):
        client.get(city.get_absolute_url())


def test_a_dialogue_links_its_cities(client: Client) -> None:
    city = CityFactory()
    dialogue = pages.dialogue(pages.dialogues(pages.home()), cities=[city])
    assert f'href="{city.get_absolute_url()}"' in client.get(dialogue.get_url()).content.decode()


def test_the_first_page_shows_the_map(client: Client) -> None:
    pages.home()
    here()
    city = CityFactory()
    response = client.get("/es/")
    assert [spot.city for spot in response.context["map"].spots] == [city]
    assert 'class="world"' in response.content.decode()
