"""Opinion groups as figures."""

import json

import pytest

from ciudad_global.moderation.states import State
from consultations.models import Vote
from consultations.opinions.frozen import opinions
from consultations.reports.votes import read
from tests.consultations.opinions.planted import noise, planted
from tests.factories import ConsultationFactory, ProposalFactory

KEYS = {
    "engine", "is_real", "people", "sizes", "silhouette", "null", "stability", "agreement",
    "divisive", "uncertain", "defining", "statements",
}  # fmt: skip


def numbers(value) -> list:
    """Return every plain value in the figures."""
    if isinstance(value, dict):
        return [one for each in value.values() for one in numbers(each)]
    if isinstance(value, list):
        return [one for each in value for one in numbers(each)]
    return [value]


def test_it_works() -> None:
    figures = opinions(planted(60, 40)[0])
    assert set(figures) == KEYS
    assert figures["is_real"] is True
    assert (figures["people"], figures["sizes"]) == (100, [60, 40])
    assert len(figures["defining"]) == 2
    best = figures["statements"][
        [one["id"] for one in figures["statements"]].index(figures["agreement"][0])
    ]
    assert [group["agree"] > 0.7 * group["votes"] for group in best["groups"]] == [True, True]
    assert sum(group["votes"] for group in best["groups"]) == best["all"]["votes"]


def test_what_one_group_mostly_rejects_is_no_agreement() -> None:
    figures = opinions(planted(90, 30)[0])
    statements = {one["id"]: one for one in figures["statements"]}
    shared = [
        all(group["agree"] > group["votes"] / 2 for group in statements[pk]["groups"])
        for pk in figures["agreement"]
    ]
    assert shared == [True] * 5
    assert not set(figures["agreement"]) & set(figures["divisive"])


def test_nothing_in_it_depends_on_who_writes_it() -> None:
    figures = opinions(planted(60, 40)[0])
    assert {type(one) for one in numbers(figures)} == {int, bool}
    assert json.loads(json.dumps(figures)) == figures


def test_without_groups_everybody_is_one() -> None:
    figures = opinions(noise())
    assert (figures["is_real"], figures["sizes"], figures["defining"]) == (False, [], [])
    assert all(one["groups"] == [] for one in figures["statements"])
    assert figures["agreement"]


def test_what_few_voted_on_is_not_compared() -> None:
    votes, _labels = planted(60, 40, seen=0.1)
    figures = opinions(votes)
    seen = dict(zip(votes.statements.tolist(), votes.by_statement().tolist(), strict=True))
    assert all(seen[pk] >= 20 for pk in figures["agreement"])


def test_nobody_and_one_person_have_no_groups() -> None:
    assert opinions(planted(1)[0]) is None


@pytest.mark.django_db
class TestRead:
    def test_it_works(self) -> None:
        consultation = ConsultationFactory()
        states = (State.PUBLISHED, State.REMOVED, State.MERGED)
        proposals = [ProposalFactory(consultation=consultation, state=state) for state in states]
        for proposal in (*proposals, ProposalFactory()):
            for person, value in ((1, 1), (2, -1)):
                Vote.objects.create(
                    proposal=proposal,
                    voter=consultation.voter_token(person),
                    value=value,
                    cast_on="2026-11-24",
                )
        votes = read(consultation)
        assert votes.statements.tolist() == [proposals[0].pk, proposals[1].pk]
        assert votes.rejected.tolist() == [False, True]
        assert votes.shape == (2, 2)
        assert sorted(votes.values.tolist()) == [-1, 0, 0, 1]

    def test_an_empty_one_has_no_votes(self) -> None:
        assert read(ConsultationFactory()).shape == (0, 0)

    def test_it_reads_in_two_queries(self, django_assert_num_queries) -> None:
        consultation = ConsultationFactory()
        with django_assert_num_queries(2):
            read(consultation)
