"""An editor prepares a consultation and its page; somebody else makes them public."""

from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from playwright.sync_api import expect
from wagtail.models import Collection, Locale, Page
from wagtail_localize.models import Translation

from consultations.models import Consultation, ConsultationIndexPage, ConsultationPage
from tests.factories import ModeratorFactory, in_role


@pytest.fixture
def empty_site(live_server) -> None:
    """Bring back what migrations made, which another transactional test's flush took away."""
    if not Page.objects.exists():
        Locale.objects.create(language_code="es")
        Page.add_root(title="Root", slug="root")
        Collection.add_root(name="Root")
        Permission.objects.create(
            codename="submit_translation",
            content_type=ContentType.objects.get_for_model(Translation),
        )
    import_module("home.migrations.0004_first_pages").create(apps)
    import_module("home.migrations.0005_roles").create(apps)


def more(page, name: str) -> None:
    """Choose one of the actions behind the save button."""
    page.get_by_role("button", name="Más acciones").click()
    page.get_by_role("button", name=name, exact=True).click()
    page.wait_for_load_state()


def test_from_an_empty_form_to_a_public_page(
    page, live_server, sign_in, accessible, empty_site
) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    admin = f"{live_server.url}/admin"
    editor, publisher = in_role("editor"), in_role("publisher")

    # The editor writes the process …
    sign_in(editor)
    page.goto(f"{admin}/snippets/consultations/consultation/add/")
    page.locator("#id_title").fill("Ciudades que cuidan")
    page.get_by_role("tab", name="Fases").click()
    page.locator("#id_phases-ADD").click()
    page.locator("#id_phases-0-kind").select_option("vote")
    page.locator("#id_phases-0-starts_at").fill("2020-01-01 09:00")
    page.locator("#id_phases-0-ends_at").fill("2090-01-01 09:00")
    page.keyboard.press("Escape")
    page.locator("#id_phases-0-may_vote").check()
    page.get_by_role("button", name="Guardar").click()
    expect(page.get_by_text("se guardó como borrador")).to_be_visible()
    consultation = Consultation.objects.get()
    assert consultation.slug == "ciudades-que-cuidan"

    # … and its page, and sends it to approval.
    index = ConsultationIndexPage.objects.get(locale__language_code="es")
    page.goto(f"{admin}/pages/add/consultations/consultationpage/{index.pk}/")
    page.locator("#id_title").fill("¿Cómo debe cuidar la ciudad?")
    page.get_by_role("button", name="Seleccionar consulta").click()
    page.get_by_role("dialog").get_by_role("link", name="Ciudades que cuidan").click()
    page.locator("#id_introduction").fill("Qué compromisos asumimos con otras ciudades.")
    more(page, "Enviar a Redacción → Aprobación")
    written = ConsultationPage.objects.get()
    assert written.live is False

    # Neither the form nor the approval lets the editor go further.
    page.goto(f"{admin}/pages/{written.pk}/edit/")
    expect(page.get_by_role("button", name="Aprobar")).to_have_count(0)
    page.goto(f"{admin}/snippets/consultations/consultation/publicar/{consultation.pk}/")
    expect(page.get_by_text("Tu rol no publica consultas.")).to_be_visible()

    # Somebody has to moderate it; the publisher opens the consultation and approves its page.
    consultation.moderators.add(ModeratorFactory())
    sign_in(publisher)
    page.goto(f"{admin}/snippets/consultations/consultation/publicar/{consultation.pk}/")
    page.get_by_role("button", name="Sí, publicar").click()
    expect(page.get_by_text("La consulta ya es pública.")).to_be_visible()
    page.goto(f"{admin}/pages/{written.pk}/edit/")
    more(page, "Aprobar")

    # Anybody reads it.
    page.context.clear_cookies()
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{live_server.url}/es/consultas/{written.slug}/")
    expect(page.get_by_role("heading", level=1)).to_have_text("¿Cómo debe cuidar la ciudad?")
    accessible()
