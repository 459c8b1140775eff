"""The integrity of votes, as auditors see it, and what everybody is told."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from consultations.actions import recount
from consultations.models import Voiding, Vote, VoteActivity
from consultations.reports import flagged
from tests.factories import (
    ConsultationFactory,
    ProposalFactory,
    consultation_pages,
    in_role,
)

pytestmark = pytest.mark.django_db
HOUR = timezone.now().replace(minute=0, second=0, microsecond=0)
WHY = {"reason_es": "Votos idénticos.", "reason_en": "Identical votes."}


@pytest.fixture
def consultation():
    return ConsultationFactory(title="Consulta de prueba", slug="prueba")


@pytest.fixture
def _auditor(client) -> None:
    client.force_login(in_role("auditor"))


def alike(consultation, voters=6):
    """Return the key of the ballot of so many accounts."""
    proposals = ProposalFactory.create_batch(20, consultation=consultation)
    tokens = [uuid4() for _number in range(voters)]
    for token in tokens:
        Vote.objects.bulk_create(
            Vote(proposal=proposal, voter=token, value=1, cast_on="2026-11-20")
            for proposal in proposals
        )
    recount.fix(consultation)
    return flagged.groups(consultation)[0].key


def activity(consultation, hour=HOUR, **fields):
    VoteActivity.objects.create(
        **{"consultation": consultation, "hour": hour, "votes": 1, "by_new_accounts": 0} | fields
    )


def text(client, url, **data):
    response = client.get(url, data)
    assert response.status_code == 200
    return response.content.decode()


def cells(client, url, **data):
    """Return the rows of the page's tables."""
    response = client.get(url, data)
    return response.context["hours"], response.context["bursts"]


@pytest.mark.usefixtures("_auditor")
def test_it_says_how_many_votes_came_each_hour(client, consultation) -> None:
    activity(consultation, network="a", votes=30, by_new_accounts=15)
    activity(consultation, network="b", votes=10, by_new_accounts=5)
    activity(consultation, HOUR - timedelta(hours=1), votes=4)
    hours, bursts = cells(client, "/es/moderacion/votos/prueba/")
    assert [row[1:] for row in hours] == [[40, "50 %"], [4, "0 %"]]
    assert [row[1:] for row in bursts] == [["a", 30, 15]]


@pytest.mark.usefixtures("_auditor")
def test_earlier_hours_are_a_page_further(client, consultation) -> None:
    for hours in range(50):
        activity(consultation, HOUR - timedelta(hours=hours), votes=hours + 1)
    response = client.get("/es/moderacion/votos/prueba/")
    assert len(response.context["hours"]) == 48
    url = response.context["earlier_hours_url"].partition("#")[0]
    rest, _bursts = cells(client, f"/es/moderacion/votos/prueba/{url}")
    assert [row[1] for row in rest] == [49, 50]
    assert len(cells(client, "/es/moderacion/votos/prueba/?hasta=ayer")[0]) == 48


@pytest.mark.usefixtures("_auditor")
def test_no_page_names_a_voter(client, consultation) -> None:
    key = alike(consultation)
    voters = {str(token) for token in Vote.objects.values_list("voter", flat=True)}
    pages = [
        text(client, "/es/moderacion/votos/prueba/"),
        text(client, f"/es/moderacion/votos/prueba/{key}/"),
    ]
    for page in pages:
        assert "6 cuentas" in page
        assert not [voter for voter in voters if voter in page or voter.replace("-", "") in page]


@pytest.mark.usefixtures("_auditor")
def test_results_stand_side_by_side(client, consultation) -> None:
    key = alike(consultation)
    html = text(client, f"/es/moderacion/votos/prueba/{key}/")
    assert "120 votos de 6 cuentas" in html
    assert "6 → 0" in html
    assert "100 → 0" in html


@pytest.mark.usefixtures("_auditor")
def test_results_that_are_hidden_until_closing_are_hidden_here(client) -> None:
    hidden = ConsultationFactory(slug="oculta", totals="after_closing")
    html = text(client, f"/es/moderacion/votos/oculta/{alike(hidden)}/")
    assert "6 → 0" not in html
    assert "Los resultados de esta consulta se ven al cerrarla" in html


@pytest.mark.usefixtures("_auditor")
@pytest.mark.parametrize("page", ["2", "x", "0", "99999999999999999999"])
def test_any_page_can_be_asked_for(client, consultation, page) -> None:
    text(client, f"/es/moderacion/votos/prueba/{alike(consultation)}/", pagina=page)


def test_two_people_void_votes_and_everybody_reads_it(client) -> None:
    page = consultation_pages.publish()
    consultation = page.consultation
    key = alike(consultation)
    client.force_login(in_role("auditor"))
    response = client.post(f"/es/moderacion/votos/{consultation.slug}/{key}/", WHY)
    voiding = Voiding.objects.get()
    assert response.url == f"/es/moderacion/anulaciones/{voiding.pk}/"
    assert "Sí, anularlos" not in text(client, response.url)
    client.post(response.url, {"step": "confirm"})
    assert Vote.objects.count() == 120
    assert "Se anularon votos" not in text(client, page.url)

    client.force_login(in_role("administrator"))
    assert "Sí, anularlos" in text(client, response.url)
    client.post(response.url, {"step": "confirm"})
    assert Vote.objects.count() == 0
    client.logout()
    for address in (page.url, f"/es/transparencia/{consultation.slug}/", "/es/transparencia/"):
        html = text(client, address)
        assert "120 votos de 6 cuentas" in html
        assert "Votos idénticos." in html
    assert "Identical votes." in text(client, "/en/transparencia/")
    assert "Votos anulados,120" in text(client, "/es/transparencia.csv")


@pytest.mark.usefixtures("_auditor")
def test_a_reason_is_needed_in_both_languages(client, consultation) -> None:
    url = f"/es/moderacion/votos/prueba/{alike(consultation)}/"
    html = client.post(url, {"reason_es": "Sí."}).content.decode()
    assert "Escribe el motivo en inglés." in html
    assert Voiding.objects.count() == 0


@pytest.mark.usefixtures("_auditor")
def test_only_known_steps_are_taken(client, consultation) -> None:
    client.post(f"/es/moderacion/votos/prueba/{alike(consultation)}/", WHY)
    url = f"/es/moderacion/anulaciones/{Voiding.objects.get().pk}/"
    assert client.post(url, {"step": "undo"}).status_code == 400


@pytest.mark.usefixtures("_auditor")
@pytest.mark.parametrize("number", [1, 3])
def test_the_queries_do_not_grow(client, django_assert_num_queries, number) -> None:
    for _number in range(number):
        consultation = ConsultationFactory()
        alike(consultation)
        activity(consultation, network="a", votes=30)
        activity(consultation, network="b", votes=30)
    voidings = [
        Voiding(
            consultation=consultation, ballot=str(n), voters=5, votes=100, **WHY,
            proposed_by=in_role("auditor"),
        )
        for n in range(number)
    ]  # fmt: skip
    Voiding.objects.bulk_create(voidings)
    url = f"/es/moderacion/votos/{consultation.slug}/"
    client.get(url)
    with django_assert_num_queries(7):
        client.get("/es/moderacion/votos/")
    with django_assert_num_queries(12):
        client.get(url)


@pytest.mark.usefixtures("_auditor")
@pytest.mark.parametrize("key", ["%00", "a" * 500])
def test_a_set_that_no_page_has_named_is_not_found(client, consultation, key) -> None:
    url = f"/es/moderacion/votos/{consultation.slug}/{key}/"
    assert client.post(url, WHY).status_code == 404
