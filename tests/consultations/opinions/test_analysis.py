"""From votes to groups."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consultations.opinions.analysis import analyse
from consultations.opinions.clustering import divide
from consultations.opinions.components import centre, components
from consultations.opinions.folder import read
from consultations.opinions.groups import consensus, count
from consultations.opinions.matrix import matrix
from consultations.opinions.projection import clustered, project
from consultations.opinions.reality import adjusted_rand
from tests.consultations.opinions.planted import planted
from tests.shared_data import shared_data


@pytest.mark.parametrize("sizes", [(60, 40), (50, 40, 30)])
def test_planted_groups_are_found(sizes) -> None:
    votes, labels = planted(*sizes)
    found = analyse(votes)
    assert found.division.k == len(sizes)
    assert adjusted_rand(found.division.labels, labels[found.people]) > 0.95
    assert found.is_real


def test_a_small_group_is_not_spoken_of() -> None:
    votes, _labels = planted(100, 14)
    found = analyse(votes)
    assert np.bincount(found.division.labels).tolist() == [100, 14]
    assert (found.null.passes, found.is_real) == (True, False)


def test_one_person_is_nobody_to_compare_with() -> None:
    with pytest.raises(ValueError, match="at least two participants"):
        analyse(matrix([1, 1], [1, 2], [1, -1]))


def test_two_people_who_agree_are_no_two_groups() -> None:
    found = analyse(matrix([1, 2], [1, 1], [1, 1]))
    assert (found.division.k, found.is_real) == (1, False)


@settings(deadline=None, max_examples=25)
@given(st.integers(0, 2**32 - 1))
def test_the_order_of_the_votes_changes_nothing(seed) -> None:
    votes, _labels = planted(30, 20, noise=0.5)
    cast = votes.participants[votes.rows], votes.statements[votes.columns], votes.values
    order = np.random.default_rng(seed).permutation(len(votes.values))
    again = matrix(*(each[order] for each in cast))
    one, other = (
        divide(project(each, centre(each), components(each))[clustered(each)])
        for each in (votes, again)
    )
    assert np.array_equal(one.labels, other.labels)
    assert np.array_equal(one.centres, other.centres)


def test_everybody_twice_changes_nothing_but_counts() -> None:
    votes, _labels = planted(40, 30)
    twice = replace(
        votes,
        participants=np.arange(2 * len(votes.participants)),
        rows=np.concatenate([votes.rows, votes.rows + len(votes.participants)]),
        columns=np.tile(votes.columns, 2),
        values=np.tile(votes.values, 2),
    )
    one, other = analyse(votes), analyse(twice)
    half = len(one.people)
    for part in (slice(half), slice(half, None)):
        assert other.division.labels[part].tolist() == one.division.labels.tolist()
    for table, doubled in zip(one.counts.tables, other.counts.tables, strict=True):
        assert np.array_equal(2 * table, doubled)
    assert one.is_real is other.is_real is True


# Published by Pol.is; where it is low, every independent implementation finds other groups.
PUBLISHED = {
    "nz-biodiversity": 0.9,
    "seattle-15-per-hour": 0.8,
    "vtaiwan-uberx": 0.8,
    "bowling-green": 0.4,
}


@pytest.mark.parametrize("name", PUBLISHED)
def test_the_published_groups_come_out(name, record_property) -> None:
    conversation = read(shared_data("conversations", name))
    votes, published = conversation.votes, conversation.published
    people = clustered(votes)
    labels = divide(project(votes, centre(votes), components(votes))[people], 2).labels
    ids = votes.participants[people].tolist()
    both = [place for place, one in enumerate(ids) if one in published]
    theirs = np.array([published[ids[place]] for place in both])
    index = adjusted_rand(labels[both], theirs)
    record_property("adjusted Rand index", index)
    assert index >= PUBLISHED[name]
    if name == "bowling-green":
        # But what all groups share is the same.
        ours = consensus(count(votes, people, labels, 2))[0]
        other = consensus(count(votes, people[both], theirs, 2))[0]
        assert spearman(ours, other) >= 0.98


def spearman(one: np.ndarray, other: np.ndarray) -> float:
    ranks = [np.argsort(np.argsort(each, kind="stable")) for each in (one, other)]
    return float(np.corrcoef(*ranks)[0, 1])


def test_where_groups_are_unstable_it_says_so() -> None:
    conversation = read(shared_data("conversations", "bg2050-volunteers"))
    found = analyse(conversation.votes, rejected=conversation.rejected)
    assert not found.is_real
    assert found.stability < 0.7
