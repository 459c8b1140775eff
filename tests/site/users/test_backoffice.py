"""Roles in Wagtail."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from ciudad_global.users.models import User
from tests.factories import ResidentFactory, UserFactory, in_role

pytestmark = pytest.mark.django_db
INDEX = "wagtailusers_users:index"


@pytest.fixture
def boss(client):
    boss = in_role("administrator")
    client.force_login(boss)
    return boss


def group(name: str) -> int:
    return Group.objects.get(name=name).pk


def save(client, person, **more):
    data = {"groups": [group("publisher")], "is_active": "on"} | more
    return client.post(reverse("wagtailusers_users:edit", args=[person.pk]), data)


def roles(person) -> list[str]:
    return sorted(person.groups.values_list("name", flat=True))


def test_it_works(client, boss) -> None:
    person = ResidentFactory()
    save(client, person)
    assert roles(person) == ["publisher"]


def test_a_colleague_is_added_by_address_without_password(client, boss) -> None:
    client.post(
        reverse("wagtailusers_users:add"),
        {"email": "Ana@Example.org", "display_name": "Ana", "language": "es",
         "groups": [group("editor")]},
    )  # fmt: skip
    ana = User.objects.get(email="ana@example.org")
    assert roles(ana) == ["editor"]
    assert ana.has_usable_password() is False


def test_an_address_is_used_once_whatever_its_case(client, boss) -> None:
    UserFactory(email="ana@example.org")
    response = client.post(
        reverse("wagtailusers_users:add"), {"email": "ANA@example.org", "language": "es"}
    )
    assert "email" in response.context["form"].errors


def test_nobody_gives_a_role_to_themselves(client, boss) -> None:
    save(client, boss)
    assert roles(boss) == ["administrator"]


def test_nobody_gives_a_role_to_themselves_in_bulk(client, boss) -> None:
    other = ResidentFactory()
    url = reverse("wagtail_bulk_action", args=["users", "user", "assign_role"])
    client.post(f"{url}?id={boss.pk}&id={other.pk}", {"role": group("publisher")})
    assert (roles(boss), roles(other)) == (["administrator"], ["publisher"])


def test_an_administrator_does_not_touch_a_superuser(client, boss) -> None:
    root = UserFactory(is_superuser=True)
    save(client, root, is_active="")
    root.refresh_from_db()
    assert (root.is_active, roles(root)) == (True, [])


def test_no_form_makes_a_superuser(client, boss) -> None:
    person = ResidentFactory()
    save(client, person, is_superuser="on", email="otra@example.org")
    person.refresh_from_db()
    assert person.is_superuser is False
    assert person.email != "otra@example.org"


def test_addresses_are_masked(client, boss) -> None:
    person = ResidentFactory(email="lucia@correo.example")
    for url in (reverse(INDEX), reverse("wagtailusers_users:edit", args=[person.pk])):
        assert "lucia@correo" not in client.get(url).content.decode()
    assert "l…@c…" in client.get(reverse(INDEX)).content.decode()


@pytest.mark.parametrize(
    ("query", "found"), [("lucia@correo.example", 1), ("lucia@", 0), ("Lucía", 1), ("correo", 0)]
)
def test_search_takes_names_and_whole_addresses(client, boss, query, found) -> None:
    ResidentFactory(email="lucia@correo.example", display_name="Lucía M.")
    response = client.get(reverse(INDEX), {"q": query})
    assert len(response.context["page_obj"]) == found


@pytest.mark.parametrize("role", ["editor", "publisher", "moderator", "official", "auditor"])
def test_other_roles_see_no_people(client, role) -> None:
    client.force_login(in_role(role))
    assert client.get(reverse(INDEX)).status_code == 302
    assert save(client, ResidentFactory()).status_code == 302


@pytest.mark.parametrize("number", [1, 3])
def test_queries_do_not_grow(client, boss, number, django_assert_num_queries) -> None:
    for _each in range(number):
        in_role("editor")
    client.get(reverse(INDEX))
    with django_assert_num_queries(12):
        client.get(reverse(INDEX))


def test_no_screen_shows_an_address(client, boss) -> None:
    person = ResidentFactory()
    for address in (
        reverse(INDEX),
        *(
            reverse(f"wagtailusers_users:{name}", args=[person.pk])
            for name in ("edit", "history", "usage", "delete")
        ),
        f"/admin/users/copy/{person.pk}/",
        f"/admin/bulk/users/user/set_active_state/?id={person.pk}",
        f"/admin/bulk/users/user/assign_role/?id={person.pk}",
        f"/admin/bulk/users/user/delete/?id={person.pk}",
        "/admin/reports/site-history/",
    ):
        response = client.get(address, follow=True)
        assert person.email not in response.content.decode(), address


def test_accounts_are_not_deleted_here(client) -> None:
    client.force_login(User.objects.create_superuser("root@example.org"))
    person = ResidentFactory()
    client.post(reverse("wagtailusers_users:delete", args=[person.pk]))
    client.post(f"/admin/bulk/users/user/delete/?id={person.pk}")
    assert User.objects.filter(pk=person.pk).exists()


def test_roles_are_called_in_spanish(client, boss) -> None:
    person = in_role("moderator")
    page = client.get(reverse("wagtailusers_users:edit", args=[person.pk])).content.decode()
    assert "Moderación: decide sobre propuestas y comentarios" in page
    assert "ya no vota ni propone" in page
    rows = client.get(reverse(INDEX)).content.decode()
    assert "Moderación: decide" in rows  # in the filter
    assert "moderator" not in rows
    bulk = reverse("wagtail_bulk_action", args=["users", "user", "assign_role"])
    assert "Moderación: decide" in client.get(f"{bulk}?id={person.pk}").content.decode()
