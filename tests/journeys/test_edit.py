"""An author corrects a proposal that people have voted on; everybody sees what changed."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from ciudad_global.moderation.models import Case
from consultations.models import Proposal
from tests.factories import ConsultationFactory, ModeratorFactory, ProposalFactory, ResidentFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def proposal() -> Proposal:
    return ProposalFactory(
        consultation=ConsultationFactory(moderators=[ModeratorFactory(display_name="Beto")]),
        author=ResidentFactory(display_name="Vecina"),
        title="Captar lluvia en las escuelas públicas",
        summary="Cada escuela junta el agua de su techo.",
        body="Con tinacos de diez mil litros.",
        agree_count=3,
    )


@pytest.fixture
def page_without_script(browser: Browser, browser_context_args: dict[str, Any]) -> Iterator[Page]:
    context = browser.new_context(**browser_context_args, java_script_enabled=False)
    yield context.new_page()
    context.close()


def edit(page: Page, url: str) -> None:
    page.goto(url)
    page.get_by_role("link", name="Editar").click()
    expect(page.get_by_role("heading", name="Editar mi propuesta")).to_be_visible()
    page.get_by_label("Explica tu propuesta").fill("Con tinacos de veinte mil litros.")
    page.get_by_role("button", name="Ver cómo queda").click()
    expect(page.get_by_role("heading", name="Así se verá")).to_be_visible()
    page.get_by_role("button", name="Guardar cambios").click()
    page.get_by_role("link", name="editada: ver versiones").click()
    expect(page.locator("del")).to_contain_text("diez")
    expect(page.locator("ins")).to_contain_text("veinte")


def test_it_works(
    page: Page,
    live_server: Any,
    proposal: Proposal,
    sign_in: Callable[[Any], None],
    accessible: Callable[[], None],
) -> None:
    sign_in(proposal.author)
    page.goto(f"{live_server.url}/es/propuestas/{proposal.pk}/editar/")
    accessible()
    edit(page, f"{live_server.url}{proposal.get_absolute_url()}")
    accessible()

    # Who reviewed it before looks again, and sees the difference.
    page.context.clear_cookies()
    sign_in(proposal.consultation.moderators.get())
    page.goto(f"{live_server.url}/es/moderacion/")
    expect(page.get_by_role("article")).to_contain_text("Cambio de lo publicado")
    accessible()
    page.get_by_role("link", name="Ver qué cambió").click()
    expect(page.locator("ins")).to_contain_text("veinte")
    page.go_back()
    page.get_by_role("button", name="Dejar publicado").click()
    expect(page.get_by_role("main")).to_contain_text("Decidido: se queda publicado.")
    assert Case.objects.get().waiting_since is None


def test_without_script(
    page_without_script: Page,
    live_server: Any,
    proposal: Proposal,
    page: Page,
    sign_in: Callable[[Any], None],
) -> None:
    sign_in(proposal.author)
    page_without_script.context.add_cookies(page.context.cookies())
    edit(page_without_script, f"{live_server.url}{proposal.get_absolute_url()}")
