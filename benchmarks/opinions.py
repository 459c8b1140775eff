"""Opinion groups: how long they take, and (as a command) how near they come to those of Pol.is."""

import resource
import sys
import time
from pathlib import Path

import numpy as np

from benchmarks.measure import Row
from consultations.opinions.analysis import analyse
from consultations.opinions.clustering import divide
from consultations.opinions.components import centre, components
from consultations.opinions.folder import read
from consultations.opinions.groups import consensus, count, representative
from consultations.opinions.matrix import Matrix, matrix
from consultations.opinions.projection import clustered, project
from consultations.opinions.reality import adjusted_rand

DATA = Path(__file__).resolve().parents[2] / "shared/data/conversations"


def rows() -> list[Row]:
    """Return how long a large consultation takes, and how much memory the process has needed."""
    random = np.random.default_rng(0)
    people, statements, cast = 10_000, 500, 1_000_000
    camp, minds = random.integers(0, 3, people), random.choice([-1, 1], (3, statements))
    who, what = random.integers(0, people, cast), random.integers(0, statements, cast)
    sure = random.random(cast) < 0.7
    values = np.where(sure, minds[camp[who], what], random.integers(-1, 2, cast))
    begun = time.perf_counter()
    votes = matrix(who, what, values)
    found, placed = _divided(votes)
    representative(count(votes, placed, found, 3), np.arange(statements))
    taken = time.perf_counter() - begun
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_000
    return [
        Row("groups of 10,000 people, 1,000,000 votes", taken, 5, "s"),
        Row("memory of the whole run until then", memory, 500, "MB"),
    ]


def _divided(votes: Matrix, k: int | None = None) -> tuple[np.ndarray, np.ndarray]:
    """Return the labels (q,) and the rows (q,) that they belong to."""
    placed = clustered(votes)
    points = project(votes, centre(votes), components(votes))[placed]
    return divide(points, k).labels, placed


def report() -> int:
    """Print for each conversation our groups beside the published ones; return the exit code."""
    if not DATA.is_dir():
        sys.stderr.write(f"{DATA} is not there.\n")
        return 1
    heads = ("conversation", "ARI K=2", "GAC rho", "K", "silhouette", "null", "stability", "s")
    lines = [f"{heads[0]:<22}" + "".join(f"{head:>12}" for head in heads[1:])]
    for folder in sorted(DATA.iterdir()):
        conversation, begun = read(folder), time.perf_counter()
        votes = conversation.votes
        labels, placed = _divided(votes, 2)
        ids = votes.participants[placed].tolist()
        both = [place for place, one in enumerate(ids) if one in conversation.published]
        theirs = np.array([conversation.published[ids[place]] for place in both])
        ours = consensus(count(votes, placed, labels, 2))[0]
        other = consensus(count(votes, placed[both], theirs, 2))[0]
        ranks = [each.argsort(kind="stable").argsort() for each in (ours, other)]
        found = analyse(votes, rejected=conversation.rejected)
        figures = (
            f"{adjusted_rand(labels[both], theirs):.3f}",
            f"{np.corrcoef(*ranks)[0, 1]:.3f}",
            f"{found.division.k if found.is_real else f'({found.division.k})'}",
            f"{found.division.silhouette:.3f}",
            f"{found.null.mean:.3f}±{found.null.sd:.3f}",
            f"{found.stability:.3f}",
            f"{time.perf_counter() - begun:.1f}",
        )
        lines.append(f"{folder.name:<22}" + "".join(f"{figure:>12}" for figure in figures))
    lines.append("K in brackets: no stable groups, the page shows none.")
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(report())
