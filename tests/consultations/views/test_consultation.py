"""A consultation's page."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from consultations.actions import vote
from consultations.models import Consultation, ConsultationPage, Response
from tests.factories import (
    AlcaldiaFactory,
    ConsultationFactory,
    GoalFactory,
    PhaseFactory,
    ProposalFactory,
    ResidentFactory,
    ThemeFactory,
    UserFactory,
    in_role,
)
from tests.factories.consultation_pages import publish, summary

pytestmark = pytest.mark.django_db


@pytest.fixture
def live_page() -> ConsultationPage:
    return publish()


def shown(client: Client, address: str) -> list[int]:
    """Return the ids of the proposals on this page, in order."""
    return [card["proposal"].pk for card in client.get(address).context["cards"]]


def test_it_works(client: Client, live_page: ConsultationPage) -> None:
    proposal = ProposalFactory(
        consultation=live_page.consultation, theme=ThemeFactory(consultation=live_page.consultation)
    )
    AlcaldiaFactory()
    GoalFactory()
    response = client.get(live_page.url)
    html = response.content.decode()
    assert response.status_code == 200
    assert [card["proposal"] for card in response.context["cards"]] == [proposal]
    assert "<script>alert" not in html
    assert "onmouseover=alert(1)>" not in html
    assert "no es una muestra" in html


def test_a_visitor_gets_the_same_bytes_as_every_other_visitor(
    client: Client, live_page: ConsultationPage
) -> None:
    ProposalFactory(consultation=live_page.consultation)
    response = client.get(live_page.url)
    html = response.content.decode()
    assert "csrfmiddlewaretoken" not in html
    assert response.cookies == {}
    assert 'value="agree"' in html
    assert html == Client().get(live_page.url).content.decode()


def test_only_published_proposals_are_listed(client: Client, live_page: ConsultationPage) -> None:
    ProposalFactory(consultation=live_page.consultation, state="pending")
    ProposalFactory(consultation=live_page.consultation, state="withdrawn")
    ProposalFactory()
    assert shown(client, live_page.url) == []


def test_a_resident_sees_their_own_votes(client: Client, live_page: ConsultationPage) -> None:
    voted, other = ProposalFactory.create_batch(2, consultation=live_page.consultation)
    resident = ResidentFactory()
    vote.cast(by=resident, proposal=voted, value=-1)
    client.force_login(resident)
    cards = client.get(live_page.url).context["cards"]
    assert {card["proposal"].pk: card["my_vote"] for card in cards} == {
        voted.pk: -1,
        other.pk: None,
    }
    assert all(card["may_vote"] for card in cards)


def test_nobody_votes_their_own_proposal_where_the_rules_say_so(client: Client) -> None:
    page = publish(ConsultationFactory(own_vote=False))
    resident = ResidentFactory()
    ProposalFactory(consultation=page.consultation, author=resident)
    client.force_login(resident)
    assert (
        "En esta consulta no se vota la propuesta propia" in client.get(page.url).content.decode()
    )


def test_what_keeps_everybody_from_voting_is_said_once(client: Client) -> None:
    starts_at = timezone.now() + timedelta(days=3)
    phase = PhaseFactory(starts_at=starts_at, ends_at=starts_at + timedelta(days=3))
    page = publish(phase.consultation)
    ProposalFactory.create_batch(3, consultation=phase.consultation)
    html = client.get(page.url).content.decode()
    assert html.count("La votación abre el") == 1
    assert 'value="agree"' not in html
    assert "Podrás proponer desde el" in html


@pytest.mark.parametrize(
    ("person", "sentence"),
    [
        (UserFactory, "Confirma tu correo para participar."),
        (lambda: in_role("editor"), "Las cuentas del equipo no participan"),
    ],
)
def test_who_may_not_take_part_is_told_why(
    client: Client, live_page: ConsultationPage, person: object, sentence: str
) -> None:
    ProposalFactory(consultation=live_page.consultation)
    client.force_login(person())
    html = client.get(live_page.url).content.decode()
    assert html.count(sentence) == 1
    assert 'value="agree"' not in html


def test_hidden_totals_are_neither_shown_nor_sorted_by(client: Client) -> None:
    page = publish(ConsultationFactory(totals=Consultation.Totals.AFTER_CLOSING))
    ProposalFactory(consultation=page.consultation, agree_count=73_131)
    ProposalFactory(consultation=page.consultation, agree_count=90, disagree_count=90)
    quiet = ProposalFactory(consultation=page.consultation).pk
    by_chance = shown(client, page.url)
    for order in ("apoyadas", "acuerdo", "divididas"):
        response = client.get(page.url, {"orden": order, "despues": f"1~{quiet}"})
        assert "73,131" not in response.content.decode()
        assert f'value="{order}"' not in response.content.decode()
        assert shown(client, f"{page.url}?orden={order}") == by_chance


def test_a_closed_consultation_leads_to_its_summary(client: Client) -> None:
    page = publish(ConsultationFactory(state=Consultation.State.CLOSED))
    ProposalFactory(consultation=page.consultation, agree_count=73_131)
    found = summary(page)
    html = client.get(page.url).content.decode()
    assert f'href="{found.url}"' in html
    assert "73,131" in html
    assert 'value="agree"' not in html


def test_the_list_has_an_address_for_everything(
    client: Client, live_page: ConsultationPage
) -> None:
    consultation = live_page.consultation
    theme, goal, alcaldia = (
        ThemeFactory(consultation=consultation),
        GoalFactory(),
        AlcaldiaFactory(),
    )
    wanted = ProposalFactory(consultation=consultation, theme=theme, title="Una participación")
    wanted.goals.add(goal)
    wanted.alcaldias.add(alcaldia)
    other = ProposalFactory(consultation=consultation, title="Otra cosa del todo")
    for query in (
        f"tema={theme.slug}",
        f"objetivo={goal.pk}",
        f"alcaldia={alcaldia.slug}",
        "q=participacion",
        f"tema={theme.slug}&objetivo={goal.pk}&alcaldia={alcaldia.slug}&q=participación",
    ):
        assert shown(client, f"{live_page.url}?{query}") == [wanted.pk]
    assert shown(client, f"{live_page.url}?alcaldia=toda-la-ciudad") == [other.pk]
    assert (
        "No encontramos propuestas así"
        in client.get(f"{live_page.url}?q=inexistente").content.decode()
    )


def test_each_option_says_how_many_it_would_show(
    client: Client, live_page: ConsultationPage
) -> None:
    consultation = live_page.consultation
    water, air, empty = (ThemeFactory(consultation=consultation) for _ in range(3))
    south, north = AlcaldiaFactory(), AlcaldiaFactory()
    goal, unused = GoalFactory(), GoalFactory()
    for theme, alcaldias in ((water, [south, north]), (water, [south]), (air, []), (None, [])):
        proposal = ProposalFactory(consultation=consultation, theme=theme)
        proposal.alcaldias.set(alcaldias)
        proposal.goals.add(goal)
    ProposalFactory(consultation=consultation, theme=water, state="pending")
    ProposalFactory()

    def options(name: str, **asked: str) -> dict[str, str]:
        filters = client.get(live_page.url, asked).context["filters"]
        found = {}
        for value, label in filters.fields[name].choices:
            found |= dict(label) if isinstance(label, list) else {value: label}
        return {value: label.rpartition(" ")[2] for value, label in found.items() if value}

    assert options("tema") == {water.slug: "(2)", air.slug: "(1)"}
    everywhere = {"toda-la-ciudad": "(2)", south.slug: "(2)", north.slug: "(1)"}
    assert options("alcaldia") == everywhere
    assert options("objetivo") == {str(goal.pk): "(4)"}
    # The other filters count, not the option's own; a choice stays though it would show none.
    assert options("tema", tema=water.slug) == {water.slug: "(2)", air.slug: "(1)"}
    assert options("alcaldia", tema=water.slug) == {south.slug: "(2)", north.slug: "(1)"}
    assert options("alcaldia", tema=air.slug, alcaldia=north.slug) == {
        "toda-la-ciudad": "(1)",
        north.slug: "(0)",
    }
    assert options("tema", objetivo=str(goal.pk), alcaldia=north.slug) == {water.slug: "(1)"}
    assert options("tema", q="inexistente") == {}
    assert options("tema", tema=empty.slug, objetivo=str(unused.pk)) == {empty.slug: "(0)"}


@pytest.mark.parametrize(
    "query", ["tema=x", "objetivo=x", "objetivo=999999", "alcaldia=x", "orden=x", "q=%00", "q="]
)
def test_what_is_unknown_is_not_asked_for(
    client: Client, live_page: ConsultationPage, query: str
) -> None:
    proposal = ProposalFactory(consultation=live_page.consultation)
    assert shown(client, f"{live_page.url}?{query}") == [proposal.pk]


@pytest.mark.parametrize(
    "sort", ["al-azar", "recientes", "apoyadas", "acuerdo", "divididas", "comentadas"]
)
@pytest.mark.parametrize("cursor", ["x", "1~2~3", "1~x", "x~1", "9.x~1", "\0~1"])
def test_a_cursor_that_no_list_made_is_taken_for_the_first_page(
    client: Client, live_page: ConsultationPage, cursor: str, sort: str
) -> None:
    proposal = ProposalFactory(consultation=live_page.consultation)
    for name in ("despues", "antes"):
        found = client.get(live_page.url, {name: cursor, "orden": sort}).context["cards"]
        assert [card["proposal"] for card in found] == [proposal]


@pytest.mark.parametrize(
    "sort", ["al-azar", "recientes", "apoyadas", "acuerdo", "divididas", "comentadas"]
)
@pytest.mark.parametrize(
    "cursor", ["nan~1", "inf~1", "99999999.1~1", f"{2**70}~1", f"1~{2**70}", f"1.{2**70}~1"]
)
def test_a_cursor_beyond_every_number_is_a_page(
    client: Client, live_page: ConsultationPage, cursor: str, sort: str
) -> None:
    ProposalFactory(consultation=live_page.consultation)
    response = client.get(live_page.url, {"despues": cursor, "orden": sort})
    assert response.status_code == 200


def test_pages_follow_each_other_there_and_back(
    client: Client, live_page: ConsultationPage
) -> None:
    ProposalFactory.create_batch(45, consultation=live_page.consultation, author=None)
    address, there = live_page.url, []
    while address:
        response = client.get(address)
        there.append([card["proposal"].pk for card in response.context["cards"]])
        last, address = (
            address,
            response.context["next_url"] and live_page.url + response.context["next_url"],
        )
    assert [len(pks) for pks in there] == [20, 20, 5]
    assert len({pk for pks in there for pk in pks}) == 45
    back = client.get(live_page.url + client.get(last).context["previous_url"])
    assert [card["proposal"].pk for card in back.context["cards"]] == there[1]


@pytest.mark.parametrize("number", [1, 3])
def test_a_visitors_queries_do_not_grow_with_the_list(
    client: Client, number: int, django_assert_num_queries: object
) -> None:
    page = publish()
    fill(page.consultation, number)
    client.get(page.url)
    with django_assert_num_queries(9):
        client.get(page.url)


@pytest.mark.parametrize("number", [1, 3])
def test_a_residents_queries_do_not_grow_with_the_list(
    client: Client, number: int, django_assert_num_queries: object
) -> None:
    page = publish(ConsultationFactory(own_vote=False))
    fill(page.consultation, number)
    client.force_login(ResidentFactory())
    client.get(page.url)
    with django_assert_num_queries(14):
        client.get(page.url)


def fill(consultation: Consultation, number: int) -> None:
    for _ in range(number):
        proposal = ProposalFactory(
            consultation=consultation, theme=ThemeFactory(consultation=consultation)
        )
        proposal.goals.add(GoalFactory())
        proposal.alcaldias.add(AlcaldiaFactory())
        consultation.goals.add(GoalFactory())


def test_a_page_waits_for_its_draft(client: Client) -> None:
    page = publish(ConsultationFactory(state=Consultation.State.DRAFT))
    assert client.get(page.url).status_code == 404
    client.force_login(ResidentFactory())
    assert client.get(page.url).status_code == 404
    client.force_login(in_role("editor"))
    assert client.get(page.url).status_code == 200


def test_an_imported_consultation_says_where_it_was_held(
    client: Client, live_page: ConsultationPage
) -> None:
    assert "Residentes con un correo confirmado" in client.get(live_page.url).content.decode()
    Consultation.objects.update(source="Decide Madrid")
    html = client.get(live_page.url).content.decode()
    assert "Se importó de otra plataforma: Decide Madrid" in html
    assert "Residentes con un correo confirmado" not in html


def test_a_card_says_how_the_city_answered_once_that_is_public(
    client: Client, live_page: ConsultationPage
) -> None:
    proposal = ProposalFactory(consultation=live_page.consultation)
    answer = Response.objects.create(proposal=proposal, status="partly", office="SEDEMA")
    assert "Respuesta:" not in client.get(live_page.url).content.decode()
    Response.objects.filter(pk=answer.pk).update(published_at=timezone.now())
    html = client.get(live_page.url).content.decode()
    assert "Respuesta: aceptada en parte" in html
    assert f"{proposal.get_absolute_url()}#respuesta" in html


def test_who_has_few_supports_is_told_before_giving_one(client) -> None:
    page = publish(ConsultationFactory(ballot="support", supports_limit=3))
    assert "3. Puedes retirarlos" in client.get(page.url).content.decode()
