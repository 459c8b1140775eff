"""A proposal's comments, one page at a time.

A conversation is a comment on the proposal with all that hangs below it. The orders move whole
conversations; inside, a thread is read by its paths. A page starts at a comment, named by its
number, so it neither skips nor repeats while people write.
"""

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from ciudad_global.moderation import changes
from ciudad_global.moderation.models import Case, Decision
from ciudad_global.moderation.states import Reason, State
from consultations.models import Comment, Proposal
from consultations.models.comment import STEP_WIDTH, CommentQuerySet
from consultations.reports import gatherings

if TYPE_CHECKING:
    from ciudad_global.users.models import User

PAGE_SIZE = 24
TAKEN_DOWN = (State.REMOVED, State.REJECTED)
_START = re.compile(r"([0-9]{1,9})(?:~([0-9]{1,9}))?")


class Sort(TextChoices):
    """The orders of the conversations, as they stand in the address."""

    FIRST = "primeros", _("Desde el principio")
    NEWEST = "nuevos", _("Nuevos")
    USEFUL = "utiles", _("Más útiles")
    REPLIED = "respondidos", _("Más respondidos")

    @property
    def moves(self) -> bool:
        """Return whether conversations change places while people read."""
        return self in (Sort.USEFUL, Sort.REPLIED)


@dataclass(frozen=True, slots=True)
class Page:
    """Comments in reading order, and where the pages beside it start (None: there is none).

    A start is the number of a comment; in orders that move, with what its conversation weighed
    ("26~3"). "" is the first page.
    """

    comments: list[Comment]
    previous: str | None
    next: str | None


def page(
    proposal: Proposal,
    user: "User | AnonymousUser",
    *,
    sort: Sort = Sort.FIRST,
    stance: str = "",
    start: str = "",
) -> Page:
    """Return the page of the thread that starts at `start`, as another page called it.

    `stance` leaves the conversations whose first comment takes it. At most five queries whatever
    the number of comments. Raises Comment.DoesNotExist for a number never given.
    """
    everything = Comment.objects.filter(proposal=proposal)
    path, weight = "", None
    if (named := _START.fullmatch(start)) and int(named[1]):
        path = everything.values_list("path", flat=True).get(number=int(named[1]))
        if sort == Sort.NEWEST:
            weight = _newness(path)
        elif named[2] and sort.moves:
            weight = int(named[2])
    thread = everything.in_thread(user)
    if sort == Sort.FIRST and not stance:
        earlier, comments, following = _by_path(thread, path)
    else:
        earlier, comments, following = _by_weight(thread, sort, stance, path, weight)
    _explain(comments, user)
    previous = None
    if earlier:
        previous = earlier[PAGE_SIZE - 1] if len(earlier) > PAGE_SIZE else ""
    return Page(comments, previous, following)


# What both orders return: the starts before the page, the nearest first (one more than a page),
# its comments, and the start after it.
Around = tuple[list[str], list[Comment], str | None]


def _by_path(thread: CommentQuerySet, path: str) -> Around:
    """Read from the beginning: text order is thread order, so a page is one scan of an index."""
    comments = list(_loaded(thread.filter(path__gte=path).order_by("path"))[: PAGE_SIZE + 1])
    following = str(comments[PAGE_SIZE].number) if len(comments) > PAGE_SIZE else None
    if not path:
        return [], comments[:PAGE_SIZE], following
    before = thread.filter(path__lt=path).order_by("-path").values_list("number", flat=True)
    return [str(number) for number in before[: PAGE_SIZE + 1]], comments[:PAGE_SIZE], following


