"""Voting over HTTP."""

import logging
import re

import pytest
from django.test import Client
from django.urls import reverse

from consultations.actions import vote as actions
from consultations.models import Consultation, Participation, Vote
from tests.factories import (
    ConsultationFactory,
    ProposalFactory,
    ResidentFactory,
    UserFactory,
    in_role,
)

pytestmark = pytest.mark.django_db


def url(proposal) -> str:
    return f"/es/propuestas/{proposal.pk}/voto/"


def values() -> list[int]:
    return list(Vote.objects.values_list("value", flat=True))


@pytest.fixture
def resident(client) -> object:
    """Return a resident who is signed in."""
    resident = ResidentFactory()
    client.force_login(resident)
    return resident


def test_it_works(client, resident) -> None:
    proposal = ProposalFactory()
    response = client.post(url(proposal), {"value": "agree"}, follow=True)
    proposal.refresh_from_db()
    assert response.redirect_chain == [
        (f"{proposal.get_absolute_url()}#voto-{proposal.pk}", 302),
    ]
    assert "Tu voto cuenta y es secreto." in response.content.decode()
    assert proposal.agree_count == 1


@pytest.mark.parametrize(("value", "number"), [("agree", 1), ("pass", 0), ("disagree", -1)])
def test_each_opinion_is_one_value(client, resident, value, number) -> None:
    client.post(url(ProposalFactory()), {"value": value})
    assert values() == [number]


def test_a_support_is_given_and_taken_back(client, resident) -> None:
    proposal = ProposalFactory(consultation__ballot=Consultation.Ballot.SUPPORT)
    client.post(url(proposal), {"value": "support"})
    assert values() == [1]
    client.post(url(proposal), {"value": "withdraw"})
    assert values() == []


def test_a_double_submit_counts_once(client, resident) -> None:
    proposal = ProposalFactory()
    for _click in range(2):
        assert client.post(url(proposal), {"value": "pass"}).status_code == 302
    proposal.refresh_from_db()
    assert (values(), proposal.pass_count) == ([0], 1)


def test_htmx_gets_the_control_with_fresh_counters(client, resident) -> None:
    proposal = ProposalFactory()
    actions.cast(by=ResidentFactory(), proposal=proposal, value=1)
    response = client.post(url(proposal), {"value": "agree"}, headers={"HX-Request": "true"})
    page = response.content.decode()
    assert response.status_code == 200
    assert page.strip().startswith(f'<div class="vote" id="voto-{proposal.pk}">')
    assert 'value="agree" aria-pressed="true"' in page
    assert "<dd>2</dd>" in page
    assert "<html" not in page


def test_htmx_is_told_why_not(client, resident) -> None:
    consultation = ConsultationFactory(ballot="support", supports_limit=1)
    first, second = ProposalFactory.create_batch(2, consultation=consultation)
    actions.cast(by=resident, proposal=first, value=1)
    response = client.post(url(second), {"value": "support"}, headers={"HX-Request": "true"})
    assert response.status_code == 200
    page = response.content.decode()
    assert "Ya usaste tu apoyo: retíralo para cambiarlo." in page
    # Whoever takes the other one back gives it here, on the same page.
    assert 'value="support" aria-pressed="false"' in page


def test_a_refusal_without_script_has_a_page_that_leads_back(client) -> None:
    client.force_login(UserFactory())
    proposal = ProposalFactory()
    response = client.post(url(proposal), {"value": "agree", "next": "/es/consultas/agua/?q=a"})
    assert response.status_code == 403
    assert "Confirma tu correo para participar." in response.content.decode()
    assert response.context["back"] == f"/es/consultas/agua/?q=a#voto-{proposal.pk}"
    assert values() == []


def test_the_team_cannot_vote(client) -> None:
    client.force_login(in_role("editor"))
    response = client.post(url(ProposalFactory()), {"value": "agree"}, follow=True)
    assert "Las cuentas del equipo no participan" in response.content.decode()
    assert values() == []


def test_it_comes_back_to_the_page_of_the_form(client, resident) -> None:
    proposal = ProposalFactory()
    response = client.post(url(proposal), {"value": "agree", "next": "/es/consultas/agua/?q=a"})
    assert response["Location"] == f"/es/consultas/agua/?q=a#voto-{proposal.pk}"


def test_it_never_comes_back_to_another_site(client, resident) -> None:
    proposal = ProposalFactory()
    for place in ("https://example.org/", "//example.org", "javascript:alert(1)"):
        response = client.post(url(proposal), {"value": "agree", "next": place})
        assert response["Location"] == f"{proposal.get_absolute_url()}#voto-{proposal.pk}"


def test_a_get_asks_and_never_votes(client, resident) -> None:
    proposal = ProposalFactory()
    response = client.get(url(proposal), {"value": "agree"})
    page = response.content.decode()
    assert values() == []
    assert Participation.objects.count() == 0
    assert "Confirma tu voto" in page
    assert 'name="value" value="agree"' in page
    assert "<script>alert" not in page


def test_a_get_that_could_not_vote_says_why(client, resident) -> None:
    proposal = ProposalFactory(consultation__state=Consultation.State.CLOSED)
    response = client.get(url(proposal), {"value": "agree"})
    assert response.status_code == 403
    assert "Esta consulta ya cerró" in response.content.decode()


