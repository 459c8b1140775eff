"""The small files for machines."""

import re
from typing import Any

import pytest
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.test import Client
from wagtail.models import Page

from consultations.models import Consultation
from tests.factories import ConsultationFactory, ProposalFactory, consultation_pages, pages

pytestmark = pytest.mark.django_db


def test_health_says_that_all_is_well(client: Client) -> None:
    response = client.get("/salud/")
    assert (response.status_code, response.json()) == (200, {"database": True, "cache": True})
    assert not response.cookies


def test_health_says_what_does_not_answer(client: Client, monkeypatch) -> None:
    def broken(*args: object, **kwargs: object) -> None:
        raise DatabaseError

    monkeypatch.setattr(connection, "cursor", broken)
    monkeypatch.setattr(cache, "set", broken)
    response = client.get("/salud/")
    assert (response.status_code, response.json()) == (503, {"database": False, "cache": False})


def test_robots_keep_out_of_a_demonstration(client: Client) -> None:
    assert client.get("/robots.txt").content == b"User-agent: *\nDisallow: /\n"


def test_robots_find_the_sitemap(client: Client, settings) -> None:
    settings.DEMONSTRATION = False
    text = client.get("/robots.txt").content.decode()
    assert "Disallow: /*/perfil/" in text
    assert "Sitemap: http://localhost:8000/sitemap.xml" in text


def test_security_txt_names_a_contact_and_a_date(client: Client, settings) -> None:
    settings.SECURITY_CONTACT = "mailto:seguridad@example.org"
    text = client.get("/.well-known/security.txt").content.decode()
    assert text.startswith("Contact: mailto:seguridad@example.org\nExpires: 2")


def test_the_old_favicon_leads_to_the_mark(client: Client) -> None:
    assert client.get("/favicon.ico")["Location"] == "/static/img/favicon.svg"


def test_the_sitemap_lists_pages_of_each_language(client: Client) -> None:
    home = pages.home()
    pages.translated(home)
    pages.standing(home)
    pages.standing(home, slug="borrador", live=False)
    index = client.get("/sitemap.xml").content.decode()
    listed = {}
    for language in ("es", "en"):
        assert f"http://testserver/sitemap-paginas-{language}.xml" in index
        text = client.get(f"/sitemap-paginas-{language}.xml").content.decode()
        listed[language] = re.findall("<loc>http://testserver(.*?)</loc>", text)
        assert "borrador" not in text
    assert listed == {"es": ["/es/", "/es/fija/"], "en": ["/en/"]}


def test_the_sitemap_names_the_live_translations_of_a_page(client: Client) -> None:
    home = pages.home()
    pages.translated(home)
    page = pages.standing(home)
    Page.objects.filter(pk=pages.translated(page, slug="fixed").pk).update(live=False)
    text = client.get("/sitemap-paginas-es.xml").content.decode()
    assert re.findall(r'hreflang="(.*?)" href="http://testserver(.*?)"', text) == [
        ("en", "/en/"), ("es", "/es/"), ("x-default", "/es/"),
    ]  # fmt: skip


def test_the_sitemap_leaves_out_a_consultation_that_is_not_public(client: Client) -> None:
    page = consultation_pages.publish(ConsultationFactory(state=Consultation.State.DRAFT))
    assert page.slug not in client.get("/sitemap-paginas-es.xml").content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_the_sitemap_costs_the_same_however_many_pages_there_are(
    client: Client, django_assert_num_queries: Any, number: int
) -> None:
    home = pages.home()
    for n in range(number):
        pages.standing(home, slug=f"fija-{n}")
    client.get("/sitemap-paginas-es.xml")
    with django_assert_num_queries(4):
        client.get("/sitemap-paginas-es.xml")


def test_the_sitemap_lists_published_proposals_only(client: Client) -> None:
    shown = ProposalFactory(title="Agua", language="en")
    ProposalFactory(title="Espera", state="pending")
    ProposalFactory(
        title="Borrador", consultation=ConsultationFactory(state=Consultation.State.DRAFT)
    )
    text = client.get("/sitemap-propuestas.xml").content.decode()
    assert text.count("<loc>") == 1
    assert f"http://testserver/en/propuestas/{shown.pk}-agua/" in text
