"""What a person says about themselves."""

import pytest
from django.test import Client

from tests.factories import AlcaldiaFactory, ResidentFactory
from tests.factories.hostile import HOSTILE

pytestmark = pytest.mark.django_db

PROFILE = "/es/perfil/"


def test_it_works(client: Client) -> None:
    user = ResidentFactory()
    alcaldia = AlcaldiaFactory()
    client.force_login(user)
    answer = client.post(
        PROFILE, {"display_name": "Lucía M.", "alcaldia": alcaldia.pk, "language": "en"}
    )
    assert answer["Location"] == PROFILE
    user.refresh_from_db()
    assert (user.display_name, user.alcaldia, user.language) == ("Lucía M.", alcaldia, "en")


def test_the_alcaldia_may_stay_unsaid(client: Client) -> None:
    user = ResidentFactory(alcaldia=AlcaldiaFactory())
    client.force_login(user)
    client.post(PROFILE, {"display_name": "", "alcaldia": "", "language": "es"})
    user.refresh_from_db()
    assert (user.display_name, user.alcaldia) == ("", None)


def test_strangers_are_led_to_the_entry_and_back(client: Client) -> None:
    assert client.get(PROFILE)["Location"] == "/es/cuenta/login/?next=/es/perfil/"


def test_it_shows_what_the_person_typed_harmlessly(client: Client) -> None:
    user = ResidentFactory()
    client.force_login(user)
    page = client.get(PROFILE).content.decode()
    assert user.email in page
    assert HOSTILE not in page


def test_a_way_out_of_the_site_is_not_taken(client: Client) -> None:
    client.force_login(ResidentFactory())
    answer = client.post(
        "/es/perfil/bienvenida/", {"display_name": "Ana", "next": "//example.net/"}
    )
    assert answer["Location"] == "/"


@pytest.mark.parametrize("page", ["foo", "//evil.example", "https://evil.example", "javascript:a"])
def test_the_welcome_leads_to_this_site_only(client, page) -> None:
    client.force_login(ResidentFactory())
    answer = client.post("/es/perfil/bienvenida/", {"display_name": "Ana", "next": page})
    assert (answer.status_code, answer["Location"]) == (302, "/")
