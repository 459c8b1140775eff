"""Conversations whose mathematics Pol.is published beside the votes."""

import json
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest

from consultations.opinions.matrix import Matrix, matrix
from tests.shared_data import shared_data

NAMES = ("25ptpt-3gp-no-strict-with-meta", "above-100-ptpts", "below-100-ptpts")


@dataclass(frozen=True)
class Conversation:
    """Votes as our matrix, and what Pol.is made of them (`math`)."""

    votes: Matrix
    math: dict[str, Any]

    def published(self, numbers: list[float]) -> np.ndarray:
        """Return Pol.is's numbers, one per statement, in the order of our columns."""
        by_id = dict(zip(self.math["tids"], numbers, strict=True))
        return np.array([by_id[statement] for statement in self.votes.statements])

    @property
    def people(self) -> np.ndarray:
        """Return the rows of who is in a group there, ascending."""
        return np.array(sorted(self._groups()))

    @property
    def labels(self) -> np.ndarray:
        """Return their groups."""
        return np.array([group for _row, group in sorted(self._groups().items())])

    @property
    def centres(self) -> np.ndarray:
        return np.array([group["center"] for group in self.math["group-clusters"]])

    def _groups(self) -> dict[int, int]:
        rows = {person: row for row, person in enumerate(self.votes.participants.tolist())}
        base = self.math["base-clusters"]
        members = dict(zip(base["id"], base["members"], strict=True))
        return {
            rows[person]: number
            for number, group in enumerate(self.math["group-clusters"])
            for each in group["members"]
            for person in members[each]
        }


@pytest.fixture(params=NAMES)
def conversation(request: pytest.FixtureRequest) -> Conversation:
    folder = shared_data("polis-math", request.param)
    votes = json.loads((folder / "votes.json").read_text())
    math = json.loads((folder / "math-pca2.json").read_text())
    votes.sort(key=lambda vote: float(vote["modified"]))
    columns = [("participant_id", "pid"), ("statement_id", "tid"), ("vote", "vote")]
    voters, statements, values = (
        [vote.get(long, vote.get(short)) for vote in votes] for long, short in columns
    )
    return Conversation(matrix(voters, statements, values, rejected=math["mod-out"]), math)
