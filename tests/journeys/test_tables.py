"""A facilitator writes down what a table says where the network comes and goes."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from ciudad_global.users.models import User
from consultations.models import Comment, Entry, Gathering, Proposal, SessionCount
from tests.factories import ConsultationFactory, GatheringFactory, ProposalFactory, in_role, pages

pytestmark = pytest.mark.django_db(transaction=True)

# The screen and its files are kept on the phone.
KEPT = "caches.match(location.pathname).then((found) => Boolean(found))"


@pytest.fixture
def facilitator() -> User:
    return in_role("editor")


@pytest.fixture
def table(facilitator: User) -> Gathering:
    consultation = ConsultationFactory()
    pages.consultation_page(consultation, title="¿Qué aprendemos de otras ciudades?")
    return GatheringFactory(consultation=consultation, name="Mesa 1", recorders=[facilitator])


def write_down(page: Page, kind: str, **typed: str) -> None:
    form = page.locator(f'form[data-entry="{kind}"]')
    if not form.is_visible():
        page.locator(f"#anotar-{kind} summary").click()
    for name, value in typed.items():
        form.locator(f'[name="{name}"]').fill(value)
    form.get_by_role("button", name="Anotar").click()


def test_twenty_entries_without_a_network_arrive_once(
    page: Page,
    live_server: Any,
    table: Gathering,
    facilitator: User,
    sign_in: Callable[[Any], None],
    accessible: Callable[[], None],
) -> None:
    other = ProposalFactory(consultation=table.consultation)
    sign_in(facilitator)
    page.goto(f"{live_server.url}/es/mesas/{table.pk}/")
    page.wait_for_function(KEPT)
    accessible()

    page.context.set_offline(True)
    for number in range(1, 19):
        write_down(page, "proposal", title=f"Sombra en la parada {number}", body="Lo dijo la mesa.")
    write_down(page, "comment", proposal=str(other.pk), body="Sí, pero en la tarde.")
    write_down(page, "count", proposal=str(other.pk), in_favour="14", against="3")
    status = page.locator("[data-queue-state]")
    expect(status).to_have_text("Sin conexión: 20 por enviar. Se mandan solos cuando vuelva.")
    accessible()

    # What is half written stays, too, when the phone puts the page away.
    page.locator("#anotar-proposal summary").click()
    page.get_by_label("La propuesta en una frase").fill("A medias")
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mesa 1")
    expect(status).to_have_text("Sin conexión: 20 por enviar. Se mandan solos cuando vuelva.")
    expect(page.get_by_label("La propuesta en una frase")).to_have_value("A medias")

    page.context.set_offline(False)
    expect(status).to_have_text("Todo se envió.", timeout=30_000)
    expect(page.locator("[data-latest] > li")).to_have_count(20)
    accessible()
    page.reload()
    assert Counter(Entry.objects.values_list("kind", "state")) == {
        ("proposal", "recorded"): 18,
        ("comment", "recorded"): 1,
        ("count", "recorded"): 1,
    }
    said = Proposal.objects.filter(gathering=table).order_by("pk").values_list("title", flat=True)
    assert list(said) == [f"Sombra en la parada {number}" for number in range(1, 19)]
    assert Comment.objects.get().body == "Sí, pero en la tarde."
    assert list(SessionCount.objects.values_list("in_favour", "against")) == [(14, 3)]


def test_a_session_that_ended_keeps_what_waits(
    page: Page,
    live_server: Any,
    table: Gathering,
    facilitator: User,
    sign_in: Callable[[Any], None],
    accessible: Callable[[], None],
) -> None:
    sign_in(facilitator)
    page.goto(f"{live_server.url}/es/mesas/{table.pk}/")
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    write_down(page, "proposal", title="Sombra en los paraderos", body="Hace calor.")
    expect(page.get_by_role("link", name="Entra de nuevo")).to_be_visible()
    expect(page.locator("[data-queue-state]")).to_have_text("1 por enviar.")
    accessible()
    assert Entry.objects.count() == 0

    sign_in(facilitator)
    page.reload()
    expect(page.locator("[data-queue-state]")).to_have_text("Todo se envió.")
    assert Proposal.objects.get().title == "Sombra en los paraderos"


def test_what_is_refused_goes_back_into_its_form(
    page: Page,
    live_server: Any,
    table: Gathering,
    facilitator: User,
    sign_in: Callable[[Any], None],
    accessible: Callable[[], None],
) -> None:
    other = ProposalFactory(consultation=table.consultation)
    sign_in(facilitator)
    page.goto(f"{live_server.url}/es/mesas/{table.pk}/")
    write_down(page, "count", proposal=str(other.pk), in_favour="14", against="")
    expect(page.locator("[data-queue-state]")).to_have_text("1 por corregir.")
    accessible()
    page.get_by_role("button", name="Corregir").click()
    count = page.locator('form[data-entry="count"]')
    expect(count.locator("[name=in_favour]")).to_have_value("14")
    write_down(page, "count", against="0")
    expect(page.locator("[data-queue-state]")).to_have_text("Todo se envió.")
    assert list(SessionCount.objects.values_list("in_favour", "against")) == [(14, 0)]
