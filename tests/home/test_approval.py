"""A change goes live by the hand of somebody who did not write it."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from wagtail.models import Page

from home.models import HomePage, StandardPage
from tests.factories import in_role

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return in_role("editor")


@pytest.fixture
def publisher():
    return in_role("publisher")


def form(page, **more):
    """Return what the editor's form sends."""
    return {
        "title": page.title,
        "slug": page.slug,
        "introduction": "Otras palabras",
        "body-count": 0,
        "comments-TOTAL_FORMS": 0,
        "comments-INITIAL_FORMS": 0,
    } | more


def written_by(user) -> StandardPage:
    """Return a draft that this person wrote and sent to approval."""
    page = StandardPage(title="Reglas", slug="reglas", live=False, owner=user)
    HomePage.objects.first().add_child(instance=page)
    page.save_revision(user=user)
    page.get_workflow().start(page, user)
    return page


def edit(client, user, page, **more):
    client.force_login(user)
    response = client.post(
        reverse("wagtailadmin_pages:edit", args=[page.pk]), form(page, **more), follow=True
    )
    page.refresh_from_db()
    return response


def decide(client, user, page, action="approve"):
    client.force_login(user)
    task_state = page.current_workflow_task_state
    response = client.post(
        reverse("wagtailadmin_pages:workflow_action", args=[page.pk, action, task_state.pk])
    )
    page.refresh_from_db()
    return response


def actions(page, user) -> list[str]:
    return [action[0] for action in page.current_workflow_task.get_actions(page, user)]


def test_it_works(client, editor, publisher) -> None:
    page = written_by(editor)
    assert actions(page, publisher) == ["reject", "approve", "approve"]
    decide(client, publisher, page)
    assert page.live is True


def test_every_page_goes_through_it() -> None:
    assert {page.get_workflow().name for page in Page.objects.filter(depth__gt=1)} == {
        "Redacción → Aprobación"
    }


def test_a_publisher_is_not_offered_to_approve_their_own(publisher) -> None:
    assert actions(written_by(publisher), publisher) == ["reject"]


def test_a_publisher_cannot_approve_their_own_by_post(client, publisher) -> None:
    page = written_by(publisher)
    decide(client, publisher, page)
    assert page.live is False


def test_the_task_refuses_too(publisher) -> None:
    page = written_by(publisher)
    with pytest.raises(PermissionDenied, match="Otra persona"):
        page.current_workflow_task.on_action(page.current_workflow_task_state, publisher, "approve")


def test_a_late_touch_by_somebody_else_does_not_hide_the_author(client, editor, publisher) -> None:
    page = written_by(publisher)
    page.save_revision(user=editor)
    assert actions(page, publisher) == ["reject"]
    decide(client, publisher, page)
    assert page.live is False


def test_whoever_edits_while_reviewing_becomes_an_author(client, editor, publisher) -> None:
    page = written_by(editor)
    edit(
        client,
        publisher,
        page,
        **{"action-workflow-action": "true", "workflow-action-name": "approve"},
    )
    assert page.live is False


def test_an_editor_cannot_approve(client, editor) -> None:
    page = written_by(in_role("editor"))
    assert actions(page, editor) == []
    decide(client, editor, page)
    assert page.live is False


@pytest.mark.parametrize("role", ["editor", "publisher"])
def test_nobody_publishes_from_the_form(client, role) -> None:
    page = HomePage.objects.first()
    edit(client, in_role(role), page, **{"action-publish": "action-publish"})
    assert page.introduction != "Otras palabras"
    assert page.has_unpublished_changes is True


def test_a_superuser_is_bound_too(client) -> None:
    boss = in_role("publisher", is_superuser=True)
    page = HomePage.objects.first()
    edit(client, boss, page, **{"action-publish": "action-publish"})
    assert page.introduction != "Otras palabras"


def test_nobody_publishes_while_creating(client, publisher) -> None:
    client.force_login(publisher)
    client.post(
        reverse(
            "wagtailadmin_pages:add", args=["home", "standardpage", HomePage.objects.first().pk]
        ),
        form(StandardPage(title="Reglas", slug="reglas")) | {"action-publish": "action-publish"},
    )
    assert StandardPage.objects.get().live is False


def test_bulk_publishing_leaves_ones_own_out(client, editor, publisher) -> None:
    own, other = written_by(publisher), StandardPage(title="Otra", slug="otra", live=False)
    HomePage.objects.first().add_child(instance=other)
    other.save_revision(user=editor)
    client.force_login(publisher)
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    client.post(f"{url}?id={own.pk}&id={other.pk}")
    own.refresh_from_db()
    other.refresh_from_db()
    assert (own.live, other.live) == (False, True)


def test_the_form_has_no_publish_button(client, publisher) -> None:
    client.force_login(publisher)
    page = HomePage.objects.first()
    response = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert 'name="action-publish"' not in response.content.decode()
    assert 'name="action-submit"' in response.content.decode()
