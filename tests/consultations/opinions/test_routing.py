"""What to show next."""

import numpy as np
import pytest

from consultations.opinions import routing
from consultations.opinions.components import centre, components
from tests.consultations.opinions.polis import Conversation


def numbers(*values: float) -> np.ndarray:
    return np.array(values, float)


def test_an_unseen_statement_comes_before_a_known_one() -> None:
    zero = numbers(0, 0)
    unseen, known = routing.priority(numbers(0, 50), zero, numbers(0, 100), zero)
    assert unseen == pytest.approx((1 / 2 * 1 / 2 * 9) ** 2)
    assert unseen > known


def test_what_tells_people_apart_comes_before_what_all_pass() -> None:
    apart, passed = routing.priority(
        numbers(50, 5), numbers(0, 90), numbers(100, 100), numbers(2, 0)
    )
    assert apart > 10 * passed


def test_before_there_is_data_the_least_seen_come_first() -> None:
    votes = numbers(3, 1, 2, 1)
    nothing = np.zeros(4)
    assert routing.weights(votes, nothing, votes, nothing).tolist() == [0, 1, 0, 1]


def test_drawing_follows_the_weights() -> None:
    random = np.random.default_rng(3)
    drawn = np.bincount([routing.draw(numbers(1, 0, 3), random) for _ in range(4000)], minlength=3)
    assert drawn[1] == 0
    assert drawn[2] / drawn[0] == pytest.approx(3, rel=0.15)


def test_the_extremity_is_the_one_that_polis_published(conversation: Conversation) -> None:
    votes = conversation.votes
    published = conversation.published(conversation.math["pca"]["comment-extremity"])
    ours = routing.extremity(centre(votes), components(votes))
    # Pol.is stops its power iteration a little early.
    assert np.abs(ours - published).max() < 1e-8


def test_the_priorities_are_those_that_polis_published(conversation: Conversation) -> None:
    votes, math = conversation.votes, conversation.math
    counted = {key: np.zeros(votes.shape[1]) for key in "ADS"}
    for group in math["group-votes"].values():
        for place, statement in enumerate(votes.statements):
            for key in counted:
                counted[key][place] += group["votes"][str(statement)][key]
    agrees, disagrees, seen = (counted[key] for key in "ADS")
    ours = routing.priority(
        agrees,
        seen - agrees - disagrees,
        seen,
        conversation.published(math["pca"]["comment-extremity"]),
    )
    for statement, mine in zip(votes.statements, ours, strict=True):
        if statement not in math["meta-tids"]:  # questions about the person: Pol.is fixes theirs
            assert mine == pytest.approx(math["comment-priorities"][str(statement)], rel=1e-12)
