"""A form without a token is taken only from our own pages."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from ciudad_global.common.visitors import comes_from_here
from consultations.models import Proposal
from tests.factories import ConsultationFactory, ResidentFactory

HERE = "http://testserver"


@pytest.mark.parametrize(
    ("headers", "ours"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, True),
        ({"Origin": HERE}, True),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "null"}, True),
        ({}, False),
        ({"Origin": "null"}, False),
        ({"Origin": "https://testserver"}, False),
        ({"Origin": "http://testserver.example.org"}, False),
        ({"Sec-Fetch-Site": "same-site"}, False),
        ({"Sec-Fetch-Site": "cross-site"}, False),
        ({"Sec-Fetch-Site": "none"}, False),
        ({"Sec-Fetch-Site": "cross-site", "Origin": HERE}, False),
    ],
)
def test_the_browser_says_where_a_form_comes_from(headers: dict[str, str], ours: bool) -> None:
    assert comes_from_here(RequestFactory().post("/", headers=headers)) is ours


def test_behind_https_the_origin_is_https() -> None:
    request: HttpRequest = RequestFactory().post(
        "/", headers={"Origin": "https://testserver"}, secure=True
    )
    assert comes_from_here(request)


@pytest.fixture
def address(db: None) -> str:
    return f"/es/consultas/{ConsultationFactory().slug}/proponer/"


@pytest.fixture
def strict() -> Client:
    """Return a client that is checked as a browser is."""
    return Client(enforce_csrf_checks=True)


def save(client: Client, address: str, **headers: str) -> HttpResponse:
    form = {"do": "save", "title": "Más sombra en las paradas"}
    return client.post(address, form, headers=headers)


def test_a_visitor_sends_from_our_page_without_a_token(strict: Client, address: str) -> None:
    assert save(strict, address, **{"Sec-Fetch-Site": "same-origin"}).status_code == 302
    assert "drafts" in strict.session


@pytest.mark.parametrize("headers", [{}, {"Sec-Fetch-Site": "cross-site"}])
def test_from_elsewhere_nothing_is_kept_and_no_session_begins(
    strict: Client, address: str, headers: dict[str, str]
) -> None:
    response = save(strict, address, **headers)
    assert response.status_code == 403
    assert "sessionid" not in response.cookies


def test_a_token_does_as_well_when_a_session_has_ended(strict: Client, address: str) -> None:
    strict.force_login(ResidentFactory())
    token = strict.get(address).context["csrf_token"]
    del strict.cookies["sessionid"]
    form = {"do": "save", "title": "Más sombra", "csrfmiddlewaretoken": str(token)}
    assert strict.post(address, form).status_code == 302
    assert not Proposal.objects.exists()
    assert "drafts" in strict.session


def test_signed_in_people_need_their_token(strict: Client, address: str) -> None:
    strict.force_login(ResidentFactory())
    assert save(strict, address, **{"Sec-Fetch-Site": "same-origin"}).status_code == 403
    assert not Proposal.objects.exists()
