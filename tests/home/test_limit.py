"""Requests that are too large to be read."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_a_request_over_the_limit_gets_our_page_and_is_not_read(client: Client, settings) -> None:
    settings.REQUEST_LIMIT = 1000
    response = client.post("/en/cuenta/login/", {"email": "a" * 1000})
    assert response.status_code == 413
    assert "up to 5 MB" in response.content.decode()
    assert response.wsgi_request._read_started is False


def test_a_request_below_it_is_answered(client: Client, settings) -> None:
    settings.REQUEST_LIMIT = 1000
    assert client.post("/es/cuenta/login/", {"email": "a" * 10}).status_code == 200


@pytest.mark.parametrize("length", ["", "abc", "-1", "٣٣٣٣٣٣٣٣٣٣٣٣٣"])
def test_a_length_that_is_none_breaks_nothing(client: Client, length: str) -> None:
    assert client.get("/salud/", CONTENT_LENGTH=length).status_code in (200, 413)


def test_an_absurd_length_is_too_large(client: Client) -> None:
    assert client.get("/salud/", CONTENT_LENGTH="9" * 5000).status_code == 413
