"""Groups of points, always the same ones."""

import numpy as np
import pytest

from consultations.opinions.clustering import divide, means, silhouette
from consultations.opinions.components import centre, components
from consultations.opinions.projection import project
from consultations.opinions.reality import adjusted_rand
from tests.consultations.opinions.polis import Conversation


def clouds(*sizes: int, apart: float = 10, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """Return points around as many corners of a circle, and whose cloud each belongs to."""
    random = np.random.default_rng(seed)
    angles = np.arange(len(sizes)) * 2 * np.pi / len(sizes)
    middles = apart * np.stack([np.cos(angles), np.sin(angles)], axis=1)
    labels = np.repeat(np.arange(len(sizes)), sizes)
    return middles[labels] + random.normal(size=(len(labels), 2)), labels


@pytest.mark.parametrize("sizes", [(40, 20), (40, 30, 20), (40, 30, 20, 15), (40, 30, 25, 20, 15)])
def test_it_finds_the_clouds_and_how_many_they_are(sizes) -> None:
    points, labels = clouds(*sizes)
    division = divide(points)
    assert division.labels.tolist() == labels.tolist()
    assert division.k == len(sizes)


def test_the_largest_group_comes_first() -> None:
    points, _labels = clouds(10, 40, 25)
    assert np.bincount(divide(points).labels).tolist() == [40, 25, 10]


def test_a_few_people_are_divided_in_two() -> None:
    points, labels = clouds(4, 3, 2)
    assert divide(points).k == 2
    assert divide(points, 3).labels.tolist() == labels.tolist()


def test_there_are_no_more_groups_than_points() -> None:
    assert divide(np.array([[0.0, 0.0], [1.0, 1.0]]), 4).k == 2
    assert divide(np.zeros((20, 2))).labels.tolist() == [0] * 20


def test_the_order_of_the_points_changes_nothing() -> None:
    points, _labels = clouds(30, 30, 30, apart=2)
    order = np.random.default_rng(1).permutation(len(points))
    assert divide(points[order], 3).labels.tolist() == divide(points, 3).labels[order].tolist()


def test_the_silhouette_is_that_of_the_definition() -> None:
    points = np.array([[0.0, 0.0], [0.0, 1.0], [5.0, 0.0]])
    # (5 − 1)/5, (√26 − 1)/√26, and 0 for who is alone.
    expected = (4 / 5 + (np.sqrt(26) - 1) / np.sqrt(26)) / 3
    assert silhouette(points, np.array([0, 0, 1])) == pytest.approx(expected)


def test_a_sample_tells_about_the_same() -> None:
    points, labels = clouds(2_000, 1_000, apart=3)
    whole = silhouette(points, labels)
    assert silhouette(points, labels, sample=500) == pytest.approx(whole, abs=0.02)


def test_one_group_has_no_silhouette() -> None:
    assert silhouette(np.zeros((3, 2)), np.zeros(3, int)) == 0


def test_started_from_polis_centres_its_groups_come_out(conversation: Conversation) -> None:
    votes = conversation.votes
    points = project(votes, centre(votes), components(votes))[conversation.people]
    # As they published them: signs of the axes are free.
    theirs = np.array(
        [
            points[conversation.labels == group].mean(axis=0)
            for group in range(len(conversation.centres))
        ]
    )
    labels, _centres = means(points, len(theirs), theirs)
    assert adjusted_rand(labels, conversation.labels) >= 0.9
