"""Whoever edits one section of the site neither sees nor touches another one in Wagtail."""

import json

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from wagtail.models import GroupPagePermission, Page

from ciudad_global.users.models import User
from consultations.models import ConsultationIndexPage
from dialogues.models import DialogueIndexPage
from tests.factories import ResidentFactory, in_role, pages
from tests.factories.consultation_pages import publish

pytestmark = pytest.mark.django_db

SECRET = "Lo que otro equipo prepara"
# Every way that Wagtail has to a page; `{pk}` is the other section's, `{above}` what is above it,
# `{own}` one's own section. What is posted stands beside.
WAYS: dict[str, dict[str, object]] = {
    "/admin/pages/{pk}/": {},
    "/admin/pages/{pk}/results/": {},
    "/admin/pages/{pk}/edit/": {"title": "Otro", "slug": "otro"},
    "/admin/pages/{pk}/edit/preview/": {"title": "Otro"},
    "/admin/pages/{pk}/view_draft/": {},
    "/admin/pages/{pk}/add_subpage/": {},
    "/admin/pages/add/consultations/consultationpage/{above}/": {"title": "Otra", "slug": "otra"},
    "/admin/pages/{pk}/delete/": {},
    "/admin/pages/{pk}/unpublish/": {},
    "/admin/pages/{pk}/copy/": {
        "new_title": "Copia",
        "new_slug": "copia",
        "new_parent_page": "{own}",
    },
    "/admin/pages/{pk}/move/": {"new_parent_page": "{own}"},
    "/admin/pages/{pk}/move/{own}/confirm/": {},
    "/admin/pages/{pk}/set_position/": {},
    "/admin/pages/{pk}/lock/": {},
    "/admin/pages/{pk}/unlock/": {},
    "/admin/pages/{pk}/privacy/": {"restriction_type": "login"},
    "/admin/pages/{pk}/history/": {},
    "/admin/pages/{pk}/revisions/{revision}/view/": {},
    "/admin/pages/{pk}/revisions/{revision}/revert/": {},
    "/admin/pages/{pk}/revisions/compare/earliest...latest/": {},
    "/admin/pages/workflow/status/{pk}/": {},
    "/admin/pages/usage/{pk}/": {},
    "/admin/pages/search/?q=equipo": {},
    "/admin/choose-page/": {},
    "/admin/choose-page/{above}/": {},
    "/admin/choose-page/search/?q=equipo": {},
    "/admin/bulk/wagtailcore/page/delete/?id={pk}": {},
    "/admin/bulk/wagtailcore/page/move/?id={pk}": {"chooser": "{own}"},
    "/admin/bulk/wagtailcore/page/publish/?id={pk}": {},
    "/admin/bulk/wagtailcore/page/unpublish/?id={pk}": {},
    "/admin/localize/submit/page/{pk}/": {},
    "/admin/api/main/pages/": {},
    "/admin/api/main/pages/{pk}/": {},
    "/admin/reports/site-history/": {},
    "/admin/reports/aging-pages/": {},
    "/admin/reports/locked/": {},
    "/admin/reports/workflow/": {},
    "/admin/": {},
}
ACTIONS = ("copy", "copy_for_translation", "create_alias", "delete", "move", "publish", "unpublish")


@pytest.fixture
def names() -> dict[str, int]:
    """Return a section with its pages, and a page of another section, a draft in approval."""
    own = pages.dialogue(DialogueIndexPage.objects.get(locale__language_code="es"))
    above = ConsultationIndexPage.objects.get(locale__language_code="es")
    other = publish(parent=above, title=SECRET, live=False)
    revision = other.save_revision(user=(author := in_role("editor")))
    other.get_workflow().start(other, author)
    return {"own": own.pk, "above": above.pk, "pk": other.pk, "revision": revision.pk}


@pytest.fixture
def neighbour(names) -> User:
    """Return somebody who writes and publishes in one section only."""
    group = Group.objects.create(name="clima")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    for codename in ("add_page", "change_page", "publish_page", "lock_page", "unlock_page"):
        GroupPagePermission.objects.create(
            group=group,
            page_id=names["own"],
            permission=Permission.objects.get(
                codename=codename, content_type__app_label="wagtailcore"
            ),
        )
    person = ResidentFactory()
    person.groups.add(group)
    return person


def state() -> list[tuple]:
    columns = ("pk", "path", "live", "locked", "latest_revision", "slug")
    return list(Page.objects.order_by("path").values_list(*columns))


def text(response) -> str:
    return response.content.decode() if hasattr(response, "content") else ""


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("way", WAYS)
def test_no_way_shows_or_changes_another_section(client, neighbour, names, way, method) -> None:
    client.force_login(neighbour)
    before = state()
    form = {name: str(value).format(**names) for name, value in WAYS[way].items()}
    url = way.format(**names)
    response = client.get(url) if method == "get" else client.post(url, form)
    assert SECRET not in text(response)
    assert state() == before


@pytest.mark.parametrize("action", ACTIONS)
def test_the_api_does_nothing_there(client, neighbour, names, action) -> None:
    client.force_login(neighbour)
    before = state()
    response = client.post(
        reverse("wagtailadmin_api:pages:action", args=[names["pk"], action]),
        json.dumps({"destination_page_id": names["own"], "locale": "en"}),
        content_type="application/json",
    )
    assert response.status_code in (302, 400, 403, 404)
    assert state() == before


def test_they_work_in_their_own(client, neighbour, names) -> None:
    client.force_login(neighbour)
    own = names["own"]
    for url in (f"/admin/pages/{own}/", f"/admin/pages/{own}/edit/", f"/admin/choose-page/{own}/"):
        assert client.get(url).status_code == 200


def test_those_who_edit_everything_choose_everywhere(client, names) -> None:
    client.force_login(in_role("editor"))
    assert SECRET in text(client.get(f"/admin/choose-page/{names['above']}/"))


def test_the_process_of_consultations_is_for_roles(client, neighbour, names) -> None:
    client.force_login(neighbour)
    assert client.get("/admin/snippets/consultations/consultation/").status_code == 302
    assert client.get("/admin/snippets/consultations/consultation/nueva/").status_code == 302
