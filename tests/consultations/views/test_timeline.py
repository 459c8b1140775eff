"""The timeline on a consultation's page, the deadlines that moved, and one decision for all."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from consultations import permissions
from consultations.models import DeadlineChange, Phase
from tests.factories import (
    ConsultationFactory,
    PhaseFactory,
    ProposalFactory,
    ResidentFactory,
    in_role,
)
from tests.factories.consultation_pages import publish
from tests.factories.hostile import HOSTILE

pytestmark = pytest.mark.django_db


def moved(phase: Phase, days: int, **fields: str) -> DeadlineChange:
    """Move the phase's end, and leave the reason, as the action does."""
    before = phase.ends_at
    Phase.objects.filter(pk=phase.pk).update(ends_at=before + timedelta(days=days))
    phase.refresh_from_db()
    return DeadlineChange.objects.create(
        consultation=phase.consultation,
        phase=phase,
        before=before,
        after=phase.ends_at,
        moved_by=in_role("publisher"),
        **{"reason_es": f"Por la contingencia. {HOSTILE}"} | fields,
    )


def test_the_timeline_says_what_people_may_do_and_until_when(client: Client) -> None:
    page = publish(ConsultationFactory(phase=False))
    now = timezone.now()
    for start, end, switch in ((-5, -3, "propose"), (-1, 4, "comment"), (2, 4, "vote")):
        PhaseFactory(
            consultation=page.consultation,
            starts_at=now + timedelta(days=start),
            ends_at=now + timedelta(days=end, hours=1),
            **dict.fromkeys(Phase.SWITCHES, False) | {f"may_{switch}": True},
        )
    html = client.get(page.url).content.decode()
    for words in (
        "Se pudo proponer.",
        "Entre dos fases solo se lee.",
        "Puedes comentar.",
        "Podrás votar. Coincide con «Debatir y votar».",
    ):
        assert words in html
    assert html.count("Quedan 4 días, cierra el") == 2  # above, and in the timeline
    assert html.count('data-local="tu hora: {time}"') == 2


def test_several_running_phases_are_all_named(client: Client) -> None:
    page = publish(ConsultationFactory(phase=False))
    for name, days in (("Larga", 9), ("Corta", 2)):
        ends_at = timezone.now() + timedelta(days=days, hours=1)
        PhaseFactory(consultation=page.consultation, name_es=name, ends_at=ends_at)
    stage = client.get(page.url).context["stage"]
    assert stage.label == "Corta · Larga"
    assert stage.time_left.startswith("Corta: Quedan 2 días, cierra el")


@pytest.mark.parametrize("state", ["published", "closed"])
def test_a_proposal_says_how_long_one_can_vote(client: Client, state: str) -> None:
    consultation = ConsultationFactory(phase=False, state=state)
    for days in (2, 9, 4):
        ends_at = timezone.now() + timedelta(days=days, hours=1)
        PhaseFactory(consultation=consultation, ends_at=ends_at)
    html = client.get(ProposalFactory(consultation=consultation).get_absolute_url())
    assert ("Quedan 9 días, cierra el" in html.content.decode()) is (state == "published")


def test_every_move_of_a_deadline_is_told_with_its_reason(client: Client) -> None:
    phase = PhaseFactory()
    page = publish(phase.consultation)
    for days in (2, -1, 4):
        change = moved(phase, days, reason_en="Because.")
    response = client.get(page.url)
    changes = response.context["changes"]
    assert [each.after > each.before for each in changes] == [True, False, True]
    assert changes[0] == change
    html = response.content.decode()
    assert html.count("antes terminaba el") == 3
    assert html.count("Por la contingencia.") == 3
    assert "<script>alert" not in html
    assert 'href="#cambios">se movió</a>' in html


@pytest.mark.parametrize(("number", "queries"), [(0, 9), (1, 10), (3, 10)])
def test_queries_do_not_grow_with_phases_and_their_moves(
    client: Client, number: int, queries: int, django_assert_num_queries: object
) -> None:
    consultation = ConsultationFactory(phase=False)
    page = publish(consultation)
    PhaseFactory(consultation=consultation)
    for phase in PhaseFactory.create_batch(number, consultation=consultation):
        moved(phase, 1)
    ProposalFactory.create_batch(2, consultation=consultation)
    client.get(page.url)
    with django_assert_num_queries(queries):
        client.get(page.url)


@pytest.mark.parametrize("number", [1, 3])
def test_what_may_be_done_is_decided_once_for_the_page(
    client: Client, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = publish()
    ProposalFactory.create_batch(number, consultation=page.consultation)
    client.force_login(ResidentFactory())
    asked: list[str] = []
    answer = permissions.allowed_by_phase
    monkeypatch.setattr(
        permissions,
        "allowed_by_phase",
        lambda consultation, phases, what: asked.append(what) or answer(consultation, phases, what),
    )
    with CaptureQueriesContext(connection) as queries:
        assert len(client.get(page.url).context["cards"]) == number
    assert sorted(asked) == ["may_comment", "may_propose", "may_vote"]
    assert sum("consultations_phase" in query["sql"] for query in queries) == 1
