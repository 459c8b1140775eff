"""Moderators decide many cases: with the keyboard, and in a group."""

import pytest
from playwright.sync_api import Page, expect

from ciudad_global.moderation import actions, queue
from ciudad_global.moderation.models import Case
from ciudad_global.moderation.states import State
from consultations.models import Proposal
from tests.factories import ConsultationFactory, ModeratorFactory, ProposalFactory, ResidentFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def moderators() -> list[object]:
    return [ModeratorFactory(display_name=name) for name in ("Beto", "Caro")]


def waiting(moderators, number: int) -> None:
    """Let as many proposals wait, "Idea 1" first."""
    consultation = ConsultationFactory(title="Movilidad", moderators=moderators)
    author = ResidentFactory(display_name="Ana")
    for index in range(number):
        proposal = ProposalFactory(
            consultation=consultation, author=author, title=f"Idea {index + 1}", state=State.DRAFT
        )
        actions.ask_review(content=proposal)


def focused(page: Page):
    return page.locator("article:focus")


def test_thirty_are_cleared_with_the_keyboard_in_one_go(
    page: Page, live_server, sign_in, accessible, moderators
) -> None:
    waiting(moderators, 30)
    sign_in(moderators[0])
    page.goto(f"{live_server.url}/es/moderacion/")
    expect(page.get_by_role("checkbox", name="Atajos de teclado")).to_be_visible()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("Ir al siguiente o al anterior")
    accessible()
    page.keyboard.press("Escape")

    page.keyboard.press("j")
    expect(focused(page)).to_contain_text("Idea 1")
    page.keyboard.press("j")
    page.keyboard.press("k")
    expect(focused(page)).to_contain_text("Idea 1")
    # The reasons open below; typing there is only typing.
    page.keyboard.press("r")
    expect(page.get_by_label("Publicidad o mensajes repetidos")).to_be_focused()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.type("Anuncia algo: xaja.")
    accessible()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Decidido: no se publica.").first).to_be_visible()
    for number in range(2, 31):
        expect(focused(page)).to_contain_text(f"Idea {number}")
        page.keyboard.press("a")
        if number == queue.PAGE_SIZE:  # after the last one, the next page
            expect(page.get_by_role("link", name="Siguientes")).to_be_focused()
            page.keyboard.press("Enter")
            expect(page.locator("article")).to_have_count(30 - queue.PAGE_SIZE)
            expect(page.get_by_role("checkbox", name="Atajos de teclado")).to_be_visible()
            page.keyboard.press("j")
    expect(page.locator("article")).to_have_count(0)
    accessible()
    assert Case.objects.waiting().count() == 0

    page.keyboard.press("u")
    expect(focused(page)).to_contain_text("Idea 30")
    assert sorted(Proposal.objects.values_list("state", flat=True)) == [
        "pending", *["published"] * 28, "rejected"
    ]  # fmt: skip


def test_the_keys_can_be_switched_off(page: Page, live_server, sign_in, moderators) -> None:
    waiting(moderators, 1)
    sign_in(moderators[0])
    page.goto(f"{live_server.url}/es/moderacion/")
    switch = page.get_by_role("checkbox", name="Atajos de teclado")
    expect(switch).to_be_checked()
    switch.uncheck()
    page.reload()
    expect(switch).not_to_be_checked()
    page.keyboard.press("j")
    expect(focused(page)).to_have_count(0)
    switch.check()
    page.keyboard.press("Control+j")
    expect(focused(page)).to_have_count(0)
    page.keyboard.press("j")
    expect(focused(page)).to_have_count(1)


def test_a_group_is_confirmed_by_a_second_person_and_taken_back(
    page: Page, live_server, sign_in, accessible, moderators
) -> None:
    waiting(moderators, 22)
    sign_in(moderators[0])
    page.goto(f"{live_server.url}/es/moderacion/")
    page.get_by_role("button", name="Decidir los 22 que coinciden con el filtro…").click()
    accessible()
    page.get_by_label("No publicar (22 de 22)").check()
    page.get_by_label("Publicidad o mensajes repetidos").check()
    page.get_by_role("button", name="Ver qué va a pasar").click()
    expect(page.get_by_text("Son más de 20")).to_be_visible()
    accessible()
    page.get_by_role("button", name="Proponerlo a otra persona").click()
    expect(page.get_by_text("La propusiste tú: la confirma otra persona.")).to_be_visible()
    accessible()

    page.context.clear_cookies()
    sign_in(moderators[1])
    page.goto(f"{live_server.url}/es/moderacion/")
    page.get_by_role("link", name="En grupo 1").click()
    accessible()
    page.get_by_role("link", name="No publicar").click()
    page.get_by_role("button", name="Confirmar 22 decisiones").click()
    expect(page.get_by_text("Se decidieron 22.")).to_be_visible()
    assert set(Proposal.objects.values_list("state", flat=True)) == {"rejected"}
    accessible()

    page.get_by_role("button", name="Deshacer todo el grupo").click()
    expect(page.get_by_text("Se deshicieron 22.")).to_be_visible()
    assert set(Proposal.objects.values_list("state", flat=True)) == {"pending"}


def test_without_script_a_group_is_chosen_previewed_and_decided(
    page_without_script: Page, live_server, sign_in, moderators
) -> None:
    page = page_without_script
    waiting(moderators, 3)
    sign_in(moderators[0], page)
    page.goto(f"{live_server.url}/es/moderacion/")
    expect(page.get_by_role("checkbox", name="Atajos de teclado")).to_be_hidden()
    for title in ("Idea 1", "Idea 3"):
        article = page.get_by_role("article").filter(has_text=title)
        article.get_by_label("Elegir para decidir en grupo").check()
    page.get_by_role("button", name="Decidir los elegidos…").click()
    page.get_by_label("Publicar (2 de 2)", exact=True).check()
    page.get_by_role("button", name="Ver qué va a pasar").click()
    expect(page.get_by_text("Decisión para 2 casos: publicar.")).to_be_visible()
    page.get_by_role("button", name="Decidir 2 casos").click()
    expect(page.get_by_text("Se decidieron 2.")).to_be_visible()
    assert list(Proposal.objects.order_by("pk").values_list("state", flat=True)) == [
        "published", "pending", "published"
    ]  # fmt: skip


def test_the_last_decision_above_the_list_goes_with_the_next_one(
    page: Page, live_server, sign_in, moderators
) -> None:
    waiting(moderators, 2)
    sign_in(moderators[0])
    page.goto(f"{live_server.url}/es/moderacion/")
    cases = page.locator("article.queue-item")
    cases.first.get_by_role("button", name="Publicar").click()
    expect(page.locator(".queue-item--decided")).to_have_count(1)
    page.reload()
    expect(page.get_by_text("Lo último que decidiste:")).to_be_visible()
    cases.first.get_by_role("button", name="Publicar").click()
    expect(page.locator(".queue-item--decided")).to_contain_text("Idea 2")
    expect(page.get_by_text("Lo último que decidiste:")).to_have_count(0)
