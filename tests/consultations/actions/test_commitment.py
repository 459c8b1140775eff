"""A commitment: published by somebody else, and where its latest published update says."""

import pytest

from ciudad_global.common.permissions import Refused
from ciudad_global.notifications.models import Follow, Mail, Notice
from consultations.actions import commitment as actions
from consultations.models import Commitment
from tests.factories import (
    CommentFactory,
    CommitmentFactory,
    CommitmentUpdateFactory,
    ProposalFactory,
    ResidentFactory,
    in_role,
)
from tests.factories.hostile import HOSTILE

pytestmark = pytest.mark.django_db
Status = Commitment.Status


@pytest.fixture
def publisher():
    return in_role("publisher")


def draft(**fields):
    return CommitmentFactory(published_at=None, **fields)


def update(commitment, **fields):
    return CommitmentUpdateFactory(**{"commitment": commitment, "published_at": None} | fields)


def stands(commitment):
    commitment.refresh_from_db()
    return commitment.status, commitment.progress


def test_it_works(publisher, run_tasks) -> None:
    proposal = ProposalFactory()
    comment = CommentFactory(proposal=proposal)
    follower = ResidentFactory()
    Follow.objects.create(user=follower, proposal=proposal)
    commitment = draft(consultation=proposal.consultation, proposals=[proposal], comments=[comment])
    actions.publish(by=publisher, commitment=commitment)
    run_tasks()
    assert Commitment.objects.published().get() == commitment
    notices = {notice.user: notice for notice in Notice.objects.all()}
    assert set(notices) == {proposal.author, comment.author, follower}
    assert {notice.url for notice in notices.values()} == {commitment.get_absolute_url()}
    mail = Mail.objects.get(user=proposal.author)
    assert mail.subject == "La Ciudad asumió un compromiso a partir de lo que escribiste"
    assert HOSTILE in mail.text
    assert "<script>" not in mail.html
    mail = Mail.objects.get(user=follower)
    assert mail.subject == "La Ciudad asumió un compromiso en algo que sigues"
    assert "/dejar-de-seguir/" in mail.text


def test_an_update_moves_the_commitment_and_is_told(publisher, run_tasks) -> None:
    proposal = ProposalFactory()
    follower = ResidentFactory(language="en")
    Follow.objects.create(user=follower, consultation=proposal.consultation)
    commitment = CommitmentFactory(consultation=proposal.consultation, proposals=[proposal])
    actions.publish_update(by=publisher, update=update(commitment))
    run_tasks()
    assert stands(commitment) == (Status.UNDER_WAY, 50)
    assert set(Notice.objects.values_list("user", "kind")) == {
        (proposal.author.pk, "commitment_update"),
        (follower.pk, "commitment_update"),
    }
    text = Mail.objects.get(user=follower).text
    assert "under way, 50 %" in text
    assert commitment.due_on.strftime("%B") in text


def test_each_person_is_told_once(publisher, run_tasks) -> None:
    author = ResidentFactory()
    first = ProposalFactory(author=author)
    second = ProposalFactory(author=author, consultation=first.consultation)
    comment = CommentFactory(proposal=second, author=author)
    for thing in ({"proposal": first}, {"proposal": second}, {"consultation": first.consultation}):
        Follow.objects.create(user=author, **thing)
    commitment = draft(
        consultation=first.consultation, proposals=[first, second], comments=[comment]
    )
    actions.publish(by=publisher, commitment=commitment)
    run_tasks()
    assert Notice.objects.get().user == author


def test_who_asked_for_the_same_in_a_merged_proposal_is_told(publisher, run_tasks) -> None:
    target, follower = ProposalFactory(), ResidentFactory()
    source = ProposalFactory(consultation=target.consultation, state="merged", merged_into=target)
    Follow.objects.create(user=follower, proposal=source)
    for comes_from in (target, source):
        promise = draft(consultation=target.consultation, proposals=[comes_from])
        Notice.objects.all().delete()
        actions.publish(by=publisher, commitment=promise)
        run_tasks()
        told = set(Notice.objects.values_list("user", flat=True))
        assert told - {target.author_id} == {source.author_id, follower.pk}


def test_who_withdrew_is_told_nothing(publisher, run_tasks) -> None:
    proposal = ProposalFactory(state="withdrawn")
    commitment = draft(consultation=proposal.consultation, proposals=[proposal])
    actions.publish(by=publisher, commitment=commitment)
    run_tasks()
    assert Notice.objects.count() == 0


def test_nobody_publishes_their_own(publisher) -> None:
    for thing, publish in (
        (draft(written_by=publisher), lambda it: actions.publish(by=publisher, commitment=it)),
        (
            update(CommitmentFactory(), written_by=publisher),
            lambda it: actions.publish_update(by=publisher, update=it),
        ),
    ):
        with pytest.raises(Refused, match="Lo escribiste tú"):
            publish(thing)


@pytest.mark.parametrize("role", ["official", "editor", "moderator", "auditor", "administrator"])
def test_only_publishers_publish(role) -> None:
    with pytest.raises(Refused, match="no publica compromisos"):
        actions.publish(by=in_role(role), commitment=draft())
    with pytest.raises(Refused, match="no retira compromisos"):
        actions.take_back(by=in_role(role), commitment=CommitmentFactory())


def test_an_update_waits_for_its_commitment(publisher) -> None:
    with pytest.raises(Refused, match="Primero se publica el compromiso"):
        actions.publish_update(by=publisher, update=update(draft()))


def test_twice_is_once(publisher, run_tasks) -> None:
    proposal = ProposalFactory()
    commitment = draft(consultation=proposal.consultation, proposals=[proposal])
    actions.publish(by=publisher, commitment=commitment)
    with pytest.raises(Refused, match="Ya se publicó"):
        actions.publish(by=publisher, commitment=commitment)
    run_tasks()
    assert Notice.objects.count() == 1


def test_the_latest_published_update_counts_and_taking_it_back_goes_to_the_one_before(
    publisher,
) -> None:
    commitment = CommitmentFactory()
    first = update(commitment, progress=20)
    second = update(commitment, status=Status.DONE, progress=100)
    update(commitment, status=Status.DROPPED, progress=0)  # never published
    for each in (first, second):
        actions.publish_update(by=publisher, update=each)
    assert stands(commitment) == (Status.DONE, 100)
    actions.take_back_update(by=publisher, update=second)
    assert stands(commitment) == (Status.UNDER_WAY, 20)
    actions.take_back_update(by=publisher, update=first)
    assert stands(commitment) == (Status.PLANNED, 0)
    with pytest.raises(Refused, match="No está publicado"):
        actions.take_back_update(by=publisher, update=first)


def test_what_is_public_is_not_written_over() -> None:
    commitment, step = CommitmentFactory(), CommitmentUpdateFactory()
    for write in (
        lambda: actions.write(
            by=in_role("official"), commitment=commitment, proposals=[], comments=[]
        ),
        lambda: actions.write_update(by=in_role("official"), update=step),
    ):
        with pytest.raises(Refused, match="primero se retira"):
            write()


def test_a_failure_moves_and_publishes_nothing(publisher, monkeypatch) -> None:
    commitment = CommitmentFactory()
    step = update(commitment)
    monkeypatch.setattr(actions, "tell_followers", lambda **words: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        actions.publish_update(by=publisher, update=step)
    step.refresh_from_db()
    assert step.published_at is None
    assert stands(commitment) == (Status.PLANNED, 0)
