"""Pages of a thread neither skip nor repeat, in any order."""

import random

import pytest
from django.contrib.auth.models import AnonymousUser

from ciudad_global.moderation.states import State
from consultations.models import Comment, Proposal
from consultations.reports import thread
from consultations.reports.thread import Sort
from tests.factories import CommentFactory, ProposalFactory, ResidentFactory

pytestmark = pytest.mark.django_db
VISITOR = AnonymousUser()
every_sort = pytest.mark.parametrize("sort", Sort)


@pytest.fixture(autouse=True)
def _small_pages(monkeypatch) -> None:
    monkeypatch.setattr(thread, "PAGE_SIZE", 3)


@pytest.fixture
def proposal() -> Proposal:
    """Return a proposal with conversations that cross the ends of pages."""
    proposal, resident, chance = ProposalFactory(), ResidentFactory(), random.Random(7)
    written: list[Comment] = []
    for _index in range(20):
        parent = chance.choice([None, None, *written])
        written.append(
            CommentFactory(
                proposal=proposal, parent=parent, author=resident, useful_count=chance.randrange(3)
            )
        )
    return proposal


def expected(proposal: Proposal, sort: Sort) -> list[int]:
    """Return the numbers in reading order, by the definition."""
    comments = sorted(Comment.objects.filter(proposal=proposal), key=lambda c: c.path)
    firsts = {c.path: c for c in comments if not c.depth}

    def weight(comment: Comment) -> int:
        first = firsts[comment.path[:4]]
        return {
            Sort.FIRST: -first.number,
            Sort.NEWEST: first.number,
            Sort.USEFUL: first.useful_count,
            Sort.REPLIED: sum(c.path.startswith(first.path) for c in comments),
        }[sort]

    return [c.number for c in sorted(comments, key=lambda c: (-weight(c), c.path))]


def starts(proposal: Proposal, sort: Sort) -> list[str]:
    """Return where the pages start, met by going on and on."""
    found: list[str] = []
    start: str | None = ""
    while start is not None:
        found.append(start)
        start = thread.page(proposal, VISITOR, sort=sort, start=start).next
    return found


def numbers(proposal: Proposal, sort: Sort = Sort.FIRST, **wanted: str) -> list[int]:
    page = thread.page(proposal, VISITOR, sort=sort, **wanted)
    return [comment.number for comment in page.comments]


@every_sort
def test_forwards_every_comment_comes_once(proposal, sort) -> None:
    seen = [n for start in starts(proposal, sort) for n in numbers(proposal, sort, start=start)]
    assert seen == expected(proposal, sort)


@every_sort
def test_backwards_one_meets_the_same_pages(proposal, sort) -> None:
    pages = starts(proposal, sort)
    back: str | None = pages[-1]
    for before in reversed(pages[:-1]):
        back = thread.page(proposal, VISITOR, sort=sort, start=back).previous
        assert back == before
    assert thread.page(proposal, VISITOR, sort=sort, start=back).previous is None


@every_sort
def test_a_new_conversation_and_a_new_reply_shift_nothing(proposal, sort) -> None:
    order, start = expected(proposal, sort), starts(proposal, sort)[2]
    CommentFactory(proposal=proposal)
    reply_to = Comment.objects.get(proposal=proposal, number=order[6])
    CommentFactory(proposal=proposal, parent=reply_to)
    assert numbers(proposal, sort, start=start)[0] == order[6]


@every_sort
def test_a_page_that_starts_at_a_withdrawn_comment_goes_on_behind_it(proposal, sort) -> None:
    order = expected(proposal, sort)
    # A comment with replies keeps its place.
    leaves = {comment.number for comment in Comment.objects.filter(replies_count=0)}
    page = next(page for page in (1, 2, 3, 4, 5) if order[3 * page] in leaves)
    start = starts(proposal, sort)[page]
    Comment.objects.filter(number=order[3 * page]).update(state=State.WITHDRAWN)
    assert numbers(proposal, sort, start=start) == order[3 * page + 1 :][:3]


def three_conversations() -> Proposal:
    """Return a proposal with three conversations of two comments, of which each is useful."""
    proposal = ProposalFactory()
    for useful in (5, 3, 1):
        first = CommentFactory(proposal=proposal, useful_count=useful)
        CommentFactory(proposal=proposal, parent=first)
    return proposal


@pytest.mark.parametrize("now", [0, 3, 9])
def test_a_conversation_that_is_being_read_goes_on_whatever_it_weighs_by_now(now) -> None:
    proposal = three_conversations()
    start = thread.page(proposal, VISITOR, sort=Sort.USEFUL).next
    assert start == "4~3"
    Comment.objects.filter(number=3).update(useful_count=now)
    assert numbers(proposal, Sort.USEFUL, start=start) == [4, 5, 6]


def test_what_rises_over_the_reader_is_missed_and_what_falls_below_comes_again() -> None:
    proposal = three_conversations()
    start = thread.page(proposal, VISITOR, sort=Sort.USEFUL).next
    Comment.objects.filter(number=5).update(useful_count=7)
    Comment.objects.filter(number=1).update(useful_count=2)
    assert numbers(proposal, Sort.USEFUL, start=start) == [4, 1, 2]


def test_without_its_weight_a_start_stands_where_it_stands_now() -> None:
    proposal = three_conversations()
    assert numbers(proposal, Sort.USEFUL, start="4") == [4, 5, 6]


@pytest.mark.parametrize("sort", [Sort.USEFUL, Sort.REPLIED])
@pytest.mark.parametrize("state", [State.REMOVED, State.WITHDRAWN, State.HELD])
def test_no_tombstone_leads_the_list(sort, state) -> None:
    proposal = three_conversations()
    gone = CommentFactory(proposal=proposal, state=state, useful_count=99)
    for _reply in range(4):
        CommentFactory(proposal=proposal, parent=gone)
    assert numbers(proposal, sort)[0] == 1


def test_one_stance_leaves_its_conversations_whole() -> None:
    proposal = ProposalFactory()
    first = CommentFactory(proposal=proposal, stance="for")
    CommentFactory(proposal=proposal, stance="against")
    CommentFactory(proposal=proposal)
    CommentFactory(proposal=proposal, parent=first)
    CommentFactory(proposal=proposal, stance="for", state=State.PENDING)
    assert numbers(proposal, stance="for") == [1, 4]
    assert numbers(proposal, Sort.NEWEST, stance="against") == [2]
    assert numbers(proposal, stance="neutral") == []


def test_each_comment_is_on_the_page_that_its_link_opens(proposal) -> None:
    for comment in Comment.objects.filter(proposal=proposal):
        start = thread.start_of(comment, VISITOR)
        assert comment in thread.page(proposal, VISITOR, start=start).comments


def test_what_the_thread_does_not_show_has_no_page(proposal) -> None:
    hidden = CommentFactory(proposal=proposal, state=State.PENDING)
    assert thread.start_of(hidden, VISITOR) is None
    assert thread.start_of(hidden, hidden.author) is not None


@every_sort
@pytest.mark.parametrize("count", [1, 3])
def test_the_queries_do_not_grow(django_assert_num_queries, count, sort) -> None:
    proposal = ProposalFactory()
    for _index in range(count * 4):
        removed = CommentFactory(proposal=proposal, state=State.REMOVED)
        CommentFactory(proposal=proposal, parent=removed)
    with django_assert_num_queries(4):
        page = thread.page(proposal, VISITOR, sort=sort, start="5")
        assert all(comment.author_name for comment in page.comments)
