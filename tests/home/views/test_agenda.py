"""Agenda global: what is discussed, decided and done for each goal."""

import csv
import io
from typing import Any
from zipfile import ZipFile

import pytest
from django.test import Client
from docx import Document
from wagtail.models import Site

from ciudad_global.agenda.models import Goal
from consultations.models import ConsultationPage, Participation, Response
from tests.factories import (
    CommitmentFactory,
    ConsultationFactory,
    FrameworkFactory,
    GoalFactory,
    ProposalFactory,
    ResidentFactory,
    in_role,
    pages,
)
from tests.factories.consultation_pages import publish
from tests.factories.hostile import HOSTILE

pytestmark = pytest.mark.django_db


def test_a_document_holds_whatever_is_typed(goal: Goal, client: Client) -> None:
    made = fill(goal)
    type(made["commitment"]).objects.filter(pk=made["commitment"].pk).update(title="A\ufffeB\uffff")
    response = client.get("/es/agenda-global/agenda-2030.docx")
    texts = [
        cell.text
        for table in Document(io.BytesIO(response.content)).tables
        for row in table.rows
        for cell in row.cells
    ]
    assert "AB" in texts


@pytest.fixture
def goal() -> Goal:
    made: Goal = GoalFactory(framework=FrameworkFactory(slug="agenda-2030"), code="11")
    return made


def fill(goal: Goal, *, answered: bool = True) -> dict[str, Any]:
    """Put a consultation, a proposal with its answer, and a commitment under the goal."""
    page = pages.consultation_page() if ConsultationPage.objects.exists() else publish()
    page.consultation.goals.add(goal)
    proposal = ProposalFactory(consultation=page.consultation)
    proposal.goals.add(goal)
    if answered:
        Response.objects.create(
            proposal=proposal, status="accepted", body="Sí.", office="Obras",
            written_by=in_role("official"), published_at=proposal.created_at,
        )  # fmt: skip
    commitment = CommitmentFactory(consultation=page.consultation, status="done")
    commitment.goals.add(goal)
    return {"page": page, "proposal": proposal, "commitment": commitment}


def shown(client: Client) -> dict[str, int]:
    """Return what the agenda says of the only goal."""
    response = client.get("/es/agenda-global/")
    assert HOSTILE not in response.content.decode()
    ((_framework, (standing,)),) = response.context["frameworks"]
    names = ("dialogues", "consultations", "proposals", "responses", "commitments", "done")
    return {name: getattr(standing, name) for name in names}


def test_it_counts_what_there_is_for_each_goal(client: Client, goal: Goal) -> None:
    fill(goal)
    fill(goal, answered=False)
    pages.dialogue(pages.dialogues(Site.objects.get().root_page.specific), goals=[goal])
    assert shown(client) == {
        "dialogues": 1, "consultations": 2, "proposals": 2, "responses": 1, "commitments": 2,
        "done": 2,
    }  # fmt: skip


def test_what_serves_a_target_serves_its_goal_once(client: Client, goal: Goal) -> None:
    target = GoalFactory(framework=goal.framework, parent=goal, code="11.2")
    consultation = ConsultationFactory()
    consultation.goals.add(goal, target)
    assert shown(client)["consultations"] == 1


def test_what_is_not_public_is_not_counted(client: Client, goal: Goal) -> None:
    ConsultationFactory(state="draft").goals.add(goal)
    ProposalFactory(state="pending").goals.add(goal)
    ProposalFactory(consultation__state="draft").goals.add(goal)
    CommitmentFactory(published_at=None).goals.add(goal)
    pages.dialogue(pages.dialogues(pages.home()), goals=[goal], live=False)
    assert set(shown(client).values()) == {0}
    assert f'fill="{goal.color}"' in client.get("/es/agenda-global/").content.decode()
    html = client.get(goal.get_absolute_url()).content.decode()
    assert "Todavía no hay nada publicado sobre este objetivo" in html


def test_a_goal_shows_what_there_is_for_it(client: Client, goal: Goal) -> None:
    made = fill(goal)
    pages.dialogue(pages.dialogues(Site.objects.get().root_page.specific), goals=[goal])
    GoalFactory(framework=goal.framework, parent=goal, code="11.2", name_es="Transporte seguro")
    response = client.get("/es/agenda-global/agenda-2030/11/")
    assert [card.url for card in response.context["consultations"]] == [made["page"].url]
    assert len(response.context["dialogues"]) == 1
    assert list(response.context["proposals"]) == [made["proposal"]]
    assert response.context["commitments"] == [made["commitment"]]
    figures = {figure["label"]: figure["value"] for figure in response.context["figures"]}
    assert figures == {
        "Diálogos": "1", "Consultas": "1", "Propuestas": "1", "Respuestas institucionales": "1",
        "Compromisos": "1", "Compromisos cumplidos": "1", "Experiencias": "0",
    }  # fmt: skip
    html = response.content.decode()
    assert "Respuesta: aceptada" in html
    assert "Transporte seguro" in html
    assert HOSTILE not in html


