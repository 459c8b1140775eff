"""A Pol.is export: statements become proposals, votes are filed under new pseudonyms.

Everything is read and checked before the first row is written. A statement that was never
reviewed (moderated 0) was on show in Pol.is, so it is published; one that was moderated out (-1)
is kept as rejected, with its votes.
"""

from collections.abc import Iterator
from datetime import datetime
from functools import cache
from pathlib import Path

from django.db import connection, transaction
from django.utils import timezone
from rich.progress import Progress

from ciudad_global.common.html import plain
from ciudad_global.moderation.states import State
from consultations.actions.proposal import BODY_LIMIT
from consultations.imports import closed
from consultations.imports.rows import ImportFailed, Row, records, rows, shorten
from consultations.models import Consultation, Proposal, Vote

TITLE_LIMIT = 150
BATCH = 5_000
_COMMENTS = ("timestamp", "comment-id", "moderated", "comment-body")
_EVENTS = ("timestamp", "comment-id", "voter-id", "vote")
_VALUES = {"1": 1, "0": 0, "-1": -1}

# (participant, statement) -> (when, value): the last word of each on each.
LastVotes = dict[tuple[int, int], tuple[datetime, int]]


def load(
    folder: Path, *, slug: str, title: str, language: str, progress: Progress
) -> Consultation | None:
    """Import the export as a closed consultation; None if it was imported before.

    `title` "" takes the export's topic. Raises ImportFailed, and then nothing was imported.
    """
    closed.check_options(slug, language)
    summary = _summary(folder / "summary.csv", progress)
    source = shorten(f"Pol.is {summary.get('url', '')}", 300)
    if closed.is_there(slug, source):
        return None
    title = plain(title or summary.get("topic", ""))
    if not title:
        raise ImportFailed(f"{folder / 'summary.csv'}:1: no dice «topic»; da un título con --title")
    statements = _statements(folder / "comments.csv", language, progress)
    votes = _votes(folder, statements, progress)
    moments = [statement.created_at for statement in statements.values()]
    moments += [when for when, _value in votes.values()]
    with transaction.atomic():
        consultation = closed.open_for_import(
            slug=slug,
            title=title,
            source=source,
            ballot=Consultation.Ballot.OPINION,
            starts_at=min(moments),
            ends_at=max(moments),
        )
        _save_statements(consultation, statements)
        _save_votes(consultation, statements, votes, progress)
        closed.finish(
            consultation,
            title=title,
            description=plain(summary.get("conversation-description", "")),
            language=language,
        )
    return consultation


def _summary(path: Path, progress: Progress) -> dict[str, str]:
    """Return the file's pairs: name, value."""
    pairs = {}
    for line, cells in records(path, progress):
        if len(cells) != 2:
            raise ImportFailed(f"{path}:{line}: tiene {len(cells)} columnas en lugar de 2")
        pairs[cells[0]] = cells[1]
    return pairs


def _statements(path: Path, language: str, progress: Progress) -> dict[int, Proposal]:
    """Return the unsaved proposals by their number; a repeated number keeps the first."""
    statements: dict[int, Proposal] = {}
    for row in rows(path, _COMMENTS, progress):
        number = row.integer("comment-id")
        if number not in statements:
            statements[number] = _proposal(row, number, language)
    if not statements:
        raise ImportFailed(f"{path}:2: no hay ninguna afirmación")
    return dict(sorted(statements.items()))


def _proposal(row: Row, number: int, language: str) -> Proposal:
    text, said_at = row.text("comment-body"), row.moment("timestamp")
    title = shorten(text, TITLE_LIMIT)
    if not title:
        raise row.wrong("comment-body está vacío")
    out = row.integer("moderated", -1, 1) == -1
    # A short statement is all in its title.
    body = text if title.endswith("…") or "\n" in text else ""
    return Proposal(
        origin=Proposal.Origin.IMPORT,
        external_id=str(number),
        state=State.REJECTED if out else State.PUBLISHED,
        language=language,
        title=title,
        body=body,
        body_html=row.html(body, BODY_LIMIT),
        created_at=said_at,
        published_at=None if out else said_at,
    )


def _votes(folder: Path, statements: dict[int, Proposal], progress: Progress) -> LastVotes:
    """Return the last votes, from the events if they are there, else from the matrix."""
    events, matrix = folder / "votes.csv", folder / "participants-votes.csv"
    if not events.exists() and not matrix.exists():
        raise ImportFailed(f"{folder}: no existe votes.csv ni participants-votes.csv")
    last: LastVotes = {}
    if events.exists():
        read = _from_events(events, progress)
    else:
        # The matrix tells no times: its votes count as cast when the last statement was made.
        ended = max(statement.created_at for statement in statements.values())
        read = _from_matrix(matrix, ended, progress)
    for row, participant, number, when, value in read:
        if number not in statements:
            raise row.wrong(f"la afirmación {number} no está en comments.csv")
        before = last.get((participant, number))
        if before is None or before[0] <= when:
            last[participant, number] = (when, value)
    return last


_Read = Iterator[tuple[Row, int, int, datetime, int]]


def _from_events(path: Path, progress: Progress) -> _Read:
    for row in rows(path, _EVENTS, progress):
        yield (
            row,
            row.integer("voter-id"),
            row.integer("comment-id"),
            row.moment("timestamp"),
            row.integer("vote", -1, 1),
        )


def _from_matrix(path: Path, when: datetime, progress: Progress) -> _Read:
    for row in rows(path, ["participant"], progress):
        participant = row.integer("participant")
        for column, place in row.places.items():
            cell = row.cells[place]
            if not cell or not (column.isascii() and column.isdigit()):
                continue
            if cell not in _VALUES:
                raise row.wrong(f"el voto sobre {column} debe ser 1, 0 o -1 y es «{cell[:40]}»")
            yield row, participant, int(column), when, _VALUES[cell]


def _save_statements(consultation: Consultation, statements: dict[int, Proposal]) -> None:
    for statement in statements.values():
        statement.consultation = consultation
    Proposal.objects.bulk_create(statements.values())


def _save_votes(
    consultation: Consultation,
    statements: dict[int, Proposal],
    votes: LastVotes,
    progress: Progress,
) -> None:
    zone = timezone.get_current_timezone()
    voter = Vote._meta.get_field("voter")
    token = cache(
        lambda participant: voter.get_db_prep_value(
            consultation.voter_token(f"import:{participant}"), connection
        )
    )
    # In the order of pseudonyms: the order of rows tells nothing, and the key grows at its end.
    lines = sorted(
        (statements[number].pk, token(participant), value, when.astimezone(zone).date())
        for (participant, number), (when, value) in votes.items()
    )
    # A quarter of the time of bulk_create: no objects, no statement built a batch.
    with connection.cursor() as cursor:
        for start in progress.track(range(0, len(lines), BATCH), description="votos"):
            cursor.executemany(
                "INSERT INTO consultations_vote (proposal_id, voter, value, cast_on)"
                " VALUES (%s, %s, %s, %s)",
                lines[start : start + BATCH],
            )
