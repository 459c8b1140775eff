"""A visitor who votes first and signs in later, and one statement after the other."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from consultations.models import Consultation, Vote
from tests.factories import ConsultationFactory, ProposalFactory, ResidentFactory, pages
from tests.journeys.entry import sign_in_by_code

pytestmark = pytest.mark.django_db(transaction=True)

IDEAS = (
    "Captar lluvia en las escuelas públicas",
    "Sombra en las paradas de Medellín y de aquí",
    "Señales en lenguas indígenas en el Metro",
)


@pytest.fixture
def consultation() -> Consultation:
    consultation = ConsultationFactory()
    pages.consultation_page(consultation, title="¿Qué aprendemos de otras ciudades?")
    for title in IDEAS:
        ProposalFactory(consultation=consultation, title=title)
    return consultation


def votes() -> dict[str, int]:
    return dict(Vote.objects.values_list("proposal__title", "value"))


def test_three_taps_one_sign_in_three_votes(
    page: Page,
    live_server: Any,
    consultation: Consultation,
    run_tasks: Callable[[], None],
    accessible: Callable[[], None],
) -> None:
    address = f"{live_server.url}{consultation.get_absolute_url()}"
    page.goto(address)
    buttons = {
        title: page.locator(".proposal", has_text=title).get_by_role("button", name=name)
        for title, name in zip(IDEAS, ("De acuerdo", "Paso", "En desacuerdo"), strict=True)
    }
    agree = page.locator(".proposal", has_text=IDEAS[0]).locator(".vote__option--agree")
    buttons[IDEAS[0]] = agree

    # Quickly one after the other: no tap waits for another one's answer.
    for button in buttons.values():
        button.click()
    for button in buttons.values():
        expect(button).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".taps")).to_contain_text("Guardamos 3 votos.")
    accessible()

    # The page is the same for everybody; it asks how its buttons stand, also in another tab.
    tab = page.context.new_page()
    tab.goto(address)
    pressed = tab.locator('.vote__option[aria-pressed="true"]')
    expect(pressed).to_have_count(3)
    tab.close()
    page.reload()
    expect(agree).to_have_attribute("aria-pressed", "true")

    # A kept vote changes and goes like any other.
    page.locator(".proposal", has_text=IDEAS[1]).get_by_role(
        "button", name="Quitar mi voto"
    ).click()
    expect(page.locator(".taps")).to_contain_text("Guardamos 2 votos.")
    page.locator(".proposal", has_text=IDEAS[1]).get_by_role("button", name="Paso").click()
    expect(page.locator(".taps")).to_contain_text("Guardamos 3 votos.")
    assert votes() == {}

    page.locator(".taps").get_by_role("link", name="Entrar").click()
    sign_in_by_code(page, run_tasks)
    expect(page.locator("main")).to_contain_text("Tus 3 votos ya cuentan y son secretos.")
    page.get_by_role("link", name="Ahora no").click()
    expect(page).to_have_url(address)
    assert votes() == dict(zip(IDEAS, (1, 0, -1), strict=True))
    for button in buttons.values():
        expect(button).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".taps")).to_have_count(0)
    assert page.evaluate("localStorage.length") == 0


def test_three_taps_without_script(
    page_without_script: Page,
    live_server: Any,
    consultation: Consultation,
    run_tasks: Callable[[], None],
) -> None:
    page = page_without_script
    page.goto(f"{live_server.url}{consultation.get_absolute_url()}")
    for number, title in enumerate(IDEAS, 1):
        page.locator(".proposal", has_text=title).locator(".vote__option--agree").click()
        expect(page.get_by_role("heading", level=1)).to_have_text(
            "Guardamos tu voto" if number == 1 else f"Guardamos tus {number} votos"
        )
        if number < len(IDEAS):
            page.get_by_role("link", name="Seguir votando").click()
    page.get_by_role("button", name=f"Quitar «{IDEAS[1]}»").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Guardamos tus 2 votos")
    page.get_by_role("link", name="Entrar con mi correo").click()
    sign_in_by_code(page, run_tasks)
    expect(page.locator("main")).to_contain_text("Tus 2 votos ya cuentan y son secretos.")
    page.get_by_role("link", name="Ahora no").click()
    expect(page.locator('.vote__option[aria-pressed="true"]')).to_have_count(2)
    assert votes() == {IDEAS[0]: 1, IDEAS[2]: 1}


def test_one_by_one_with_the_keyboard(
    page: Page,
    live_server: Any,
    consultation: Consultation,
    sign_in: Callable[[Any], None],
    accessible: Callable[[], None],
) -> None:
    sign_in(ResidentFactory())
    page.goto(f"{live_server.url}{consultation.get_absolute_url()}")
    page.get_by_role("link", name="Votar una por una").press("Enter")
    text, seen = page.locator(".statement__text"), []
    for key, value in (("1", 1), ("3", -1)):
        expect(page.locator(".statement")).to_be_focused()
        accessible()
        seen.append((text.inner_text(), value))
        page.keyboard.press(key)
        expect(text).not_to_have_text(seen[-1][0])
    assert votes() == dict(seen)
    expect(page.locator(".statement__progress")).to_contain_text("2 de 3")
    expect(page.locator("main")).to_contain_text("Tu voto cuenta y es secreto.")

    # Skipping is no vote: what was skipped comes back.
    # A page that just arrived takes the focus; before that, it would take it from a link again.
    last = text.inner_text()
    arrived = page.locator(".statement")
    expect(arrived).to_be_focused()
    page.get_by_role("link", name="Saltar por ahora").press("Enter")
    expect(text).to_have_text("Te queda una que saltaste")
    expect(arrived).to_be_focused()
    page.get_by_role("link", name="Verlas otra vez").press("Enter")
    expect(text).to_have_text(last)
    expect(arrived).to_be_focused()
    page.keyboard.press("2")
    expect(text).to_have_text("Votaste todas")
    expect(arrived).to_be_focused()
    accessible()
    assert votes() == {**dict(seen), last: 0}
    page.get_by_role("link", name="Hacer una propuesta").press("Enter")
    expect(page.get_by_label("Tu propuesta en una frase")).to_be_visible()


def test_one_by_one_says_when_there_is_no_network(
    page: Page,
    live_server: Any,
    consultation: Consultation,
    sign_in: Callable[[Any], None],
) -> None:
    sign_in(ResidentFactory())
    page.goto(f"{live_server.url}/es/consultas/{consultation.slug}/una-por-una/")
    text = page.locator(".statement__text")
    first = text.inner_text()
    page.context.set_offline(True)
    page.get_by_role("button", name="De acuerdo", exact=True).click()
    expect(page.get_by_text("Tu voto no se guardó")).to_be_visible()
    page.context.set_offline(False)
    page.get_by_role("button", name="De acuerdo", exact=True).click()
    expect(text).not_to_have_text(first)
    assert votes() == {first: 1}


@pytest.mark.parametrize("script", [True, False])
def test_one_by_one_before_signing_in(
    page: Page,
    page_without_script: Page,
    live_server: Any,
    consultation: Consultation,
    run_tasks: Callable[[], None],
    script: bool,
) -> None:
    page = page if script else page_without_script
    page.goto(f"{live_server.url}/es/consultas/{consultation.slug}/una-por-una/")
    text = page.locator(".statement__text")
    for number in range(len(IDEAS)):
        expect(page.locator(".statement__progress")).to_contain_text(f"{number} de 3")
        before = text.inner_text()
        page.get_by_role("button", name="De acuerdo", exact=True).click()
        expect(text).not_to_have_text(before)
    expect(text).to_have_text("Votaste todas")
    page.locator(".taps").get_by_role("link", name="Entrar").click()
    sign_in_by_code(page, run_tasks)
    page.get_by_role("link", name="Ahora no").click()
    expect(text).to_have_text("Votaste todas")
    assert votes() == dict.fromkeys(IDEAS, 1)
