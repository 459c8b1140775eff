"""Counters say what their rows say, or recount finds it."""

import pytest
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ciudad_global.moderation import actions as moderation
from ciudad_global.moderation.models import Case
from ciudad_global.moderation.states import Reason
from consultations.actions import recount, useful, vote
from consultations.models import Comment, Proposal
from tests.factories import CommentFactory, ProposalFactory, ResidentFactory

pytestmark = pytest.mark.django_db

COLUMNS = [counter.name for counter in recount.COUNTERS]


@pytest.fixture
def proposal() -> Proposal:
    """A proposal with votes, a thread and a report, all made as residents make them."""
    proposal = ProposalFactory()
    for value in (1, 1, 0, -1):
        vote.cast(by=ResidentFactory(), proposal=proposal, value=value)
    comment = CommentFactory(proposal=proposal)
    useful.mark(by=ResidentFactory(), comment=comment)
    CommentFactory(proposal=proposal, parent=comment)
    CommentFactory(proposal=proposal, state="removed")
    moderation.flag(by=ResidentFactory(), content=comment, reason=Reason.SPAM)
    ProposalFactory()
    return proposal


def row_of(column: str) -> Proposal | Comment | Case:
    model = {"proposal": Proposal, "comment": Comment, "case": Case}[column.split(".")[0]]
    row: Proposal | Comment | Case = model.objects.order_by("pk")[0]
    return row


def corrupt(column: str, change: int) -> recount.Difference:
    """Move the counter away from its rows; return the difference that this makes."""
    row, name = row_of(column), column.split(".")[1]
    counted = getattr(row, name)
    stored = max(0, counted + change)
    if stored == counted:
        stored = counted + 1
    if name == "comments_serial":  # being ahead is no fault
        stored = counted - 1
    type(row).objects.filter(pk=row.pk).update(**{name: stored})
    return recount.Difference(column, row.pk, stored, counted)


def test_what_the_actions_leave_needs_no_recount(proposal: Proposal) -> None:
    proposal.refresh_from_db()
    assert (proposal.agree_count, proposal.pass_count, proposal.disagree_count) == (2, 1, 1)
    assert (proposal.comments_count, proposal.comments_serial) == (2, 3)
    assert list(recount.differences()) == []


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    changes=st.dictionaries(st.sampled_from(COLUMNS), st.integers(-9, 9).filter(bool), min_size=1)
)
def test_recount_finds_exactly_what_is_wrong_and_mends_it(
    proposal: Proposal, changes: dict[str, int]
) -> None:
    wrong = [corrupt(column, change) for column, change in changes.items()]
    by_name = sorted(wrong, key=lambda difference: difference.counter)
    assert sorted(recount.differences(), key=lambda d: d.counter) == by_name
    recount.fix()
    assert list(recount.differences()) == []
    for difference in wrong:
        column = difference.counter.split(".")[1]
        assert getattr(row_of(difference.counter), column) == difference.counted


def test_mending_one_consultation_leaves_the_others(proposal: Proposal) -> None:
    other = ProposalFactory(agree_count=5)
    corrupt("proposal.agree_count", 3)
    recount.fix(proposal.consultation)
    assert list(recount.differences()) == [
        recount.Difference("proposal.agree_count", other.pk, 5, 0)
    ]


def test_the_queries_do_not_grow(proposal: Proposal, django_assert_num_queries) -> None:
    for _each in range(3):
        with django_assert_num_queries(8):
            list(recount.differences())
        ProposalFactory(agree_count=5)


def test_the_command_fails_until_it_fixes(
    proposal: Proposal, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("recount")
    assert "Todos los contadores coinciden" in capsys.readouterr().out
    corrupt("proposal.agree_count", 3)
    with pytest.raises(CommandError) as failure:
        call_command("recount")
    assert str(failure.value) == "1 contadores no coinciden; corrígelos con --fix."
    assert "proposal.agree_count" in capsys.readouterr().out
    call_command("recount", fix=True)
    assert "1 contadores corregidos" in capsys.readouterr().out
    call_command("recount")
