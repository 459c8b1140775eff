"""What the forms know of how a text came, and what its author hears."""

import re
import time
from typing import Any

import pytest
from django.test import Client

from ciudad_global.moderation.models import Signal
from ciudad_global.moderation.states import State
from consultations.models import Comment, Consultation, Proposal
from tests.factories import (
    CommentFactory,
    ConsultationFactory,
    ProposalFactory,
    ResidentFactory,
    pages,
)

pytestmark = pytest.mark.django_db

LONG = "Propongo que cada alcaldía tenga una ventanilla abierta los sábados."
PHONE = "Llámenme al 55 1234 5678."


@pytest.fixture
def signed_in(client: Client) -> Client:
    """Return a browser of a resident."""
    client.force_login(ResidentFactory())
    return client


def started(page: str) -> str:
    """Return the mark that the form carries."""
    found = re.search(r'name="started"(?: value="([^"]*)")?', page)
    return (found and found[1]) or ""


def comment_url(proposal: Proposal) -> str:
    return f"/es/propuestas/{proposal.pk}/comentar/"


def propose_url(consultation: Consultation) -> str:
    return f"/es/consultas/{consultation.slug}/proponer/"


def kinds(run_tasks: Any) -> list[str]:
    run_tasks()
    return list(Signal.objects.values_list("kind", flat=True))


def test_a_long_comment_that_comes_at_once_is_hinted_at(signed_in: Client, run_tasks: Any) -> None:
    proposal = ProposalFactory()
    mark = started(signed_in.get(comment_url(proposal)).text)
    signed_in.post(comment_url(proposal), {"body": LONG, "started": mark})
    assert Comment.objects.get().state == State.PUBLISHED
    assert kinds(run_tasks) == ["typed_fast"]


def test_one_that_took_its_time_is_not(
    signed_in: Client, run_tasks: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    proposal = ProposalFactory()
    mark = started(signed_in.get(proposal.get_absolute_url()).text)
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 4)
    signed_in.post(comment_url(proposal), {"body": LONG, "started": mark})
    assert kinds(run_tasks) == []


@pytest.mark.parametrize("mark", ["", "otra cosa", "MTIz:1abc:def"])
def test_without_a_mark_of_ours_nothing_is_known(
    signed_in: Client, run_tasks: Any, mark: str
) -> None:
    signed_in.post(comment_url(ProposalFactory()), {"body": LONG, "started": mark})
    assert Comment.objects.count() == 1
    assert kinds(run_tasks) == []


def test_a_mistake_does_not_set_the_clock_back(signed_in: Client) -> None:
    proposal = ProposalFactory()
    mark = started(signed_in.get(comment_url(proposal)).text)
    page = signed_in.post(comment_url(proposal), {"body": "", "started": mark}).text
    assert started(page) == mark


def test_a_proposal_carries_the_mark_of_whoever_is_signed_in(
    client: Client, run_tasks: Any
) -> None:
    consultation = ConsultationFactory(proposals_review=Consultation.Review.AFTER)
    assert started(client.get(propose_url(consultation)).text) == ""
    client.force_login(ResidentFactory())
    mark = started(client.get(propose_url(consultation)).text)
    fields = {"title": "Una ventanilla los sábados", "body": LONG, "language": "es"}
    client.post(propose_url(consultation), {**fields, "started": mark, "do": "send"})
    assert Proposal.objects.get().state == State.PUBLISHED
    assert kinds(run_tasks) == ["typed_fast"]


def test_what_comes_back_after_signing_in_has_no_clock(client: Client) -> None:
    proposal = ProposalFactory()
    client.post(comment_url(proposal), {"body": LONG}, headers={"Sec-Fetch-Site": "same-origin"})
    client.force_login(ResidentFactory())
    assert started(client.get(comment_url(proposal)).text) == ""


def test_the_tenth_of_one_network_is_hinted_at(client: Client, run_tasks: Any) -> None:
    proposal = ProposalFactory()
    for number in range(10):
        client.force_login(ResidentFactory())
        client.post(comment_url(proposal), {"body": f"Tengo la idea número {number}."})
    assert kinds(run_tasks) == ["burst"]


def test_who_is_held_by_a_rule_reads_why(signed_in: Client) -> None:
    proposal = ProposalFactory()
    page = signed_in.post(comment_url(proposal), {"body": PHONE}, follow=True).text
    assert "Parece mostrar un teléfono. Lo detuvo una regla automática." in page
    assert PHONE in page
    signed_in.logout()
    assert PHONE not in signed_in.get(proposal.get_absolute_url()).text


def test_a_change_that_is_held_says_so(client: Client) -> None:
    comment = CommentFactory(body="Sí.")
    client.force_login(comment.author)
    address = f"/es/comentarios/{comment.pk}/editar/"
    page = client.post(address, {"body": PHONE}, follow=True).text
    assert "Lo detuvo una regla automática." in page
    proposal = ProposalFactory(author=comment.author)
    sent = {"title": "Una ventanilla los sábados", "body": PHONE, "language": "es", "do": "save"}
    sent["seen"] = proposal.fingerprint()
    page = client.post(f"/es/propuestas/{proposal.pk}/editar/", sent, follow=True).text
    assert "Lo detuvo una regla automática." in page


def test_every_form_leads_to_the_rules(signed_in: Client) -> None:
    pages.rules(pages.home())
    proposal = ProposalFactory()
    mine = CommentFactory(author=ResidentFactory())
    for address in (
        comment_url(proposal),
        propose_url(proposal.consultation),
        f"/es/propuestas/{proposal.pk}/reportar/",
        f"/es/comentarios/{mine.pk}/responder/",
    ):
        assert 'href="/es/reglas/"' in signed_in.get(address).text, address


def test_a_reason_leads_to_its_rule(client: Client) -> None:
    pages.rules(pages.home())
    removed = ProposalFactory(state=State.REMOVED)
    _decided(removed, State.REMOVED)
    assert 'href="/es/reglas/#off_topic"' in client.get(removed.get_absolute_url()).text


def test_a_removed_comment_leads_to_its_rule(client: Client) -> None:
    pages.rules(pages.home())
    comment = CommentFactory(state=State.REMOVED)
    CommentFactory(proposal=comment.proposal, parent=comment)
    _decided(comment, State.REMOVED)
    page = client.get(comment.proposal.get_absolute_url()).text
    assert 'href="/es/reglas/#off_topic"' in page


def _decided(content: Any, state: State) -> None:
    from ciudad_global.moderation import log
    from ciudad_global.moderation.actions import lock_case

    log.append(
        case=lock_case(content=content),
        rule="test",
        outcome=state,
        before=State.PUBLISHED,
        after=state,
        reason="off_topic",
        text="No trata de esto.",
    )
