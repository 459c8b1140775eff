"""Sessions as calendars and as a feed."""

from datetime import timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.utils import timezone
from ical.calendar_stream import IcsCalendarStream
from ical.event import Event

from dialogues.models import DialoguePage, SessionPage
from tests.factories import pages
from tests.factories.hostile import HOSTILE

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def dialogue() -> DialoguePage:
    return pages.dialogue(pages.dialogues(pages.home()))


def read(client: Client, address: str) -> list[Event]:
    """Return the events of a calendar, read by a parser that is not the one that wrote it."""
    response = client.get(address)
    assert (response.status_code, response["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    (calendar,) = IcsCalendarStream.from_ics(response.content.decode()).calendars
    return list(calendar.events)


def translate(page: Any) -> None:
    for above in page.get_ancestors().filter(depth__gt=1).specific():
        pages.translated(above)


def test_a_session_is_a_calendar_entry(client: Client, dialogue: DialoguePage) -> None:
    session = pages.session(dialogue)
    (event,) = read(client, f"/es/sesiones/{session.translation_key}/sesion.ics")
    assert event.uid == f"{session.translation_key}@localhost"
    assert (event.summary, event.description) == (session.title, session.introduction)
    assert event.location == f"{session.venue}, {session.address}"
    assert (event.status, event.sequence) == ("CONFIRMED", 0)
    assert event.start == session.starts_at.replace(microsecond=0)
    assert str(event.start.tzinfo) == "America/Mexico_City"
    assert event.end == session.ends_at.replace(microsecond=0)
    assert str(event.url).endswith(session.url)


def test_a_cancellation_is_a_new_version_of_the_same_entry(
    client: Client, dialogue: DialoguePage
) -> None:
    session = pages.session(dialogue)
    session.cancelled_because = "Llueve."
    session.save_revision().publish()
    (event,) = read(client, "/es/sesiones.ics")
    assert (event.status, event.sequence, event.description) == ("CANCELLED", 1, "Llueve.")
    assert event.uid == f"{session.translation_key}@localhost"


def test_both_languages_name_the_same_entry(client: Client, dialogue: DialoguePage) -> None:
    session = pages.session(dialogue)
    translate(session)
    pages.translated(session, title="Workshop")
    (spanish,), (english,) = read(client, "/es/sesiones.ics"), read(client, "/en/sesiones.ics")
    assert (spanish.summary, english.summary) == (session.title, "Workshop")
    assert spanish.uid == english.uid


def test_a_session_without_translation_stands_in_both_calendars(
    client: Client, dialogue: DialoguePage
) -> None:
    session = pages.session(dialogue)
    assert [event.summary for event in read(client, "/en/sesiones.ics")] == [session.title]


def test_a_dialogue_has_its_own_calendar(client: Client, dialogue: DialoguePage) -> None:
    other = pages.dialogue(dialogue.get_parent(), 2)
    pages.session(other, 2)
    session = pages.session(dialogue, 1, days=-900)
    events = read(client, f"/es/dialogos/{dialogue.translation_key}/sesiones.ics")
    assert [event.uid for event in events] == [f"{session.translation_key}@localhost"]


def test_the_calendar_of_everything_reaches_back_a_year(
    client: Client, dialogue: DialoguePage
) -> None:
    recent = pages.session(dialogue, 1, days=-300)
    pages.session(dialogue, 2, days=-400)
    pages.session(dialogue, 3, live=False)
    assert [event.summary for event in read(client, "/es/sesiones.ics")] == [recent.title]


@pytest.mark.parametrize("count", [1, 3])
def test_a_calendar_costs_the_same_for_any_number(
    client: Client, dialogue: DialoguePage, django_assert_num_queries: Any, count: int
) -> None:
    for number in range(count):
        pages.session(dialogue, number)
    client.get("/es/sesiones.ics")
    with django_assert_num_queries(3):
        assert len(read(client, "/es/sesiones.ics")) == count


@pytest.mark.parametrize("kind", ["sesiones", "dialogos"])
def test_what_is_not_public_has_no_calendar(
    client: Client, dialogue: DialoguePage, kind: str
) -> None:
    session = pages.session(dialogue, live=False)
    dialogue.unpublish()
    key, name = (
        (session.translation_key, "sesion.ics")
        if kind == "sesiones"
        else (dialogue.translation_key, "sesiones.ics")
    )
    assert client.get(f"/es/{kind}/{key}/{name}").status_code == 404


def test_the_feed_tells_of_new_sessions(client: Client, dialogue: DialoguePage) -> None:
    session = pages.session(dialogue, first_published_at=timezone.now())
    pages.session(
        dialogue, 2, first_published_at=timezone.now() - timedelta(days=1), cancelled_because="No."
    )
    for address in ("/es/sesiones.atom", f"/es/dialogos/{dialogue.translation_key}/sesiones.atom"):
        response = client.get(address)
        feed = ElementTree.fromstring(response.content)  # noqa: S314 - ours
        first, second = feed.iter(f"{ATOM}entry")
        assert first.findtext(f"{ATOM}title") == session.title
        assert first.findtext(f"{ATOM}id") == f"urn:uuid:{session.translation_key}"
        assert "No." in str(second.findtext(f"{ATOM}summary"))
        assert HOSTILE not in str(second.findtext(f"{ATOM}summary"))


def test_a_feed_without_sessions_is_valid(client: Client, dialogue: DialoguePage) -> None:
    feed = ElementTree.fromstring(client.get("/es/sesiones.atom").content)  # noqa: S314 - ours
    assert feed.findtext(f"{ATOM}updated") == "2026-01-01T00:00:00+00:00"


def test_the_key_of_another_kind_of_page_is_not_found(
    client: Client, dialogue: DialoguePage
) -> None:
    assert SessionPage.objects.count() == 0
    assert client.get(f"/es/sesiones/{dialogue.translation_key}/sesion.ics").status_code == 404
