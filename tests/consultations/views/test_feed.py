"""A consultation's newest proposals as Atom."""

from datetime import timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.html import escape

from consultations.models import Consultation, ConsultationPage
from consultations.views.feed import ENTRIES
from tests.factories import (
    AlcaldiaFactory,
    ConsultationFactory,
    GoalFactory,
    ProposalFactory,
    ThemeFactory,
)
from tests.factories.consultation_pages import publish
from tests.factories.hostile import HOSTILE

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


@pytest.fixture
def page(db: None) -> ConsultationPage:
    return publish(title="¿Qué hacemos con el agua?")


def address(page: ConsultationPage) -> str:
    return f"/es/consultas/{page.consultation.slug}/propuestas.atom"


def read(client: Client, page: ConsultationPage, **asked: Any) -> ElementTree.Element:
    response = client.get(address(page), asked)
    assert response.status_code == 200
    return ElementTree.fromstring(response.content)  # noqa: S314 - ours


def titles(feed: ElementTree.Element) -> list[str]:
    return [str(entry.findtext(f"{ATOM}title")) for entry in feed.iter(f"{ATOM}entry")]


def test_it_works(client: Client, page: ConsultationPage) -> None:
    theme = ThemeFactory(consultation=page.consultation, name_es="Lluvia & ríos")
    proposal = ProposalFactory(
        consultation=page.consultation,
        theme=theme,
        title="Agua & <b>aire</b>",
        summary="Poca < mucha",
        language="en",
        edited_at=timezone.now() + timedelta(hours=1),
    )
    feed = read(client, page)
    assert feed.attrib[LANGUAGE] == "es"
    assert feed.findtext(f"{ATOM}title") == "Propuestas · ¿Qué hacemos con el agua?"
    assert feed.findtext(f"{ATOM}author/{ATOM}name")
    links = {link.attrib["rel"]: link.attrib["href"] for link in feed.findall(f"{ATOM}link")}
    assert links == {
        "alternate": f"http://testserver{page.url}",
        "self": f"http://testserver{address(page)}",
    }
    (entry,) = feed.iter(f"{ATOM}entry")
    assert entry.attrib[LANGUAGE] == "en"
    assert entry.findtext(f"{ATOM}title") == "Agua & <b>aire</b>"
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == proposal.author.display_name
    assert entry.find(f"{ATOM}category").attrib["term"] == "Lluvia & ríos"  # type: ignore[union-attr]
    link = entry.find(f"{ATOM}link")
    assert link is not None
    assert link.attrib["href"] == f"http://testserver{proposal.get_absolute_url()}"
    text = str(entry.findtext(f"{ATOM}summary"))
    assert text.startswith("<p>Poca &lt; mucha</p><p>Un párrafo.</p>")
    assert "<script>" not in text
    day = f"{page.consultation.created_at:%Y-%m-%d}"
    assert entry.findtext(f"{ATOM}id") == f"tag:localhost,{day}:propuestas/{proposal.pk}"
    assert str(entry.findtext(f"{ATOM}updated")) > str(entry.findtext(f"{ATOM}published"))
    assert entry.findtext(f"{ATOM}updated") == feed.findtext(f"{ATOM}updated")


def test_the_names_stay_when_title_language_and_filters_change(
    client: Client, page: ConsultationPage
) -> None:
    proposal = ProposalFactory(consultation=page.consultation, title="Agua")

    def names(prefix: str = "/es/", **asked: str) -> list[str]:
        content = client.get(f"{prefix}{address(page)[4:]}", asked).content
        found = ElementTree.fromstring(content).iter(f"{ATOM}entry")  # noqa: S314
        return [str(entry.findtext(f"{ATOM}id")) for entry in found]

    before = names()
    proposal.title = "Agua y aire"
    proposal.save()
    assert before == names() == names("/en/") == names(q="agua")