@pytest.mark.parametrize("value", ["", "yes", "1", "support", "AGREE"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_an_unknown_value_is_a_bad_request(client, resident, value, method) -> None:
    assert getattr(client, method)(url(ProposalFactory()), {"value": value}).status_code == 400


def test_a_support_ballot_knows_no_opinions(client, resident) -> None:
    proposal = ProposalFactory(consultation__ballot=Consultation.Ballot.SUPPORT)
    assert client.post(url(proposal), {"value": "disagree"}).status_code == 400


def test_a_support_comes_back_from_a_proposal_that_was_taken_down(client, resident) -> None:
    proposal = ProposalFactory(consultation__ballot=Consultation.Ballot.SUPPORT)
    actions.cast(by=resident, proposal=proposal, value=1)
    proposal.refresh_from_db()
    proposal.move_to("removed")
    client.post(url(proposal), {"value": "withdraw", "next": "/es/mi-participacion/"})
    proposal.refresh_from_db()
    assert (values(), proposal.agree_count) == ([], 0)


@pytest.mark.parametrize("path", [["held"], ["held", "rejected"]])
def test_a_vote_comes_back_from_what_nobody_may_read(client, resident, path) -> None:
    proposal = ProposalFactory(title="Un título que ya no se dice")
    actions.cast(by=resident, proposal=proposal, value=-1)
    proposal.refresh_from_db()
    for state in path:
        proposal.move_to(state)
    for _twice in range(2):
        response = client.post(url(proposal), {"value": "withdraw"})
        assert response.url == f"/es/mi-participacion/?ver=votos#voto-{proposal.pk}"
    proposal.refresh_from_db()
    assert (values(), proposal.votes_count) == ([], 0)
    # Nobody changes it, and who took no part here does not even learn that there is something.
    assert client.post(url(proposal), {"value": "agree"}).status_code == 404
    client.force_login(ResidentFactory())
    assert client.post(url(proposal), {"value": "withdraw"}).status_code == 404


@pytest.mark.parametrize(
    ("state", "status"), [("pending", 404), ("rejected", 404), ("draft", 404), ("removed", 410)]
)
def test_what_is_not_published_has_no_vote(client, resident, state, status) -> None:
    proposal = ProposalFactory(state=state, title="Un título que ya no se dice")
    response = client.post(url(proposal), {"value": "agree"})
    assert response.status_code == status
    assert "título que ya no" not in response.content.decode()


def test_a_form_without_token_is_asked_about_and_never_votes() -> None:
    """A page from before signing in, or a trap: the browser's word alone casts no vote."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(ResidentFactory())
    proposal, ours = ProposalFactory(), {"Sec-Fetch-Site": "same-origin"}
    response = client.post(url(proposal), {"value": "agree"}, headers=ours)
    assert "Confirma tu voto" in response.content.decode()
    response = client.post(url(proposal), {"value": "agree"}, headers=ours | {"HX-Request": "true"})
    assert response["HX-Redirect"] == f"{url(proposal)}?value=agree"
    assert values() == []


def test_the_page_that_asks_has_the_token_that_votes() -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(ResidentFactory())
    proposal = ProposalFactory()
    page = client.get(url(proposal), {"value": "agree"}).content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
    client.post(url(proposal), {"value": "agree", "csrfmiddlewaretoken": token[1]})
    assert values() == [1]


def test_nothing_that_others_see_or_that_is_logged_tells_a_vote(client, caplog) -> None:
    """The voter alone sees the vote, in the body of the own page; no header, no log line."""
    resident, proposal = ResidentFactory(display_name="Xóchitl V."), ProposalFactory()
    token = proposal.consultation.voter_token(resident.pk)
    client.force_login(resident)
    with caplog.at_level(logging.DEBUG):
        plain = client.post(url(proposal), {"value": "disagree"})
        part = client.post(url(proposal), {"value": "disagree"}, headers={"HX-Request": "true"})
    logged = " ".join(
        record.getMessage() for record in caplog.records if record.name != "django.db.backends"
    )
    for secret in (str(token), token.hex, resident.email, "disagree"):
        assert secret not in logged
        assert secret not in str(plain.headers) + str(part.headers)
        assert secret not in str(plain.cookies)
    assert token.hex not in part.content.decode()

    for other in (None, ResidentFactory(), in_role("auditor", "moderation.audit_case")):
        somebody = Client()
        if other:
            somebody.force_login(other)
        page = somebody.get(proposal.get_absolute_url()).content.decode()
        assert 'aria-pressed="true"' not in page
        assert resident.email not in page
        assert "Xóchitl" not in page
        assert token.hex not in page


@pytest.mark.parametrize(
    "page", ["foo", "//evil.example", "https://evil.example", "http://[", "\0"]
)
def test_an_odd_way_back_neither_breaks_nor_leaves(client, page) -> None:
    proposal = ProposalFactory()
    client.force_login(ResidentFactory())
    answer = client.post(
        reverse("consultations:vote", args=[proposal.pk]), {"value": "agree", "next": page}
    )
    assert answer.status_code == 302
    assert "evil" not in answer["Location"]
