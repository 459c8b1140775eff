"""Opinion groups as figures that can be frozen: whole numbers and ids, nobody's name or token."""

from typing import Any

import numpy as np

from consultations.opinions import groups
from consultations.opinions.analysis import Analysis, analyse
from consultations.opinions.groups import Counts
from consultations.opinions.matrix import Matrix

ENGINE = 2
TOP = 5
# With fewer votes of a group on a statement nothing is said of it.
FEWEST_OF_GROUP = 5
# Seen by fewer, or by a smaller share of those in groups, a statement is not compared.
FEWEST_VOTES, FEWEST_SHARE = 20, 0.05


def opinions(votes: Matrix) -> dict[str, Any] | None:
    """Return what came out of the votes, shares in thousandths; None where fewer than two voted.

    `agreement` are the statements that more than half of every group agree with, the surest first:
    by the lowest of the groups' lower ends of the 95 % interval. Without groups that may be spoken
    of (`is_real`), everybody is one group. `statements` are all that were not rejected: from their
    counts anybody works out the consensus again.
    """
    if len(votes.participants) < 2:
        return None
    ids = votes.statements
    found = analyse(votes, rejected=ids[votes.rejected].tolist())
    counts = found.counts if found.is_real else found.everyone
    lowest = groups.wilson_lower(counts.agrees, counts.votes).min(axis=0)
    enough = _enough(found, counts)
    # What one group mostly rejects is no agreement, however high it ranks.
    shared = np.flatnonzero(np.all(counts.agrees > counts.votes / 2, axis=0)).tolist()
    agreed = sorted(enough.intersection(shared), key=lambda j: (-lowest[j], j))[:TOP]
    told = groups.representative(counts, found.shown) if found.is_real else []
    divisive = [j for j in found.divisive if j in enough] if found.is_real else []
    uncertain = [j for j in found.uncertain if j in enough]
    consensus = groups.consensus(counts)[0] ** (1 / len(counts.votes))
    return {
        "engine": ENGINE,
        "is_real": found.is_real,
        "people": len(found.people),
        "sizes": np.bincount(found.division.labels).tolist() if found.is_real else [],
        "silhouette": thousandths(found.division.silhouette),
        "null": {
            "mean": thousandths(found.null.mean),
            "sd": thousandths(found.null.sd),
            "passes": found.null.passes,
        },
        "stability": thousandths(found.stability),
        "agreement": ids[agreed].tolist(),
        "divisive": ids[divisive].tolist(),
        "uncertain": ids[uncertain].tolist(),
        "defining": [
            [{"id": int(ids[j]), "agrees": agrees} for j, agrees in chosen] for chosen in told
        ],
        "statements": [
            {
                "id": int(ids[j]),
                "consensus": thousandths(consensus[j]),
                "lowest": thousandths(lowest[j]),
                "all": _numbers(found.everyone, 0, j),
                "groups": [_numbers(counts, group, j) for group in range(len(counts.votes))]
                if found.is_real
                else [],
            }
            for j in found.shown.tolist()
        ],
    }


def _enough(found: Analysis, counts: Counts) -> set[int]:
    """Return the places of the statements that enough people of each group voted on."""
    fewest = max(FEWEST_VOTES, FEWEST_SHARE * len(found.people))
    seen = (counts.votes.sum(axis=0) >= fewest) & (counts.votes >= FEWEST_OF_GROUP).all(axis=0)
    return {j for j in found.shown.tolist() if seen[j]}


def _numbers(counts: Counts, group: int, j: int) -> dict[str, int] | None:
    """Return a group's votes on a statement; None where they are too few to be shown."""
    agree, disagree, votes = (int(table[group, j]) for table in counts.tables)
    if votes < FEWEST_OF_GROUP:
        return None
    return {
        "agree": agree,
        "pass": votes - agree - disagree,
        "disagree": disagree,
        "votes": votes,
    }


def thousandths(number: float) -> int:
    """Return a share as whole thousandths, so that no float depends on who writes it."""
    return round(1000 * float(number))
