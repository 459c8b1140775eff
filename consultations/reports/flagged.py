"""Votes that somebody should look at: of suspended accounts, and of ballots that are all the same.

Nobody sees whose they are: what leaves this module for a page are counts. A set is never so small
that a difference would tell what one person voted.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Count, QuerySet

from ciudad_global.moderation.models import Sanction
from consultations.models import Consultation, Vote

# How many votes a ballot has to have before it can be called the same as another.
LONG = 20
FEWEST_ALIKE = 5
# Suspended accounts that voted are taken by so many: one more never shows by itself.
TOGETHER = 10
GROUPS = 20
_CHUNK = 1000
PRIME = 2_147_483_629
# The cube of each vote in a prime field, added up: in any order, and in 64 bits.
_BALLOTS = """
SELECT voter, COUNT(*) AS votes, SUM(((a * a %% {prime}) * a) %% {prime}) AS mark FROM (
    SELECT vote.voter, (vote.proposal_id * 3 + vote.value + 1) %% {prime} AS a
    FROM consultations_vote vote
    JOIN consultations_proposal proposal ON proposal.id = vote.proposal_id
    WHERE proposal.consultation_id = %s AND vote.merged_from_id IS NULL
) cast_here GROUP BY voter HAVING COUNT(*) >= {long}
"""
_ALIKE = """
WITH ballot AS ({ballots}), alike AS (
    SELECT votes, mark, COUNT(*) AS voters FROM ballot GROUP BY votes, mark
    HAVING COUNT(*) >= {fewest} ORDER BY COUNT(*) DESC, votes DESC, mark LIMIT {groups}
)
SELECT alike.votes, alike.mark, alike.voters, vote.proposal_id, vote.value
FROM alike
JOIN ballot ON ballot.votes = alike.votes AND ballot.mark = alike.mark
JOIN consultations_vote vote ON vote.voter = ballot.voter AND vote.merged_from_id IS NULL
GROUP BY alike.votes, alike.mark, alike.voters, vote.proposal_id, vote.value
"""
_OF_MARK = """
WITH ballot AS ({ballots})
SELECT vote.voter, vote.proposal_id, vote.value FROM ballot
JOIN consultations_vote vote ON vote.voter = ballot.voter AND vote.merged_from_id IS NULL
WHERE ballot.votes = %s AND ballot.mark = %s
"""

Ballot = frozenset[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Group:
    """Voters who voted alike on the same proposals, each of them `LONG` times at least."""

    ballot: Ballot
    voters: int

    @property
    def votes_each(self) -> int:
        return len(self.ballot)

    @property
    def key(self) -> str:
        """Return what the ballot is called in addresses."""
        return hashlib.sha256(repr(sorted(self.ballot)).encode()).hexdigest()


def groups(consultation: Consultation) -> list[Group]:
    """Return the largest groups of ballots that are exactly the same (one query)."""
    ballots: dict[tuple[int, int, int], set[tuple[int, int]]] = defaultdict(set)
    for votes, mark, voters, *vote in _rows(_ALIKE, consultation):
        ballots[int(votes), int(mark), int(voters)].add((vote[0], vote[1]))
    found = []
    for (votes, mark, voters), ballot in ballots.items():
        if len(ballot) == votes:
            found.append(Group(frozenset(ballot), voters))
        else:  # ballots that only share the sum
            alike = Counter(_ballots(consultation, votes, mark).values())
            found += [Group(*pair) for pair in alike.items() if pair[1] >= FEWEST_ALIKE]
    return sorted(found, key=lambda group: (-group.voters, -group.votes_each, group.key))


def tokens(consultation: Consultation, ballot: str) -> list[UUID]:
    """Return the pseudonyms of a set: who cast this ballot (a group's key), "" for suspended ones.

    For counting and voiding. Empty when there is no such set now.
    """
    if not ballot:
        return _suspended(consultation)
    group = next((group for group in groups(consultation) if group.key == ballot), None)
    if group is None:
        return []
    votes, mark = len(group.ballot), sum(_cube(*vote) for vote in group.ballot)
    cast = _ballots(consultation, votes, mark)
    return sorted(voter for voter, other in cast.items() if other == group.ballot)


def counted(consultation: Consultation, voters: list[UUID]) -> Counter[tuple[int, int]]:
    """Return how many votes of these each proposal has, by (proposal, value), copies as well."""
    found: Counter[tuple[int, int]] = Counter()
    for some in chunks(voters):
        votes = _votes(consultation, some).order_by().values_list("proposal", "value")
        found.update({(pk, value): n for pk, value, n in votes.annotate(n=Count("*"))})
    return found


def own_votes(consultation: Consultation, voters: list[UUID]) -> int:
    """Return how many votes these cast, a copy that a merge made not among them."""
    own = (_votes(consultation, some).filter(merged_from=None) for some in chunks(voters))
    return sum(votes.count() for votes in own)


def chunks(voters: list[UUID]) -> Iterator[list[UUID]]:
    """Yield the voters, as many at once as fit into a statement."""
    for start in range(0, len(voters), _CHUNK):
        yield voters[start : start + _CHUNK]


def _votes(consultation: Consultation, voters: list[UUID]) -> "QuerySet[Vote]":
    return Vote.objects.filter(proposal__consultation=consultation, voter__in=voters)


def _suspended(consultation: Consultation) -> list[UUID]:
    """Return the pseudonyms of suspended accounts that voted here, in whole batches."""
    if consultation.salt is None:
        return []
    users = (
        Sanction.objects.suspending()
        .filter(user__participations__consultation=consultation)
        .order_by("pk")
        .values_list("user", flat=True)
    )
    found = [consultation.voter_token(user) for user in dict.fromkeys(users)]
    voted = {
        voter
        for some in chunks(found)
        for voter in _votes(consultation, some).values_list("voter", flat=True).distinct()
    }
    found = [token for token in found if token in voted]
    return found[: len(found) // TOGETHER * TOGETHER]


def _cube(proposal: int, value: int) -> int:
    return pow((proposal * 3 + value + 1) % PRIME, 3, PRIME)


def _ballots(consultation: Consultation, votes: int, mark: int) -> dict[UUID, Ballot]:
    """Return each ballot with this sum, exactly."""
    found: dict[Any, set[tuple[int, int]]] = defaultdict(set)
    for voter, proposal, value in _rows(_OF_MARK, consultation, votes, mark):
        found[voter].add((proposal, value))
    column = Vote._meta.get_field("voter")
    return {column.to_python(voter): frozenset(ballot) for voter, ballot in found.items()}


def _rows(sql: str, consultation: Consultation, *parameters: int) -> list[tuple[Any, ...]]:
    ballots = _BALLOTS.format(prime=PRIME, long=LONG)
    with connection.cursor() as cursor:
        cursor.execute(
            sql.format(ballots=ballots, fewest=FEWEST_ALIKE, groups=GROUPS),
            [consultation.pk, *parameters],
        )
        return cursor.fetchall()
