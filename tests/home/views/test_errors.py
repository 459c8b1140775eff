"""Error pages: in the site's design, and without the database."""

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.test import Client, RequestFactory
from django.urls import get_resolver
from django.utils.html import escape
from django.utils.translation import override

from home.maintenance import Maintenance
from home.views import errors
from tests.factories.hostile import HOSTILE


@pytest.mark.parametrize("status", [400, 403, 404, 410, 429, 500, 503])
def test_each_page_needs_nothing(status: int) -> None:
    response = errors.page(status)
    assert response.status_code == status
    assert b'class="hero hero--error"' in response.content
    assert b"csrfmiddlewaretoken" not in response.content


@pytest.mark.parametrize(
    ("status", "error"), [(400, SuspiciousOperation()), (403, PermissionDenied()), (404, None)]
)
def test_handlers_are_wired(status: int, error: Exception | None) -> None:
    handler = get_resolver().resolve_error_handler(status)
    assert handler(RequestFactory().get("/"), exception=error).status_code == status


def test_the_handler_of_a_crash_is_wired() -> None:
    assert get_resolver().resolve_error_handler(500)(RequestFactory().get("/")).status_code == 500


@pytest.mark.django_db
def test_an_unknown_address_offers_a_way_on(client: Client) -> None:
    response = client.get("/es/no-existe/")
    assert response.status_code == 404
    assert "Esta calle no está en el mapa" in response.content.decode()


def test_an_old_form_is_explained() -> None:
    response = Client(enforce_csrf_checks=True).post("/es/cuenta/login/", {"email": "a@b.mx"})
    assert response.status_code == 403
    assert "El formulario caducó" in response.content.decode()


def test_an_old_form_hands_back_what_was_typed_on_our_own_pages() -> None:
    def answer(site: str) -> str:
        response = Client(enforce_csrf_checks=True).post(
            "/es/propuestas/1/comentar/",
            {"body": f"Tardé una hora. {HOSTILE}"},
            headers={"Sec-Fetch-Site": site},
        )
        return response.content.decode()

    assert escape(f"Tardé una hora. {HOSTILE}") in answer("same-origin")
    assert "Tardé una hora." not in answer("cross-site")


def test_an_error_page_says_its_language() -> None:
    with override("en"):
        assert b'<html lang="en">' in errors.page(404).content


def test_maintenance_answers_503_and_lets_health_through(settings, rf: RequestFactory) -> None:
    settings.MAINTENANCE = True
    middleware = Maintenance(lambda request: errors.page(400))
    response = middleware(rf.get("/es/"))
    assert (response.status_code, response["Retry-After"]) == (503, "600")
    assert middleware(rf.get("/salud/")).status_code == 400
