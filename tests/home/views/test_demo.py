"""The demonstration's front door, and that production keeps it shut."""

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from ciudad_global.common.checks import no_demonstration
from home.views.demo import DOMAIN, ROLES
from tests.factories import ResidentFactory, in_role, pages

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", ROLES, ids=lambda role: role.group or "resident")
def test_one_click_signs_in_as_each_role(client: Client, role) -> None:
    email = f"{role.group or 'residente'}{DOMAIN}"
    person = in_role(role.group, email=email) if role.group else ResidentFactory(email=email)
    response = client.post("/es/demo/", {"role": role.group})
    assert response["Location"] == str(role.leads_to)
    assert client.session["_auth_user_id"] == str(person.pk)
    # The next page knows them, too: the session names a backend that the settings have.
    assert client.get("/es/perfil/").context["user"] == person


def test_it_offers_every_role(client: Client) -> None:
    pages.home()
    assert client.get("/es/demo/").content.decode().count('name="role"') == len(ROLES)


def test_it_never_signs_in_as_a_real_person(client: Client) -> None:
    in_role("administrator")
    assert client.post("/es/demo/", {"role": "administrator"}).status_code == 404
    assert "_auth_user_id" not in client.session


def test_looking_at_it_signs_nobody_in(client: Client) -> None:
    pages.home()
    in_role("administrator", email=f"admin{DOMAIN}")
    client.get("/es/demo/?role=administrator")
    assert "_auth_user_id" not in client.session
    assert EmailAddress.objects.count() == 1


def test_a_deployment_with_the_demonstration_on_is_refused(settings) -> None:
    settings.DEMONSTRATION = True
    assert [error.id for error in no_demonstration()] == ["ciudad_global.E001"]


def test_a_deployment_without_it_passes(settings) -> None:
    settings.DEMONSTRATION = False
    assert no_demonstration() == []
