"""Blocks that fill themselves when a page is shown."""

from typing import Any

import pytest
from django.test import Client

from ciudad_global.agenda.models import Goal
from consultations.models import Consultation
from home.models import HomePage
from tests.factories import consultation_pages, pages
from tests.factories.consultations import ConsultationFactory, ProposalFactory
from tests.factories.hostile import HOSTILE
from tests.factories.vocabulary import GoalFactory

pytestmark = pytest.mark.django_db


def page_with(home: HomePage, name: str, about: Any = None) -> Any:
    value = {"about": about and about.pk}
    return pages.standing(home, slug=f"viva-{name}", body=[{"type": name, "value": value}])


def test_a_consultations_card_is_as_it_stands_now(client: Client) -> None:
    home = pages.home()
    question = consultation_pages.publish(parent=consultation_pages.index(home))
    page = page_with(home, "standing", question)
    html = client.get(page.get_url()).content.decode()
    assert "Cómo va la consulta" in html
    assert f'href="{question.get_url()}"' in html
    assert HOSTILE not in html
    Consultation.objects.update(state=Consultation.State.CLOSED)
    assert "Cerrada" in client.get(page.get_url()).content.decode()


@pytest.mark.parametrize("name", ["standing", "top_proposals"])
def test_a_draft_is_not_spoken_of(client: Client, name: str) -> None:
    consultation = ConsultationFactory(state="draft")
    question = consultation_pages.publish(consultation, title="Un secreto")
    ProposalFactory(consultation=consultation, title="Un secreto")
    page = page_with(question.get_parent().get_parent().specific, name, question)
    assert "Un secreto" not in client.get(page.get_url()).content.decode()


def test_a_block_speaks_of_the_page_that_it_is_on(client: Client) -> None:
    block = {"type": "top_proposals", "value": {"about": None}}
    question = consultation_pages.publish(ConsultationFactory(totals="closed"), body=[block])
    ProposalFactory(consultation=question.consultation, title=f"Agua {HOSTILE}")
    html = client.get(question.get_url()).content.decode()
    assert "Las propuestas más nuevas" in html
    nothing = page_with(question.get_parent().get_parent().specific, "top_proposals")
    assert "Las propuestas" not in client.get(nothing.get_url()).content.decode()


@pytest.mark.parametrize("number", [1, 5])
def test_the_most_supported_lead_once_totals_can_be_seen(
    client: Client, django_assert_num_queries: Any, number: int
) -> None:
    consultation = ConsultationFactory(state="closed")
    question = consultation_pages.publish(consultation)
    for count in range(number):
        ProposalFactory(consultation=consultation, title=f"Con {count + 1}", agree_count=count + 1)
    ProposalFactory(consultation=consultation, title="Sin nadie", agree_count=0)
    page = page_with(question.get_parent().get_parent().specific, "top_proposals", question)
    html = client.get(page.get_url()).content.decode()
    expected = [f"Con {count}" for count in range(number, 0, -1)][:3]
    found = [title for title in (f"Con {n}" for n in range(5, 0, -1)) if f">{title}<" in html]
    assert found == expected
    assert "Sin nadie" not in html
    with django_assert_num_queries(10):
        client.get(page.get_url())


def test_totals_that_are_hidden_show_in_no_order(client: Client) -> None:
    consultation = ConsultationFactory(totals="closed")
    question = consultation_pages.publish(consultation)
    ProposalFactory(consultation=consultation, title="La primera", agree_count=73_131)
    ProposalFactory(consultation=consultation, title="La segunda", agree_count=1)
    page = page_with(question.get_parent().get_parent().specific, "top_proposals", question)
    html = client.get(page.get_url()).content.decode()
    assert html.index("La segunda") < html.index("La primera")
    assert "73" not in html


@pytest.mark.parametrize("number", [1, 3])
def test_goals_are_those_of_the_dialogue_or_the_consultation(
    client: Client, django_assert_num_queries: Any, number: int
) -> None:
    home = pages.home()
    dialogue = pages.dialogue(pages.dialogues(home))
    dialogue.goals = GoalFactory.create_batch(number)
    dialogue.save()
    page = page_with(home, "goals", dialogue)
    html = client.get(page.get_url()).content.decode()
    assert html.count('class="chip"') == number == Goal.objects.count()
    with django_assert_num_queries(9):
        client.get(page.get_url())
    question = consultation_pages.publish(parent=consultation_pages.index(home))
    question.consultation.goals.add(GoalFactory())
    body = [{"type": "goals", "value": {"about": question.pk}}]
    other = pages.standing(home, slug="otra", body=body)
    assert client.get(other.get_url()).content.decode().count('class="chip"') == 1


@pytest.mark.parametrize("number", [1, 3])
def test_next_sessions_are_the_dialogues_or_everybodys(
    client: Client, django_assert_num_queries: Any, number: int
) -> None:
    home = pages.home()
    index = pages.dialogues(home)
    one, other = pages.dialogue(index, 1), pages.dialogue(index, 2)
    for n in range(number):
        pages.session(one, n, days=n + 1)
    pages.session(one, 8, days=-3)
    pages.session(other, 9, days=1)
    page = page_with(home, "next_sessions", one)
    html = client.get(page.get_url()).content.decode()
    assert html.count('class="session"') == number
    assert HOSTILE not in html
    with django_assert_num_queries(11):
        client.get(page.get_url())
    everybody = pages.standing(
        home, slug="todas", body=[{"type": "next_sessions", "value": {"about": None}}]
    )
    shown = client.get(everybody.get_url()).content.decode().count('class="session"')
    assert shown == min(number + 1, 3)
