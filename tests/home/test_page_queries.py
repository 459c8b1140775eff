"""What each type of page costs, for one of everything and for three."""

from typing import Any

import pytest
from django.test import Client

from consultations.actions import snapshot
from tests.factories import ConsultationFactory, ProposalFactory, consultation_pages, pages

pytestmark = pytest.mark.django_db


@pytest.fixture(params=[1, 3])
def site(request: pytest.FixtureRequest, db: None) -> dict[str, str]:
    """Return the address of one page of each type, with so many things below each."""
    home = pages.home()
    dialogues, questions = pages.dialogues(home), consultation_pages.index(home)
    for number in range(request.param):
        dialogue = pages.dialogue(dialogues, number)
        for each in range(request.param):
            session = pages.session(dialogue, each, days=each + 1)
        consultation = ConsultationFactory()
        dialogue.consultations = [consultation]
        dialogue.save()
        ProposalFactory.create_batch(request.param, consultation=consultation)
        question = consultation_pages.publish(consultation, questions)
        standing = pages.standing(home, slug=f"fija-{number}")
    closed = ConsultationFactory(state="closed")
    ProposalFactory.create_batch(request.param, consultation=closed)
    figures = snapshot.take(consultation=closed)
    summary = consultation_pages.summary(
        consultation_pages.publish(closed, questions), snapshot=figures
    )
    rules = pages.rules(home)
    return {
        "home": home.get_url(),
        "dialogues": dialogues.get_url(),
        "dialogue": dialogue.get_url(),
        "session": session.get_url(),
        "consultations": questions.get_url(),
        "consultation": question.get_url(),
        "summary": summary.get_url(),
        "standing": standing.get_url(),
        "rules": rules.get_url(),
    }


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize(
    ("name", "queries"),
    [
        ("home", 16),
        ("dialogues", 10),
        ("dialogue", 12),
        ("session", 9),
        ("consultations", 10),
        ("consultation", 9),
        ("summary", 12),
        ("standing", 7),
        ("rules", 7),
    ],
)
def test_a_page_costs_the_same_however_much_there_is(
    client: Client, django_assert_num_queries: Any, site: dict[str, str], name: str, queries: int
) -> None:
    client.get(site[name])
    with django_assert_num_queries(queries):
        client.get(site[name])
