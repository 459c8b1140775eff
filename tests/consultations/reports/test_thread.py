"""Pages of a thread neither skip nor repeat."""

import random

import pytest
from django.contrib.auth.models import AnonymousUser

from ciudad_global.moderation.states import State
from consultations.models import Comment, Proposal
from consultations.reports import thread
from tests.factories import CommentFactory, ProposalFactory, ResidentFactory

pytestmark = pytest.mark.django_db
VISITOR = AnonymousUser()


@pytest.fixture(autouse=True)
def _small_pages(monkeypatch) -> None:
    monkeypatch.setattr(thread, "PAGE_SIZE", 3)


@pytest.fixture
def proposal() -> Proposal:
    """Return a proposal with conversations that cross the ends of pages."""
    proposal, resident, chance = ProposalFactory(), ResidentFactory(), random.Random(7)
    written: list[Comment] = []
    for _index in range(20):
        parent = chance.choice([None, *written])
        written.append(CommentFactory(proposal=proposal, parent=parent, author=resident))
    return proposal


def expected(proposal: Proposal, *, newest: bool) -> list[int]:
    """Return the numbers in reading order, by the definition."""
    comments = sorted(Comment.objects.filter(proposal=proposal), key=lambda c: c.path)
    if newest:
        comments.sort(key=lambda c: c.path[:4], reverse=True)
    return [comment.number for comment in comments]


@pytest.mark.parametrize("newest", [False, True])
def test_forwards_every_comment_comes_once(proposal, newest) -> None:
    seen: list[int] = []
    start: int | None = 0
    while start is not None:
        page = thread.page(proposal, VISITOR, newest=newest, start=start)
        seen += [comment.number for comment in page.comments]
        start = page.next
    assert seen == expected(proposal, newest=newest)


@pytest.mark.parametrize("newest", [False, True])
def test_backwards_one_meets_the_same_pages(proposal, newest) -> None:
    starts, start = [], 0
    while start is not None:
        starts.append(start)
        start = thread.page(proposal, VISITOR, newest=newest, start=start).next
    back: int | None = starts[-1]
    for before in reversed(starts[:-1]):
        back = thread.page(proposal, VISITOR, newest=newest, start=back).previous
        assert back == before
    assert thread.page(proposal, VISITOR, newest=newest, start=back).previous is None


def test_a_page_that_starts_at_a_withdrawn_comment_goes_on_behind_it(proposal) -> None:
    order = expected(proposal, newest=False)
    Comment.objects.filter(number=order[3]).update(state=State.WITHDRAWN, replies_count=0)
    page = thread.page(proposal, VISITOR, start=order[3])
    assert [comment.number for comment in page.comments] == order[4:7]


def test_each_comment_is_on_the_page_that_its_link_opens(proposal) -> None:
    for comment in Comment.objects.filter(proposal=proposal):
        start = thread.start_of(comment, VISITOR)
        assert comment in thread.page(proposal, VISITOR, start=start).comments


def test_what_the_thread_does_not_show_has_no_page(proposal) -> None:
    hidden = CommentFactory(proposal=proposal, state=State.PENDING)
    assert thread.start_of(hidden, VISITOR) is None
    assert thread.start_of(hidden, hidden.author) is not None


@pytest.mark.parametrize("newest", [False, True])
@pytest.mark.parametrize("count", [1, 3])
def test_the_queries_do_not_grow(django_assert_num_queries, count, newest) -> None:
    proposal = ProposalFactory()
    for _index in range(count * 4):
        removed = CommentFactory(proposal=proposal, state=State.REMOVED)
        CommentFactory(proposal=proposal, parent=removed)
    with django_assert_num_queries(4):
        page = thread.page(proposal, VISITOR, newest=newest, start=5)
        assert all(comment.author_name for comment in page.comments)
