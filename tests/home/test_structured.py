"""What search engines read of our pages, taken out of the HTML as they do."""

import json
import re
from datetime import datetime
from html import unescape
from html.parser import HTMLParser
from typing import Any

import pytest
from django.test import Client

from tests.factories import pages
from tests.factories.hostile import HOSTILE
from tests.factories.vocabulary import AlcaldiaFactory

pytestmark = pytest.mark.django_db


class Scripts(HTMLParser):
    """Collects the data scripts of a page, as a browser would take it apart."""

    def __init__(self) -> None:
        super().__init__()
        self.inside = False
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.inside = tag == "script" and dict(attrs).get("type") == "application/ld+json"
        if self.inside:
            self.found.append("")

    def handle_endtag(self, tag: str) -> None:
        self.inside = self.inside and tag != "script"

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.found[-1] += data


def nodes(client: Client, address: str) -> dict[str, dict[str, Any]]:
    parser = Scripts()
    parser.feed(client.get(address).content.decode())
    (text,) = parser.found
    graph = json.loads(text)
    assert graph["@context"] == "https://schema.org"
    return {node["@type"]: node for node in graph["@graph"]}


def alternates(client: Client, address: str) -> dict[str, str]:
    html = client.get(address).content.decode()
    return dict(re.findall(r'<link rel="alternate" hreflang="(.*?)" href="(.*?)">', html))


def test_the_first_page_says_who_we_are_and_how_to_search(client: Client) -> None:
    pages.home()
    found = nodes(client, "/es/")
    assert set(found) == {"Organization", "WebSite"}
    assert found["Organization"]["@id"] == "http://testserver/#organization"
    assert found["WebSite"]["publisher"] == {"@id": "http://testserver/#organization"}
    assert found["WebSite"]["inLanguage"] == "es"
    target = "http://testserver/es/buscar/?q={search_term_string}"
    assert found["WebSite"]["potentialAction"]["target"] == target


def test_a_session_is_an_event_with_a_place(client: Client) -> None:
    dialogue = pages.dialogue(pages.dialogues(pages.home()))
    alcaldia = AlcaldiaFactory()
    session = pages.session(
        dialogue, languages=f"español, inglés y {HOSTILE}", capacity=40, alcaldia=alcaldia
    )
    event = nodes(client, session.get_url())["Event"]
    assert event["name"] == session.title
    assert event["description"] == HOSTILE
    assert datetime.fromisoformat(event["startDate"]) == session.starts_at
    assert event["startDate"].endswith("-06:00")
    assert datetime.fromisoformat(event["endDate"]) == session.ends_at
    assert event["eventStatus"] == "https://schema.org/EventScheduled"
    assert event["eventAttendanceMode"] == "https://schema.org/OfflineEventAttendanceMode"
    assert event["location"]["name"] == session.venue
    assert event["location"]["address"]["streetAddress"] == session.address
    assert event["location"]["address"]["addressLocality"] == alcaldia.name
    assert event["inLanguage"] == ["español", "inglés", HOSTILE]
    assert event["performer"] == [{"@type": "Person", "name": f"Ponente {HOSTILE}"}]
    assert event["maximumAttendeeCapacity"] == 40


def test_a_cancelled_session_says_so_and_keeps_its_times(client: Client) -> None:
    dialogue = pages.dialogue(pages.dialogues(pages.home()))
    session = pages.session(dialogue, cancelled_because="Llueve demasiado")
    event = nodes(client, session.get_url())["Event"]
    assert event["eventStatus"] == "https://schema.org/EventCancelled"
    assert datetime.fromisoformat(event["startDate"]) == session.starts_at


@pytest.mark.parametrize(("venue", "mode"), [("", "Online"), ("Faro", "Mixed")])
def test_the_stream_of_a_session_is_its_page(client: Client, venue: str, mode: str) -> None:
    dialogue = pages.dialogue(pages.dialogues(pages.home()))
    secret = "https://example.org/sala-secreta"
    session = pages.session(dialogue, venue=venue, stream_url=secret)
    event = nodes(client, session.get_url())["Event"]
    assert event["eventAttendanceMode"] == f"https://schema.org/{mode}EventAttendanceMode"
    page = {"@type": "VirtualLocation", "url": f"http://testserver{session.get_url()}"}
    places = event["location"] if venue else [event["location"]]
    assert places[-1] == page
    assert secret not in client.get(session.get_url()).content.decode()


def test_where_a_page_stands_is_told_with_whole_addresses(client: Client) -> None:
    index = pages.dialogues(pages.home())
    dialogue = pages.dialogue(index)
    session = pages.session(dialogue)
    trail = nodes(client, session.get_url())["BreadcrumbList"]["itemListElement"]
    assert [(step["position"], step["name"], step["item"]) for step in trail] == [
        (1, index.title, f"http://testserver{index.get_url()}"),
        (2, dialogue.title, f"http://testserver{dialogue.get_url()}"),
        (3, session.title, f"http://testserver{session.get_url()}"),
    ]


def test_questions_of_a_story_are_frequent_questions(client: Client) -> None:
    asked = {"question": f"¿{HOSTILE}?", "answer": "<p>Sí, <b>siempre</b></p>"}
    page = pages.standing(pages.home(), body=[{"type": "question", "value": asked}])
    faq = nodes(client, page.get_url())["FAQPage"]
    assert faq["mainEntity"] == [
        {
            "@type": "Question",
            "name": f"¿{HOSTILE}?",
            "acceptedAnswer": {"@type": "Answer", "text": "Sí, siempre"},
        }
    ]


def test_hostile_text_cannot_end_the_script(client: Client) -> None:
    asked = {"question": f"</script>{HOSTILE}<!--<script>", "answer": "x"}
    page = pages.standing(pages.home(), body=[{"type": "question", "value": asked}])
    html = client.get(page.get_url()).content.decode()
    assert HOSTILE not in html
    block = html.partition('<script type="application/ld+json">')[2].partition("</script>")[0]
    assert not set("<>&") & set(block)
    faq = nodes(client, page.get_url())["FAQPage"]
    assert faq["mainEntity"][0]["name"] == f"</script>{HOSTILE}<!--<script>"
    policy = client.get(page.get_url())["Content-Security-Policy"]
    assert "script-src 'self'" in policy  # nothing was loosened for it


def test_only_live_translations_are_named_and_spanish_stands_for_the_rest(client: Client) -> None:
    home = pages.home()
    index = pages.dialogues(home)
    pages.translated(home)
    assert alternates(client, "/es/dialogos/?utm=x") == {
        "es": "http://testserver/es/dialogos/",
        "x-default": "http://testserver/es/dialogos/",
    }
    pages.translated(index, slug="dialogues")
    both = {
        "es": "http://testserver/es/dialogos/",
        "en": "http://testserver/en/dialogues/",
        "x-default": "http://testserver/es/dialogos/",
    }
    assert alternates(client, "/es/dialogos/") == both
    assert alternates(client, "/en/dialogues/") == both


def test_a_link_says_its_title_language_and_picture(client: Client) -> None:
    home = pages.home()
    pages.translated(home)
    html = client.get("/en/").content.decode()
    said = dict(re.findall(r'<meta property="(og:.*?)" content="(.*?)">', html))
    assert unescape(said["og:title"]) == unescape(said["og:image:alt"]) == home.title
    assert said["og:locale"] == "en_US"
    assert (said["og:image:width"], said["og:image:height"]) == ("1200", "630")
    assert HOSTILE not in html
