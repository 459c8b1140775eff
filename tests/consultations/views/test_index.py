"""The list of consultations."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from consultations.models import Consultation, Phase
from tests.factories import ConsultationFactory, PhaseFactory, ProposalFactory
from tests.factories.consultation_pages import index, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def address() -> str:
    return "/es/consultas/"


def cards(client: Client, address: str) -> dict[str, list[str]]:
    """Return the shown titles by standing."""
    shown = client.get(address).context["cards"]
    return {standing: [card.title for card in group] for standing, group in shown.items()}


def in_days(days: int, **fields: object) -> Phase:
    start = timezone.now() + timedelta(days=days)
    return PhaseFactory(starts_at=start, ends_at=start + timedelta(days=2), **fields)


def test_it_works(client: Client, address: str) -> None:
    page = publish()
    ProposalFactory(consultation=page.consultation)
    response = client.get(address)
    html = response.content.decode()
    assert response.status_code == 200
    assert cards(client, address) == {"open": [page.title], "coming": [], "closed": []}
    assert "<script>alert" not in html
    assert "csrfmiddlewaretoken" not in html
    assert response.cookies == {}


def test_consultations_stand_where_residents_can_act_on_them(client: Client, address: str) -> None:
    parent = index()
    publish(ConsultationFactory(), parent, title="Abierta")
    publish(in_days(3).consultation, parent, title="Viene")
    publish(in_days(-9).consultation, parent, title="Pasó")
    publish(ConsultationFactory(state=Consultation.State.CLOSED), parent, title="Cerrada")
    publish(ConsultationFactory(state=Consultation.State.DRAFT), parent, title="Borrador")
    shown = cards(client, address)
    assert shown["open"] == ["Abierta"]
    assert shown["coming"] == ["Viene"]
    assert sorted(shown["closed"]) == ["Cerrada", "Pasó"]


def test_what_closes_first_leads(client: Client, address: str) -> None:
    parent = index()
    soon, later = timezone.now() + timedelta(hours=3), timezone.now() + timedelta(days=8)
    publish(PhaseFactory(ends_at=later).consultation, parent, title="Luego")
    publish(PhaseFactory(ends_at=soon).consultation, parent, title="Ya casi")
    assert cards(client, address)["open"] == ["Ya casi", "Luego"]


def test_a_running_phase_in_which_nothing_can_be_done_is_not_open(
    client: Client, address: str
) -> None:
    phase = PhaseFactory(
        kind=Phase.Kind.INFORM, may_propose=False, may_comment=False, may_vote=False
    )
    in_days(4, consultation=phase.consultation)
    page = publish(phase.consultation)
    shown = client.get(address).context["cards"]
    assert [card.title for card in shown["coming"]] == [page.title]
    assert shown["coming"][0].stage.label == "Informar"
    assert shown["coming"][0].stage.time_left.startswith("Abre el ")


def test_an_empty_list_says_so(client: Client, address: str) -> None:
    index()
    assert "Ahora no hay consultas abiertas" in client.get(address).content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_queries_do_not_grow_with_the_list(
    client: Client, address: str, number: int, django_assert_num_queries: object
) -> None:
    parent = index()
    for _ in range(number):
        page = publish(parent=parent)
        ProposalFactory(consultation=page.consultation)
    client.get(address)  # fills the site's own caches
    with django_assert_num_queries(10):
        client.get(address)
