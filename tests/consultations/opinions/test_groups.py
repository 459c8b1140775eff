"""What groups hold, and what all share."""

import numpy as np
import pytest

from consultations.opinions import groups
from consultations.opinions.groups import Counts, count
from consultations.opinions.matrix import matrix
from tests.consultations.opinions.polis import Conversation


def counts(agrees: list[list[int]], disagrees: list[list[int]], votes: list[list[int]]) -> Counts:
    return Counts(*(np.array(table, float) for table in (agrees, disagrees, votes)))


@pytest.fixture
def polis(conversation: Conversation) -> Counts:
    """The counts of the groups that Pol.is published."""
    labels = conversation.labels
    return count(conversation.votes, conversation.people, labels, labels.max() + 1)


def test_votes_are_counted_by_group() -> None:
    votes = matrix([1, 1, 2, 2, 3, 4], [1, 2, 1, 2, 1, 1], [1, 0, 1, -1, -1, 1])
    found = count(votes, np.array([0, 1, 2]), np.array([0, 0, 1]), 2)
    assert found.agrees.tolist() == [[2, 0], [0, 0]]
    assert found.disagrees.tolist() == [[0, 1], [1, 0]]
    assert found.votes.tolist() == [[2, 2], [1, 0]]
    assert found.passes.tolist() == [[0, 1], [0, 0]]
    assert found.overall.votes.tolist() == [[3, 2]]
    assert found.others.votes.tolist() == [[1, 0], [2, 2]]


def test_what_one_group_rejects_is_no_consensus() -> None:
    found = counts([[90, 60], [1, 6]], [[0, 10], [9, 1]], [[90, 90], [10, 10]])
    agreed, rejected = groups.consensus(found)
    assert agreed[1] > agreed[0]
    assert agreed == pytest.approx([91 / 92 * 2 / 12, 61 / 92 * 7 / 12])
    assert rejected == pytest.approx([1 / 92 * 10 / 12, 11 / 92 * 2 / 12])


def test_wilson_is_careful_with_few_votes() -> None:
    lower = groups.wilson_lower(np.array([0, 1, 9, 900]), np.array([0, 1, 10, 1_000]))
    # The published values of the interval for 9 of 10 and 900 of 1,000.
    assert lower == pytest.approx([0, 0.2065, 0.5958, 0.8799], abs=1e-4)


def test_where_groups_differ_most_comes_out() -> None:
    found = counts([[9, 5, 0], [1, 5, 3]], [[1, 5, 0], [9, 5, 0]], [[10, 10, 0], [10, 10, 3]])
    assert groups.division(found) == pytest.approx([0.8, 0, 0])


def test_passes_are_uncertainty() -> None:
    found = counts([[5, 0]], [[1, 0]], [[10, 0]])
    assert groups.uncertainty(found) == pytest.approx([0.4, 0])


def test_a_group_of_one_mind_is_told_by_what_the_others_reject() -> None:
    found = counts(
        [[20, 10, 18, 10], [1, 10, 18, 10]],
        [[0, 10, 1, 10], [19, 10, 1, 10]],
        [[20, 20, 20, 20], [20, 20, 20, 20]],
    )
    # What all agree with is said of a group only where it has nothing of its own to agree with.
    assert groups.representative(found, np.arange(4)) == [[(0, True)], [(2, True), (0, False)]]


def test_where_nothing_tells_a_group_the_best_stands_alone() -> None:
    found = counts([[1, 1], [1, 1]], [[1, 1], [1, 1]], [[3, 3], [3, 3]])
    assert [len(chosen) for chosen in groups.representative(found, np.arange(2))] == [1, 1]


def test_what_was_rejected_stands_for_nobody() -> None:
    found = counts([[20, 15], [1, 1]], [[0, 1], [19, 14]], [[20, 16], [20, 16]])
    shown = np.array([1])
    assert groups.representative(found, shown) == [[(1, True)], [(1, False)]]
    assert groups.majority(found.overall, shown) == ([], [])


def test_most_people_count_whatever_their_group() -> None:
    found = counts([[30, 2], [20, 3]], [[1, 28], [2, 25]], [[31, 30], [24, 30]])
    assert groups.majority(found.overall, np.arange(2)) == ([0], [1])


def test_the_counts_are_those_that_polis_published(conversation: Conversation, polis) -> None:
    for group, published in conversation.math["group-votes"].items():
        for place, statement in enumerate(conversation.votes.statements.tolist()):
            if statement in conversation.math["mod-out"]:
                continue  # there, everybody has voted on what was rejected
            theirs = published["votes"][str(statement)]
            ours = [table[int(group), place] for table in polis.tables]
            assert ours == [theirs["A"], theirs["D"], theirs["S"]]


def test_the_consensus_is_the_one_that_polis_published(conversation: Conversation, polis) -> None:
    agreed, _rejected = groups.consensus(polis)
    for place, statement in enumerate(conversation.votes.statements.tolist()):
        if statement not in conversation.math["mod-out"]:
            theirs = conversation.math["group-aware-consensus"][str(statement)]
            assert agreed[place] == pytest.approx(theirs, abs=1e-12)


def test_the_tests_are_those_that_polis_published(conversation: Conversation, polis) -> None:
    places = {one: place for place, one in enumerate(conversation.votes.statements.tolist())}
    agreeing, disagreeing = groups.tests(polis)
    for group, published in conversation.math["repness"].items():
        for one in published:
            here = int(group), places[one["tid"]]
            ours = agreeing if one["repful-for"] == "agree" else disagreeing
            assert ours.p[here] == pytest.approx(one["p-success"], rel=1e-6)
            assert ours.p_test[here] == pytest.approx(one["p-test"], rel=1e-6)
            assert ours.ratio[here] == pytest.approx(one["repness"], rel=1e-6)
            assert ours.ratio_test[here] == pytest.approx(one["repness-test"], rel=1e-6)


def test_the_statements_chosen_are_those_of_polis(conversation: Conversation, polis) -> None:
    statements = conversation.votes.statements
    shown = np.flatnonzero(~conversation.votes.rejected)
    ours = groups.representative(polis, shown)
    for group, published in conversation.math["repness"].items():
        theirs = {(one["tid"], one["repful-for"] == "agree") for one in published}
        assert {(int(statements[place]), agrees) for place, agrees in ours[int(group)]} == theirs


def test_the_majority_is_the_one_that_polis_published(conversation: Conversation) -> None:
    statements = conversation.votes.statements
    votes = conversation.votes
    people = np.arange(len(votes.participants))
    everyone = count(votes, people, np.zeros_like(people), 1)
    found = groups.majority(everyone, np.flatnonzero(~conversation.votes.rejected))
    for ours, direction in zip(found, ("agree", "disagree"), strict=True):
        theirs = [one["tid"] for one in conversation.math["consensus"][direction]]
        assert [int(statements[place]) for place in ours] == theirs
