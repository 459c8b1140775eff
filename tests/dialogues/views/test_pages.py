"""Dialogues, their list and their sessions."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from consultations.models import ConsultationIndexPage, ConsultationPage
from dialogues.models import Host, Partner, SessionPage, Speaker
from tests.factories import CityFactory, ConsultationFactory, GoalFactory, PhaseFactory, pages
from tests.factories.hostile import HOSTILE

pytestmark = pytest.mark.django_db


def read(client: Client, page) -> str:
    response = client.get(page.get_url())
    assert response.status_code == 200
    return response.content.decode()


def test_the_list_shows_dialogues_and_their_next_sessions(client: Client) -> None:
    index = pages.dialogues(pages.home())
    dialogue = pages.dialogue(index)
    pages.session(dialogue, 1, days=3)
    pages.session(dialogue, 2, days=-3)
    response = client.get("/es/dialogos/")
    (card,) = response.context["dialogues"]
    assert (card.title, card.sessions_count) == (dialogue.title, 2)
    assert [session.past for session in response.context["coming"]] == [False]
    assert HOSTILE not in response.content.decode()


def test_an_empty_list_says_so(client: Client) -> None:
    assert "Todavía no hay diálogos" in read(client, pages.dialogues(pages.home()))


def test_a_dialogue_shows_its_sessions_coming_and_past(client: Client) -> None:
    dialogue = pages.dialogue(pages.dialogues(pages.home()))
    for number, days in enumerate((9, 2, -9, -2)):
        pages.session(dialogue, number, days=days)
    response = client.get(dialogue.get_url())
    assert [card.title[:8] for card in response.context["coming"]] == ["Sesión 1", "Sesión 0"]
    assert [card.title[:8] for card in response.context["past"]] == ["Sesión 3", "Sesión 2"]
    assert HOSTILE not in response.content.decode()


def test_a_dialogue_links_its_goals(client: Client) -> None:
    dialogue = pages.dialogue(pages.dialogues(pages.home()), goals=[GoalFactory()])
    html = read(client, dialogue)
    assert "chip__code" in html
    assert HOSTILE not in html


def test_a_session_says_when_and_where(client: Client) -> None:
    session = pages.session(pages.dialogue(pages.dialogues(pages.home())))
    html = read(client, session)
    assert "hora de la Ciudad de México" in html
    assert 'href="https://www.openstreetmap.org/search?query=Calle+%3Cscript' in html
    assert HOSTILE not in html


def test_a_session_shows_its_minutes_once_it_is_over(client: Client) -> None:
    dialogue = pages.dialogue(pages.dialogues(pages.home()))
    minutes = [{"type": "heading", "value": f"Lo que se dijo {HOSTILE}"}]
    over = read(client, pages.session(dialogue, 1, days=-2, minutes=minutes))
    assert "Lo que se dijo" in over
    assert HOSTILE not in over
    assert "Relatoría" not in read(client, pages.session(dialogue, 2, days=2, minutes=minutes))


@pytest.mark.parametrize(
    ("starts_in", "shown"), [(29, True), (-100, True), (31, False), (-60 * 6, False)]
)
def test_the_stream_is_linked_near_its_time_only(
    client: Client, starts_in: int, shown: bool
) -> None:
    starts_at = timezone.now() + timedelta(minutes=starts_in)
    session = pages.session(
        pages.dialogue(pages.dialogues(pages.home())),
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=2),
        stream_url="https://stream.example/live",
    )
    assert ("https://stream.example/live" in read(client, session)) is shown


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_any_number(
    client: Client, django_assert_num_queries, count: int
) -> None:
    index = pages.dialogues(pages.home())
    for number in range(count):
        dialogue = pages.dialogue(index, number)
        for session in range(count):
            pages.session(dialogue, session)
    client.get("/es/dialogos/")  # fills the menus
    with django_assert_num_queries(10):
        client.get("/es/dialogos/")


@pytest.mark.parametrize("count", [1, 3])
def test_a_dialogue_costs_the_same_for_any_number(
    client: Client, django_assert_num_queries, count: int
) -> None:
    dialogue = pages.dialogue(
        pages.dialogues(pages.home()),
        goals=GoalFactory.create_batch(count),
        consultations=ConsultationFactory.create_batch(count),
    )
    for number in range(count):
        pages.session(dialogue, number, days=number - 1)
    client.get(dialogue.get_url())
    with django_assert_num_queries(12):
        client.get(dialogue.get_url())


@pytest.mark.parametrize("count", [1, 3])
def test_a_session_costs_the_same_for_any_number_of_speakers(
    client: Client, django_assert_num_queries, count: int
) -> None:
    dialogue = pages.dialogue(pages.dialogues(pages.home()))
    session: SessionPage = pages.session(
        dialogue,
        speakers=[Speaker(name=f"Ponente {n}", locale=dialogue.locale) for n in range(count)],
    )
    client.get(session.get_url())
    with django_assert_num_queries(9):
        client.get(session.get_url())


@pytest.mark.parametrize(
    ("phase", "label"),
    [
        ({}, "Abierta"),
        ({"may_propose": False, "may_comment": False, "may_vote": False}, "Cerrada"),
        ({"starts_at": timezone.now() + timedelta(hours=5)}, "Próxima"),
    ],
)
def test_a_dialogue_says_where_its_consultation_stands(
    client: Client, phase: dict[str, object], label: str
) -> None:
    home = pages.home()
    consultation = ConsultationFactory(phase=False)
    PhaseFactory(consultation=consultation, **phase)
    questions = home.add_child(instance=ConsultationIndexPage(title="Consultas", slug="consultas"))
    questions.add_child(
        instance=ConsultationPage(
            title=HOSTILE, slug="p", introduction=HOSTILE, consultation=consultation
        )
    )
    dialogue = pages.dialogue(pages.dialogues(home), consultations=[consultation])
    response = client.get(dialogue.get_url())
    assert [card["phase"] for card in response.context["consultations"]] == [label]
    assert HOSTILE not in response.content.decode()


def test_a_cancelled_session_says_why_and_streams_nothing(client: Client) -> None:
    starts_at = timezone.now()
    session = pages.session(
        pages.dialogue(pages.dialogues(pages.home())),
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=2),
        stream_url="https://stream.example/live",
        cancelled_because=f"Llueve {HOSTILE}",
    )
    html = read(client, session)
    assert "Esta sesión se canceló" in html
    assert "https://stream.example/live" not in html
    assert HOSTILE not in html


def test_a_session_shows_its_languages_ties_and_recording(client: Client) -> None:
    session = pages.session(
        pages.dialogue(pages.dialogues(pages.home())),
        languages=f"Náhuatl {HOSTILE}",
        interpretation=f"Señas {HOSTILE}",
        cities=[CityFactory()],
        recording_url="https://video.example/1",
        transcript=f"<p>Dijo {HOSTILE}</p>",
    )
    html = read(client, session)
    for expected in ("Náhuatl", "Señas", "https://video.example/1", "Leer la transcripción"):
        assert expected in html


def test_a_dialogue_names_who_calls_people_together(client: Client) -> None:
    index = pages.dialogues(pages.home())
    dialogue = pages.dialogue(
        index,
        hosts=[Host(name=f"Ana {HOSTILE}", locale=index.locale)],
        partners=[Partner(name=f"UNAM {HOSTILE}", locale=index.locale)],
    )
    html = read(client, dialogue)
    assert "Quién convoca" in html
    assert HOSTILE not in html
