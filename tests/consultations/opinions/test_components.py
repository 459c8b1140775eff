"""The centre and the two directions."""

import numpy as np
import pytest

from consultations.opinions.components import centre, components
from consultations.opinions.matrix import matrix
from tests.consultations.opinions.polis import Conversation


def test_two_camps_differ_along_one_direction() -> None:
    votes = matrix([1, 1, 2, 2, 3, 3], [1, 2, 1, 2, 1, 2], [1, 1, -1, -1, 0, 0])
    first, second = components(votes)
    assert first == pytest.approx([np.sqrt(0.5)] * 2)
    assert second.tolist() == [0, 0]


def test_where_all_think_alike_there_is_no_direction() -> None:
    votes = matrix([1, 2, 1], [1, 1, 2], [1, 1, -1])
    assert centre(votes).tolist() == [1, -1]
    assert components(votes).tolist() == [[0, 0], [0, 0]]


def test_nobody_has_no_direction() -> None:
    assert components(matrix([], [], [])).shape == (2, 0)


def test_one_statement_has_one_direction() -> None:
    assert components(matrix([1, 2], [5, 5], [1, -1])).tolist() == [[1], [0]]


def test_the_order_of_the_votes_changes_nothing() -> None:
    random = np.random.default_rng(1)
    voters, statements = np.divmod(random.permutation(40 * 12), 12)
    values = (statements + voters) % 3 - 1
    order = np.lexsort((statements, voters))
    assert np.array_equal(
        components(matrix(voters, statements, values)),
        components(matrix(voters[order], statements[order], values[order])),
    )


def test_they_are_those_of_a_full_decomposition() -> None:
    """Against numpy's own, where the whole table is small enough for it."""
    random = np.random.default_rng(2)
    camp = random.integers(0, 3, 200)
    leaning = random.normal(size=(3, 30))
    values = np.sign(leaning[camp] + random.normal(size=(200, 30)))
    voters, statements = np.indices(values.shape)
    votes = matrix(voters.ravel(), statements.ravel(), values.ravel())
    full = np.linalg.svd(values - values.mean(axis=0))[2][:2]
    assert np.abs(np.sum(components(votes) * full, axis=1)) == pytest.approx([1, 1], abs=1e-9)


def test_the_centre_is_the_one_that_polis_published(conversation: Conversation) -> None:
    published = conversation.published(conversation.math["pca"]["center"])
    # There, agreeing counts −1.
    assert np.abs(centre(conversation.votes) + published).max() < 1e-12


def test_the_components_are_those_that_polis_published(conversation: Conversation) -> None:
    ours = components(conversation.votes)
    for mine, theirs in zip(ours, conversation.math["pca"]["comps"], strict=True):
        theirs = conversation.published(theirs)
        assert abs(mine @ theirs) / np.linalg.norm(theirs) == pytest.approx(1, abs=1e-12)
        assert mine[np.abs(mine).argmax()] > 0
