"""Menus and the language switch: in everybody's language, without a query each time."""

import pytest
from django.test import Client

from tests.factories import pages

pytestmark = pytest.mark.django_db


def test_links_of_the_home_page_stand_in_menu_and_footer(client: Client) -> None:
    home = pages.home()
    pages.dialogues(home)
    pages.standing(home, title="Privacidad", slug="privacidad")
    context = client.get("/es/dialogos/").context
    assert context["home_url"] == "/es/"
    assert context["navigation"] == [{"label": "Diálogos", "url": "/es/dialogos/", "current": True}]
    assert context["footer_links"] == [{"label": "Privacidad", "url": "/es/privacidad/"}]


def test_menus_follow_the_language_of_the_page(client: Client) -> None:
    home = pages.home()
    index = pages.dialogues(home)
    pages.translated(home)
    pages.translated(index, title="Dialogues", slug="dialogues")
    context = client.get("/en/dialogues/").context
    assert context["home_url"] == "/en/"
    assert [link["label"] for link in context["navigation"]] == ["Dialogues"]
    assert [(link["url"], link["current"]) for link in context["translations"]] == [
        ("/es/dialogos/", False),
        ("/en/dialogues/", True),
    ]


def test_a_page_without_a_translation_leads_to_the_other_languages_home(client: Client) -> None:
    home = pages.home()
    pages.standing(home)
    pages.translated(home)
    urls = [link["url"] for link in client.get("/es/fija/").context["translations"]]
    assert urls == ["/es/fija/", "/en/"]


def test_a_plain_view_keeps_where_the_person_was_going(client: Client) -> None:
    pages.home()
    context = client.get("/es/cuenta/login/?next=/es/x/&utm=y").context
    assert [link["url"] for link in context["translations"]] == [
        "/es/cuenta/login/?next=%2Fes%2Fx%2F",
        "/en/cuenta/login/?next=%2Fes%2Fx%2F",
    ]


def test_a_search_is_kept_in_the_other_language(client: Client) -> None:
    home = pages.home()
    index = pages.dialogues(home)
    pages.translated(home)
    pages.translated(index, slug="dialogues")
    for address, urls in [
        ("/es/buscar/", ["/es/buscar/?q=agua+limpia", "/en/buscar/?q=agua+limpia"]),
        ("/es/dialogos/", ["/es/dialogos/?q=agua+limpia", "/en/dialogues/?q=agua+limpia"]),
    ]:
        context = client.get(address, {"q": "agua limpia"}).context
        assert [link["url"] for link in context["translations"]] == urls


def test_menus_cost_no_query_the_second_time(client: Client, django_assert_num_queries) -> None:
    pages.home()
    client.get("/es/cuenta/login/")
    with django_assert_num_queries(0):
        client.get("/es/cuenta/login/")


def test_publishing_a_page_brings_it_into_the_menu(client: Client) -> None:
    home = pages.home()
    client.get("/es/cuenta/login/")
    page = pages.standing(home, title="Nueva", slug="nueva", live=False)
    page.save_revision().publish()
    links = client.get("/es/cuenta/login/").context["footer_links"]
    assert links == [{"label": "Nueva", "url": "/es/nueva/"}]


def test_a_page_that_is_taken_back_leaves_the_menu(client: Client) -> None:
    home = pages.home()
    page = pages.standing(home)
    client.get("/es/cuenta/login/")
    page.unpublish()
    assert client.get("/es/cuenta/login/").context["footer_links"] == []
