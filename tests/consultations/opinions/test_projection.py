"""Where people stand, and who is placed in a group."""

import numpy as np
import pytest

from consultations.opinions.components import centre, components
from consultations.opinions.matrix import matrix
from consultations.opinions.projection import clustered, project
from tests.consultations.opinions.polis import Conversation


def test_who_votes_on_little_is_not_drawn_to_the_middle() -> None:
    """Two of one camp, one of whom voted on one statement only."""
    votes = matrix([1, 1, 2, 3, 3], [1, 2, 1, 1, 2], [1, 1, 1, -1, -1])
    places = project(votes, np.zeros(2), np.array([[1, 0], [0, 1]]))
    assert places == pytest.approx(np.array([[1, 1], [np.sqrt(2), 0], [-1, -1]]))


def test_what_was_rejected_counts_as_voted_on_by_everybody() -> None:
    votes = matrix([1, 1, 2], [1, 2, 2], [1, 1, -1], rejected=[1])
    places = project(votes, np.zeros(2), np.array([[1, 0], [0, 1]]))
    assert places.tolist() == [[0, 1], [0, -1]]


def test_seven_votes_are_enough() -> None:
    votes = matrix(*np.array([(who, what, 1) for who in range(20) for what in range(who)]).T)
    assert votes.participants[clustered(votes)].tolist() == [*range(5, 20)]
    more = matrix(*np.array([(who, what, 1) for who in range(30) for what in range(who)]).T)
    assert more.participants[clustered(more)].tolist() == [*range(7, 30)]


def test_of_three_statements_three_votes_are_enough() -> None:
    votes = matrix(*np.array([(who, what, 1) for who in range(18) for what in range(3)]).T)
    assert len(clustered(votes)) == 18


def test_the_places_are_those_that_polis_published(conversation: Conversation) -> None:
    """Up to the sign of each axis; agreeing counts −1 there, so both mirror."""
    votes, math = conversation.votes, conversation.math
    ours = project(votes, centre(votes), components(votes))
    base, members = math["base-clusters"], conversation.votes.participants.tolist()
    theirs, mine = [], []
    for x, y, people in zip(base["x"], base["y"], base["members"], strict=True):
        theirs.append((x, y))
        mine.append(ours[[members.index(person) for person in people]].mean(axis=0))
    for axis in (0, 1):
        one, other = np.array(mine)[:, axis], np.array(theirs)[:, axis]
        sign = np.sign(one @ other)
        assert np.abs(one * sign - other).max() < 1e-6
