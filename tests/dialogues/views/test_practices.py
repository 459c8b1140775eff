"""Practices: their list, the page of one, and the proposals that cite it."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from ciudad_global.agenda.models import City
from consultations.models import Consultation
from dialogues.models import Practice, PracticePage
from home import search_index
from tests.factories import (
    CityFactory,
    ConsultationFactory,
    GoalFactory,
    ProposalFactory,
    pages,
)
from tests.factories.hostile import HOSTILE

pytestmark = pytest.mark.django_db
URL = "/es/experiencias/"


def listed(client: Client, query: str = "") -> list[str]:
    cards = client.get(f"{URL}?{query}").context["practices"]
    return [card.title.partition(" <")[0] for card in cards]


def test_the_list_shows_whose_they_are(client: Client) -> None:
    practice = pages.practice(pages.practices(pages.home()))
    response = client.get(URL)
    (card,) = response.context["practices"]
    assert (card.city, card.url) == (practice.city, practice.get_url())
    assert card.direction == "Lo que la ciudad quiere aprender"
    assert HOSTILE not in response.content.decode()


def test_an_empty_list_says_so(client: Client) -> None:
    pages.practices(pages.home())
    assert "Todavía no hay experiencias" in client.get(URL).content.decode()


def test_practices_are_narrowed_down_by_direction_city_goal_and_words(client: Client) -> None:
    index = pages.practices(pages.home())
    goal = GoalFactory()
    first = pages.practice(index, 1, goals=[goal], problem="Participación baja")
    second = pages.practice(index, 2, direction=PracticePage.Direction.SHARED)
    pages.practice(index, 3, live=False)
    for page in (first, second):
        search_index.keep(page)
    assert listed(client) == ["Experiencia 1", "Experiencia 2"]
    assert listed(client, "sentido=shared") == ["Experiencia 2"]
    assert listed(client, f"ciudad={first.city.slug}") == ["Experiencia 1"]
    assert listed(client, f"objetivo={goal.pk}") == ["Experiencia 1"]
    assert listed(client, "q=participacion") == ["Experiencia 1"]
    assert listed(client, "q=participacion&sentido=shared") == []
    # What is unknown is not asked for.
    assert listed(client, "sentido=x&ciudad=y&objetivo=0&pagina=x") == listed(client)


def test_a_narrowed_list_without_practices_leads_back(client: Client) -> None:
    pages.practices(pages.home())
    assert "No hay experiencias así" in client.get(f"{URL}?q=nada").content.decode()


def test_the_list_has_pages(client: Client) -> None:
    index = pages.practices(pages.home())
    for number in range(13):
        pages.practice(index, number)
    response = client.get(f"{URL}?sentido=sought")
    assert (len(response.context["practices"]), response.context["previous_url"]) == (12, "")
    last = client.get(URL + response.context["next_url"])
    assert (len(last.context["practices"]), last.context["next_url"]) == (1, "")


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_any_number(
    client: Client, django_assert_num_queries, count: int
) -> None:
    index = pages.practices(pages.home())
    for number in range(count):
        pages.practice(index, number, goals=GoalFactory.create_batch(count))
    client.get(URL)  # fills the menus and the filters
    with django_assert_num_queries(8):
        client.get(URL)


def test_a_practice_tells_what_was_done_and_whom_to_ask(client: Client) -> None:
    practice = pages.practice(
        pages.practices(pages.home()),
        cost=PracticePage.Cost.LOW,
        email="a@example.org",
        goals=[GoalFactory()],
        evidence=[("link", {"title": f"Estudio {HOSTILE}", "url": "https://example.org/e"})],
    )
    html = client.get(practice.get_url()).content.decode()
    for expected in (
        "Problema",
        "Solución",
        "Resultado",
        "Oficina",
        "Menos de 1 millón de pesos",
        "mailto:a@example.org",
        "https://example.org/e",
        f'href="{practice.city.get_absolute_url()}"',
        "chip__code",
    ):
        assert expected in html
    assert HOSTILE not in html


def cite(page: PracticePage, **fields: object) -> None:
    proposal = ProposalFactory(**fields)
    proposal.practices.add(page.translation_key)


def test_a_practice_shows_the_public_proposals_that_cite_it_in_any_language(client: Client) -> None:
    practice = pages.practice(pages.practices(pages.home()))
    cite(practice, title="Más sombra")
    cite(practice, title="En revisión", state="pending")
    hidden = ConsultationFactory(state=Consultation.State.DRAFT)
    cite(practice, title="Sin abrir", consultation=hidden)
    shown = [one.title for one in client.get(practice.get_url()).context["proposals"]]
    assert shown == ["Más sombra"]
    pages.translated(practice.get_parent().get_parent().specific)
    pages.translated(practice.get_parent().specific, slug="practices")
    twin = pages.translated(practice)
    assert [one.title for one in client.get(twin.get_url()).context["proposals"]] == ["Más sombra"]


def test_the_proposals_that_cite_it_have_pages(client: Client) -> None:
    practice = pages.practice(pages.practices(pages.home()))
    for number in range(11):
        cite(practice, title=f"Propuesta {number}")
    response = client.get(practice.get_url())
    assert len(response.context["proposals"]) == 10
    last = client.get(practice.get_url() + response.context["next_url"])
    assert [one.title for one in last.context["proposals"]] == ["Propuesta 0"]


@pytest.mark.parametrize("count", [1, 3])
def test_a_practice_costs_the_same_for_any_number(
    client: Client, django_assert_num_queries, count: int
) -> None:
    practice = pages.practice(pages.practices(pages.home()), goals=GoalFactory.create_batch(count))
    for _number in range(count):
        cite(practice)
    client.get(practice.get_url())
    with django_assert_num_queries(10):
        client.get(practice.get_url())


def test_translations_share_what_proposals_cite() -> None:
    index = pages.practices(pages.home())
    practice = pages.practice(index)
    pages.translated(index.get_parent().specific)
    pages.translated(index, slug="practices")
    pages.translated(practice, slug="practice")
    assert list(Practice.objects.values_list("pk", flat=True)) == [practice.translation_key]


def test_what_the_city_wants_to_learn_is_from_another_city() -> None:
    here = CityFactory(tie=City.Tie.HERE)
    practice = pages.practice(pages.practices(pages.home()))
    practice.city = here
    with pytest.raises(ValidationError, match="elige esa ciudad"):
        practice.full_clean()


def test_a_city_shows_its_practices(client: Client) -> None:
    practice = pages.practice(pages.practices(pages.home()))
    response = client.get(practice.city.get_absolute_url())
    assert [card.title for card in response.context["practices"]] == [practice.title]


def test_a_citys_theme_is_that_of_its_practices_too(client: Client) -> None:
    goal = GoalFactory()
    practice = pages.practice(pages.practices(pages.home()), goals=[goal])
    CityFactory()
    found = client.get(f"/es/ciudad-en-el-mundo/?tema={goal.pk}").context["cities"]
    assert list(found) == [practice.city]
