"""The small files for machines."""

import pytest
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.test import Client

from consultations.models import Consultation
from tests.factories import ConsultationFactory, ProposalFactory, pages

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
    assert "http://testserver/sitemap-paginas.xml" in index
    text = client.get("/sitemap-paginas.xml").content.decode()
    assert [text.count(f"<loc>http://testserver{path}</loc>") for path in LISTED] == [1, 1, 1]
    assert "borrador" not in text


LISTED = ("/es/", "/en/", "/es/fija/")


def test_the_sitemap_lists_published_proposals_only(client: Client) -> None:
    shown = ProposalFactory(title="Agua", language="en")
    ProposalFactory(title="Espera", state="pending")
    ProposalFactory(
        title="Borrador", consultation=ConsultationFactory(state=Consultation.State.DRAFT)
    )
    text = client.get("/sitemap-propuestas.xml").content.decode()
    assert text.count("<loc>") == 1
    assert f"http://testserver/en/propuestas/{shown.pk}-agua/" in text
