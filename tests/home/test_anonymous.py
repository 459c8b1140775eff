"""Public pages are the same bytes for everybody, and well guarded."""

import re

import pytest
from django.test import Client

from tests.factories import ProposalFactory, ProposalVersionFactory, pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def addresses() -> list[str]:
    """Return the public addresses of a small site."""
    home = pages.home()
    standing = pages.standing(home)
    index = pages.dialogues(home)
    dialogue = pages.dialogue(index)
    session = pages.session(dialogue)
    proposal = ProposalFactory()
    ProposalVersionFactory(proposal=proposal)
    return [
        *(page.get_url() for page in (home, standing, index, dialogue, session)),
        proposal.get_absolute_url(),
        proposal.versions_url,
        f"/es/consultas/{proposal.consultation.slug}/parecidas/?title=propuesta+numero",
        f"/es/consultas/{proposal.consultation.slug}/proponer/",
        "/es/transparencia/",
        "/es/transparencia.csv",
        f"/es/transparencia/{proposal.consultation.slug}/",
        "/es/buscar/?q=agua",
        "/es/no-existe/",
        "/salud/",
        "/robots.txt",
        "/sitemap.xml",
        "/.well-known/security.txt",
    ]


def test_no_cookie_is_set_and_no_token_is_printed(addresses: list[str]) -> None:
    for address in addresses:
        response = Client().get(address)
        assert not response.cookies, address
        assert b"csrfmiddlewaretoken" not in response.content, address


def test_everybody_gets_the_same_bytes(addresses: list[str]) -> None:
    Client().get(addresses[0])
    for address in addresses:
        assert Client().get(address).content == Client().get(address).content, address


def test_every_page_is_guarded(addresses: list[str]) -> None:
    for address in [*addresses, "/es/cuenta/login/", "/es/demo/"]:
        response = Client().get(address)
        policy = response["Content-Security-Policy"]
        assert "default-src 'none'" in policy, address
        assert "script-src 'self'" in policy, address
        assert "unsafe" not in policy, address
        assert response["X-Content-Type-Options"] == "nosniff", address
        assert response["X-Frame-Options"] == "DENY", address
        assert response["Referrer-Policy"] == "same-origin", address


def test_no_page_needs_inline_style_or_script(addresses: list[str]) -> None:
    # Data for search engines is no script: nothing runs it.
    script = r'<script(?![^>]+src=)(?! type="application/ld\+json">)'
    inline = re.compile(rf'<style|{script}|\sstyle=|\son\w+="', re.IGNORECASE)
    for address in [*addresses, "/es/cuenta/login/", "/es/demo/"]:
        response = Client().get(address)
        if response["Content-Type"].startswith("text/html"):
            assert inline.search(response.content.decode()) is None, address
