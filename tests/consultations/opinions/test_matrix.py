"""Votes as a matrix."""

import numpy as np

from consultations.opinions.matrix import matrix
from tests.consultations.opinions.polis import Conversation


def table(votes) -> list[list[float]]:
    """Return the whole table, nan where nobody voted."""
    whole = np.full(votes.shape, np.nan)
    whole[votes.rows, votes.columns] = votes.values
    return whole.tolist()


def test_it_works() -> None:
    votes = matrix(["b", "a", "b"], [7, 7, 3], [1, -1, 0])
    assert votes.participants.tolist() == ["a", "b"]
    assert votes.statements.tolist() == [3, 7]
    assert str(table(votes)) == "[[nan, -1.0], [0.0, 1.0]]"
    assert votes.by_statement().tolist() == [1, 2]
    assert votes.by_participant(votes.values).tolist() == [-1, 1]


def test_the_last_vote_of_a_pair_counts() -> None:
    votes = matrix(["a", "a", "a"], [1, 2, 1], [1, 1, -1])
    assert table(votes) == [[-1, 1]]


def test_a_rejected_statement_counts_nothing_but_stays() -> None:
    votes = matrix(["a", "b"], [1, 2], [1, 1], rejected=[2, 99])
    assert votes.shape == (2, 2)
    assert votes.by_participant().tolist() == [1, 1]
    assert votes.by_statement(votes.values).tolist() == [1, 0]


def test_nobody_is_an_empty_matrix() -> None:
    votes = matrix([], [], [])
    assert votes.shape == (0, 0)
    assert votes.by_statement().tolist() == []


def test_everybody_of_a_real_conversation_is_in_it(conversation: Conversation) -> None:
    votes, math = conversation.votes, conversation.math
    assert votes.shape == (math["n"], math["n-cmts"])
    published = [math["user-vote-counts"][str(person)] for person in votes.participants]
    assert votes.by_participant().tolist() == published
