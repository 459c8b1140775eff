"""A proposal's comments, one page at a time.

A page starts at a comment, named by its number, so it neither skips nor repeats while people
write. In the stored path text order is thread order: a page is one scan of an index.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.db.models.functions import Left

from ciudad_global.moderation.models import Case, Decision
from ciudad_global.moderation.states import Reason, State
from consultations.models import Comment, Proposal
from consultations.models.comment import STEP_WIDTH, CommentQuerySet, path_step

if TYPE_CHECKING:
    from ciudad_global.users.models import User

PAGE_SIZE = 25
TAKEN_DOWN = (State.REMOVED, State.REJECTED)


@dataclass(frozen=True, slots=True)
class Page:
    """Comments in reading order; where the pages beside it start (None: there is none).

    0 as `previous` is the first page.
    """

    comments: list[Comment]
    previous: int | None
    next: int | None


def _from(comments: CommentQuerySet, path: str, *, newest: bool) -> CommentQuerySet:
    """Return the comments from this path on ("": all), in reading order."""
    if not newest:
        return comments.filter(path__gte=path).order_by("path")
    if path:
        root, end = _conversation(path)
        comments = comments.filter(Q(path__lt=root) | Q(path__gte=path, path__lt=end))
    return comments.order_by(Left("path", STEP_WIDTH).desc(), "path")


def _before(comments: CommentQuerySet, path: str, *, newest: bool) -> CommentQuerySet:
    """Return the comments before this path, the nearest first."""
    if not newest:
        return comments.filter(path__lt=path).order_by("-path")
    root, end = _conversation(path)
    comments = comments.filter(Q(path__gte=end) | Q(path__gte=root, path__lt=path))
    return comments.order_by(Left("path", STEP_WIDTH), "-path")


def _conversation(path: str) -> tuple[str, str]:
    """Return the path of the first comment of this one's conversation and of the next one's."""
    root = path[:STEP_WIDTH]
    return root, path_step(int(root, 36) + 1)


def page(
    proposal: Proposal, user: "User | AnonymousUser", *, newest: bool = False, start: int = 0
) -> Page:
    """Return the page of the thread that starts at comment number `start` (0: the first page).

    `newest` reads the latest conversations first, each from its beginning. At most four queries
    whatever the number of comments. Raises Comment.DoesNotExist for a number never given.
    """
    everything = Comment.objects.filter(proposal=proposal)
    path = everything.values_list("path", flat=True).get(number=start) if start else ""
    thread = everything.in_thread(user)
    comments = list(
        _from(thread, path, newest=newest)
        .select_related("author", "parent__author")
        .defer("body", "parent__body", "parent__body_html")[: PAGE_SIZE + 1]
    )
    following = comments[PAGE_SIZE].number if len(comments) > PAGE_SIZE else None
    previous = None
    if path:
        numbers = _before(thread, path, newest=newest).values_list("number", flat=True)
        earlier = list(numbers[: PAGE_SIZE + 1])
        if earlier:
            previous = earlier[PAGE_SIZE - 1] if len(earlier) > PAGE_SIZE else 0
    comments = comments[:PAGE_SIZE]
    _explain(comments)
    return Page(comments, previous, following)


def start_of(comment: Comment, user: "User | AnonymousUser") -> int | None:
    """Return where the page that shows this comment starts (0: the first page; two queries).

    None when the thread does not show the comment to this person.
    """
    thread = Comment.objects.filter(proposal=comment.proposal_id).in_thread(user)
    if not thread.filter(pk=comment.pk).exists():
        return None
    index = thread.filter(path__lt=comment.path).count()
    if index < PAGE_SIZE:
        return 0
    return thread.order_by("path").values_list("number", flat=True)[index - index % PAGE_SIZE]


def removal_reason(content: Proposal | Comment) -> str:
    """Return why moderation took this down, in words; "" when it did not."""
    if content.state not in TAKEN_DOWN:
        return ""
    cases = Case.objects.filter(**{content._meta.model_name or "": content})
    reasons = Decision.objects.filter(case__in=cases, after=content.state)
    reason = reasons.order_by("pk").values_list("reason", flat=True).last()
    return str(Reason(reason).label) if reason else ""


def _explain(comments: list[Comment]) -> None:
    """Fill in why moderation took comments down (one query, none without such comments)."""
    down = {comment.pk: comment for comment in comments if comment.state in TAKEN_DOWN}
    if not down:
        return
    decisions = Decision.objects.filter(case__comment__in=down, after__in=TAKEN_DOWN)
    reasons = decisions.order_by("pk").values_list("case__comment", "reason")
    for pk, reason in reasons:
        down[pk].removal_reason = str(Reason(reason).label)
