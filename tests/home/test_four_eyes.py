"""The ways round the approval, each of them shut."""

import json
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

import pytest
import time_machine
from django.urls import reverse
from wagtail.models import Locale, Page
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from home.models import HomePage, StandardPage
from tests.factories import in_role

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 10, 18, 0, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def publisher(client):
    person = in_role("publisher")
    client.force_login(person)
    return person


def draft(by, *, slug: str = "reglas", **fields) -> StandardPage:
    """Return a page that this person wrote and nobody approved."""
    page = StandardPage(title="Reglas", slug=slug, live=False, owner=by, **fields)
    HomePage.objects.get(locale__language_code="es").add_child(instance=page)
    page.save_revision(user=by)
    return page


def approve(page, by) -> None:
    page.get_workflow().start(page, by)
    page.current_workflow_task_state.approve(user=by)
    page.refresh_from_db()


def api(client, page, action: str, **body):
    return client.post(
        reverse("wagtailadmin_api:pages:action", args=[page.pk, action]),
        json.dumps(body),
        content_type="application/json",
    )


def live_pages() -> set[str]:
    return set(StandardPage.objects.live().values_list("slug", flat=True))


def test_the_api_publishes_nothing_of_ones_own(client, publisher) -> None:
    page = draft(publisher)
    assert api(client, page, "publish").status_code == 403
    assert live_pages() == set()


def test_the_api_publishes_what_somebody_else_wrote(client, publisher) -> None:
    page = draft(in_role("editor"))
    assert api(client, page, "publish").status_code == 200
    assert live_pages() == {"reglas"}


@pytest.mark.parametrize("keep_live", [True, False])
def test_a_copy_is_a_draft(client, publisher, keep_live) -> None:
    page = draft(in_role("editor"))
    approve(page, publisher)
    body = {"slug": "copia", "keep_live": keep_live}
    api(client, page, "copy", **body)
    client.post(
        reverse("wagtailadmin_pages:copy", args=[page.pk]),
        {
            "new_title": "Copia",
            "new_slug": "otra-copia",
            "new_parent_page": page.get_parent().pk,
            "publish_copies": "on",
        },
    )
    assert live_pages() == {"reglas"}


def test_an_older_text_comes_back_through_approval(client, publisher) -> None:
    page = draft(in_role("editor"))
    approve(page, in_role("publisher"))
    first = page.latest_revision
    page.title = "Otras reglas"
    page.save_revision(user=in_role("editor"))
    api(client, page, "revert_to_page_revision", revision_id=first.pk)
    client.post(
        reverse("wagtailadmin_pages:edit", args=[page.pk]),
        {
            "title": "Reglas",
            "slug": "reglas",
            "introduction": "Vuelve",
            "body-count": 0,
            "comments-TOTAL_FORMS": 0,
            "comments-INITIAL_FORMS": 0,
            "revision": first.pk,
            "action-publish": "action-publish",
        },
    )
    page.refresh_from_db()
    assert page.introduction == ""
    assert page.permissions_for_user(publisher).can_publish() is False


def test_nobody_approves_from_the_dashboard_or_in_a_modal(client, publisher) -> None:
    page = draft(publisher)
    page.get_workflow().start(page, publisher)
    state = page.current_workflow_task_state
    for name in ("workflow_action", "collect_workflow_action_data"):
        client.post(
            reverse(f"wagtailadmin_pages:{name}", args=[page.pk, "approve", state.pk]),
            {"comment": ""},
        )
    assert live_pages() == set()


def test_sending_again_what_was_sent_back_does_not_approve(client, publisher) -> None:
    page = draft(publisher)
    page.get_workflow().start(page, publisher)
    page.current_workflow_task_state.reject(user=in_role("publisher"))
    page.refresh_from_db()
    page.current_workflow_state.resume(publisher)
    page.refresh_from_db()
    assert page.live is False
    assert page.current_workflow_task_state.status == "in_progress"


# Dates


def test_moving_the_date_needs_approval_again(client, run_tasks) -> None:
    editor, publisher = in_role("editor"), in_role("publisher")
    with time_machine.travel(NOW, tick=False) as clock:
        page = draft(editor, go_live_at=NOW + 5 * DAY)
        approve(page, publisher)
        page.go_live_at = NOW + DAY
        page.save_revision(user=publisher)
        clock.shift(2 * DAY)
        run_tasks()
        assert live_pages() == set()
        clock.shift(4 * DAY)
        run_tasks()
        assert live_pages() == {"reglas"}


