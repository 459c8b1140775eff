"""One search over pages and proposals."""

import pytest
from django.core.management import call_command
from django.test import Client

from tests.factories import ProposalFactory, pages
from tests.factories.hostile import HOSTILE

pytestmark = pytest.mark.django_db

SEARCH = "/es/buscar/"


def test_it_finds_proposals_with_and_without_accents(client: Client) -> None:
    found = ProposalFactory(title="Participación en los mercados")
    ProposalFactory(title="Otra cosa")
    for words in ("participacion", "Participación"):
        assert client.get(SEARCH, {"q": words}).context["proposals"] == [found]


def test_it_finds_pages_in_the_active_language(client: Client) -> None:
    home = pages.home()
    pages.standing(home, title="Privacidad y datos", slug="privacidad")
    call_command("update_index", verbosity=0)  # the worker does it after each publication
    found = client.get(SEARCH, {"q": "privacidad"}).context["pages"]
    assert found == [{"title": "Privacidad y datos", "url": "/es/privacidad/"}]
    assert client.get("/en/buscar/", {"q": "privacidad"}).context["pages"] == []


def test_what_waits_is_not_found(client: Client) -> None:
    ProposalFactory(title="Mercados", state="pending")
    response = client.get(SEARCH, {"q": "mercados"})
    assert response.context["proposals"] == []
    assert "No encontramos nada" in response.content.decode()


@pytest.mark.parametrize(
    "query",
    ["", "   ", '"', "a OR", "*", "%00", "\x00", HOSTILE, "🦎", "x" * 5_000, "NEAR(", "-a", "'"],
)
def test_no_words_break_it(client: Client, query: str) -> None:
    response = client.get(SEARCH, {"q": query})
    assert response.status_code == 200
    assert HOSTILE not in response.content.decode()


@pytest.mark.parametrize("number", ["0", "-1", "x", "²", "99999999999999999999"])
def test_an_impossible_page_is_answered(client: Client, number: str) -> None:
    assert client.get(SEARCH, {"q": "agua", "pagina": number}).status_code == 200


def test_pages_of_results_neither_skip_nor_repeat(client: Client) -> None:
    everything = {p.pk for p in ProposalFactory.create_batch(21, title="Agua limpia")}
    first = client.get(SEARCH, {"q": "agua"}).context
    second = client.get(SEARCH + first["next_url"]).context
    assert (len(first["proposals"]), len(second["proposals"])) == (20, 1)
    assert {p.pk for p in [*first["proposals"], *second["proposals"]]} == everything
    assert second["next_url"] == ""


@pytest.mark.parametrize("count", [1, 3])
def test_it_costs_the_same_for_any_number(
    client: Client, django_assert_num_queries, count: int
) -> None:
    home = pages.home()
    for number in range(count):
        pages.standing(home, title="Agua", slug=f"agua-{number}")
    ProposalFactory.create_batch(count, title="Agua")
    client.get(SEARCH, {"q": "agua"})
    with django_assert_num_queries(6):
        client.get(SEARCH, {"q": "agua"})


@pytest.mark.parametrize("page", ["9" * 5000, "٣", "-1", "0", "x", "\0"])
def test_an_odd_page_number_is_no_error(client, page) -> None:
    assert client.get("/es/buscar/", {"q": "agua", "pagina": page}).status_code == 200
