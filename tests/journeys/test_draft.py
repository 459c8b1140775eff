"""Somebody writes a proposal over days and devices, with and without script, before signing in."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from ciudad_global.moderation.states import State
from consultations.models import Consultation, Proposal
from tests.factories import ConsultationFactory, ProposalFactory, ResidentFactory, pages
from tests.journeys.entry import sign_in_by_code

pytestmark = pytest.mark.django_db(transaction=True)

TITLE = "Un intercambio de docentes con Medellín"


@pytest.fixture
def consultation() -> Consultation:
    consultation = ConsultationFactory()
    pages.consultation_page(consultation, title="¿Qué aprendemos de otras ciudades?")
    return consultation


def test_a_draft_saves_itself_and_goes_on_elsewhere(
    page: Page,
    live_server: Any,
    consultation: Consultation,
    sign_in: Callable[[Any], None],
    accessible: Callable[[], None],
) -> None:
    sign_in(ResidentFactory(display_name="Vecina"))
    address = f"{live_server.url}/es/consultas/{consultation.slug}/proponer/"
    page.goto(address)
    title = page.get_by_label("Tu propuesta en una frase")
    title.press_sequentially("Un intercambio")
    expect(page.get_by_text("Guardado hace un momento")).to_be_visible(timeout=10_000)
    expect(page).to_have_url(re.compile(r"\?borrador=\d+$"))
    accessible()
    assert Proposal.objects.get().typed["title"] == "Un intercambio"

    # Without a network it says so, and saves when the network is back.
    page.context.set_offline(True)
    page.get_by_label("Explica tu propuesta").fill("Un mes allá y un mes aquí.")
    expect(page.get_by_text("Sin conexión: tu texto sigue aquí")).to_be_visible(timeout=10_000)
    with page.expect_response("**/proponer/"):
        page.context.set_offline(False)
    expect(page.get_by_text("Sin conexión: tu texto sigue aquí")).to_be_hidden()
    assert Proposal.objects.get().typed["body"] == "Un mes allá y un mes aquí."

    # Who leaves at once loses nothing either.
    page.get_by_label("En pocas palabras").fill("Para aprender.")
    page.goto(f"{live_server.url}/es/mi-participacion/?ver=borradores")
    accessible()
    page.get_by_role("link", name="Continuar").click()
    expect(page.get_by_label("En pocas palabras")).to_have_value("Para aprender.")
    title.fill(TITLE)
    page.get_by_role("button", name="Enviar propuesta").click()
    expect(page.locator("main")).to_contain_text("en revisión")
    proposal = Proposal.objects.get()
    assert (proposal.title, proposal.state, proposal.typed) == (TITLE, State.PENDING, None)


def test_two_windows_keep_both_texts(
    page: Page,
    live_server: Any,
    consultation: Consultation,
    sign_in: Callable[[Any], None],
    accessible: Callable[[], None],
) -> None:
    sign_in(ResidentFactory(display_name="Vecina"))
    page.goto(f"{live_server.url}/es/consultas/{consultation.slug}/proponer/")
    page.get_by_label("Tu propuesta en una frase").fill("Un intercambio")
    page.locator("main").get_by_role("button", name="Guardar borrador").click()
    other = page.context.new_page()
    other.goto(page.url)
    other.get_by_label("Tu propuesta en una frase").fill("Intercambio de maestras")
    other.get_by_role("button", name="Guardar borrador").click()
    expect(other.get_by_text("Guardamos tu borrador")).to_be_visible()

    page.get_by_label("Tu propuesta en una frase").fill("Docentes que viajan")
    expect(page.get_by_role("alert").filter(has_text="otra ventana")).to_be_visible(timeout=10_000)
    page.get_by_role("button", name="Guardar borrador").click()
    expect(page.get_by_role("heading", name="El otro texto")).to_be_visible()
    expect(page.locator("main")).to_contain_text("Intercambio de maestras")
    expect(page.get_by_label("Tu propuesta en una frase")).to_have_value("Docentes que viajan")
    accessible()


def test_without_script_from_the_first_word_to_the_proposal(
    page_without_script: Page,
    live_server: Any,
    consultation: Consultation,
    run_tasks: Callable[[], None],
) -> None:
    page = page_without_script
    page.goto(f"{live_server.url}/es/consultas/{consultation.slug}/proponer/")
    page.get_by_label("Tu propuesta en una frase").fill(TITLE)
    page.get_by_role("button", name="Guardar borrador").click()
    expect(page.locator("main")).to_contain_text("Guardamos lo que habías escrito")
    page.get_by_label("Explica tu propuesta").fill("Un mes allá y un mes aquí.")
    page.get_by_role("button", name="Enviar propuesta").click()
    sign_in_by_code(page, run_tasks)
    page.get_by_role("link", name="Ahora no").click()
    expect(page.get_by_label("Explica tu propuesta")).to_have_value("Un mes allá y un mes aquí.")
    page.get_by_role("button", name="Ver cómo queda").click()
    expect(page.get_by_role("heading", name="Así se verá")).to_be_visible()
    page.get_by_role("button", name="Enviar propuesta").click()
    expect(page.locator("main")).to_contain_text("en revisión")
    assert Proposal.objects.get().state == State.PENDING


def test_the_same_idea_becomes_a_vote(
    page: Page,
    live_server: Any,
    consultation: Consultation,
    sign_in: Callable[[Any], None],
    accessible: Callable[[], None],
) -> None:
    other = ProposalFactory(consultation=consultation, title="Más sombra en las paradas")
    sign_in(ResidentFactory(display_name="Vecina"))
    page.goto(f"{live_server.url}/es/consultas/{consultation.slug}/proponer/")
    title = page.get_by_label("Tu propuesta en una frase")
    title.press_sequentially("mas sonbra paradas")
    expect(page.get_by_role("heading", name="¿Es la misma idea?")).to_be_visible()
    expect(page.get_by_role("status").filter(has_text="Hay 1 propuesta parecida.")).to_be_attached()
    accessible()

    # Enter saves: it neither votes nor sends.
    title.press("Enter")
    expect(page.get_by_text("Guardamos tu borrador")).to_be_visible()
    page.get_by_role("button", name="Es la misma idea: de acuerdo").click()
    expect(page.get_by_text("¿Todavía necesitas tu borrador?")).to_be_visible()
    accessible()
    page.get_by_role("button", name="Sí, descartar").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(other.title)
    expect(page.get_by_role("button", name="De acuerdo", exact=True)).to_have_attribute(
        "aria-pressed", "true"
    )
    assert list(Proposal.objects.all()) == [other]


def test_without_script_a_visitor_finds_the_same_idea(
    page_without_script: Page,
    live_server: Any,
    consultation: Consultation,
    run_tasks: Callable[[], None],
) -> None:
    other = ProposalFactory(consultation=consultation, title="Más sombra en las paradas")
    page = page_without_script
    page.goto(f"{live_server.url}/es/consultas/{consultation.slug}/proponer/")
    page.get_by_label("Tu propuesta en una frase").fill("mas sonbra paradas")
    page.get_by_role("button", name="Guardar borrador").click()
    page.get_by_role("button", name="Es la misma idea: de acuerdo").click()
    sign_in_by_code(page, run_tasks)
    page.get_by_role("link", name="Ahora no").click()
    page.get_by_role("button", name="De acuerdo").click()
    other.refresh_from_db()
    assert other.agree_count == 1
    page.goto(f"{live_server.url}/es/mi-participacion/?ver=borradores")
    expect(page.locator("main")).to_contain_text("mas sonbra paradas")
