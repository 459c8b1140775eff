"""The pages about warnings and suspensions."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ciudad_global.moderation.models import Sanction
from tests.factories import in_role
from tests.site.moderation.test_sanctions import (
    administrator,
    moderator_of,
    propose,
    reported,
    suspend,
)

pytestmark = pytest.mark.django_db
FORM = {"reason": "spam", "text": "Repites <script>alert(1)</script> el mismo anuncio."}


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_a_moderator_proposes_from_a_case_and_an_administrator_confirms() -> None:
    case = reported()
    client = signed_in(moderator_of(case))
    url = f"/es/moderacion/{case.pk}/sancionar/"
    assert f'href="{url}"' in client.get(f"/es/moderacion/{case.pk}/").content.decode()
    page = client.post(url, FORM | {"kind": "suspension"}).content.decode()
    assert "Elige al menos una cosa." in page
    assert "Elige cuánto dura." in page
    sent = client.post(
        url, FORM | {"kind": "suspension", "stops": ["stops_voting"], "hours": "0"}, follow=True
    )
    sanction = Sanction.objects.get()
    assert (sanction.hours, sanction.acts, sanction.state) == (None, "votar", "proposed")
    page = sent.content.decode()
    assert "no puede votar, para siempre" in page
    assert "<script>alert(1)" not in page
    assert "Confirmar" not in page
    boss = signed_in(administrator())
    where = f"/es/moderacion/sanciones/{sanction.pk}/"
    assert "Confirmar" in boss.get(where).content.decode()
    boss.post(where, {"step": "confirm"})
    sanction.refresh_from_db()
    assert sanction.holds
    boss.post(where, {"step": "lift"})
    sanction.refresh_from_db()
    assert sanction.holds  # without saying why, it stays
    boss.post(where, {"step": "lift", "text": "Se aclaró."})
    sanction.refresh_from_db()
    assert sanction.state == "lifted"


def test_a_warning_takes_one_page() -> None:
    case = reported()
    client = signed_in(moderator_of(case))
    client.post(f"/es/moderacion/{case.pk}/sancionar/", FORM | {"kind": "warning"})
    assert Sanction.objects.get().kind == "warning"


def test_moderators_read_what_they_proposed_and_auditors_everything() -> None:
    mine, other = propose(reported()), propose(reported())
    lists = {}
    for user in (mine.proposed_by, in_role("auditor", "moderation.audit_case")):
        client = signed_in(user)
        page = client.get("/es/moderacion/sanciones/?which=waiting").content.decode()
        lists[user] = [f"/sanciones/{sanction.pk}/" in page for sanction in (mine, other)]
    assert list(lists.values()) == [[True, False], [True, True]]


def test_a_longer_list_takes_no_more_queries() -> None:
    client = signed_in(administrator())

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as counted:
            client.get("/es/moderacion/sanciones/")
        return len(counted)

    suspend(reported())
    queries()
    one = queries()
    propose(reported())
    propose(reported())
    assert queries() == one


def test_decisions_about_people_stand_in_the_history() -> None:
    sanction = suspend(reported())
    page = signed_in(administrator()).get("/es/moderacion/historial/").content.decode()
    assert f"/es/moderacion/sanciones/{sanction.pk}/" in page


def test_the_person_reads_why_and_can_appeal() -> None:
    sanction = suspend(reported(), "stops_commenting")
    client = signed_in(sanction.user)
    told = sanction.decisions.get(outcome="suspended")
    page = client.get(f"/es/decisiones/{told.pk}/").content.decode()
    assert "No puedes comentar hasta el" in page
    assert "Mandar mi apelación" in page
    page = client.get(sanction.case.comment.proposal.get_absolute_url()).content.decode()
    assert "Tu cuenta no puede comentar hasta el" in page
