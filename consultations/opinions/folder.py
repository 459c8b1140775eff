"""A conversation as Pol.is exports it: a folder of CSV files."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from consultations.opinions.matrix import Matrix, matrix

MATRIX, EVENTS, COMMENTS = "participants-votes.csv", "votes.csv", "comments.csv"
_VALUES = {"1": 1, "0": 0, "-1": -1, "1.0": 1, "0.0": 0, "-1.0": -1}
_REJECTED = "-1"
_LONGEST_FIELD = 10_000_000


class BadFolder(Exception):
    """Raised when a folder cannot be read; `str()` is one sentence that says why."""


@dataclass(frozen=True, slots=True)
class Conversation:
    """The votes, the ids of rejected statements, and the groups that were published, if any."""

    votes: Matrix
    rejected: tuple[int, ...]
    published: dict[int, int]


def read(folder: Path) -> Conversation:
    """Return the conversation in a folder; raise BadFolder.

    The matrix counts where there is one, else the events (a pair's last one by time).
    """
    if not folder.is_dir():
        raise BadFolder(f"{folder} is not a folder.")
    rejected = tuple(_rejected(folder / COMMENTS)) if (folder / COMMENTS).exists() else ()
    published: dict[int, int] = {}
    if (folder / MATRIX).exists():
        cast = list(_matrix(folder / MATRIX, published))
    elif (folder / EVENTS).exists():
        cast = [vote[1:] for vote in sorted(_events(folder / EVENTS))]
    else:
        raise BadFolder(f"{folder} has neither {MATRIX} nor {EVENTS}.")
    if not cast:
        raise BadFolder(f"{folder} holds no votes.")
    voters, statements, values = np.array(cast).T
    votes = matrix(voters, statements, values, rejected=rejected)
    return Conversation(votes, rejected, published)


def _matrix(path: Path, published: dict[int, int]) -> Iterator[tuple[int, int, int]]:
    """Yield (participant, statement, value); note the published groups on the way."""
    rows = _rows(path)
    header = next(rows, (0, []))[1]
    columns = [(place, int(name)) for place, name in enumerate(header) if name.isdecimal()]
    if "participant" not in header or not columns:
        raise BadFolder(f"{path.name} needs a column participant and one for each statement.")
    person_at = header.index("participant")
    group_at = header.index("group-id") if "group-id" in header else None
    seen = set()
    for line, cells in rows:
        if len(cells) != len(header):
            raise BadFolder(
                f"{path.name}, line {line}: {len(cells)} columns instead of {len(header)}."
            )
        person = _number(path, line, "participant", cells[person_at])
        if person in seen:
            raise BadFolder(f"{path.name}, line {line}: participant {person} stands there twice.")
        seen.add(person)
        if group_at is not None and cells[group_at]:
            published[person] = _number(path, line, "group-id", cells[group_at])
        for place, statement in columns:
            if cells[place]:
                yield person, statement, _value(path, line, cells[place])


def _events(path: Path) -> Iterator[tuple[int, int, int, int]]:
    """Yield (order, participant, statement, value)."""
    for line, row in _records(path, "timestamp", "comment-id", "voter-id", "vote"):
        yield (
            _number(path, line, "timestamp", row["timestamp"]) * 2**32 + line,
            _number(path, line, "voter-id", row["voter-id"]),
            _number(path, line, "comment-id", row["comment-id"]),
            _value(path, line, row["vote"]),
        )


def _rejected(path: Path) -> Iterator[int]:
    """Yield the ids that moderation took out; of a repeated id the first one counts."""
    seen = set()
    for line, row in _records(path, "comment-id", "moderated"):
        statement = _number(path, line, "comment-id", row["comment-id"])
        if statement not in seen and row["moderated"] == _REJECTED:
            yield statement
        seen.add(statement)


def _records(path: Path, *needed: str) -> Iterator[tuple[int, dict[str, str]]]:
    rows = _rows(path)
    header = next(rows, (0, []))[1]
    missing = [name for name in needed if name not in header]
    if missing:
        raise BadFolder(f"{path.name} has no column {', '.join(missing)}.")
    for line, cells in rows:
        if len(cells) != len(header):
            raise BadFolder(
                f"{path.name}, line {line}: {len(cells)} columns instead of {len(header)}."
            )
        yield line, dict(zip(header, cells, strict=True))


def _rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Yield (line, cells) of each record that is not blank."""
    csv.field_size_limit(_LONGEST_FIELD)
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            for cells in reader:
                if cells:
                    yield reader.line_num, cells
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise BadFolder(f"{path.name} cannot be read: {error}.") from None


def _number(path: Path, line: int, column: str, text: str) -> int:
    if text.isdecimal() and len(text) < 19:
        return int(text)
    raise BadFolder(f"{path.name}, line {line}: {column} is {text[:40]!r}, not a number.")


def _value(path: Path, line: int, text: str) -> int:
    if text in _VALUES:
        return _VALUES[text]
    raise BadFolder(f"{path.name}, line {line}: a vote is {text[:40]!r}, not 1, 0 or -1.")
