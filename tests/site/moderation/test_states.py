"""The life of residents' content: every pair of states is either legal or refused."""

from itertools import product

import pytest

from ciudad_global.moderation.states import IllegalMove, State, check_move
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


@pytest.mark.parametrize(("before", "after"), list(product(State, State)))
def test_every_pair_of_states_is_legal_or_refused(before, after) -> None:
    if (before, after) in LEGAL:
        check_move(before, after)
    else:
        with pytest.raises(IllegalMove, match=f"{before} -> {after}"):
            check_move(before, after)


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
