"""When votes come and from how many networks, and nothing else."""

from datetime import timedelta
from unittest.mock import patch

import pytest
from django.core.management import call_command
from django.db import DatabaseError
from django.test import Client
from django.utils import timezone

from ciudad_global.common import networks
from consultations import receivers, taps
from consultations.actions import activity
from consultations.models import Vote, VoteActivity
from tests.factories import ConsultationFactory, ProposalFactory, ResidentFactory

pytestmark = pytest.mark.django_db


def noted() -> list[tuple[bool, int, int]]:
    rows = VoteActivity.objects.order_by("pk").values_list("network", "votes", "by_new_accounts")
    return [(bool(network), votes, new) for network, votes, new in rows]


def post(proposal, user, value="agree", ip="203.0.113.7"):
    client = Client(REMOTE_ADDR=ip)
    client.force_login(user)
    return client.post(f"/es/propuestas/{proposal.pk}/voto/", {"value": value})


def test_votes_of_an_hour_and_a_network_are_counted_together() -> None:
    proposal = ProposalFactory()
    for ip in ("203.0.113.7", "203.0.113.9", "198.51.100.1"):
        post(proposal, ResidentFactory(), ip=ip)
    assert noted() == [(True, 2, 2), (True, 1, 1)]


def test_a_vote_counts_once_however_often_it_changes() -> None:
    proposal, resident = ProposalFactory(), ResidentFactory()
    for value in ("agree", "agree", "disagree"):
        post(proposal, resident, value)
    assert noted() == [(True, 1, 1)]


def test_an_account_is_new_for_a_day() -> None:
    proposal, resident = ProposalFactory(), ResidentFactory()
    resident.date_joined -= activity.NEW
    resident.save()
    post(proposal, resident)
    assert noted() == [(True, 1, 0)]


def test_what_a_visitor_tapped_counts_when_it_becomes_votes(client) -> None:
    consultation = ConsultationFactory()
    for proposal in ProposalFactory.create_batch(2, consultation=consultation):
        client.post(
            f"/es/propuestas/{proposal.pk}/voto/",
            {"value": "agree"},
            HTTP_SEC_FETCH_SITE="same-origin",
        )
    assert noted() == []
    request = client.get("/es/votos-por-contar/").wsgi_request
    assert len(taps.waiting(request)) == 2
    with patch.object(receivers.messages, "success"):
        receivers.count_taps(request, ResidentFactory())
    assert noted() == [(True, 2, 2)]


def test_no_row_knows_an_address_or_a_person() -> None:
    resident = ResidentFactory()
    post(ProposalFactory(), resident)
    row = VoteActivity.objects.values().get()
    assert set(row) == {"id", "consultation_id", "hour", "network", "votes", "by_new_accounts"}
    assert "203.0.113" not in row["network"]
    assert (row["hour"].minute, row["hour"].second) == (0, 0)


@pytest.mark.parametrize(
    "broken",
    [
        "consultations.actions.activity._add",
        "allauth.account.adapter.DefaultAccountAdapter.get_client_ip",
    ],
)
def test_a_vote_counts_whether_it_is_noted_or_not(broken) -> None:
    proposal = ProposalFactory()
    with patch(broken, side_effect=DatabaseError):
        assert post(proposal, ResidentFactory()).status_code == 302
    assert Vote.objects.count() == 1


def test_networks_are_forgotten_after_two_days() -> None:
    consultation = ConsultationFactory()
    now = timezone.now().replace(minute=0, second=0, microsecond=0)
    old = now - activity.KEPT - timedelta(hours=1)
    for hour, network, votes in ((old, "a", 3), (old, "b", 4), (old, "", 1), (now, "a", 5)):
        VoteActivity.objects.create(
            consultation=consultation, hour=hour, network=network, votes=votes, by_new_accounts=1
        )
    call_command("forget_networks", verbosity=0)
    rows = VoteActivity.objects.order_by("hour").values_list(
        "hour", "network", "votes", "by_new_accounts"
    )
    assert list(rows) == [(old, "", 8, 3), (now, "a", 5, 1)]
    assert activity.forget_networks() == 0


def test_a_network_has_another_name_tomorrow(monkeypatch) -> None:
    name = networks.name("203.0.113.7")
    assert networks.name("203.0.113.200") == name
    later = timezone.now() + timedelta(days=1)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert networks.name("203.0.113.7") != name