def _by_weight(
    thread: CommentQuerySet, sort: Sort, stance: str, path: str, weight: int | None
) -> Around:
    """Read the heaviest conversations first.

    Where all comments stand is asked for in one scan and put in order here. Queries that sort take
    as long for each direction (docs/features/participation.md).
    """
    rows = list(thread.values_list("path", "number", "state", "stance", "useful_count"))
    if stance:
        kept = {row[0] for row in rows if row[2] == State.PUBLISHED and row[3] == stance}
        rows = [row for row in rows if row[0][:STEP_WIDTH] in kept]
    weights = _weights(rows, sort)
    if weight is not None:
        # It may weigh more or less by now, or be gone: the reader goes on from where it stood.
        weights[path[:STEP_WIDTH]] = weight

    def place(path: str) -> tuple[int, str]:
        return -weights.get(path[:STEP_WIDTH], 0), path

    places = sorted((*place(row[0]), row[1]) for row in rows)
    here = bisect_left(places, place(path)) if path else 0
    starts = [
        f"{number}~{-weight}" if sort.moves else str(number)
        for weight, _path, number in places[max(here - PAGE_SIZE - 1, 0) : here + PAGE_SIZE + 1]
    ]
    numbers = [number for _weight, _path, number in places[here : here + PAGE_SIZE]]
    loaded = {comment.number: comment for comment in _loaded(thread.filter(number__in=numbers))}
    before = min(here, PAGE_SIZE + 1)
    following = starts[before + PAGE_SIZE] if len(starts) > before + PAGE_SIZE else None
    return starts[:before][::-1], [loaded[n] for n in numbers if n in loaded], following


def _weights(rows: list[tuple[Any, ...]], sort: Sort) -> dict[str, int]:
    """Return what conversations weigh, by the path of their first comment; 0 is left out.

    What is no longer there weighs nothing, so that no tombstone leads the list.
    """
    if sort == Sort.NEWEST:
        return {row[0]: _newness(row[0]) for row in rows if len(row[0]) == STEP_WIDTH}
    firsts = [row for row in rows if len(row[0]) == STEP_WIDTH and row[2] == State.PUBLISHED]
    if sort == Sort.USEFUL:
        return {row[0]: row[4] for row in firsts}
    if sort == Sort.REPLIED:
        sizes = Counter(row[0][:STEP_WIDTH] for row in rows if row[2] == State.PUBLISHED)
        return {row[0]: sizes[row[0]] for row in firsts}
    return {}


def _newness(path: str) -> int:
    """Return the number of a conversation's first comment."""
    return int(path[:STEP_WIDTH], 36)


def _loaded(comments: CommentQuerySet) -> CommentQuerySet:
    """Join what a thread shows of each comment."""
    return comments.select_related("author", "parent__author").defer(
        "body", "parent__body", "parent__body_html"
    )


def start_of(comment: Comment, user: "User | AnonymousUser") -> str | None:
    """Return where the page that shows this comment starts, read from the beginning ("": the first
    page; two queries).

    None when the thread does not show the comment to this person.
    """
    thread = Comment.objects.filter(proposal=comment.proposal_id).in_thread(user)
    if not thread.filter(pk=comment.pk).exists():
        return None
    index = thread.filter(path__lt=comment.path).count()
    if index < PAGE_SIZE:
        return ""
    return str(thread.order_by("path").values_list("number", flat=True)[index - index % PAGE_SIZE])


def removal_reason(content: Proposal | Comment) -> Reason | None:
    """Return why moderation took this down; None when it did not."""
    if content.state not in TAKEN_DOWN:
        return None
    cases = Case.objects.filter(**{content._meta.model_name or "": content})
    reasons = Decision.objects.filter(case__in=cases, after=content.state)
    reason = reasons.order_by("pk").values_list("reason", flat=True).last()
    return Reason(reason) if reason else None


def _explain(comments: list[Comment], user: "User | AnonymousUser") -> None:
    """Fill in why moderation took comments down, what it asks this person to change in theirs, and
    where they were gathered (a query each, none without such comments; of what was gathered one
    more for each session).
    """
    own = [comment for comment in comments if user.pk and comment.author_id == user.pk]
    asked = changes.asked_of(own)
    for comment in own:
        comment.asked = asked.get(comment.pk)
    sources = gatherings.sources(comment.gathering_id for comment in comments)
    for comment in comments:
        if comment.gathering_id:
            comment.gathered_at = sources[comment.gathering_id].label
    down = {comment.pk: comment for comment in comments if comment.state in TAKEN_DOWN}
    if not down:
        return
    decisions = Decision.objects.filter(case__comment__in=down, after__in=TAKEN_DOWN)
    reasons = decisions.order_by("pk").values_list("case__comment", "reason")
    for pk, reason in reasons:
        down[pk].removal_reason = Reason(reason)
