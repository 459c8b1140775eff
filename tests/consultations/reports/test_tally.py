"""What is counted, and what stays hidden."""

import json

import pytest

from ciudad_global.moderation.states import State
from consultations.models import Participation
from consultations.reports.tally import tally
from tests.factories import AlcaldiaFactory, ConsultationFactory, ProposalFactory, ResidentFactory
from tests.factories.hostile import HOSTILE

pytestmark = pytest.mark.django_db


@pytest.fixture
def consultation():
    return ConsultationFactory()


def proposal(consultation, agree, passed, disagree, **more):
    return ProposalFactory(
        consultation=consultation,
        agree_count=agree,
        pass_count=passed,
        disagree_count=disagree,
        **more,
    )


def people(consultation, alcaldia, number) -> None:
    for _each in range(number):
        Participation.objects.create(
            consultation=consultation,
            user=ResidentFactory(),
            alcaldia=alcaldia,
            joined_on="2026-11-22",
        )


def hidden(figures) -> list[str]:
    return [row["code"] for row in figures["alcaldias"]["hidden"]]


def test_it_works(consultation) -> None:
    first = proposal(consultation, 8, 1, 1, comments_count=3)
    second = proposal(consultation, 20, 5, 15)
    proposal(ConsultationFactory(), 99, 0, 0)
    figures = tally(consultation)
    assert figures["votes"] == {"agree": 28, "pass": 6, "disagree": 16, "votes": 50}
    assert figures["comments"] == 3
    assert figures["top_by_agreement"] == [first.pk, second.pk]
    assert figures["top_by_support"] == [second.pk, first.pk]
    assert figures["proposals"][0] == {
        "id": first.pk,
        "agree": 8,
        "pass": 1,
        "disagree": 1,
        "votes": 10,
        "agreement": 750,
        "comments": 3,
        "imported_for": None,
        "imported_against": None,
    }


def test_one_vote_does_not_outrank_ninety_of_a_hundred(consultation) -> None:
    lonely, loved = proposal(consultation, 1, 0, 0), proposal(consultation, 90, 0, 10)
    assert tally(consultation)["top_by_agreement"] == [loved.pk, lonely.pk]


@pytest.mark.parametrize("state", [state for state in State if state != State.PUBLISHED])
def test_what_nobody_can_read_does_not_count(consultation, state) -> None:
    proposal(consultation, 5, 0, 0, state=state)
    assert tally(consultation)["votes"]["votes"] == 0


def test_no_text_of_a_person_is_frozen(consultation) -> None:
    proposal(consultation, 5, 0, 0)
    assert HOSTILE not in json.dumps(tally(consultation)["proposals"], ensure_ascii=False)


def test_imported_totals_stay_apart(consultation) -> None:
    proposal(consultation, 2, 0, 0)
    old = proposal(consultation, 0, 0, 0, imported_for=900, imported_against=30)
    figures = tally(consultation)
    assert figures["votes"]["votes"] == 2
    assert figures["imported"] == {"for": 900, "against": 30, "proposals": 1}
    assert figures["top_imported"] == [old.pk]


def test_small_groups_are_hidden(consultation) -> None:
    big, small, tiny = AlcaldiaFactory(), AlcaldiaFactory(), AlcaldiaFactory()
    people(consultation, big, 14)
    people(consultation, small, 9)
    people(consultation, tiny, 2)
    people(consultation, None, 12)
    figures = tally(consultation)
    assert figures["participants"] == 37
    assert figures["alcaldias"]["shown"] == [
        {"code": big.pk, "name": big.name, "people": 14, "population": 400_000},
        {"code": "", "name": "", "people": 12, "population": None},
    ]
    assert hidden(figures) == [small.pk, tiny.pk]


def test_a_small_group_cannot_be_subtracted_from_the_total(consultation) -> None:
    big, middle, tiny = AlcaldiaFactory(), AlcaldiaFactory(), AlcaldiaFactory()
    people(consultation, big, 14)
    people(consultation, middle, 11)
    people(consultation, tiny, 2)
    figures = tally(consultation)
    assert [row["code"] for row in figures["alcaldias"]["shown"]] == [big.pk]
    assert hidden(figures) == ["", middle.pk, tiny.pk]


def test_nobody_took_part(consultation) -> None:
    AlcaldiaFactory()
    assert tally(consultation)["alcaldias"]["shown"] == []


@pytest.mark.parametrize("number", [1, 3])
def test_queries_do_not_grow(consultation, number, django_assert_num_queries) -> None:
    for _each in range(number):
        proposal(consultation, 3, 0, 0)
        people(consultation, AlcaldiaFactory(), 1)
    with django_assert_num_queries(4):
        tally(consultation)
