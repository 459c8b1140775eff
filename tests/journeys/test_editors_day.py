"""An editor's day: a dialogue with a session, a consultation by the assistant, a translation."""

from playwright.sync_api import expect
from wagtail.models import Page

from consultations.models import Consultation, ConsultationPage
from dialogues.models import DialogueIndexPage, DialoguePage, SessionPage
from tests.factories import ModeratorFactory, in_role
from tests.journeys.test_editor import empty_site, more

__all__ = ["empty_site"]
APPROVAL = "Enviar a Redacción → Aprobación"


def approve(page, admin: str, written: Page) -> None:
    page.goto(f"{admin}/pages/{written.pk}/edit/")
    more(page, "Aprobar")
    written.refresh_from_db()
    assert written.live is True


def test_from_the_assistant_to_a_page_in_two_languages(
    page, live_server, sign_in, accessible, empty_site
) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    admin = f"{live_server.url}/admin"
    editor, publisher = in_role("editor"), in_role("publisher")
    ModeratorFactory(display_name="Marta")

    # A dialogue and its session.
    sign_in(editor)
    index = DialogueIndexPage.objects.get(locale__language_code="es")
    page.goto(f"{admin}/pages/add/dialogues/dialoguepage/{index.pk}/")
    page.locator("#id_title").fill("Cuidar entre ciudades")
    page.locator("#id_question").fill("¿Qué aprendemos de otras ciudades?")
    page.locator("#id_introduction").fill("Un año de mesas sobre cuidados.")
    more(page, APPROVAL)
    dialogue = DialoguePage.objects.get()
    page.goto(f"{admin}/pages/add/dialogues/sessionpage/{dialogue.pk}/")
    page.locator("#id_title").fill("Mesa en Tlalpan")
    page.locator("#id_kind").select_option("table")
    for name, moment in (("starts_at", "2089-03-01 10:00"), ("ends_at", "2089-03-01 12:00")):
        page.locator(f"#id_{name}").fill(moment)
        page.keyboard.press("Tab")
    page.locator("#id_introduction").fill("Quienes cuidan cuentan qué necesitan.")
    more(page, APPROVAL)
    session = SessionPage.objects.get()

    # The consultation, with nothing but the keyboard; a mistake loses nothing.
    page.goto(f"{admin}/snippets/consultations/consultation/")
    page.get_by_role("link", name="Nueva consulta").press("Enter")
    page.get_by_label("Convocatoria de propuestas").focus()
    page.keyboard.press("Space")
    for words in (
        "¿Cómo debe cuidar la ciudad a quien cuida?",
        "Con lo que salga se escribe el programa de cuidados.",
        "2089-01-01 09:00",
        "2089-01-01 10:00",
    ):
        page.keyboard.press("Tab")
        page.keyboard.type(words)
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.get_by_role("button", name="Crear los borradores").press("Enter")
    expect(page.get_by_text("Deja al menos un día para participar.")).to_be_visible()
    expect(page.locator("#id_question")).to_have_value("¿Cómo debe cuidar la ciudad a quien cuida?")
    page.locator("#id_closes_at").fill("2089-01-11 09:00")
    page.get_by_role("button", name="Crear los borradores").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Antes de abrir")
    consultation = Consultation.objects.get()
    assert [moderator.display_name for moderator in consultation.moderators.all()] == ["Marta"]

    # The check-list says what is missing, and leads there.
    expect(page.get_by_text("La pregunta es clara")).to_be_visible()
    expect(page.get_by_text("Es un borrador: envíala a aprobación.")).to_be_visible()
    page.get_by_role("link", name="Seguir escribiendo la página").press("Enter")
    page.locator("#id_who_decides").fill("La Secretaría de Bienestar")
    more(page, APPROVAL)
    written = ConsultationPage.objects.get()

    # Whoever wrote it approves nothing; somebody else does.
    page.goto(f"{admin}/pages/{written.pk}/edit/")
    expect(page.get_by_role("button", name="Aprobar")).to_have_count(0)
    sign_in(publisher)
    page.goto(f"{admin}/")
    expect(page.get_by_text("¿Cómo debe cuidar la ciudad a quien cuida?").first).to_be_visible()
    for waiting in (dialogue, session, written):
        approve(page, admin, waiting)
    page.goto(f"{admin}/snippets/consultations/consultation/publicar/{consultation.pk}/")
    expect(page.get_by_text("Falta: tradúcela")).to_be_visible()
    page.get_by_role("button", name="Sí, publicar").press("Enter")
    expect(page.get_by_text("La consulta ya es pública.")).to_be_visible()

    # The editor translates; the publisher makes it public.
    sign_in(editor)
    page.goto(f"{admin}/localize/submit/page/{written.pk}/")
    page.get_by_label("inglés").check()
    page.get_by_role("button", name="Enviar").click()
    expect(page.get_by_text("fue enviada con éxito para la traducción")).to_be_visible()
    twin = ConsultationPage.objects.get(locale__language_code="en")
    assert twin.live is False
    page.get_by_role("button", name="Traducir").first.click()
    page.locator("textarea").first.fill("How should the city care for carers?")
    page.get_by_role("button", name="Guardar", exact=True).first.click()
    expect(page.get_by_text("How should the city care for carers?").first).to_be_visible()
    sign_in(publisher)
    page.goto(f"{admin}/pages/{twin.pk}/edit/")
    page.get_by_role("button", name="Publicar").first.click()
    page.wait_for_load_state()
    twin.refresh_from_db()
    assert (twin.live, twin.title) == (True, "How should the city care for carers?")

    # Anybody reads it, in both languages, and goes from one to the other.
    page.context.clear_cookies()
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{live_server.url}/es/consultas/{written.slug}/")
    page.locator("header summary").click()
    page.locator("header").get_by_role("link", name="English").last.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(twin.title)
    accessible()
