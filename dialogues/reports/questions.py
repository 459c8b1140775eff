"""The questions of a session, as its pages show them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count

from ciudad_global.moderation.states import State
from ciudad_global.users.models import User
from dialogues.models import Floor, Question, QuestionSupport

# More fit on no phone: what few people support waits for more of them.
MOST = 60
ON_SCREEN = 5


@dataclass(frozen=True, slots=True)
class Board:
    """What stands on the page: `waiting` by support, `picked` in its order, `answered` newest
    first; `own` is what only its author reads; `supported` holds the ids of what they support.
    """

    picked: list[Question]
    waiting: list[Question]
    answered: list[Question]
    own: list[Question]
    supported: frozenset[int]

    @property
    def is_empty(self) -> bool:
        """Return whether nothing was asked."""
        return not (self.picked or self.waiting or self.answered or self.own)


def board(floor: Floor, user: User | AnonymousUser) -> Board:
    """Return what this person sees (three queries; two more for signed-in people)."""
    shown = floor.questions.published().select_related("author")
    favourites = shown.waiting().order_by("-supports_count", "pk")
    picked, waiting, answered = (
        list(found[:MOST]) for found in (shown.picked(), favourites, shown.answered())
    )
    return Board(
        picked=_at(floor, picked),
        waiting=_at(floor, waiting),
        answered=_at(floor, answered),
        own=_at(floor, floor.questions.unread_of(user).order_by("pk")),
        supported=supported(user, [*picked, *waiting]),
    )


def supported(user: User | AnonymousUser, questions: Iterable[Question]) -> frozenset[int]:
    """Return the ids of those questions that this person supports."""
    if not user.is_authenticated:
        return frozenset()
    mine = QuestionSupport.objects.filter(user=user, question__in=questions)
    return frozenset(mine.values_list("question", flat=True))


def screen(floor: Floor) -> list[Question]:
    """Return what the hall reads: the question being asked, then those that follow (one query)."""
    return _at(floor, floor.questions.published().picked().select_related("author")[:ON_SCREEN])


def held(floor: Floor) -> int:
    """Return how many questions wait for a decision."""
    waiting = floor.questions.filter(state__in=(State.PENDING, State.HELD))
    return waiting.aggregate(number=Count("pk"))["number"]


def _at(floor: Floor, questions: Iterable[Question]) -> list[Question]:
    found = list(questions)
    for question in found:
        question.floor = floor
    return found
