"""Minutes in Wagtail: drafted by editors, published by somebody else, turned into commitments."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from consultations.models import Commitment
from dialogues.backoffice.minutes import conversion_url
from dialogues.models import Correction, Encounter, Minutes, SessionPage, Statement
from tests.factories import (
    ConsultationFactory,
    CorrectionFactory,
    MinutesFactory,
    StatementFactory,
    in_role,
    pages,
)
from tests.factories.hostile import HOSTILE

pytestmark = pytest.mark.django_db
MINUTES = "wagtailsnippets_dialogues_minutes"


@pytest.fixture
def session() -> SessionPage:
    dialogue = pages.dialogue(
        pages.dialogues(pages.home()), consultations=[ConsultationFactory(slug="abierta")]
    )
    return pages.session(dialogue, days=-3)


def url(name: str, *args: Any) -> str:
    return reverse(f"{MINUTES}:{name}", args=args)


def typed(session: SessionPage, *statements: dict[str, Any], **fields: Any) -> dict[str, Any]:
    data = {
        "encounter": str(session.translation_key),
        "corrections_until": "",
        "changes_es": "",
        "changes_en": "",
        "statements-TOTAL_FORMS": len(statements),
        "statements-INITIAL_FORMS": sum("id" in each for each in statements),
        "statements-MIN_NUM_FORMS": 0,
        "statements-MAX_NUM_FORMS": 80,
    } | fields
    for number, each in enumerate(statements):
        usual = {"kind": "statement", "text_es": HOSTILE, "ORDER": number + 1}
        for name, value in (usual | each).items():
            data[f"statements-{number}-{name}"] = value
    return data


def test_it_works(client: Client, session: SessionPage) -> None:
    editor = in_role("editor")
    client.force_login(editor)
    assert session.title in client.get(url("add")).content.decode().replace("&lt;", "<").replace(
        "&gt;", ">"
    ).replace("&#x27;", "'").replace("&amp;", "&")
    client.post(
        url("add"),
        typed(
            session,
            {
                "text_es": "Segunda",
                "ORDER": 2,
                "seconds": "1:02:03",
                "tag_names": "Agua, Sol, agua",
            },
            {"text_es": "Primera", "ORDER": 1, "kind": "agreement", "tag_names": "agua"},
        ),
    )
    minutes = Minutes.objects.get()
    assert (minutes.state, list(minutes.writers.all())) == ("draft", [editor])
    said = [
        (one.text_es, one.seconds, sorted(tag.slug for tag in one.tags.all()))
        for one in Statement.objects.order_by("sort_order")
    ]
    assert said == [("Primera", None, ["agua"]), ("Segunda", 3_723, ["agua", "sol"])]


def test_a_change_keeps_what_was_not_typed_and_remembers_both(
    client: Client, session: SessionPage
) -> None:
    first, second = in_role("editor"), in_role("editor")
    encounter = Encounter.objects.get(pk=session.translation_key)
    minutes = MinutesFactory(encounter=encounter, state="draft", writers=[first])
    said = StatementFactory(minutes=minutes, seconds=75)
    client.force_login(second)
    form = client.get(url("edit", minutes.pk)).content.decode()
    assert HOSTILE not in form
    assert 'value="1:15"' in form
    client.post(
        url("edit", minutes.pk),
        typed(session, {"id": said.pk, "text_es": "Corregida", "seconds": "1:15"}),
    )
    said.refresh_from_db()
    assert (said.text_es, said.seconds) == ("Corregida", 75)
    assert set(minutes.writers.all()) == {first, second}


@pytest.mark.parametrize(
    "wrong",
    [
        {"seconds": "mañana"},
        {"seconds": "99:99:99"},
        {"tag_names": "a,b,c,d,e,f,g"},
        {"tag_names": "a" * 61},
        {"text_es": ""},
        {"kind": "x"},
    ],
)
def test_what_nobody_can_read_is_refused(
    client: Client, session: SessionPage, wrong: dict[str, Any]
) -> None:
    client.force_login(in_role("editor"))
    response = client.post(url("add"), typed(session, wrong))
    assert "No se guardó" in response.content.decode()
    assert Minutes.objects.count() == 0


def test_a_session_to_come_has_no_minutes(client: Client, session: SessionPage) -> None:
    coming = pages.session(session.get_parent().specific, 2, days=3)
    client.force_login(in_role("editor"))
    client.post(url("add"), typed(coming))
    assert Minutes.objects.count() == 0


def test_people_keep_the_days_that_they_were_promised(client: Client, session: SessionPage) -> None:
    encounter = Encounter.objects.get(pk=session.translation_key)
    minutes = MinutesFactory(encounter=encounter, state="open")
    client.force_login(in_role("editor"))
    today = timezone.localdate()
    client.post(url("edit", minutes.pk), typed(session, corrections_until=str(today)))
    minutes.refresh_from_db()
    assert minutes.corrections_until > today
    later = today + timedelta(days=9)
    client.post(url("edit", minutes.pk), typed(session, corrections_until=str(later)))
    minutes.refresh_from_db()
    assert minutes.corrections_until == later


def test_a_new_edition_says_what_changes(client: Client, session: SessionPage) -> None:
    encounter = Encounter.objects.get(pk=session.translation_key)
    minutes = MinutesFactory(encounter=encounter, state="draft")
    minutes.editions.create(number=1, published_at=timezone.now())
    client.force_login(in_role("editor"))
    response = client.post(url("edit", minutes.pk), typed(session))
    assert "di en una frase qué cambia" in response.content.decode()


def test_opening_and_publishing_ask_first_and_are_logged(
    client: Client, session: SessionPage
) -> None:
    encounter = Encounter.objects.get(pk=session.translation_key)
    minutes = MinutesFactory(encounter=encounter, state="draft")
    StatementFactory(minutes=minutes)
    client.force_login(in_role("editor"))
    assert "Sí, abrir" in client.get(url("open", minutes.pk)).content.decode()
    client.post(url("open", minutes.pk))
    Minutes.objects.update(corrections_until=timezone.localdate() - timedelta(days=1))
    client.post(url("publish", minutes.pk))
    client.force_login(in_role("publisher"))
    assert "Sí, publicar" in client.get(url("publish", minutes.pk)).content.decode()
    client.post(url("publish", minutes.pk))
    minutes.refresh_from_db()
    assert minutes.is_final
    actions = ModelLogEntry.objects.order_by("pk").values_list("action", flat=True)
    assert list(actions) == ["abrir", "publicar"]


def test_corrections_are_decided_where_the_minutes_are(
    client: Client, session: SessionPage
) -> None:
    encounter = Encounter.objects.get(pk=session.translation_key)
    minutes = MinutesFactory(encounter=encounter, state="open")
    correction = CorrectionFactory(minutes=minutes)
    client.force_login(in_role("editor"))
    html = client.get(url("inspect", minutes.pk)).content.decode()
    assert "No se dijo así" in html
    assert HOSTILE not in html
    client.post(url("decide", correction.pk), {"outcome": "declined"})
    assert Correction.objects.get().state == "waiting"
    client.post(url("decide", correction.pk), {"outcome": "declined", "reason": "Se oye bien."})
    assert Correction.objects.get().state == "declined"


def test_an_agreement_becomes_a_commitment(client: Client, session: SessionPage) -> None:
    encounter = Encounter.objects.get(pk=session.translation_key)
    minutes = MinutesFactory(encounter=encounter)
    agreed = StatementFactory(minutes=minutes, kind="agreement", text_es="Reparar las fugas")
    client.force_login(in_role("editor"))
    address = conversion_url(agreed)
    assert address in client.get(url("inspect", minutes.pk)).content.decode()
    form = client.get(address).context["form"]
    consultation = form["consultation"].initial
    assert (form["title"].initial, consultation.slug) == ("Reparar las fugas", "abierta")
    client.post(
        address.partition("?")[0],
        {
            "consultation": consultation.pk,
            "title": "Reparar las fugas",
            "office": "SACMEX",
            "due_on": "2027-06-30",
            "body": "",
            "agreement": agreed.pk,
        },
    )
    assert Commitment.objects.get().agreement == agreed
    edit = reverse(
        "wagtailsnippets_consultations_commitment:edit", args=[Commitment.objects.get().pk]
    )
    assert "Reparar las fugas" in client.get(edit).content.decode()


@pytest.mark.parametrize(
    ("kind", "state"), [("statement", "final"), ("agreement", "draft"), ("agreement", "open")]
)
def test_only_a_public_agreement_does(client: Client, kind: str, state: str) -> None:
    said = StatementFactory(minutes=MinutesFactory(state=state), kind=kind)
    client.force_login(in_role("official"))
    form = client.get(conversion_url(said)).context["form"]
    assert list(form.fields["agreement"].queryset) == []
    assert "agreement" not in form.initial


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_any_number(
    client: Client, django_assert_num_queries, session: SessionPage, count: int
) -> None:
    for number in range(count):
        page = pages.session(session.get_parent().specific, number + 2, days=-2)
        CorrectionFactory(
            minutes=MinutesFactory(
                encounter=Encounter.objects.get(pk=page.translation_key), state="open"
            )
        )
    client.force_login(in_role("publisher"))
    client.get(url("list"))
    with django_assert_num_queries(11):
        response = client.get(url("list"))
    assert "Sesión 2" in response.content.decode()
