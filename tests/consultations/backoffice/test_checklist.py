"""The check-list, where it is seen, and where it leads."""

import pytest
from django.urls import reverse

from consultations.models import Consultation
from tests.consultations.backoffice.test_consultation import sign_in, url
from tests.factories import ConsultationFactory, ModeratorFactory, in_role
from tests.factories.consultation_pages import publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft():
    return ConsultationFactory(state=Consultation.State.DRAFT)


def links(response) -> dict[str, str]:
    return {item["check"].text: item["url"] for item in response.context["items"]}


def test_it_leads_to_where_things_are_mended(client, draft) -> None:
    page = publish(draft)
    sign_in(client, "editor")
    found = links(client.get(url("checklist", draft.pk)))
    edit, edit_page = url("edit", draft.pk), reverse("wagtailadmin_pages:edit", args=[page.pk])
    home = page.get_parent().get_parent()
    assert found == {
        "Alguien la modera": f"{edit}#tab-proceso",
        "Tiene fases": f"{edit}#tab-fases",
        "Las fechas son coherentes": f"{edit}#tab-fases",
        "Tiene temas que ordenan las propuestas": f"{edit}#tab-temas",
        "La pregunta es clara": edit_page,
        "Dice quién decide y qué pasa después": edit_page,
        "Las imágenes tienen texto alternativo": edit_page,
        "Otra persona aprobó la página": edit_page,
        "La traducción al inglés está al día": reverse(
            "wagtail_localize:submit_page_translation", args=[page.pk]
        ),
        "El aviso de privacidad está publicado": reverse("wagtailadmin_explore", args=[home.pk]),
    }


def test_what_has_no_page_leads_to_the_list(client, draft) -> None:
    sign_in(client, "editor")
    assert (
        "/admin/pages/" in links(client.get(url("checklist", draft.pk)))["Tiene página en español"]
    )


def test_it_is_shown_before_publishing_and_refuses_only_what_is_impossible(client, draft) -> None:
    sign_in(client, "publisher")
    response = client.get(url("publish", draft.pk), follow=True)
    assert "Elige quién la modera" in response.content.decode()

    draft.moderators.add(ModeratorFactory())
    response = client.get(url("publish", draft.pk))
    assert "Sin página nadie la encuentra" in response.content.decode()
    client.post(url("publish", draft.pk))
    draft.refresh_from_db()
    assert draft.state == Consultation.State.PUBLISHED


def test_the_page_in_the_editor_leads_to_it(client, draft) -> None:
    page = publish(draft)
    client.force_login(in_role("editor"))
    editor = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert f'href="{url("checklist", draft.pk)}"' in editor
