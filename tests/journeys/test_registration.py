"""The fifty-first registration waits, and moves up by itself."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from dialogues.actions import registration
from dialogues.models import Encounter, Registration, SessionPage
from tests.factories import RegistrationFactory, in_role, pages
from tests.journeys.entry import sign_in_by_code

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def session() -> SessionPage:
    above = pages.dialogue(pages.dialogues(pages.home()))
    door_staff = [in_role("moderator")]
    return pages.session(above, title="Taller de sombra", capacity=50, door_staff=door_staff)


def test_the_fifty_first_waits_and_moves_up(
    page: Page,
    live_server: Any,
    session: SessionPage,
    run_tasks: Callable[[], None],
    sign_in: Callable[[Any], None],
    accessible: Callable[[], None],
) -> None:
    encounter = Encounter.objects.get(pk=session.translation_key)
    rows = RegistrationFactory.create_batch(50, encounter=encounter)
    page.goto(f"{live_server.url}{session.get_url()}")
    accessible()
    page.get_by_role("link", name="Entrar a la lista de espera").click()
    page.get_by_label("¿Qué necesitas para participar?").fill("Lugar para silla de ruedas.")
    accessible()
    page.get_by_role("button", name="Entrar a la lista de espera").click()
    sign_in_by_code(page, run_tasks)
    expect(page.locator("main")).to_contain_text("estás en lista de espera, lugar 1")

    registration.cancel(by=rows[7].user, encounter=encounter)
    page.goto(f"{live_server.url}{session.get_url()}")
    expect(page.locator("main")).to_contain_text("Tienes lugar")
    page.get_by_role("link", name="Ver mi pase").click()
    expect(page.get_by_role("img", name="Código QR de tu pase")).to_be_visible()
    expect(page.locator("main")).to_contain_text("Lugar 8")
    accessible()
    pass_url = page.url

    page.context.clear_cookies()
    sign_in(session.door_staff.get())
    page.goto(pass_url)
    expect(page.locator("main")).to_contain_text("Lugar para silla de ruedas.")
    page.get_by_role("button", name="Dejar entrar").click()
    expect(page.locator("main")).to_contain_text("Ya había entrado, a las")
    accessible()
    page.get_by_role("link", name="Entrada").first.click()
    expect(page.locator("main")).to_contain_text("1 de 50 ya entraron")
    accessible()
    assert Registration.objects.filter(checked_in_at__isnull=False).count() == 1
