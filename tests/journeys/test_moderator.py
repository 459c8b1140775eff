"""A moderator's Monday, on a phone."""

import pytest
from playwright.sync_api import Page, expect

from ciudad_global.moderation import actions
from ciudad_global.moderation.states import State
from tests.factories import ConsultationFactory, ModeratorFactory, ProposalFactory, ResidentFactory


@pytest.fixture
def author() -> object:
    return ResidentFactory(display_name="Ana")


@pytest.fixture
def moderator(author) -> object:
    """The moderator of a consultation in which two proposals wait, one after the other."""
    moderator = ModeratorFactory(display_name="Beto")
    consultation = ConsultationFactory(title="Movilidad", moderators=[moderator])
    for title in ("Vendo colchones", "Rampas en Pantitlán"):
        actions.ask_review(
            content=ProposalFactory(
                consultation=consultation, author=author, title=title, state=State.DRAFT
            )
        )
    return moderator


@pytest.mark.django_db(transaction=True)
def test_a_moderator_clears_the_queue_and_the_author_is_told(
    page: Page, live_server, sign_in, accessible, moderator, author
) -> None:
    sign_in(moderator)
    page.goto(f"{live_server.url}/es/moderacion/")
    expect(page.get_by_role("article")).to_have_count(2)
    accessible()

    # The form opens in the list itself; the reason brings its own explanation.
    first = page.get_by_role("article").filter(has_text="Vendo colchones")
    first.get_by_role("link", name="No publicar o retener…").click()
    first.get_by_label("Publicidad o mensajes repetidos").check()
    accessible()
    first.get_by_role("button", name="No publicar").click()

    # A line takes its place, and the next case has the focus.
    line = page.locator(".queue-item--decided").filter(has_text="Vendo colchones")
    expect(line).to_contain_text("Decidido: no se publica.")
    second = page.get_by_role("article").filter(has_text="Rampas en Pantitlán")
    expect(second).to_be_focused()
    accessible()

    # On its own page, the next case follows by itself: there is none left.
    assert page.url == f"{live_server.url}/es/moderacion/"
    number = second.get_attribute("id").removeprefix("asunto-")
    page.goto(f"{live_server.url}/es/moderacion/{number}/")
    page.keyboard.press("a")
    expect(page.get_by_role("heading", name="No hay nada en espera")).to_be_visible()

    page.get_by_role("link", name="Decisiones").click()
    expect(page.get_by_text("En revisión → no publicada")).to_be_visible()
    accessible()

    page.context.clear_cookies()
    sign_in(author)
    page.goto(f"{live_server.url}/es/avisos/")
    refusal = page.get_by_role("article").filter(has_text="No publicamos tu propuesta")
    expect(refusal).to_contain_text("publicidad o mensajes repetidos")
    expect(refusal).to_contain_text("Este espacio es para conversar sobre la consulta.")
    accessible()
    good_news = page.get_by_role("article").filter(has_text="Tu propuesta ya está publicada")
    good_news.get_by_role("button", name="Ver").click()
    expect(page.get_by_role("heading", name="Rampas en Pantitlán")).to_be_visible()
