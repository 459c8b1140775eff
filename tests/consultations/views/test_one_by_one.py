"""Voting on one statement after the other."""

import re

import pytest
from django.test import Client

from consultations import taps
from consultations.actions import vote
from consultations.models import Participation, Vote
from tests.factories import (
    ConsultationFactory,
    ProposalFactory,
    ResidentFactory,
    ThemeFactory,
    UserFactory,
    in_role,
)
from tests.factories.consultation_pages import index, publish

pytestmark = pytest.mark.django_db

HERE = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def resident(client) -> object:
    """Return a resident who is signed in."""
    resident = ResidentFactory()
    client.force_login(resident)
    return resident


def url(consultation) -> str:
    return f"/es/consultas/{consultation.slug}/una-por-una/"


def form(response) -> dict[str, str]:
    """Return the fields of the statement's form."""
    html = response.content.decode()
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', html))


def press(client: Client, response, value: str = "agree"):
    """Press a button of the statement, as a browser without script does."""
    return client.post(
        response.context["vote_url"],
        {"value": value, **form(response)},
        headers=HERE,
        follow=True,
    )


def test_it_works(client, resident) -> None:
    page = publish()
    theme = ThemeFactory(consultation=page.consultation)
    ProposalFactory.create_batch(2, consultation=page.consultation, theme=theme)
    first = client.get(url(page.consultation))
    html = first.content.decode()
    assert "0 de 2" in html
    assert "statement__text" in html
    assert "<script>alert" not in html
    second = press(client, first)
    assert second.context["proposal"] != first.context["proposal"]
    assert "1 de 2" in second.content.decode()
    assert "Tu voto cuenta y es secreto." in second.content.decode()
    end = press(client, second, "pass")
    assert "Votaste todas" in end.content.decode()
    assert f"/es/consultas/{page.consultation.slug}/proponer/" in end.content.decode()
    assert sorted(Vote.objects.values_list("value", flat=True)) == [0, 1]


def test_its_end_leads_to_the_proposals_where_none_can_be_added(client, resident) -> None:
    page = publish()
    ProposalFactory(consultation=page.consultation)
    page.consultation.phases.update(may_propose=False)
    end = press(client, client.get(url(page.consultation))).content.decode()
    assert "Votaste todas" in end
    assert f'href="{page.url}#propuestas"' in end
    assert "Hacer una propuesta" not in end


def test_a_visitor_votes_on_and_is_told_what_waits() -> None:
    client, consultation = Client(enforce_csrf_checks=True), ConsultationFactory()
    ProposalFactory.create_batch(2, consultation=consultation)
    first = client.get(url(consultation))
    assert not first.cookies
    assert b"csrfmiddlewaretoken" not in first.content
    second = press(client, first)
    assert second.context["proposal"] != first.context["proposal"]
    assert "Guardamos 1 voto." in second.content.decode()
    assert "1 de 2" in second.content.decode()
    end = press(client, second, "disagree")
    assert "Votaste todas" in end.content.decode()
    assert Vote.objects.count() == 0


def test_skipping_is_no_vote_and_the_statement_comes_back(client, resident) -> None:
    consultation = ConsultationFactory()
    ProposalFactory.create_batch(2, consultation=consultation)
    first = client.get(url(consultation))
    second = client.get(first.context["skip_url"].removesuffix("#una"))
    assert second.context["proposal"] != first.context["proposal"]
    # What was skipped stays so after a vote, until nothing else is left.
    third = press(client, second)
    assert "Te queda una que saltaste" in third.content.decode()
    again = client.get(third.context["again_url"])
    assert again.context["proposal"] == first.context["proposal"]
    assert Vote.objects.count() == 1


def test_asking_changes_nothing(client, resident) -> None:
    client.get(url(ProposalFactory().consultation))
    assert Participation.objects.count() == 0


