"""The life of residents' content: every pair of states is either legal or refused."""

from itertools import product

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction

from ciudad_global.moderation import legal_moves
from ciudad_global.moderation.states import MOVES, IllegalMove, State, check_move
from tests.factories import CommentFactory, ProposalFactory

S = State
LEGAL = {
    (S.DRAFT, S.PENDING),
    (S.DRAFT, S.PUBLISHED),
    (S.DRAFT, S.ERASED),
    (S.PENDING, S.PUBLISHED),
    (S.PENDING, S.HELD),
    (S.PENDING, S.REJECTED),
    (S.PENDING, S.WITHDRAWN),
    (S.PENDING, S.ERASED),
    (S.PUBLISHED, S.HELD),
    (S.PUBLISHED, S.REMOVED),
    (S.PUBLISHED, S.WITHDRAWN),
    (S.PUBLISHED, S.MERGED),
    (S.PUBLISHED, S.ERASED),
    (S.HELD, S.PENDING),
    (S.HELD, S.PUBLISHED),
    (S.HELD, S.REJECTED),
    (S.HELD, S.REMOVED),
    (S.HELD, S.WITHDRAWN),
    (S.HELD, S.ERASED),
    (S.REJECTED, S.PUBLISHED),
    (S.REJECTED, S.ERASED),
    (S.REMOVED, S.PUBLISHED),
    (S.REMOVED, S.ERASED),
    (S.MERGED, S.PUBLISHED),
    (S.MERGED, S.ERASED),
    (S.WITHDRAWN, S.ERASED),
}
# What nothing but taking back a decision may do.
UNDOING = {
    (S.PUBLISHED, S.PENDING),
    (S.PUBLISHED, S.REJECTED),
    (S.REJECTED, S.PENDING),
    (S.REJECTED, S.HELD),
    (S.REMOVED, S.HELD),
}


@pytest.mark.parametrize(("before", "after"), list(product(State, State)))
def test_every_pair_of_states_is_legal_or_refused(before, after) -> None:
    if (before, after) in LEGAL:
        check_move(before, after)
    else:
        with pytest.raises(IllegalMove, match=f"{before} -> {after}"):
            check_move(before, after)


@pytest.mark.parametrize(("before", "after"), list(product(State, State)))
def test_taking_back_a_decision_may_do_a_little_more(before, after) -> None:
    if (before, after) in LEGAL | UNDOING:
        check_move(before, after, undoing=True)
    else:
        with pytest.raises(IllegalMove, match=f"{before} -> {after}"):
            check_move(before, after, undoing=True)


@pytest.mark.django_db
@pytest.mark.parametrize("factory", [ProposalFactory, CommentFactory])
def test_the_database_itself_refuses_every_other_move(factory) -> None:
    for before, after in product(State, State):
        content = factory(state=before)
        row = type(content).objects.filter(pk=content.pk)
        if (before, after) in LEGAL | UNDOING or before == after:
            row.update(state=after)
        else:
            with pytest.raises(IntegrityError, match="no such move"), transaction.atomic():
                row.update(state=after)


@pytest.mark.django_db
@pytest.mark.parametrize("factory", [ProposalFactory, CommentFactory])
def test_content_refuses_every_other_move_and_stays_what_it_was(factory) -> None:
    for before, after in set(product(State, State)) - LEGAL:
        content = factory(state=before)
        with pytest.raises(IllegalMove):
            content.move_to(after)
        content.refresh_from_db()
        assert content.state == before


@pytest.mark.django_db
def test_a_move_that_has_become_legal_is_let_through(monkeypatch) -> None:
    content = CommentFactory(state=State.WITHDRAWN)
    monkeypatch.setitem(MOVES, State.WITHDRAWN, frozenset({State.PUBLISHED}))
    app = apps.get_app_config("consultations")
    legal_moves.install(sender=app)
    type(content).objects.filter(pk=content.pk).update(state=State.PUBLISHED)
    monkeypatch.undo()
    legal_moves.install(sender=app)
    with pytest.raises(IntegrityError, match="no such move"), transaction.atomic():
        type(content).objects.filter(pk=content.pk).update(state=State.DRAFT)


@pytest.mark.django_db
@pytest.mark.parametrize(("before", "after"), sorted(LEGAL))
@pytest.mark.parametrize("factory", [ProposalFactory, CommentFactory])
def test_a_legal_move_is_stored_and_counted(factory, before, after) -> None:
    content = factory(state=before, published_at=None)
    content.move_to(after)
    content.refresh_from_db()
    assert content.state == after
    assert (content.published_at is not None) == (after == State.PUBLISHED)
    if factory is CommentFactory:
        content.proposal.refresh_from_db()
        assert content.proposal.comments_count == (after == State.PUBLISHED)
