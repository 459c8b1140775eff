"""What was tapped before signing in counts after it, once."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.utils import timezone

from consultations.actions import vote
from consultations.models import Consultation, CountedTap, Vote
from tests.factories import (
    ConsultationFactory,
    ProposalFactory,
    ResidentFactory,
    in_role,
    pages,
)

pytestmark = pytest.mark.django_db

DAYS = timedelta(days=2)
HERE = {"Sec-Fetch-Site": "same-origin"}


def tap(client: Client, proposal, value: str = "agree") -> None:
    client.post(f"/es/propuestas/{proposal.pk}/voto/", {"value": value}, headers=HERE)


def sign_in(client: Client, email: str, way: str = "/es/avisos/"):
    """Sign in by code; return the page on which the person lands."""
    client.post("/es/cuenta/login/", {"email": email})
    code = re.search(r"^\s+(\d{6})$", mail.outbox[-1].body, re.MULTILINE)
    return client.post(
        "/es/cuenta/login/code/confirm/", {"code": code[1], "next": way}, follow=True
    )


def votes() -> list[tuple[int, int]]:
    return list(Vote.objects.order_by("proposal").values_list("proposal_id", "value"))


def test_three_taps_and_one_sign_in_are_three_votes(client) -> None:
    """Also for somebody who was never here: the code makes and verifies the account."""
    first, second, third = ProposalFactory.create_batch(3)
    tap(client, first)
    tap(client, second, "disagree")
    tap(client, third, "pass")
    page = sign_in(client, "nueva@example.org").content.decode()
    assert votes() == [(first.pk, 1), (second.pk, -1), (third.pk, 0)]
    assert "Tus 3 votos ya cuentan y son secretos." in page
    second.refresh_from_db()
    assert second.disagree_count == 1
    # Nothing is left that could be counted again.
    left = [name for name, cookie in client.cookies.items() if cookie.value]
    assert set(left) <= {"sessionid", "csrftoken"}


def test_the_person_comes_back_to_where_they_were(client) -> None:
    proposal = ProposalFactory()
    tap(client, proposal)
    page = sign_in(client, ResidentFactory().email, proposal.get_absolute_url())
    assert page.redirect_chain[-1][0] == proposal.get_absolute_url()
    html = page.content.decode()
    assert "Tu voto ya cuenta y es secreto." in html
    assert 'value="agree" aria-pressed="true"' in html


def test_a_browser_that_sends_them_again_changes_nothing(client) -> None:
    resident, proposal = ResidentFactory(), ProposalFactory()
    tap(client, proposal)
    stale = {name: cookie.value for name, cookie in client.cookies.items()}
    sign_in(client, resident.email)
    for change in (
        lambda: vote.cast(by=resident, proposal=proposal, value=-1),
        lambda: vote.withdraw(by=resident, proposal=proposal),
    ):
        change()
        after = votes()
        again = Client()
        for name, value in stale.items():
            again.cookies[name] = value
        page = sign_in(again, resident.email).content.decode()
        assert votes() == after
        assert "ya cuenta" not in page


def test_nobody_elses_old_taps_become_my_votes(client) -> None:
    proposal = ProposalFactory()
    tap(client, proposal)
    stale = client.cookies.copy()
    sign_in(client, ResidentFactory().email)
    other = Client()
    other.cookies.update(stale)
    sign_in(other, ResidentFactory().email)
    assert len(votes()) == 1


def test_a_new_tap_is_the_persons_new_word(client) -> None:
    """Who had voted, signed out, and taps something else wants something else."""
    resident, proposal = ResidentFactory(), ProposalFactory()
    vote.cast(by=resident, proposal=proposal, value=1)
    tap(client, proposal, "disagree")
    sign_in(client, resident.email)
    assert votes() == [(proposal.pk, -1)]


def test_the_limit_holds_in_the_order_of_the_taps_and_is_explained(client) -> None:
    consultation = ConsultationFactory(ballot=Consultation.Ballot.SUPPORT, supports_limit=1)
    first, second, third = ProposalFactory.create_batch(3, consultation=consultation)
    for proposal in (second, first, third):
        tap(client, proposal, "support")
    page = sign_in(client, ResidentFactory().email).content.decode()
    assert votes() == [(second.pk, 1)]
    assert "Tu voto ya cuenta y es secreto." in page
    assert "2 votos no se contaron. Ya usaste tu apoyo: retíralo para cambiarlo." in page


def test_an_account_of_the_team_is_told_once_why_none_counted(client) -> None:
    for proposal in ProposalFactory.create_batch(2):
        tap(client, proposal)
    page = sign_in(client, in_role("editor").email).content.decode()
    assert votes() == []
    assert page.count("2 votos no se contaron. Las cuentas del equipo no participan.") == 1


def test_what_changed_meanwhile_is_explained(client) -> None:
    closed, gone, own, ballot = ProposalFactory.create_batch(4)
    for proposal in (closed, gone, own, ballot):
        tap(client, proposal)
    Consultation.objects.filter(pk=closed.consultation_id).update(state="closed")
    gone.move_to("removed")
    Consultation.objects.filter(pk=own.consultation_id).update(own_vote=False)
    Consultation.objects.filter(pk=ballot.consultation_id).update(ballot="support")
    page = sign_in(client, own.author.email).content.decode()
    assert votes() == [(ballot.pk, 1)]
    assert page.count("Un voto no se contó.") == 3
    for why in ("Esta consulta ya cerró", "no está publicada", "no se vota la propuesta propia"):
        assert why in page


def test_a_ballot_that_changed_is_explained(client) -> None:
    proposal = ProposalFactory()
    tap(client, proposal, "disagree")
    Consultation.objects.update(ballot="support")
    page = sign_in(client, ResidentFactory().email).content.decode()
    assert votes() == []
    assert "La boleta de la consulta cambió: vota otra vez." in page


def test_signing_in_without_taps_says_nothing(client) -> None:
    page = sign_in(client, ResidentFactory().email).content.decode()
    assert "ya cuenta" not in page
    assert "no se contó" not in page


def test_the_demonstrations_door_counts_them_too(client) -> None:
    pages.home()
    proposal = ProposalFactory()
    ResidentFactory(email="residente@demo.ciudadglobal.example")
    tap(client, proposal)
    client.post("/es/demo/", {"role": ""})
    assert votes() == [(proposal.pk, 1)]


def test_what_was_counted_names_nobody_and_nothing_and_goes_soon(client) -> None:
    resident = ResidentFactory()
    tap(client, ProposalFactory())
    sign_in(client, resident.email)
    assert [field.name for field in CountedTap._meta.fields] == ["token", "counted_on"]
    client.logout()
    later = timezone.now() + DAYS
    proposal = ProposalFactory(consultation__phase__ends_at=later + DAYS)
    with time_machine.travel(later):
        tap(client, proposal)
        sign_in(client, resident.email)
    assert Vote.objects.count() == 2
    assert CountedTap.objects.count() == 1
