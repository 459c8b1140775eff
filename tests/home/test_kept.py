"""What is part of the public record stays, whatever the way: by hand, in bulk, by the API."""

import json

import pytest
from django.contrib.messages import get_messages
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from ciudad_global.common.pages import why_kept
from consultations.models import Consultation, ConsultationIndexPage, ConsultationPage
from dialogues.models import DialogueIndexPage
from home.models import HomePage, StandardPage
from tests.factories import ConsultationFactory, ProposalFactory, in_role, pages
from tests.factories.consultation_pages import publish

pytestmark = pytest.mark.django_db

RECORD = "es parte del registro público. Puedes cerrarla y archivarla"


@pytest.fixture
def record() -> ConsultationPage:
    """Return the live page of a consultation that people take part in."""
    above = ConsultationIndexPage.objects.get(locale__language_code="es")
    page = publish(ProposalFactory().consultation, parent=above)
    page.save_revision().publish()
    return page


@pytest.fixture
def publisher(client):
    person = in_role("publisher")
    client.force_login(person)
    return person


def said(response) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


def home() -> HomePage:
    return HomePage.objects.get(locale__language_code="es")


def tree() -> list[tuple]:
    return list(Page.objects.order_by("path").values_list("pk", "path", "live"))


@pytest.mark.parametrize("way", ["delete", "unpublish", "move", "copy"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_by_hand_each_way_explains_itself(client, publisher, record, way, method) -> None:
    before = tree()
    response = getattr(client, method)(reverse(f"wagtailadmin_pages:{way}", args=[record.pk]))
    assert response["Location"] == reverse("wagtailadmin_pages:edit", args=[record.pk])
    (why,) = said(response)
    assert RECORD in why
    assert tree() == before


@pytest.mark.parametrize("way", ["delete", "copy"])
def test_what_is_above_it_stays_too(client, publisher, record, way) -> None:
    before = tree()
    for page in (record.get_parent(), home()):
        why = said(client.post(reverse(f"wagtailadmin_pages:{way}", args=[page.pk])))[-1]
        assert why.startswith("Debajo hay páginas que no se borran.")
    assert tree() == before


@pytest.mark.parametrize("way", ["delete", "unpublish", "move"])
def test_in_bulk_it_is_left_out_and_told_why(client, publisher, record, way) -> None:
    other = StandardPage(title="Otra", slug="otra")
    home().add_child(instance=other)
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", way])
    ask = client.get(f"{url}?id={record.pk}&id={other.pk}")
    assert [RECORD in why for why in said(ask)] == [True]
    english = HomePage.objects.get(locale__language_code="en")
    client.post(f"{url}?id={record.pk}&id={other.pk}", {"chooser": english.pk})
    kept = ConsultationPage.objects.get(pk=record.pk)
    assert (kept.live, kept.path) == (True, record.path)


def test_unpublishing_what_is_above_leaves_it_live(client, publisher, record) -> None:
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "unpublish"])
    client.post(f"{url}?id={home().pk}", {"include_descendants": "on"})
    above = reverse("wagtailadmin_pages:unpublish", args=[record.get_parent().pk])
    client.post(above, {"include_descendants": "on"})
    record.refresh_from_db()
    assert record.live is True


@pytest.mark.parametrize("by", ["publisher", "superuser"])
@pytest.mark.parametrize("action", ["delete", "unpublish", "copy", "move"])
def test_by_the_api(client, record, by, action) -> None:
    client.force_login(in_role("publisher", is_superuser=by == "superuser"))
    before = tree()
    body = {"destination_page_id": home().pk, "recursive": True}
    response = client.post(
        reverse("wagtailadmin_api:pages:action", args=[record.pk, action]),
        json.dumps(body),
        content_type="application/json",
    )
    assert response.status_code in (400, 403)
    assert tree() == before


def test_a_translation_may_go_while_the_other_one_stays(client, publisher, record) -> None:
    english = pages.translated(record)
    unpublish = reverse("wagtailadmin_pages:unpublish", args=[english.pk])
    client.post(unpublish)
    english.refresh_from_db()
    record.refresh_from_db()
    assert (english.live, record.live) == (False, True)


def test_it_does_not_expire(publisher, record) -> None:
    record.expire_at = timezone.now()
    with pytest.raises(ValidationError, match="no caduca"):
        record.full_clean()


def test_a_draft_and_its_page_may_go(client, publisher) -> None:
    above = ConsultationIndexPage.objects.get(locale__language_code="es")
    page = publish(ConsultationFactory(state=Consultation.State.DRAFT), parent=above)
    client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))
    assert ConsultationPage.objects.count() == 0


def test_there_is_no_second_page_of_a_draft(client, publisher) -> None:
    above = ConsultationIndexPage.objects.get(locale__language_code="es")
    page = publish(ConsultationFactory(state=Consultation.State.DRAFT), parent=above)
    assert page.permissions_for_user(publisher).can_copy() is False


def test_a_session_that_was_announced_is_cancelled_instead(client, publisher) -> None:
    above = DialogueIndexPage.objects.get(locale__language_code="es")
    session = pages.session(dialogue := pages.dialogue(above))
    session.save_revision().publish()
    for page, begins in ((session, "La sesión ya se anunció"), (dialogue, "Debajo hay páginas")):
        why = said(client.post(reverse("wagtailadmin_pages:delete", args=[page.pk])))[-1]
        assert why.startswith(begins)
        assert "cancélala" in why
    assert Page.objects.filter(pk=session.pk).exists()


def test_consultations_left_out_in_bulk_say_why(client, publisher, record) -> None:
    url = reverse("wagtail_bulk_action", args=["consultations", "consultation", "delete"])
    response = client.get(f"{url}?id={record.consultation_id}")
    assert "se archiva" in said(response)[0]


def test_the_editor_says_why_there_is_no_delete(client, publisher, record) -> None:
    editor = client.get(reverse("wagtailadmin_pages:edit", args=[record.pk])).content.decode()
    assert "Por qué no se borra" in editor


def test_pages_that_nothing_keeps_cost_no_query(publisher, django_assert_num_queries) -> None:
    page = pages.standing(home())
    with django_assert_num_queries(0):
        assert why_kept(page) == ""
