"""A case's own page."""

import pytest

from ciudad_global.moderation import actions
from ciudad_global.moderation.models import Case, Flag, Signal
from tests.factories import (
    ConsultationFactory,
    ModeratorFactory,
    ProposalFactory,
    ResidentFactory,
    decide,
)
from tests.factories.hostile import HOSTILE

pytestmark = pytest.mark.django_db


@pytest.fixture
def moderators() -> list:
    return [ModeratorFactory(display_name=name) for name in ("Ximena", "Iván")]


@pytest.fixture
def case(moderators) -> Case:
    proposal = ProposalFactory(consultation=ConsultationFactory(moderators=moderators))
    actions.flag(by=ResidentFactory(), content=proposal, reason="other", text=HOSTILE)
    return proposal.case


def page(client, case, **query) -> str:
    return client.get(f"/es/moderacion/{case.pk}/", query).text


def test_signals_are_said_in_sentences(client, moderators, case) -> None:
    Signal.objects.create(case=case, kind="shouting", weight=5, facts={"per_cent": 90})
    Signal.objects.create(case=case, kind="forgotten", weight=50)
    client.force_login(moderators[0])
    for text in (page(client, case), client.get("/es/moderacion/").text):
        assert text.count("Lo que notó la computadora") == 1
    (item,) = client.get("/es/moderacion/").context["items"]
    assert len(item.signals) == 1
    assert item.signals[0] in page(client, case)


def test_what_was_decided_can_be_decided_again(client, moderators, case) -> None:
    decide(by=moderators[0], case=case, outcome="published")
    client.force_login(moderators[1])
    text = page(client, case)
    assert "<summary>Cambiar la decisión</summary>" in text
    # It is published and nothing waits: to publish it is not offered, because it is refused.
    assert 'value="published"' not in text
    for outcome in ("removed", "held", "changes"):
        assert f'name="outcome" value="{outcome}"' in text
    seen = Case.objects.get().seen_as()
    client.post(
        f"/es/moderacion/{case.pk}/",
        {"outcome": "removed", "reason": "spam", "text": "Era publicidad.", "seen": seen},
    )
    case.proposal.refresh_from_db()
    assert case.proposal.state == "removed"
    text = page(client, case)
    assert 'name="outcome" value="published"' in text
    assert "Era publicidad." in text
    # It can only be published: nothing asks for reasons that no button would send.
    assert "<textarea" not in text


def test_what_waits_is_decided_without_unfolding(client, moderators, case) -> None:
    client.force_login(moderators[0])
    assert "Cambiar la decisión" not in page(client, case)


def test_whoever_was_slower_sees_both_decisions(client, moderators, case) -> None:
    seen = case.seen_as()
    decide(by=moderators[0], case=case, outcome="held", reason="spam", text=f"No: {HOSTILE}")
    client.force_login(moderators[1])
    response = client.post(
        f"/es/moderacion/{case.pk}/",
        {"outcome": "removed", "reason": "other", "text": f"Espera: {HOSTILE}", "seen": seen},
    )
    assert response.status_code == 409
    assert "Ya lo decidió Ximena: retener." in response.text
    table = response.text.partition("<table>")[2].partition("</table>")[0]
    theirs = ("Ximena", "retener", "publicidad o mensajes repetidos", "No: ")
    mine = ("Tú", "retirar del sitio", "otra razón", "Espera: ")
    for part in (*theirs, *mine):
        assert part in table
    assert "<script>" not in response.text.replace("<script src", "")
    # What was typed is still there, to be sent after all.
    assert f"Espera: {HOSTILE.partition('<')[0]}" in response.text.partition("<textarea")[2]


def test_another_refusal_compares_nothing(client, moderators, case) -> None:
    actions.claim(by=moderators[0], case=case)
    client.force_login(moderators[1])
    response = client.post(
        f"/es/moderacion/{case.pk}/", {"outcome": "published", "seen": case.seen_as()}
    )
    assert response.status_code == 409
    assert "<table>" not in response.text


def test_of_very_many_reports_the_last_ones_are_read(client, moderators, case) -> None:
    Flag.objects.bulk_create(
        Flag(case=case, reporter=person, reason="spam", text=f"Reporte {number}.")
        for number, person in enumerate(ResidentFactory.create_batch(55))
    )
    client.force_login(moderators[0])
    remarks = list(client.get(f"/es/moderacion/{case.pk}/").context["remarks"])
    assert remarks == [f"Reporte {number}." for number in range(54, 4, -1)]
