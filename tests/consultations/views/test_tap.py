"""A visitor's votes: kept in the browser, shown, forgotten; never because of a link."""

from datetime import timedelta
from urllib.parse import quote

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from consultations import taps
from consultations.models import Consultation, Vote
from tests.factories import ConsultationFactory, ProposalFactory, ResidentFactory
from tests.factories.consultation_pages import publish

pytestmark = pytest.mark.django_db

WAITING = "/es/votos-por-contar/"
HERE = {"Sec-Fetch-Site": "same-origin"}
IN_PLACE = HERE | {"HX-Request": "true"}


@pytest.fixture
def visitor() -> Client:
    """Return a browser in which nobody is signed in, with the checks of a real server."""
    return Client(enforce_csrf_checks=True)


def url(proposal) -> str:
    return f"/es/propuestas/{proposal.pk}/voto/"


def tap(client: Client, proposal, value: str = "agree", headers=HERE, **more: str):
    return client.post(url(proposal), {"value": value, **more}, headers=headers)


def kept(client: Client) -> dict[str, str]:
    """Return the votes in the browser: cookie -> number."""
    return {
        name: morsel.value.partition(".")[0]
        for name, morsel in client.cookies.items()
        if name.startswith("voto-") and morsel.value
    }


def test_it_works(visitor) -> None:
    page = publish()
    proposal = ProposalFactory(consultation=page.consultation)
    answer = tap(visitor, proposal, headers=HERE | {"Referer": f"http://testserver{page.url}?q=a"})
    assert kept(visitor) == {f"voto-{proposal.pk}": "1"}
    back = f"{page.url}?q=a#voto-{proposal.pk}"
    assert answer.status_code == 302
    shown = visitor.get(answer["Location"])
    assert shown.context["back"] == back
    html = shown.content.decode()
    assert "Guardamos tu voto" in html
    assert "<script>alert" not in html
    assert Vote.objects.count() == 0
    # From any page, the bar leads here and back.
    bar = visitor.get(
        WAITING, headers=IN_PLACE | {"HX-Current-URL": f"http://testserver{page.url}"}
    )
    assert f'href="{WAITING}?next={quote(page.url, safe="")}"' in bar.content.decode()
    cookie = visitor.cookies[f"voto-{proposal.pk}"]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", 7200)


def test_in_place_the_button_is_pressed_and_the_bar_says_how_many_wait(visitor) -> None:
    first, second = ProposalFactory.create_batch(2)
    tap(visitor, first)
    html = tap(visitor, second, "disagree", IN_PLACE).content.decode()
    assert html.strip().startswith(f'<div class="vote" id="voto-{second.pk}">')
    assert 'value="disagree" aria-pressed="true"' in html
    assert "Guardamos 2 votos." in html
    assert "csrfmiddlewaretoken" not in html


def test_another_tap_on_the_same_proposal_takes_the_place_of_the_first(visitor) -> None:
    proposal = ProposalFactory()
    tap(visitor, proposal)
    tap(visitor, proposal, "pass")
    assert kept(visitor) == {f"voto-{proposal.pk}": "0"}


def test_a_tap_can_be_taken_back(visitor) -> None:
    first, second = ProposalFactory.create_batch(2)
    tap(visitor, first)
    tap(visitor, second)
    html = tap(visitor, first, "withdraw", IN_PLACE).content.decode()
    assert 'aria-pressed="true"' not in html
    assert "Guardamos 1 voto." in html
    assert list(kept(visitor)) == [f"voto-{second.pk}"]


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://["},
        {"Referer": "http://testserver/es/"},
    ],
)
def test_another_site_cannot_tap(visitor, headers) -> None:
    answer = tap(visitor, ProposalFactory(), headers=headers)
    assert kept(visitor) == {}
    assert "Confirma tu voto" in answer.content.decode()


def test_a_browser_that_only_says_where_it_comes_from_is_believed(visitor) -> None:
    tap(visitor, ProposalFactory(), headers={"Origin": "http://testserver"})
    assert len(kept(visitor)) == 1


def test_a_link_asks_and_keeps_nothing(visitor) -> None:
    """Residents can write links to a vote: following one is not voting."""
    answer = visitor.get(url(ProposalFactory()), {"value": "agree"}, headers=HERE)
    assert "Confirma tu voto" in answer.content.decode()
    assert kept(visitor) == {}


def test_the_page_that_asks_works_in_any_browser(visitor) -> None:
    """By its token, where a browser says nothing of where a form came from."""
    proposal = ProposalFactory()
    page = visitor.get(url(proposal), {"value": "agree"})
    token = page.context["csrf_token"]
    tap(visitor, proposal, headers={}, csrfmiddlewaretoken=str(token))
    assert len(kept(visitor)) == 1


