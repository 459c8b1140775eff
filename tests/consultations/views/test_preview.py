"""What an editor sees beforehand: the page as a resident will, in each phase."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from ciudad_global.common import clock
from ciudad_global.notifications.models import Follow
from consultations.models import Consultation, ConsultationPage, Vote
from tests.factories import ConsultationFactory, PhaseFactory, ProposalFactory, in_role
from tests.factories.consultation_pages import publish

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def prepared():
    """Return the page of a draft: proposing comes first, then voting, then nothing."""
    consultation = ConsultationFactory(state=Consultation.State.DRAFT, phase=False)
    begins = timezone.now() + 30 * DAY
    for number, (kind, switches) in enumerate(
        [
            ("propose", (True, False, False)),
            ("vote", (False, True, True)),
            ("results", (False,) * 3),
        ]
    ):
        PhaseFactory(
            consultation=consultation,
            kind=kind,
            starts_at=begins + number * 10 * DAY,
            ends_at=begins + (number + 1) * 10 * DAY,
            **dict(zip(("may_propose", "may_comment", "may_vote"), switches, strict=True)),
        )
    page = publish(consultation)
    page.save_revision()
    return page


def mode(page, kind: str) -> str:
    return f"fase-{page.consultation.phases.get(kind=kind).pk}"


def seen(client, page, mode: str = ""):
    url = reverse("wagtailadmin_pages:view_draft", args=[page.pk])
    return client.get(url, {"mode": mode})


def test_there_is_a_mode_for_each_phase(prepared) -> None:
    assert [label for _name, label in prepared.preview_modes] == [
        "Como está ahora",
        "Residente, en «Proponer»",
        "Residente, en «Debatir y votar»",
        "Residente, en «Resultados»",
    ]


def test_a_new_page_has_no_phases_yet() -> None:
    assert len(ConsultationPage().preview_modes) == 1


@pytest.mark.parametrize(
    ("kind", "may", "left"),
    [
        ("propose", (True, False, False), "Quedan 10 días"),
        ("vote", (False, True, True), "Quedan 10 días"),
        ("results", (False, False, False), ""),
    ],
)
def test_the_page_as_a_resident_sees_it_in_a_phase(client, prepared, kind, may, left) -> None:
    client.force_login(in_role("editor"))
    response = seen(client, prepared, mode(prepared, kind))
    assert response.status_code == 200
    rights = response.context["rights"]
    assert (bool(rights.propose), bool(rights.comment), bool(rights.vote)) == may
    assert response.context["stage"].time_left.startswith(left)
    assert response.context["signed_in"] is True


def test_as_it_is_now_it_tells_the_team_why_not(client, prepared) -> None:
    client.force_login(in_role("editor"))
    rights = seen(client, prepared).context["rights"]
    assert rights.propose.why == "Esta consulta todavía no se publica."


@pytest.mark.parametrize("name", ["fase-0", "fase-99999999", "otra", "fase-"])
def test_a_mode_that_is_not_known_shows_the_page_as_it_is(client, prepared, name) -> None:
    client.force_login(in_role("editor"))
    assert seen(client, prepared, name).context["rights"].propose.why


def test_nothing_is_written_and_nothing_can_be_sent(client, prepared) -> None:
    proposal = ProposalFactory(consultation=prepared.consultation)
    client.force_login(in_role("editor"))
    response = seen(client, prepared, mode(prepared, "vote"))
    policy = response["Content-Security-Policy"]
    assert "form-action 'none'" in policy
    assert "connect-src 'none'" in policy
    prepared.consultation.refresh_from_db()
    assert prepared.consultation.state == Consultation.State.DRAFT
    # Even what is sent by other means is judged by who is signed in, and by the real clock.
    client.post(reverse("consultations:vote", args=[proposal.pk]), {"value": "agree"})
    assert (Vote.objects.count(), Follow.objects.count()) == (0, 0)


def test_the_clock_goes_back_to_the_time_it_is(client, prepared) -> None:
    client.force_login(in_role("editor"))
    seen(client, prepared, mode(prepared, "vote"))
    assert abs(clock.now() - timezone.now()) < timedelta(minutes=1)


def test_a_phase_that_runs_is_seen_as_of_now(client) -> None:
    prepared = publish(ConsultationFactory())
    prepared.save_revision()
    client.force_login(in_role("publisher"))
    response = seen(client, prepared, mode(prepared, "vote"))
    assert response.context["stage"].time_left.startswith("Queda")
    assert response.context["rights"].vote


def test_residents_see_no_previews(client, prepared) -> None:
    assert seen(client, prepared, mode(prepared, "vote")).status_code == 302


def test_queries_do_not_grow_with_the_phases(client, prepared, django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        assert len(prepared.preview_modes) == 4


@pytest.mark.parametrize("kind", ["", "vote"])
def test_the_editor_may_frame_it_and_nobody_else(client, prepared, kind) -> None:
    client.force_login(in_role("editor"))
    policy = seen(client, prepared, kind and mode(prepared, kind))["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in policy