def test_what_was_approved_goes_live_and_not_what_was_written_since(run_tasks) -> None:
    editor = in_role("editor")
    with time_machine.travel(NOW, tick=False) as clock:
        page = draft(editor, go_live_at=NOW + DAY)
        approve(page, in_role("publisher"))
        page.title = "Nadie lo aprobó"
        page.save_revision(user=editor)
        clock.shift(DAY + timedelta(seconds=1))
        run_tasks()
        page.refresh_from_db()
        assert (page.live, page.title) == (True, "Reglas")


def test_an_expiry_that_nobody_approved_does_not_happen(run_tasks) -> None:
    editor = in_role("editor")
    with time_machine.travel(NOW, tick=False) as clock:
        page = draft(editor)
        approve(page, in_role("publisher"))
        page.expire_at = NOW + DAY
        page.save_revision(user=editor)
        clock.shift(2 * DAY)
        run_tasks()
        assert live_pages() == {"reglas"}


@pytest.mark.parametrize("role", ["editor", "publisher"])
def test_a_date_in_the_form_is_a_change_like_any_other(client, role) -> None:
    page = draft(in_role("editor"))
    approve(page, in_role("publisher"))
    client.force_login(in_role(role))
    client.post(
        reverse("wagtailadmin_pages:edit", args=[page.pk]),
        {
            "title": "Reglas",
            "slug": "reglas",
            "introduction": "",
            "expire_at": "2090-01-01 09:00",
            "body-count": 0,
            "comments-TOTAL_FORMS": 0,
            "comments-INITIAL_FORMS": 0,
        },
    )
    page.refresh_from_db()
    assert page.expire_at is None
    assert page.get_latest_revision_as_object().expire_at is not None


# Translations


def translation(page) -> Translation:
    """Return the English translation of a page, with all its texts translated."""
    source, _created = TranslationSource.update_or_create_from_instance(page)
    english = Locale.objects.get(language_code="en")
    found = Translation.objects.create(source=source, target_locale=english)
    found.save_target(publish=False)
    return found


def test_whoever_translates_does_not_publish_the_translation(
    client, publisher, django_capture_on_commit_callbacks
) -> None:
    page = draft(in_role("editor"))
    approve(page, in_role("publisher"))
    found = translation(page)
    for segment in found.source.stringsegment_set.all():
        client.put(
            reverse("wagtail_localize:edit_string_translation", args=[found.pk, segment.pk]),
            urlencode({"value": "Rules"}),
            content_type="application/x-www-form-urlencoded",
        )
    assert StringTranslation.objects.filter(last_translated_by=publisher).exists()
    twin = Page.objects.get(locale__language_code="en", translation_key=page.translation_key)
    url = reverse("wagtailadmin_pages:edit", args=[twin.pk])
    with django_capture_on_commit_callbacks(execute=True):
        client.post(url, {"action": "publish"})
    twin.refresh_from_db()
    assert twin.live is False

    # Another publisher does.
    client.force_login(in_role("publisher"))
    with django_capture_on_commit_callbacks(execute=True):
        client.post(url, {"action": "publish"})
    twin.refresh_from_db()
    assert (twin.live, twin.title) == (True, "Rules")


def test_sending_a_page_to_be_translated_does_not_publish_its_twin(
    client, django_capture_on_commit_callbacks
) -> None:
    page = draft(in_role("editor"))
    approve(page, in_role("publisher"))
    client.force_login(in_role("editor"))
    english = Locale.objects.get(language_code="en")
    with django_capture_on_commit_callbacks(execute=True):
        client.post(
            reverse("wagtail_localize:submit_page_translation", args=[page.pk]),
            {"locales": [english.pk]},
        )
    twin = Page.objects.get(locale=english, translation_key=page.translation_key)
    assert twin.live is False

    # Nor does bringing its texts up to date.
    source = TranslationSource.objects.get_for_instance(page)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(
            reverse("wagtail_localize:update_translations", args=[source.pk]),
            {"publish_translations": "on"},
        )
    twin.refresh_from_db()
    assert twin.live is False
