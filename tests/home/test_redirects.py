"""Old addresses lead to where their pages went."""

import pytest
from django.test import Client, TestCase
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from home.models import HomePage
from tests.factories import in_role, pages

pytestmark = pytest.mark.django_db


def leads(client: Client, address: str) -> tuple[int, str]:
    response = client.get(address)
    return response.status_code, response.get("Location", "")


def rename(page: Page, slug: str) -> None:
    with TestCase.captureOnCommitCallbacks(execute=True):
        page.slug = slug
        page.save_revision().publish()


@pytest.fixture
def home() -> HomePage:
    home = pages.home()
    pages.translated(home)
    return home


def test_a_new_slug_leaves_a_way_from_the_old_one(client: Client, home: HomePage) -> None:
    page = pages.standing(home, slug="aviso")
    rename(page, "privacidad")
    assert leads(client, "/es/aviso/") == (301, "/es/privacidad/")
    assert leads(client, "/es/aviso/?utm=x") == (301, "/es/privacidad/")
    assert leads(client, "/es/aviso") == (301, "/es/privacidad/")
    assert leads(client, "/es/privacidad/") == (200, "")


def test_what_lies_below_comes_along(client: Client, home: HomePage) -> None:
    index = pages.dialogues(home)
    pages.session(pages.dialogue(index))
    rename(index, "encuentros")
    for below in ("dialogo-1/", "dialogo-1/sesion-1/"):
        assert leads(client, f"/es/dialogos/{below}") == (301, f"/es/encuentros/{below}")


def test_a_translation_has_its_own_way(client: Client, home: HomePage) -> None:
    page = pages.standing(home, slug="aviso")
    twin = pages.translated(page, slug="notice")
    rename(twin, "privacy")
    assert leads(client, "/en/notice/") == (301, "/en/privacy/")
    assert leads(client, "/es/aviso/") == (200, "")


def test_a_page_that_moves_is_found(client: Client, home: HomePage) -> None:
    index = pages.dialogues(home)
    dialogue, other = pages.dialogue(index, 1), pages.dialogue(index, 2)
    session = pages.session(dialogue)
    session.move(other, pos="last-child")
    moved = leads(client, "/es/dialogos/dialogo-1/sesion-1/")
    assert moved == (301, "/es/dialogos/dialogo-2/sesion-1/")


def test_two_changes_in_a_row_lead_to_the_last(client: Client, home: HomePage) -> None:
    page = pages.standing(home, slug="uno")
    rename(page, "dos")
    rename(Page.objects.get(pk=page.pk).specific, "tres")
    assert leads(client, "/es/uno/") == leads(client, "/es/dos/") == (301, "/es/tres/")


def test_a_page_that_takes_an_old_address_answers_there(client: Client, home: HomePage) -> None:
    rename(pages.standing(home, slug="uno"), "dos")
    pages.standing(home, slug="uno")
    assert leads(client, "/es/uno/") == (200, "")


def test_an_address_that_never_was_is_not_found(client: Client, home: HomePage) -> None:
    Redirect.add_redirect("/es/viejo", redirect_to="https://example.org/")
    assert leads(client, "/es/nunca/") == (404, "")
    assert leads(client, "/es/viejo/") == (301, "https://example.org/")


def test_editors_keep_redirects_and_promotions(client: Client, home: HomePage) -> None:
    for address in ("/admin/redirects/", "/admin/searchpicks/"):
        for role, status in (("editor", 200), ("publisher", 200), ("moderator", 302)):
            client.force_login(in_role(role))
            assert client.get(address).status_code == status
