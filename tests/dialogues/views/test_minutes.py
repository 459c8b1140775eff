"""Minutes on the session's page, and their draft for those who were there."""

from typing import Any

import pytest
from django.test import Client

from dialogues.models import Correction, Encounter, Minutes, SessionPage, Tag
from dialogues.reports.minutes import PAGE_SIZE, at_second
from tests.factories import (
    CommitmentFactory,
    CorrectionFactory,
    MinutesFactory,
    RegistrationFactory,
    ResidentFactory,
    StatementFactory,
    in_role,
    pages,
)
from tests.factories.hostile import HOSTILE

pytestmark = pytest.mark.django_db
VIDEO = "https://www.youtube.com/watch?v=abc"


def held(**fields: Any) -> SessionPage:
    """Return a session that is over."""
    dialogue = pages.dialogue(pages.dialogues(pages.home()))
    return pages.session(dialogue, days=-3, **{"capacity": 50, "recording_url": VIDEO} | fields)


def of(session: SessionPage, **fields: Any) -> Minutes:
    encounter = Encounter.objects.get(pk=session.translation_key)
    minutes: Minutes = MinutesFactory(encounter=encounter, **fields)
    return minutes


def read(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    html: str = response.content.decode()
    assert HOSTILE not in html
    return html


def test_everybody_reads_what_was_said_and_agreed(client: Client) -> None:
    session = held()
    minutes = of(session)
    StatementFactory(minutes=minutes, text_es="Falta agua", seconds=90)
    StatementFactory(minutes=minutes, text_es="Reparar primero", kind="agreement")
    html = read(client, session.get_url())
    assert html.index("Reparar primero") < html.index("Falta agua")
    assert "https://www.youtube.com/watch?v=abc&amp;t=90s" in html
    assert "Grabación, 1:30" in html


def test_a_name_is_shown_only_with_consent(client: Client) -> None:
    session = held()
    minutes = of(session)
    StatementFactory(minutes=minutes, speaker="Rosalba Flores", may_be_named=True)
    StatementFactory(minutes=minutes, speaker="Octavio Lerma")
    html = read(client, session.get_url())
    assert "Rosalba Flores" in html
    assert "Octavio" not in html
    assert "una persona asistente" in html


@pytest.mark.parametrize("state", ["draft", "open"])
def test_nobody_reads_a_draft_on_the_page(client: Client, state: str) -> None:
    session = held()
    StatementFactory(minutes=of(session, state=state), text_es="Todavía no")
    client.force_login(in_role("editor"))
    html = read(client, session.get_url())
    assert "Todavía no" not in html
    assert ("La relatoría se está corrigiendo" in html) is (state == "open")


def test_tags_filter(client: Client) -> None:
    session = held()
    minutes = of(session)
    water, trees = (Tag.objects.create(slug=slug, name_es=HOSTILE) for slug in ("agua", "arbol"))
    StatementFactory(minutes=minutes, text_es="De agua", tags=[water])
    StatementFactory(minutes=minutes, text_es="De las dos", tags=[water, trees])
    StatementFactory(minutes=minutes, text_es="De ninguna")
    response = client.get(f"{session.get_url()}?etiqueta=arbol")
    assert [one.text_es for one in response.context["said"].statements] == ["De las dos"]
    assert [(tag.slug, tag.n) for tag in response.context["said"].tags] == [
        ("agua", 2),
        ("arbol", 1),
    ]
    assert "De ninguna" in read(client, f"{session.get_url()}?etiqueta=otra")


def test_long_minutes_come_in_pages(client: Client) -> None:
    session = held()
    minutes = of(session)
    for number in range(PAGE_SIZE + 1):
        StatementFactory(minutes=minutes, sort_order=number)
    first = client.get(session.get_url()).context
    assert len(first["said"].statements) == PAGE_SIZE
    second = client.get(session.get_url() + first["next_url"]).context
    assert len(second["said"].statements) == 1


def test_an_agreement_leads_to_its_commitment_and_back(client: Client) -> None:
    session = held()
    agreed = StatementFactory(minutes=of(session), kind="agreement", text_es="Reparar")
    promise = CommitmentFactory(agreement=agreed)
    CommitmentFactory(agreement=agreed, title="En secreto", published_at=None)
    html = read(client, session.get_url())
    assert promise.get_absolute_url() in html
    assert "En secreto" not in html
    html = read(client, promise.get_absolute_url())
    assert f"{session.get_url()}#intervencion-{agreed.pk}" in html


def test_a_commitment_does_not_tell_of_an_agreement_that_was_taken_back(client: Client) -> None:
    session = held()
    minutes = of(session, state="draft")
    agreed = StatementFactory(minutes=minutes, kind="agreement", text_es="Reparar")
    html = read(client, CommitmentFactory(agreement=agreed).get_absolute_url())
    assert "Surge de la sesión" not in html


def test_a_corrected_edition_says_what_changed(client: Client) -> None:
    session = held()
    minutes = of(session)
    StatementFactory(minutes=minutes)
    for number in (1, 2):
        minutes.editions.create(
            number=number,
            changes_es=f"Se corrigió {number} {HOSTILE}",
            published_at=minutes.published_at,
        )
    html = read(client, session.get_url())
    assert "Se corrigió 2" in html
    assert "Se corrigió 1" not in html


def test_english_reads_what_there_is(client: Client) -> None:
    session = held()
    for page in session.get_ancestors(inclusive=True).filter(depth__gt=1).specific():
        twin = pages.translated(page)
    minutes = of(session)
    StatementFactory(minutes=minutes, text_es="Falta agua", text_en="There is no water")
    StatementFactory(minutes=minutes, text_es="Falta sombra")
    html = read(client, twin.get_url())
    assert "There is no water" in html
    assert "Falta agua" not in html
    assert "Falta sombra" in html


@pytest.mark.parametrize("count", [1, 3])
def test_a_session_with_minutes_costs_the_same_for_any_number(
    client: Client, django_assert_num_queries, count: int
) -> None:
    session = held()
    minutes = of(session)
    tag = Tag.objects.create(slug="agua", name_es="Agua")
    for kind in ("statement", "agreement"):
        for said in StatementFactory.create_batch(count, minutes=minutes, kind=kind, tags=[tag]):
            CommitmentFactory.create_batch(count, agreement=said)
    client.get(session.get_url())
    with django_assert_num_queries(15):
        client.get(session.get_url())


def test_whoever_had_a_seat_reads_the_draft_and_corrects_it(client: Client) -> None:
    session = held()
    minutes = of(session, state="open")
    said = StatementFactory(minutes=minutes, text_es="Lo que se dijo")
    client.force_login(RegistrationFactory(encounter=minutes.encounter).user)
    url = minutes.get_absolute_url()
    assert f"?intervencion={said.pk}#corregir" in read(client, url)
    assert "selected" in read(client, f"{url}?intervencion={said.pk}")
    response = client.post(url, {"statement": said.pk, "text": f"No así {HOSTILE}"})
    assert response["Location"] == f"{url}#mis-correcciones"
    assert Correction.objects.get().statement == said
    html = read(client, url)
    assert "No así" in html
    assert "Por revisar" in html


@pytest.mark.parametrize(
    "wrong", [{"text": ""}, {"text": "a" * 1_001}, {"statement": "9" * 30}, {"statement": "x"}]
)
def test_what_was_typed_stays_when_it_is_refused(client: Client, wrong: dict[str, str]) -> None:
    minutes = of(held(), state="open")
    client.force_login(RegistrationFactory(encounter=minutes.encounter).user)
    response = client.post(minutes.get_absolute_url(), {"text": "No fue así"} | wrong)
    assert response.status_code == 200
    assert ({"text": "No fue así"} | wrong)["text"] in response.content.decode()
    assert Correction.objects.count() == 0


def test_a_statement_of_other_minutes_is_refused(client: Client) -> None:
    minutes = of(held(), state="open")
    client.force_login(RegistrationFactory(encounter=minutes.encounter).user)
    client.post(minutes.get_absolute_url(), {"text": "No", "statement": StatementFactory().pk})
    assert Correction.objects.count() == 0


def test_nobody_reads_the_corrections_of_others(client: Client) -> None:
    minutes = of(held(), state="open")
    CorrectionFactory(minutes=minutes, text="Esto es de otra persona")
    client.force_login(RegistrationFactory(encounter=minutes.encounter).user)
    assert "Esto es de otra persona" not in read(client, minutes.get_absolute_url())


def test_final_minutes_are_read_on_the_page(client: Client) -> None:
    session = held()
    response = client.get(of(session).get_absolute_url())
    assert response["Location"] == f"{session.get_url()}#relatoria"


def test_residents_without_a_seat_are_told_why_not(client: Client) -> None:
    minutes = of(held(), state="open")
    client.force_login(ResidentFactory())
    response = client.get(minutes.get_absolute_url())
    assert response.status_code == 403
    assert "quienes se inscribieron" in response.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_draft_costs_the_same_for_any_number(
    client: Client, django_assert_num_queries, count: int
) -> None:
    minutes = of(held(), state="open")
    person = RegistrationFactory(encounter=minutes.encounter).user
    for said in StatementFactory.create_batch(count, minutes=minutes):
        CorrectionFactory(minutes=minutes, statement=said, author=person)
    client.force_login(person)
    client.get(minutes.get_absolute_url())
    with django_assert_num_queries(17):
        client.get(minutes.get_absolute_url())


@pytest.mark.parametrize(
    ("url", "seconds", "expected"),
    [
        ("https://youtu.be/abc?t=4", 75, "https://youtu.be/abc?t=75s"),
        (VIDEO, 3_725, f"{VIDEO}&t=3725s"),
        ("https://vimeo.com/1", 75, "https://vimeo.com/1#t=75s"),
        ("https://archivo.example/foro.mp4", 75, "https://archivo.example/foro.mp4#t=75"),
        ("", 75, ""),
        (VIDEO, None, ""),
    ],
)
def test_a_time_mark_leads_into_the_recording(url: str, seconds: int, expected: str) -> None:
    assert at_second(url, seconds) == expected
