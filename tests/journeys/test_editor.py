"""An editor prepares a consultation and its page; somebody else makes them public."""

from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from playwright.sync_api import expect
from wagtail.models import Collection, Locale, Page
from wagtail_localize.models import Translation

from consultations.models import Consultation, ConsultationIndexPage, ConsultationPage, Phase
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


def fill_in(page, number: int, starts_at: str, ends_at: str) -> None:
    """Write the dates of a phase.

    What is pressed next takes the keyboard: the picker of a date may still lie over it.
    """
    page.locator(f"#id_phases-{number}-starts_at").fill(starts_at)
    page.locator(f"#id_phases-{number}-ends_at").fill(ends_at)
    page.keyboard.press("Tab")


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
    # The kind brings its switches, also another one, until they are chosen by hand.
    kind = page.locator("#id_phases-0-kind")
    switches = [page.locator(f"#id_phases-0-{name}") for name in Phase.SWITCHES]
    for choice, on in (("propose", [1, 1, 0]), ("inform", [0, 0, 0]), ("vote", [0, 1, 1])):
        kind.select_option(choice)
        assert [switch.is_checked() for switch in switches] == on
    switches[0].check()
    kind.select_option("propose")
    assert [switch.is_checked() for switch in switches] == [1, 1, 1]
    kind.select_option("vote")
    switches[0].uncheck()
    expect(page.locator("#id_phases-0-name_en")).to_have_attribute(
        "placeholder", "Discuss and vote"
    )

    # The timeline shows what residents will see, and what may surprise, at once.
    fill_in(page, 0, "2020-01-01 09:00", "2090-01-01 09:00")
    preview = page.locator(".timeline-preview")
    timeline = preview.frame_locator("iframe")
    expect(timeline.get_by_text("Puedes comentar y votar.")).to_be_visible()
    page.locator("#id_phases-ADD").press("Enter")
    page.locator("#id_phases-1-kind").select_option("results")
    fill_in(page, 1, "2090-02-01 09:00", "2089-01-01 09:00")
    expect(preview).to_contain_text("Fase 2: La fase debe terminar después de empezar.")
    fill_in(page, 1, "2090-02-01 09:00", "2091-01-01 09:00")
    expect(preview).to_contain_text("no hay fase, del 1 de enero de 2090 a las 09:00")
    expect(timeline.get_by_text("Pausa")).to_be_visible()
    fill_in(page, 1, "2090-01-01 09:00", "2091-01-01 09:00")
    expect(timeline.get_by_text("Pausa")).to_have_count(0)
    expect(preview).not_to_contain_text("no hay fase")
    page.get_by_role("button", name="Guardar").press("Enter")
    expect(page.get_by_text("se guardó como borrador")).to_be_visible()
    consultation = Consultation.objects.get()
    assert consultation.slug == "ciudades-que-cuidan"
    assert [phase.allows for phase in consultation.phases.in_order()] == [
        ("may_comment", "may_vote"),
        (),
    ]

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

    # The end of a phase that runs moves with a public reason, not without.
    page.goto(f"{admin}/snippets/consultations/consultation/edit/{consultation.pk}/#tab-fases")
    fill_in(page, 0, "2020-01-01 09:00", "2089-12-01 09:00")
    page.get_by_role("button", name="Guardar").press("Enter")
    page.get_by_role("tab", name="Fases").click()
    expect(page.get_by_text("di por qué").first).to_be_visible()
    page.locator("#id_reason_es").fill("Las sedes cierran en diciembre.")
    page.get_by_role("button", name="Guardar").click()
    expect(page.get_by_text("Se guardaron los cambios")).to_be_visible()
    expect(page.get_by_text("no hay fase, del 1 de diciembre de 2089")).to_be_visible()

    # Anybody reads it.
    page.context.clear_cookies()
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{live_server.url}/es/consultas/{written.slug}/")
    expect(page.get_by_role("heading", level=1)).to_have_text("¿Cómo debe cuidar la ciudad?")
    moved = page.locator("#cambios")
    expect(moved).to_contain_text("antes terminaba el 1 de enero de 2090 a las 09:00; ahora, el")
    expect(moved).to_contain_text("1 de diciembre de 2089 a las 09:00. Motivo: Las sedes cierran")
    expect(page.locator(".phase--gap")).to_contain_text("Entre dos fases solo se lee.")
    accessible()
