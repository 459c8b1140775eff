"""An answer is told to whoever asked for it, also in a proposal that became another one."""

import pytest

from ciudad_global.notifications.models import Follow, Mail, Notice
from consultations.actions import response as actions
from consultations.models import Response
from tests.factories import ProposalFactory, ResidentFactory, in_role

pytestmark = pytest.mark.django_db


def merged(target, **fields):
    return ProposalFactory(
        consultation=target.consultation, state="merged", merged_into=target, **fields
    )


@pytest.fixture
def answer():
    return Response.objects.create(
        proposal=ProposalFactory(title="Sombra en las paradas"),
        status="accepted",
        office="SEDEMA",
        body="Sí.",
    )


def publish(answer, run_tasks):
    """Publish the answer; return who was told as what."""
    actions.publish(by=in_role("publisher"), response=answer)
    run_tasks()
    return sorted(Notice.objects.values_list("user", "kind"))


def test_it_works(answer, run_tasks) -> None:
    assert publish(answer, run_tasks) == [(answer.proposal.author_id, "response")]
    assert Mail.objects.get().subject == "La Ciudad respondió a tu propuesta"


def test_who_wrote_or_follows_what_was_united_with_it_is_told(answer, run_tasks) -> None:
    source = merged(answer.proposal, title="Árboles donde se espera")
    earlier = merged(source)
    followers = ResidentFactory.create_batch(2)
    for follower, proposal in zip(followers, (source, earlier), strict=True):
        Follow.objects.create(user=follower, proposal=proposal)
    authors = [proposal.author_id for proposal in (answer.proposal, source, earlier)]
    assert publish(answer, run_tasks) == sorted(
        [(author, "response") for author in authors]
        + [(follower.pk, "response_followed") for follower in followers]
    )
    mail = Mail.objects.get(user=source.author)
    assert mail.subject == "La Ciudad respondió a la propuesta a la que se unió la tuya"
    for title in ("Árboles donde se espera", "Sombra en las paradas"):
        assert f"«{title}»" in mail.text


def test_who_wrote_both_and_follows_them_is_told_once(answer, run_tasks) -> None:
    author = answer.proposal.author
    source = merged(answer.proposal, author=author)
    Follow.objects.create(user=author, proposal=source)
    assert publish(answer, run_tasks) == [(author.pk, "response")]


def test_a_merge_that_was_undone_tells_nobody_else(answer, run_tasks) -> None:
    source = merged(answer.proposal)
    source.move_to("published")
    assert publish(answer, run_tasks) == [(answer.proposal.author_id, "response")]


def test_a_suspended_author_is_not_told(answer, run_tasks) -> None:
    author = answer.proposal.author
    author.is_active = False
    author.save()
    assert publish(answer, run_tasks) == []
    assert Mail.objects.count() == 0