def test_filters_are_those_of_the_page(client: Client, page: ConsultationPage) -> None:
    consultation = page.consultation
    theme, goal, alcaldia = (
        ThemeFactory(consultation=consultation),
        GoalFactory(),
        AlcaldiaFactory(),
    )
    wanted = ProposalFactory(consultation=consultation, theme=theme, title="Una participación")
    wanted.goals.add(goal)
    wanted.alcaldias.add(alcaldia)
    ProposalFactory(consultation=consultation, title="Otra cosa del todo")
    for asked in (
        {"tema": theme.slug},
        {"objetivo": goal.pk},
        {"alcaldia": alcaldia.slug},
        {"q": "participacion", "tema": theme.slug},
    ):
        feed = read(client, page, **asked, orden="apoyadas", despues="x", extra=HOSTILE)
        assert titles(feed) == ["Una participación"]
        links = {link.attrib["rel"]: link.attrib["href"] for link in feed.findall(f"{ATOM}link")}
        query = "&".join(
            f"{name}={asked[name]}"
            for name in ("q", "tema", "objetivo", "alcaldia")
            if name in asked
        )
        assert links["self"] == f"http://testserver{address(page)}?{query}"
        assert links["alternate"] == f"http://testserver{page.url}?{query}"
        assert str(feed.findtext(f"{ATOM}id")).endswith(f"consultas/{consultation.slug}?{query}")
        html = client.get(page.url, asked).content.decode()
        assert html.count(f'href="{address(page)}?{escape(query)}"') == 2
    assert len(titles(read(client, page, tema=HOSTILE))) == 2


def test_the_latest_to_be_published_come_first_and_not_too_many(
    client: Client, page: ConsultationPage
) -> None:
    now = timezone.now()
    for number in range(ENTRIES + 2):
        ProposalFactory(
            consultation=page.consultation,
            author=None,
            title=f"{number}",
            published_at=now + timedelta(minutes=-number),
        )
    assert titles(read(client, page)) == [str(number) for number in range(ENTRIES)]


def test_only_what_is_published_is_told(client: Client, page: ConsultationPage) -> None:
    for state in ("draft", "pending", "held", "rejected", "removed", "withdrawn"):
        ProposalFactory(consultation=page.consultation, state=state)
    ProposalFactory()
    assert titles(read(client, page)) == []


def test_a_draft_has_none(client: Client) -> None:
    page = publish(ConsultationFactory(state=Consultation.State.DRAFT))
    assert client.get(address(page)).status_code == 404


def test_hidden_totals_are_told_neither_in_words_nor_by_the_order(client: Client) -> None:
    page = publish(ConsultationFactory(totals=Consultation.Totals.AFTER_CLOSING))
    ProposalFactory(consultation=page.consultation, title="Una", agree_count=73_131)
    ProposalFactory(consultation=page.consultation, title="Otra")
    for order in ("apoyadas", "acuerdo", "divididas"):
        response = client.get(address(page), {"orden": order})
        assert b"73131" not in response.content
        assert b"73,131" not in response.content
        assert titles(read(client, page, orden=order)) == ["Otra", "Una"]


def test_it_is_the_same_for_everybody_and_kept(client: Client, page: ConsultationPage) -> None:
    ProposalFactory(consultation=page.consultation)
    response = client.get(address(page))
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert response["Cache-Control"] == "public, max-age=300"
    assert "Cookie" not in response.get("Vary", "")
    assert response.cookies == {}
    for header, value in (
        ("If-None-Match", response["ETag"]),
        ("If-Modified-Since", response["Last-Modified"]),
    ):
        again = client.get(address(page), headers={header: value})
        assert (again.status_code, again.content) == (304, b"")
    ProposalFactory(
        consultation=page.consultation, published_at=timezone.now() + timedelta(minutes=1)
    )
    for header, value in (
        ("If-None-Match", response["ETag"]),
        ("If-Modified-Since", response["Last-Modified"]),
    ):
        assert client.get(address(page), headers={header: value}).status_code == 200


def test_without_entries_it_does_not_change(client: Client, page: ConsultationPage) -> None:
    before = client.get(address(page))
    assert client.get(address(page))["ETag"] == before["ETag"]


def test_what_xml_cannot_hold_is_left_out(client: Client, page: ConsultationPage) -> None:
    ProposalFactory(
        consultation=page.consultation,
        author=None,
        title="Con \x0b\x01\ufffe signos",
        summary="\x02",
        body_html="<p>\x08a</p>",
    )
    assert titles(read(client, page)) == ["Con  signos"]


@pytest.mark.parametrize("number", [1, 3])
def test_queries_do_not_grow(
    client: Client, page: ConsultationPage, django_assert_num_queries: Any, number: int
) -> None:
    for _ in range(number):
        theme = ThemeFactory(consultation=page.consultation)
        ProposalFactory(consultation=page.consultation, theme=theme)
    client.get(address(page))
    with django_assert_num_queries(3):
        client.get(address(page))