def test_a_target_has_no_page_of_its_own(client: Client, goal: Goal) -> None:
    target = GoalFactory(framework=goal.framework, parent=goal, code="11.2")
    assert client.get("/es/agenda-global/agenda-2030/11.2/").status_code == 404
    assert target.get_absolute_url() == goal.get_absolute_url()


@pytest.mark.parametrize("count", [1, 3])
def test_the_agenda_costs_the_same_for_any_number(
    client: Client, goal: Goal, django_assert_num_queries: Any, count: int
) -> None:
    for number in range(count):
        fill(GoalFactory(framework=goal.framework, code=f"otro-{number}"))
    client.get("/es/agenda-global/")
    with django_assert_num_queries(8):
        client.get("/es/agenda-global/")


@pytest.mark.parametrize("count", [1, 3])
def test_a_goal_costs_the_same_for_any_number(
    client: Client, goal: Goal, django_assert_num_queries: Any, count: int
) -> None:
    for _number in range(count):
        fill(goal)
    client.get(goal.get_absolute_url())
    with django_assert_num_queries(20):
        client.get(goal.get_absolute_url())


@pytest.mark.parametrize("count", [1, 3])
def test_a_review_costs_the_same_for_any_number(
    client: Client, goal: Goal, django_assert_num_queries: Any, count: int
) -> None:
    for _number in range(count):
        fill(goal)
    client.get("/en/agenda-global/agenda-2030.csv")
    with django_assert_num_queries(18):
        client.get("/es/agenda-global/agenda-2030.csv")
    with django_assert_num_queries(1):
        client.get("/es/agenda-global/agenda-2030.csv?anything=else")


def test_a_review_as_a_table(client: Client, goal: Goal) -> None:
    made = fill(goal)
    Participation.objects.create(
        consultation=made["page"].consultation, user=ResidentFactory(), joined_on="2026-11-20"
    )
    response = client.get("/es/agenda-global/agenda-2030.csv")
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert [row["Qué es"] for row in rows] == ["consulta", "respuesta", "compromiso"]
    assert (rows[0]["Personas"], rows[0]["Propuestas"]) == ("1", "1")
    assert rows[1]["Estado"] == "aceptada"
    assert rows[2]["Estado"] == "cumplido"
    english = client.get("/en/agenda-global/agenda-2030.csv").content.decode("utf-8-sig")
    assert english.splitlines()[0].startswith("Framework,Goal,Name,What it is")


def test_a_review_tells_one_goal_if_asked(client: Client, goal: Goal) -> None:
    fill(GoalFactory(framework=goal.framework, code="5"))
    fill(goal)
    response = client.get("/es/agenda-global/agenda-2030.csv?objetivo=5")
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert {row["Objetivo"] for row in rows} == {"5"}
    assert client.get("/es/agenda-global/agenda-2030.csv?objetivo=99").status_code == 404


@pytest.mark.parametrize(("language", "spoken"), [("es", "es-MX"), ("en", "en-GB")])
def test_a_review_as_a_document(client: Client, goal: Goal, language: str, spoken: str) -> None:
    fill(goal)
    GoalFactory(framework=goal.framework, code="12", name_es="Sin nada", name_en="Nothing yet")
    response = client.get(f"/{language}/agenda-global/agenda-2030.docx")
    report = Document(io.BytesIO(response.content))
    headings = [one.text for one in report.paragraphs if one.style.name == "Heading 1"]
    goal.refresh_from_db()
    name = goal.name_es if language == "es" else goal.name_en
    assert headings == [f"11. {name}"]
    # The figures are those of the page.
    figures = [row.cells[1].text for row in report.tables[0].rows[1:]]
    assert figures == ["0", "1", "1", "1", "1", "1", "0"]
    xml = ZipFile(io.BytesIO(response.content)).read("word/document.xml").decode()
    assert xml.count("w:tblHeader") == len(report.tables)
    styles = ZipFile(io.BytesIO(response.content)).read("word/styles.xml").decode()
    assert f'w:val="{spoken}"' in styles


def test_a_framework_without_anything_is_a_document_too(client: Client, goal: Goal) -> None:
    response = client.get("/es/agenda-global/agenda-2030.docx")
    report = Document(io.BytesIO(response.content))
    assert report.paragraphs[-1].text.startswith("Todavía no hay nada publicado")


def test_what_there_is_not_is_not_found(client: Client) -> None:
    for address in ("nada.csv", "nada.docx", "nada/1/"):
        assert client.get(f"/es/agenda-global/{address}").status_code == 404
