"""Finding what others proposed, and passing it on."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from consultations.models import Proposal
from tests.factories import CommentFactory, ConsultationFactory, ProposalFactory, ThemeFactory
from tests.factories.consultation_pages import index, publish
from tests.factories.pages import home

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def proposal() -> Proposal:
    live_page = publish(
        ConsultationFactory(slug="agua"), index(home()), title="¿Qué hacemos con el agua?"
    )
    theme = ThemeFactory(consultation=live_page.consultation, name_es="Lluvia")
    found = ProposalFactory(
        consultation=live_page.consultation,
        theme=theme,
        title="Participación de las niñas",
        summary="Cada escuela pregunta.",
    )
    for number in range(25):
        ProposalFactory(
            consultation=live_page.consultation, author=None, title=f"Parque número {number}"
        )
    CommentFactory(proposal=found, body="Que haya participación de verdad")
    return found


@pytest.fixture
def page_without_script(browser: Browser, browser_context_args: dict[str, Any]) -> Iterator[Page]:
    context = browser.new_context(**browser_context_args, java_script_enabled=False)
    yield context.new_page()
    context.close()


def look_for(page: Page, live_server: Any) -> None:
    """Search everything, narrow it down, arrive at the comment."""
    page.goto(f"{live_server.url}/es/buscar/")
    page.get_by_label("¿Qué buscas?").fill("participacion ninas")
    page.get_by_role("button", name="Buscar", exact=True).click()
    expect(page.locator("mark").first).to_have_text("Participación")
    page.get_by_label("¿Qué buscas?").fill("participacion")
    page.get_by_role("button", name="Buscar", exact=True).click()
    page.get_by_role("link", name="Comentarios 1").click()
    page.get_by_text("Ordenar y filtrar").click()
    page.get_by_label("Consulta").select_option(label="¿Qué hacemos con el agua?")
    page.get_by_role("button", name="Aplicar").click()
    expect(page.get_by_role("link", name="Comentarios 1")).to_have_attribute("aria-current", "page")
    page.locator(".result__title a").click()
    expect(page.locator(".comment")).to_contain_text("Que haya participación de verdad")


def narrow_down(page: Page, live_server: Any) -> None:
    """Filter a consultation's list; the feed follows the same filter."""
    address = Proposal.objects.earliest("pk").consultation.get_absolute_url()
    page.goto(f"{live_server.url}{address}")
    page.get_by_text("Ordenar y filtrar").click()
    page.get_by_label("Tema").select_option(label="Lluvia (1)")
    page.get_by_role("button", name="Aplicar").click()
    expect(page.locator(".proposal")).to_have_count(1)
    assert "tema=" in page.url
    page.get_by_role("link", name="Seguir estas propuestas por Atom").click()
    page.wait_for_url("**/propuestas.atom?tema=*")


def test_looking_for_something(
    page: Page, live_server: Any, proposal: Proposal, accessible: Callable[[], None]
) -> None:
    look_for(page, live_server)
    page.goto(f"{live_server.url}/es/buscar/?q=participacion")
    accessible()
    narrow_down(page, live_server)
    page.goto(f"{live_server.url}/es/buscar/?q=inexistente")
    accessible()


def test_looking_for_something_without_script(
    page_without_script: Page, live_server: Any, proposal: Proposal
) -> None:
    look_for(page_without_script, live_server)
    narrow_down(page_without_script, live_server)


def test_passing_it_on(
    page: Page, live_server: Any, proposal: Proposal, accessible: Callable[[], None]
) -> None:
    address = f"{live_server.url}{proposal.get_absolute_url()}"
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    # A browser that can share, and says with what it was asked to.
    page.add_init_script("navigator.share = async (what) => { window.shared = what; };")
    page.goto(address)
    page.get_by_text("Compartir", exact=True).click()
    accessible()
    page.get_by_role("link", name="Copiar enlace").click()
    expect(page.get_by_role("link", name="Enlace copiado")).to_be_visible()
    short = f"{live_server.url}/es/propuestas/{proposal.pk}/"
    assert page.evaluate("navigator.clipboard.readText()") == short
    page.get_by_role("button", name="Otra aplicación").click()
    assert page.evaluate("window.shared") == {"title": page.title(), "url": short}
    # Nobody else learns of the visit, and no code is drawn for a screen that does not show it.
    assert {url for url in asked if not url.startswith(live_server.url)} <= {
        url for url in asked if url.startswith("data:")
    }
    assert not [url for url in asked if url.endswith("qr.svg")]

    page.get_by_role("link", name="Cartel con código QR").click()
    expect(page.get_by_alt_text("Código QR que lleva a esta página")).to_be_visible()
    accessible()
    page.evaluate("window.print = () => { window.printed = true; }")
    page.get_by_role("button", name="Imprimir").click()
    assert page.evaluate("window.printed")


def test_what_the_browser_cannot_do_is_not_offered(
    page: Page, live_server: Any, proposal: Proposal
) -> None:
    page.add_init_script("delete Navigator.prototype.share")
    page.goto(f"{live_server.url}{proposal.get_absolute_url()}")
    page.get_by_text("Compartir", exact=True).click()
    expect(page.get_by_role("link", name="WhatsApp")).to_be_visible()
    expect(page.get_by_role("button", name="Otra aplicación")).to_be_hidden()


def test_passing_it_on_without_script(
    page_without_script: Page, live_server: Any, proposal: Proposal
) -> None:
    page = page_without_script
    page.goto(f"{live_server.url}{proposal.get_absolute_url()}")
    page.get_by_text("Compartir", exact=True).click()
    expect(page.get_by_role("link", name="Correo")).to_be_visible()
    expect(page.get_by_role("button", name="Otra aplicación")).to_be_hidden()
    page.get_by_role("link", name="Cartel con código QR").click()
    expect(page.get_by_alt_text("Código QR que lleva a esta página")).to_be_visible()
    expect(page.get_by_role("button", name="Imprimir")).to_be_hidden()
