"""How far pages are translated, which pictures say nothing, and who is shown it."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import GroupPagePermission, Page

from ciudad_global.common.translations import Translated, with_twin
from home.models import HomePage, Picture, StandardPage
from tests.factories import ResidentFactory, in_role, pages
from tests.home.test_four_eyes import translation

pytestmark = pytest.mark.django_db


def page(**fields) -> StandardPage:
    above = HomePage.objects.get(locale__language_code="es")
    found = pages.standing(above, **fields)
    found.save_revision().publish()
    found.refresh_from_db()
    return found


def state(page) -> str:
    return with_twin(Page.objects.filter(pk=page.pk), "en").get().translated


def listed(client, **asked) -> list[str]:
    response = client.get(reverse("report_traducciones"), asked)
    return [row.title for row in response.context["object_list"]]


def test_a_page_is_missing_its_twin_until_it_is_written() -> None:
    spanish = page()
    assert state(spanish) == Translated.MISSING
    pages.translated(spanish, title="Rules")
    assert state(spanish) == Translated.CURRENT


def test_what_was_published_since_leaves_the_twin_behind() -> None:
    spanish = page()
    english = pages.translated(spanish)
    spanish.save_revision().publish()
    assert state(spanish) == Translated.OUTDATED
    english.save_revision().publish()
    assert state(spanish) == Translated.CURRENT


def test_texts_that_nobody_translated_make_it_incomplete() -> None:
    spanish = page()
    translation(spanish)
    assert state(spanish) == Translated.INCOMPLETE


def test_a_twin_that_waits_is_a_draft() -> None:
    spanish = page()
    english = pages.translated(spanish)
    english.refresh_from_db()
    english.unpublish()
    assert state(spanish) == Translated.DRAFT


def test_the_report_filters_by_state(client) -> None:
    page(title="Falta", slug="falta")
    pages.translated(page(title="Lista", slug="lista"))
    client.force_login(in_role("editor"))
    assert listed(client, translated="missing") == ["Falta"]
    assert "Lista" in listed(client, translated="current")


@pytest.mark.parametrize("number", [1, 3])
def test_queries_do_not_grow(client, number, django_assert_num_queries) -> None:
    for each in range(number):
        page(slug=f"fija-{each}")
        Picture.objects.create(title="Foto", file=get_test_image_file(), description_en="")
    client.force_login(in_role("editor"))
    for slug, queries in (("traducciones", 12), ("imagenes-sin-descripcion", 12)):
        client.get(reverse(f"report_{slug}"))
        with django_assert_num_queries(queries):
            client.get(reverse(f"report_{slug}"))


def test_whoever_edits_one_section_sees_its_pages_only(client) -> None:
    own, _other = page(title="Propia", slug="propia"), page(title="Ajena", slug="ajena")
    group = Group.objects.create(name="clima")
    group.permissions.add(
        Permission.objects.get(codename="access_admin"),
        Permission.objects.get(codename="submit_translation"),
    )
    GroupPagePermission.objects.create(
        group=group,
        page=own,
        permission=Permission.objects.get(
            codename="change_page", content_type__app_label="wagtailcore"
        ),
    )
    person = ResidentFactory()
    person.groups.add(group)
    client.force_login(person)
    assert listed(client) == ["Propia"]
    elsewhere = client.get("/admin/localize/reports/translations/")
    assert elsewhere["Location"] == reverse("report_traducciones")


def test_pictures_without_a_description(client) -> None:
    for name, spanish, english in (("a", "", ""), ("b", "Sí", ""), ("c", "Sí", "Yes")):
        Picture.objects.create(
            title=name, file=get_test_image_file(), description=spanish, description_en=english
        )
    client.force_login(in_role("editor"))
    url = reverse("report_imagenes-sin-descripcion")
    shown = client.get(url).context["object_list"]
    assert sorted(picture.title for picture in shown) == ["a", "b"]
    shown = client.get(url, {"spanish": "true"}).context["object_list"]
    assert [picture.title for picture in shown] == ["a"]


def test_the_editor_flags_a_translation_that_was_left_behind(client) -> None:
    spanish = page()
    english = pages.translated(spanish)
    client.force_login(in_role("editor"))
    edit = reverse("wagtailadmin_pages:edit", args=[spanish.pk])
    assert "está desactualizada" not in client.get(edit).content.decode()
    spanish.save_revision().publish()
    assert "La traducción de esta página está desactualizada." in client.get(edit).content.decode()
    twin = client.get(reverse("wagtailadmin_pages:edit", args=[english.pk])).content.decode()
    assert "El original cambió" in twin
