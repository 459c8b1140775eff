"""A resident on a phone, first time: read, sign in by code, vote, comment, propose."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from ciudad_global.moderation.states import State
from consultations.models import Comment, Proposal, Vote
from tests.factories import ConsultationFactory, ProposalFactory, ResidentFactory, pages
from tests.journeys.entry import sign_in_by_code

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def proposal() -> Proposal:
    consultation = ConsultationFactory()
    pages.consultation_page(consultation, title="¿Qué aprendemos de otras ciudades?")
    return ProposalFactory(
        consultation=consultation,
        title="Captar lluvia en las escuelas públicas",
        summary="Cada escuela junta el agua de su techo.",
    )


def test_it_works(
    page: Page,
    live_server: Any,
    proposal: Proposal,
    run_tasks: Callable[[], None],
    accessible: Callable[[], None],
) -> None:
    page.goto(f"{live_server.url}{proposal.get_absolute_url()}")
    accessible()

    # A visitor's vote waits in the browser, and counts once they are in.
    agree = page.get_by_role("button", name="De acuerdo", exact=True)
    agree.click()
    expect(agree).to_have_attribute("aria-pressed", "true")
    accessible()
    page.locator(".taps").get_by_role("link", name="Entrar").click()
    accessible()
    sign_in_by_code(page, run_tasks)
    expect(page.locator("main")).to_contain_text("Tu voto ya cuenta y es secreto.")
    page.get_by_label("Nombre público").fill("Vecina de la Doctores")
    accessible()
    page.get_by_role("button", name="Guardar y seguir").click()
    expect(agree).to_have_attribute("aria-pressed", "true")
    proposal.refresh_from_db()
    assert (proposal.agree_count, proposal.votes_count) == (1, 1)

    # The vote changes in place, and can be taken back; a keyboard stays where it is.
    disagree = page.get_by_role("button", name="En desacuerdo")
    with page.expect_response("**/voto/"):
        disagree.press("Enter")
    expect(disagree).to_have_attribute("aria-pressed", "true")
    expect(disagree).to_be_focused()
    page.get_by_role("button", name="Quitar mi voto").press("Enter")
    expect(page.get_by_role("button", name="Quitar mi voto")).to_have_count(0)
    expect(disagree).to_be_focused()
    assert Vote.objects.count() == 0

    # Without a network the form says so and keeps the text.
    offline = page.get_by_text("Lo que escribiste sigue aquí")
    expect(offline).to_be_hidden()
    page.get_by_label("Tu comentario").fill("En mi escuela ya se hizo y *funciona*.")
    page.context.set_offline(True)
    page.get_by_role("button", name="Publicar").click()
    expect(offline).to_be_visible()
    page.context.set_offline(False)
    page.get_by_role("button", name="Publicar").click()
    expect(page.locator(".comment")).to_contain_text("En mi escuela ya se hizo y funciona.")
    accessible()
    assert Comment.objects.get().author_name == "Vecina de la Doctores"


def test_proposing_says_what_happens_next(
    page: Page,
    live_server: Any,
    proposal: Proposal,
    sign_in: Callable[[Any], None],
    accessible: Callable[[], None],
) -> None:
    sign_in(ResidentFactory(display_name="Vecina"))
    page.goto(f"{live_server.url}{proposal.consultation.get_absolute_url()}")
    accessible()
    page.get_by_role("link", name="Hacer una propuesta").first.click()
    title = page.get_by_label("Tu propuesta en una frase")
    title.fill("Corta")
    page.get_by_label("En pocas palabras").fill("Para que aprendan unas de otras.")
    page.get_by_label("Explica tu propuesta").fill("Un mes allá y un mes aquí.")
    page.get_by_role("button", name="Enviar propuesta").click()
    expect(title).to_have_value("Corta")
    expect(page.locator("main")).to_contain_text("cuenta un poco más")
    accessible()
    title.fill("Un intercambio de docentes con Medellín")
    page.get_by_role("button", name="Enviar propuesta").click()
    expect(page.locator("main")).to_contain_text("en revisión")
    assert Proposal.objects.get(title__startswith="Un intercambio").state == State.PENDING


def test_everything_works_without_script(
    page_without_script: Page,
    live_server: Any,
    proposal: Proposal,
    run_tasks: Callable[[], None],
) -> None:
    page = page_without_script
    page.goto(f"{live_server.url}{proposal.get_absolute_url()}")
    page.get_by_role("button", name="En desacuerdo").click()
    page.get_by_role("link", name="Entrar con mi correo").click()
    sign_in_by_code(page, run_tasks)
    page.get_by_role("link", name="Ahora no").click()
    expect(page.get_by_role("button", name="En desacuerdo")).to_have_attribute(
        "aria-pressed", "true"
    )
    page.get_by_label("Tu comentario").fill("No estoy de acuerdo.")
    page.get_by_role("button", name="Publicar").click()
    expect(page.locator(".comment")).to_contain_text("No estoy de acuerdo.")
    proposal.refresh_from_db()
    assert (proposal.disagree_count, proposal.comments_count) == (1, 1)
