"""Who is asking: one query for what every page needs to know."""

import pytest
from django.contrib.auth import get_user
from django.test import RequestFactory

from tests.factories import ResidentFactory, UserFactory, in_role

pytestmark = pytest.mark.django_db


def ask(client, rf: RequestFactory):
    request = rf.get("/")
    request.session = client.session
    return get_user(request)


def test_a_resident_is_known_with_one_query(client, rf, django_assert_num_queries) -> None:
    client.force_login(ResidentFactory())
    request = rf.get("/")
    request.session = client.session
    request.session.items()  # the session itself is another one
    with django_assert_num_queries(1):
        user = get_user(request)
        assert (user.is_verified, user.is_team) == (True, False)


def test_who_has_not_confirmed_the_e_mail_is_not_verified(client, rf) -> None:
    client.force_login(UserFactory())
    assert ask(client, rf).is_verified is False


def test_the_team_keeps_its_roles(client, rf) -> None:
    client.force_login(in_role("editor"))
    user = ask(client, rf)
    assert (user.roles, user.is_team) == (frozenset({"editor"}), True)


def test_who_was_suspended_is_nobody(client, rf) -> None:
    user = ResidentFactory()
    client.force_login(user)
    user.is_active = False
    user.save()
    assert ask(client, rf).is_authenticated is False
