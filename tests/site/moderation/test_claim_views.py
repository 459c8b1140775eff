"""Claiming in the list and on a case's page."""

from datetime import timedelta

import pytest
from django.utils import timezone

from ciudad_global.moderation import actions
from ciudad_global.moderation.models import Case, Decision
from ciudad_global.moderation.states import Outcome
from tests.factories import ConsultationFactory, ModeratorFactory, ProposalFactory, ResidentFactory

pytestmark = pytest.mark.django_db
QUEUE = "/es/moderacion/"


@pytest.fixture
def moderators() -> list:
    return [ModeratorFactory(display_name=name) for name in ("Ximena", "<b>Iván</b>")]


@pytest.fixture
def consultation(moderators) -> object:
    return ConsultationFactory(moderators=moderators)


def proposed(consultation, **fields) -> Case:
    proposal = ProposalFactory(consultation=consultation, state="draft", **fields)
    actions.ask_review(content=proposal)
    return proposal.case


def holders() -> list[str]:
    cases = Case.objects.order_by("pk").select_related("claimed_by")
    return [holder.display_name if (holder := case.holder()) else "" for case in cases]


def test_the_next_ten_are_taken_in_the_order_of_the_list(client, consultation, moderators) -> None:
    cases = [proposed(consultation) for _case in range(12)]
    actions.claim(by=moderators[1], case=cases[0])
    client.force_login(moderators[0])
    response = client.post(f"{QUEUE}tomar/?kind=proposal")
    assert response["Location"] == f"{QUEUE}?kind=proposal&held=mine"
    assert holders() == ["<b>Iván</b>", *["Ximena"] * 10, ""]
    page = client.get(response["Location"])
    assert [item.case for item in page.context["items"]] == cases[1:11]
    assert "Tomaste 10 casos" in page.text


def test_only_what_is_asked_for_and_may_be_decided_is_taken(
    client, consultation, moderators
) -> None:
    moderator = moderators[0]
    proposed(consultation, author=moderator)
    proposed(ConsultationFactory())
    reported = ProposalFactory(consultation=consultation)
    actions.flag(by=moderator, content=reported, reason="spam")
    proposed(consultation, language="en")
    proposed(consultation)
    client.force_login(moderator)
    client.post(f"{QUEUE}tomar/?language=es")
    assert holders() == ["", "", "", "", "Ximena"]


def test_what_somebody_let_run_out_is_free(client, consultation, moderators) -> None:
    case = proposed(consultation)
    actions.claim(by=moderators[1], case=case)
    Case.objects.update(claimed_until=timezone.now() - timedelta(seconds=1))
    client.force_login(moderators[0])
    client.post(f"{QUEUE}tomar/")
    assert holders() == ["Ximena"]


def test_nothing_free_is_said(client, consultation, moderators) -> None:
    client.force_login(moderators[0])
    response = client.post(f"{QUEUE}tomar/", follow=True)
    assert "Aquí no hay nada libre" in response.text


def test_one_is_taken_and_let_go_in_the_list(client, consultation, moderators) -> None:
    case = proposed(consultation)
    client.force_login(moderators[0])
    place = f"{QUEUE}?kind=proposal#asunto-{case.pk}"
    for verb, holder in (("tomar", "Ximena"), ("soltar", "")):
        page = client.get(f"{QUEUE}?kind=proposal").text
        address = f"{QUEUE}{case.pk}/{verb}/?kind=proposal"
        assert f'action="{address}"' in page
        assert client.post(address, {"list": "1"})["Location"] == place
        assert holders() == [holder]


def test_it_is_taken_over_with_a_reason_on_its_page(client, consultation, moderators) -> None:
    case = proposed(consultation)
    actions.claim(by=moderators[1], case=case)
    client.force_login(moderators[0])
    address = f"{QUEUE}{case.pk}/"
    page = client.get(address).text
    assert "Lo revisa <strong>&lt;b&gt;Iván&lt;/b&gt;</strong> hasta las" in page
    assert 'name="outcome"' not in page
    client.post(f"{address}tomar/", {"why": " "})
    assert holders() == ["<b>Iván</b>"]
    client.post(f"{address}tomar/", {"why": "Es urgente."})
    assert holders() == ["Ximena"]
    assert Decision.objects.get().outcome == Outcome.TAKEN
    page = client.get(address).text
    assert "Es urgente." in page
    assert 'name="outcome"' in page


def test_reading_claims_nothing(client, consultation, moderators) -> None:
    case = proposed(consultation)
    client.force_login(moderators[0])
    client.get(f"{QUEUE}{case.pk}/")
    assert holders() == [""]


def test_after_a_decision_comes_one_that_nobody_else_holds(
    client, consultation, moderators
) -> None:
    first, second, third = (proposed(consultation) for _case in range(3))
    actions.claim(by=moderators[1], case=second)
    client.force_login(moderators[0])
    response = client.post(f"{QUEUE}{first.pk}/", {"outcome": "published", "seen": first.seen_as()})
    assert response["Location"] == f"{QUEUE}{third.pk}/"


def test_the_list_filters_by_who_holds(client, consultation, moderators) -> None:
    mine, theirs, free = (proposed(consultation) for _case in range(3))
    actions.claim(by=moderators[0], case=mine)
    actions.claim(by=moderators[1], case=theirs)
    client.force_login(moderators[0])
    for query, expected in {"?held=mine": [mine], "?held=free": [free]}.items():
        shown = [item.case for item in client.get(QUEUE + query).context["items"]]
        assert shown == expected, query


def test_others_take_nothing(client, consultation) -> None:
    case = proposed(consultation)
    client.force_login(ResidentFactory())
    for address in ("tomar/", f"{case.pk}/tomar/", f"{case.pk}/soltar/"):
        assert client.post(QUEUE + address).status_code == 403
    client.force_login(ModeratorFactory())
    assert client.post(f"{QUEUE}{case.pk}/tomar/").status_code == 404
    assert holders() == [""]


def test_invisible_signs_in_the_reason_are_left_out(client, consultation, moderators) -> None:
    case = proposed(consultation)
    actions.claim(by=moderators[1], case=case)
    client.force_login(moderators[0])
    client.post(f"{QUEUE}{case.pk}/tomar/", {"why": "Es\x00 urgente."})
    assert Decision.objects.get().note == "Es urgente."