def test_what_cannot_be_voted_on_is_not_kept(visitor) -> None:
    closed = ProposalFactory(consultation__state=Consultation.State.CLOSED)
    answer = tap(visitor, closed)
    assert answer.status_code == 403
    assert "Esta consulta ya cerró" in answer.content.decode()
    answer = tap(visitor, closed, headers=IN_PLACE)
    assert "Esta consulta ya cerró" in answer.content.decode()
    assert kept(visitor) == {}


def test_a_browser_keeps_thirty_and_says_so(visitor, monkeypatch) -> None:
    monkeypatch.setattr(taps, "MOST", 2)
    consultation = ConsultationFactory()
    first, second, third = ProposalFactory.create_batch(3, consultation=consultation)
    tap(visitor, first)
    tap(visitor, second)
    answer = tap(visitor, third, headers=IN_PLACE)
    assert "Guardamos hasta 2 votos: entra con tu correo" in answer.content.decode()
    tap(visitor, first, "pass")  # what is kept still changes
    assert kept(visitor) == {f"voto-{first.pk}": "0", f"voto-{second.pk}": "1"}
    assert "Guardamos hasta 2 votos" in visitor.get(WAITING).content.decode()


def test_whose_session_ended_meanwhile_keeps_the_vote(visitor) -> None:
    visitor.force_login(ResidentFactory())
    page = visitor.get(ProposalFactory().get_absolute_url())
    del visitor.cookies["sessionid"]
    proposal = page.context["proposal"]
    tap(visitor, proposal, headers={}, csrfmiddlewaretoken=str(page.context["csrf_token"]))
    assert len(kept(visitor)) == 1


def test_nobody_makes_up_a_kept_vote(visitor) -> None:
    first, second = ProposalFactory.create_batch(2)
    tap(visitor, first)
    real = visitor.cookies[f"voto-{first.pk}"].value
    for name, value in {
        f"voto-{second.pk}": real,  # signed for another proposal
        "voto-7": "1.abc",
        "voto-x": real,
        "voto-": real,
        f"voto-{'9' * 30}": real,
    }.items():
        visitor.cookies[name] = value
    html = visitor.get(WAITING).content.decode()
    assert "Guardamos tu voto" in html
    assert f"/propuestas/{second.pk}-" not in html


def test_a_kept_vote_lasts_two_hours(visitor) -> None:
    tap(visitor, ProposalFactory())
    with time_machine.travel(timezone.now() + timedelta(hours=2, minutes=1)):
        assert "No tienes votos por contar" in visitor.get(WAITING).content.decode()


def test_a_page_asks_how_its_buttons_stand(visitor) -> None:
    """The page is the same for everybody, so it asks when it is there, and for its own only."""
    first, second, third = ProposalFactory.create_batch(3)
    tap(visitor, first, "pass")
    tap(visitor, second)
    asked = {"en": [str(first.pk), str(third.pk), "x", "9" * 30]}
    html = visitor.get(WAITING, asked, headers=IN_PLACE).content.decode()
    assert "Guardamos 2 votos." in html
    assert f'id="voto-{first.pk}" hx-swap-oob="true"' in html
    assert 'value="pass" aria-pressed="true"' in html
    assert f"voto-{second.pk}" not in html
    assert f"voto-{third.pk}" not in html


def test_signing_in_leads_back_to_the_page_in_which_it_was_tapped(visitor) -> None:
    here = IN_PLACE | {"HX-Current-URL": "http://testserver/es/consultas/agua/?q=a"}
    html = tap(visitor, ProposalFactory(), headers=here).content.decode()
    assert "/es/cuenta/login/?next=/es/consultas/agua/%3Fq%3Da" in html


def test_no_way_back_leads_out_of_the_site(visitor) -> None:
    proposal = ProposalFactory()
    for place in ("https://evil.example/", "//evil.example", "http://["):
        answer = tap(visitor, proposal, headers=HERE | {"Referer": place})
        assert "evil" not in answer["Location"]
        assert "evil" not in tap(visitor, proposal, next=place)["Location"]
        assert "evil" not in visitor.get(WAITING, {"next": place}).context["back"]


def test_who_is_in_sees_votes_that_count(visitor) -> None:
    visitor.force_login(ResidentFactory())
    assert visitor.get(WAITING)["Location"] == "/es/mi-participacion/?ver=votos"


def test_queries_do_not_grow(visitor, django_assert_num_queries) -> None:
    for count in (1, 2):
        for proposal in ProposalFactory.create_batch(count):
            tap(visitor, proposal)
        visitor.get(WAITING)
        with django_assert_num_queries(1):
            assert len(visitor.get(WAITING).context["rows"]) in (1, 3)
