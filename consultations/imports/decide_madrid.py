"""Proposals and their comment threads from Decide Madrid.

What that platform counted (supports of proposals, votes for and against comments) is kept as
imported totals, never as votes. Comments whose parent is not in the file stand at the first level;
comments without text keep their place as erased ones. Nobody gets an account: texts are unsigned.
"""

from collections import Counter, defaultdict
from datetime import datetime
from itertools import chain
from pathlib import Path
from zoneinfo import ZoneInfo

from django.db import transaction
from rich.progress import Progress

from ciudad_global.moderation.states import State
from consultations.actions.comment import BODY_LIMIT as COMMENT_LIMIT
from consultations.actions.proposal import BODY_LIMIT as PROPOSAL_LIMIT
from consultations.imports import closed
from consultations.imports.rows import ImportFailed, Row, rows, shorten
from consultations.models import Comment, Consultation, Proposal

SOURCE = "Decide Madrid"
TITLE_LIMIT, SUMMARY_LIMIT = 150, 300
_PROPOSALS = ("id", "title", "date", "summary", "text", "numSupports")
_COMMENTS = (
    *("id", "parentId", "proposalId", "date", "time", "text"),
    *("numPositiveVotes", "numNegativeVotes"),
)
_NO_PARENT = -1
_MADRID = ZoneInfo("Europe/Madrid")


def load(
    proposals_file: Path, comments_file: Path, *, slug: str, title: str, progress: Progress
) -> Consultation | None:
    """Import both files as a closed consultation with supports; None if it was imported before.

    Raises ImportFailed, and then nothing was imported.
    """
    closed.check_options(slug, "es")
    if closed.is_there(slug, SOURCE):
        return None
    proposals = _proposals(proposals_file, progress)
    levels = _comments(comments_file, proposals, progress)
    moments = [content.created_at for content in chain(proposals.values(), *levels)]
    with transaction.atomic():
        consultation = closed.open_for_import(
            slug=slug,
            title=title or SOURCE,
            source=SOURCE,
            ballot=Consultation.Ballot.SUPPORT,
            starts_at=min(moments),
            ends_at=max(moments),
        )
        for proposal in proposals.values():
            proposal.consultation = consultation
        Proposal.objects.bulk_create(proposals.values())
        # A reply is written after what it replies to.
        for level in progress.track(levels, description="comentarios"):
            Comment.objects.bulk_create(level)
        closed.finish(consultation, title=title or SOURCE, description="", language="es")
    return consultation


def _moment(row: Row, text: str, form: str) -> datetime:
    try:
        moment = datetime.strptime(text, form).replace(tzinfo=_MADRID)
    except ValueError:
        raise row.wrong(f"la fecha «{text[:40]}» no tiene la forma {form}") from None
    return row.past("date", moment)


def _proposals(path: Path, progress: Progress) -> dict[int, Proposal]:
    """Return the unsaved proposals by their number; a repeated number keeps the first."""
    proposals: dict[int, Proposal] = {}
    for row in rows(path, _PROPOSALS, progress):
        number = row.integer("id")
        if number in proposals:
            continue
        title, body = shorten(row.text("title"), TITLE_LIMIT), row.text("text")
        if not title:
            raise row.wrong("title está vacío")
        made_at = _moment(row, row.text("date"), "%Y-%m-%d")
        proposals[number] = Proposal(
            origin=Proposal.Origin.IMPORT,
            external_id=str(number),
            state=State.PUBLISHED,
            title=title,
            summary=shorten(row.text("summary"), SUMMARY_LIMIT),
            body=body,
            body_html=row.html(body, PROPOSAL_LIMIT),
            created_at=made_at,
            published_at=made_at,
            imported_for=row.integer("numSupports"),
        )
    if not proposals:
        raise ImportFailed(f"{path}:2: no hay ninguna propuesta")
    return dict(sorted(proposals.items()))


def _comments(
    path: Path, proposals: dict[int, Proposal], progress: Progress
) -> list[list[Comment]]:
    """Return the unsaved comments, placed in their threads: one list for each level."""
    comments: dict[int, tuple[Row, Comment]] = {}
    for row in rows(path, _COMMENTS, progress):
        number = row.integer("id")
        if number not in comments:
            comments[number] = (row, _comment(row, number, proposals))
    # In the order of writing, which numbers them.
    in_time = sorted(comments, key=lambda number: (comments[number][1].created_at, number))
    replies: dict[int, list[int]] = defaultdict(list)
    numbers, serials = {}, Counter[str]()
    for number in in_time:
        row, comment = comments[number]
        parent = row.integer("parentId", _NO_PARENT)
        if parent not in comments:
            parent = _NO_PARENT
        elif comments[parent][1].proposal is not comment.proposal:
            raise row.wrong(f"responde al comentario {parent}, que es de otra propuesta")
        replies[parent].append(number)
        serials[comment.proposal.external_id] += 1
        numbers[number] = serials[comment.proposal.external_id]
    levels = []
    above: dict[int, Comment | None] = {_NO_PARENT: None}
    while above:
        level = {}
        for parent, placed in above.items():
            for number in replies.pop(parent, ()):
                level[number] = comments[number][1]
                level[number].place(numbers[number], placed)
        levels.append(list(level.values()))
        above = dict(level)
    if replies:
        raise comments[min(replies)][0].wrong("se responde a sí mismo a través de otros")
    return levels


def _comment(row: Row, number: int, proposals: dict[int, Proposal]) -> Comment:
    proposal = proposals.get(row.integer("proposalId"))
    if proposal is None:
        raise row.wrong(f"la propuesta {row.integer('proposalId')} no está")
    body = row.text("text")
    written_at = _moment(row, f"{row.text('date')} {row.text('time')}", "%Y-%m-%d 0 days %H:%M:%S")
    return Comment(
        proposal=proposal,
        external_id=str(number),
        state=State.PUBLISHED if body else State.ERASED,
        body=body,
        body_html=row.html(body, COMMENT_LIMIT),
        created_at=written_at,
        published_at=written_at if body else None,
        imported_for=row.integer("numPositiveVotes"),
        imported_against=row.integer("numNegativeVotes"),
    )
