"""Reports on consultations, unanswered proposals and commitments; the panel that leads to them."""

import csv
from datetime import timedelta
from io import BytesIO, StringIO

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from consultations.models import Consultation, Response
from consultations.reports import duties
from tests.factories import (
    CommitmentFactory,
    ConsultationFactory,
    PhaseFactory,
    ProposalFactory,
    in_role,
)

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
State = Consultation.State


def ended(days: int, **fields) -> Consultation:
    """Return a consultation in which nobody can take part since so many days."""
    consultation = ConsultationFactory(phase=False, **fields)
    end = timezone.now() - days * DAY
    PhaseFactory(consultation=consultation, starts_at=end - DAY, ends_at=end)
    quiet = {"may_propose": False, "may_comment": False, "may_vote": False}
    PhaseFactory(consultation=consultation, starts_at=end, ends_at=end + 300 * DAY, **quiet)
    return consultation


def rows(client, slug, **asked) -> list[dict[str, str]]:
    response = client.get(reverse(f"report_{slug}"), asked | {"export": "csv"})
    content = b"".join(response.streaming_content).decode()
    return list(csv.DictReader(StringIO(content)))


@pytest.fixture
def editor(client):
    person = in_role("editor")
    client.force_login(person)
    return person


def test_unanswered_is_what_nobody_answered_in_public_once_it_is_over(editor) -> None:
    over = ended(10)
    waits, drafted, answered = ProposalFactory.create_batch(3, consultation=over)
    ProposalFactory(consultation=over, state="withdrawn")
    ProposalFactory()  # in one that runs
    ProposalFactory(consultation=ended(10, state=State.DRAFT))
    ProposalFactory(consultation=ended(10, source="Decide Madrid"))
    closed = ConsultationFactory(state=State.CLOSED, closed_at=timezone.now() - DAY)
    early = ProposalFactory(consultation=closed)
    for proposal, moment in ((drafted, None), (answered, timezone.now())):
        Response.objects.create(proposal=proposal, status="accepted", published_at=moment)
    assert set(duties.unanswered()) == {waits, drafted, early}


def test_after_sixty_days_it_is_late(client, editor, settings) -> None:
    settings.RESPONSE_DAYS = 60
    late = ProposalFactory(consultation=ended(61))
    ProposalFactory(consultation=ended(59))
    assert list(duties.overdue()) == [late]
    found = rows(client, "respuestas-pendientes", late="true")
    assert [row["Número"] for row in found] == [str(late.pk)]
    assert len(rows(client, "respuestas-pendientes", late="false")) == 1
    chosen = rows(client, "respuestas-pendientes", consultation=late.consultation_id)
    assert [row["Número"] for row in chosen] == [str(late.pk)]


def test_the_most_supported_comes_first(client, editor) -> None:
    over = ended(10)
    few, many = (ProposalFactory(consultation=over, agree_count=n) for n in (1, 9))
    assert [row["Número"] for row in rows(client, "respuestas-pendientes")] == [
        str(many.pk),
        str(few.pk),
    ]


def test_consultations_with_their_figures(client, editor) -> None:
    over = ended(10, title="Movilidad")
    ProposalFactory.create_batch(2, consultation=over)
    ProposalFactory(consultation=over, state="pending")
    ConsultationFactory(state=State.DRAFT)
    (row,) = rows(client, "consultas", state="published")
    assert (row["Nombre"], row["Propuestas"], row["Participantes"]) == ("Movilidad", "2", "0")


def test_commitments_that_are_late(client, editor) -> None:
    today = timezone.localdate()
    CommitmentFactory(title="Tarde", due_on=today - DAY)
    CommitmentFactory(title="Hecho", due_on=today - DAY, status="done")
    CommitmentFactory(title="A tiempo", due_on=today)
    CommitmentFactory(title="Sin publicar", due_on=today - DAY, published_at=None)
    assert [row["Qué se hará"] for row in rows(client, "compromisos", late="true")] == ["Tarde"]
    assert len(rows(client, "compromisos")) == 4


def test_a_spreadsheet_calculates_nothing_of_what_residents_wrote(client, editor) -> None:
    ProposalFactory(consultation=ended(10), title="=2+5")
    assert rows(client, "respuestas-pendientes")[0]["Propuesta"] == "'=2+5"
    response = client.get(reverse("report_respuestas-pendientes"), {"export": "xlsx"})
    file = BytesIO(b"".join(response.streaming_content))
    assert openpyxl.load_workbook(file).active["B2"].value == "'=2+5"


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(
    ("slug", "queries"), [("consultas", 11), ("respuestas-pendientes", 12), ("compromisos", 12)]
)
def test_queries_do_not_grow(
    client, editor, number, slug, queries, django_assert_num_queries
) -> None:
    for _each in range(number):
        over = ended(10)
        ProposalFactory(consultation=over)
        CommitmentFactory(consultation=over)
    client.get(reverse(f"report_{slug}"))
    with django_assert_num_queries(queries):
        client.get(reverse(f"report_{slug}"))


@pytest.mark.parametrize("slug", ["consultas", "respuestas-pendientes", "compromisos"])
def test_long_reports_come_in_pages(client, editor, slug) -> None:
    over = ended(10)
    ProposalFactory.create_batch(51, consultation=over)
    response = client.get(reverse(f"report_{slug}"))
    assert response.context["page_obj"].paginator.per_page == 50


# The panel


def panel(client) -> str:
    return client.get(reverse("wagtailadmin_home")).content.decode()


def test_what_opens_and_closes_soon(client, editor) -> None:
    soon = timezone.now() + 3 * DAY
    opens = ConsultationFactory(title="La que abre", state=State.DRAFT, phase=False)
    PhaseFactory(consultation=opens, starts_at=soon, ends_at=soon + 90 * DAY)
    ConsultationFactory(title="La que cierra")  # tomorrow
    later = ConsultationFactory(title="La lejana", phase=False)
    PhaseFactory(consultation=later, starts_at=soon + 30 * DAY, ends_at=timezone.now() + 60 * DAY)
    found = panel(client)
    assert "La que abre" in found
    assert "todavía es un borrador" in found
    assert "La que cierra" in found
    assert "La lejana" not in found


def test_what_waits_for_whoever_publishes_and_what_is_late(client) -> None:
    proposal = ProposalFactory(consultation=ended(100))
    Response.objects.create(proposal=proposal, status="accepted", written_by=in_role("official"))
    client.force_login(in_role("publisher"))
    found = panel(client)
    assert "Espera que lo publiques" in found
    assert "1 propuesta sin respuesta" in found
    client.force_login(in_role("editor"))
    assert "Espera que lo publiques" not in panel(client)


def test_moderators_have_their_own(client) -> None:
    client.force_login(in_role("moderator"))
    assert 'id="panel-consultas' not in panel(client)


@pytest.mark.parametrize("number", [1, 3])
def test_the_panel_asks_a_constant_number_of_times(
    client, number, django_assert_num_queries
) -> None:
    soon = timezone.now() + 3 * DAY
    for _each in range(number):
        ConsultationFactory()
        PhaseFactory(starts_at=soon, ends_at=soon + DAY)
        ProposalFactory(consultation=ended(100))
    client.force_login(in_role("auditor"))
    panel(client)
    with django_assert_num_queries(20):
        panel(client)
