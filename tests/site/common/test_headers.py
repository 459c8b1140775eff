"""Every answer is guarded, errors included."""

import pytest
from django.test import Client

from tests.factories import ResidentFactory

ADDRESSES = ("/salud/", "/es/no-existe/", "/admin/", "/es/perfil/", "/correo/", "/media/no.png")


def assert_guarded(response, address: str) -> None:
    assert "camera=()" in response["Permissions-Policy"], address
    assert response["X-Frame-Options"] in ("DENY", "SAMEORIGIN"), address
    assert response["X-Content-Type-Options"] == "nosniff", address
    assert response["Cross-Origin-Opener-Policy"] == "same-origin", address
    assert response["Referrer-Policy"] == "same-origin", address
    if not address.startswith("/admin/"):
        assert "default-src 'none'" in response["Content-Security-Policy"], address


@pytest.mark.django_db
@pytest.mark.parametrize("address", ADDRESSES)
def test_every_answer_is_guarded(client, address) -> None:
    assert_guarded(client.get(address), address)


def test_the_closed_site_is_guarded(settings) -> None:
    settings.MAINTENANCE = True
    response = Client().get("/es/")
    assert response.status_code == 503
    assert_guarded(response, "/es/")


@pytest.mark.django_db
def test_a_broken_page_is_guarded(monkeypatch) -> None:
    def broken(*args: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("home.views.search.report", broken)
    response = Client(raise_request_exception=False).get("/es/buscar/?q=agua")
    assert response.status_code == 500
    assert_guarded(response, "/es/buscar/")


@pytest.mark.django_db
def test_what_a_signed_in_person_sees_stays_out_of_shared_caches(client) -> None:
    assert "Cache-Control" not in client.get("/es/buscar/")
    client.force_login(ResidentFactory())
    assert client.get("/es/buscar/")["Cache-Control"] == "private"
