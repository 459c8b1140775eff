"""Marks of usefulness: one per person, counted, never one's own."""

import pytest

from ciudad_global.common.permissions import Refused
from ciudad_global.moderation.states import State
from consultations.actions import useful
from consultations.models import Comment, Consultation, Participation, Phase, UsefulMark
from tests.factories import CommentFactory, ModeratorFactory, ResidentFactory, UserFactory

pytestmark = pytest.mark.django_db


def marks(comment: Comment) -> int:
    """Return the counter, after comparing it with the rows."""
    comment.refresh_from_db()
    assert comment.useful_count == UsefulMark.objects.count()
    return comment.useful_count


def test_it_works() -> None:
    comment, resident = CommentFactory(), ResidentFactory()
    useful.mark(by=resident, comment=comment)
    assert marks(comment) == 1
    assert UsefulMark.objects.get().user == resident
    assert Participation.objects.get().user == resident


def test_a_double_click_marks_once() -> None:
    comment, resident = CommentFactory(), ResidentFactory()
    useful.mark(by=resident, comment=comment)
    useful.mark(by=resident, comment=comment)
    assert marks(comment) == 1


def test_a_mark_is_taken_back_once() -> None:
    comment, resident = CommentFactory(), ResidentFactory()
    useful.mark(by=resident, comment=comment)
    useful.mark(by=ResidentFactory(), comment=comment)
    useful.unmark(by=resident, comment=comment)
    useful.unmark(by=resident, comment=comment)
    assert marks(comment) == 1


def test_nobody_marks_their_own() -> None:
    comment = CommentFactory()
    with pytest.raises(Refused, match="que sea útil lo dicen las demás personas"):
        useful.mark(by=comment.author, comment=comment)
    assert marks(comment) == 0


@pytest.mark.parametrize("state", [State.WITHDRAWN, State.REMOVED, State.HELD, State.PENDING])
@pytest.mark.parametrize("stale", [False, True])
def test_what_is_not_there_cannot_be_marked(any_move, state, stale) -> None:
    comment = CommentFactory()
    Comment.objects.update(state=state)
    if not stale:
        comment.refresh_from_db()
    with pytest.raises(Refused, match="Ese comentario ya no está"):
        useful.mark(by=ResidentFactory(), comment=comment)
    assert marks(comment) == 0


@pytest.mark.parametrize("switch", ["may_comment", "may_vote"])
def test_one_may_while_one_comments_or_votes(switch) -> None:
    comment = CommentFactory()
    Phase.objects.update(may_comment=False, may_vote=False)
    Phase.objects.update(**{switch: True})
    useful.mark(by=ResidentFactory(), comment=comment)
    assert marks(comment) == 1


def test_otherwise_one_is_told_when_one_may() -> None:
    comment = CommentFactory()
    Phase.objects.update(may_comment=False, may_vote=False)
    with pytest.raises(Refused, match="se marca como útil mientras se puede comentar o votar"):
        useful.mark(by=ResidentFactory(), comment=comment)


@pytest.mark.parametrize(
    ("person", "why"), [(UserFactory, "Confirma tu correo"), (ModeratorFactory, "del equipo")]
)
def test_who_does_not_take_part_marks_nothing(person, why) -> None:
    with pytest.raises(Refused, match=why):
        useful.mark(by=person(), comment=CommentFactory())


def test_after_closing_nothing_moves() -> None:
    comment, resident = CommentFactory(), ResidentFactory()
    useful.mark(by=resident, comment=comment)
    Consultation.objects.update(state=Consultation.State.CLOSED)
    with pytest.raises(Refused):
        useful.unmark(by=resident, comment=comment)
    assert marks(comment) == 1