def test_htmx_gets_the_next_statement_and_the_address_stays(client, resident) -> None:
    proposal = ProposalFactory()
    boosted = {"HX-Request": "true", "HX-Boosted": "true"}
    answer = client.post(
        f"/es/propuestas/{proposal.pk}/voto/",
        {"value": "agree", "next": url(proposal.consultation)},
        headers=boosted,
    )
    assert answer["Location"] == f"{url(proposal.consultation)}#voto-{proposal.pk}"
    answer = client.get(url(proposal.consultation), headers=boosted)
    assert answer["HX-Push-Url"] == "false"
    assert 'id="una"' in answer.content.decode()


def test_a_refused_vote_says_why_and_the_flow_goes_on(client, resident) -> None:
    proposal = ProposalFactory()
    shown = client.get(url(proposal.consultation))
    proposal.move_to("held")
    ProposalFactory(consultation=proposal.consultation)
    client.post(shown.context["vote_url"], {"value": "agree", **form(shown)})
    assert Vote.objects.count() == 0


def test_who_used_all_supports_is_told_what_to_do(client, resident) -> None:
    consultation = ConsultationFactory(ballot="support", supports_limit=1)
    first, _second = ProposalFactory.create_batch(2, consultation=consultation)
    assert "Con el teclado: 1 apoya." in client.get(url(consultation)).content.decode()
    vote.cast(by=resident, proposal=first, value=1)
    html = client.get(url(consultation)).content.decode()
    assert "Ya usaste tu apoyo: retíralo para cambiarlo." in html
    assert "/es/mi-participacion/?ver=votos" in html
    assert "vote__option" not in html


def test_a_browser_that_keeps_all_it_can_asks_to_sign_in(client, monkeypatch) -> None:
    monkeypatch.setattr(taps, "MOST", 1)
    consultation = ConsultationFactory()
    ProposalFactory.create_batch(2, consultation=consultation)
    html = press(client, client.get(url(consultation))).content.decode()
    assert "Guardamos hasta 1 votos: entra con tu correo" in html
    assert "vote__option" not in html


@pytest.mark.parametrize(
    ("person", "why"),
    [
        (lambda: in_role("editor"), "Las cuentas del equipo no participan"),
        (UserFactory, "Confirma tu correo para participar"),
    ],
)
def test_who_cannot_vote_is_told_why(client, person, why) -> None:
    client.force_login(person())
    answer = client.get(url(ProposalFactory().consultation))
    assert answer.status_code == 403
    assert why in answer.content.decode()


def test_where_nobody_votes_now_the_page_says_why(client) -> None:
    page = publish(ConsultationFactory(state="closed"))
    answer = client.get(url(page.consultation))
    assert answer.status_code == 403
    assert "Esta consulta ya cerró" in answer.content.decode()
    answer = client.get(url(page.consultation), headers={"HX-Request": "true"})
    assert answer["HX-Redirect"] == page.url


def test_a_draft_is_not_found(client) -> None:
    assert client.get(url(ConsultationFactory(state="draft"))).status_code == 404


def test_odd_addresses_are_harmless(client) -> None:
    proposal = ProposalFactory()
    for text in ("x", "1.x.-2", "9" * 40, ".", f"{proposal.pk}.{proposal.pk}", "٣"):
        answer = client.get(url(proposal.consultation), {"saltadas": text})
        assert answer.status_code == 200


def test_the_consultation_leads_to_it_while_the_vote_is_open(client) -> None:
    parent = index()
    opened, closed = publish(parent=parent), publish(ConsultationFactory(state="closed"), parent)
    assert url(opened.consultation) in client.get(opened.url).content.decode()
    assert "una-por-una" not in client.get(closed.url).content.decode()


def test_queries_do_not_grow(client, resident, django_assert_num_queries) -> None:
    consultation = publish().consultation
    for count in (1, 2):
        ProposalFactory.create_batch(count, consultation=consultation)
        client.get(url(consultation))
        with django_assert_num_queries(10):
            client.get(url(consultation))
