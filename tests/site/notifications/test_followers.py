"""Telling whoever follows: in batches, each person once, in their language."""

from typing import Any

import pytest
from django_tasks_db.models import DBTaskResult

from ciudad_global.notifications import followers
from ciudad_global.notifications.actions import follow, unfollow
from ciudad_global.notifications.models import Follow, Mail, Notice
from consultations.models import Response
from tests.factories import ProposalFactory, ResidentFactory, consultation_pages, pages
from tests.factories.hostile import HOSTILE

pytestmark = pytest.mark.django_db
PROPOSAL, CONSULTATION = Follow.Kind.PROPOSAL, Follow.Kind.CONSULTATION


@pytest.fixture
def proposal() -> Any:
    return ProposalFactory(title=f"Rampas {HOSTILE}")


def follower(proposal: Any, **fields: Any) -> Any:
    user = ResidentFactory(**fields)
    follow(by=user, kind=PROPOSAL, key=proposal.pk)
    return user


def tell(proposal: Any, **fields: Any) -> None:
    followers.tell_followers(
        **{
            "by": None,
            "kind": "response_followed",
            "facts": {
                "proposal": proposal.title,
                "status": Response.Status.ACCEPTED.label,
                "office": "SEDEMA",
            },
            "url": proposal.get_absolute_url(),
            "proposals": [proposal.pk],
            "consultation": proposal.consultation_id,
        }
        | fields
    )


def told() -> list[int]:
    return sorted(Notice.objects.values_list("user", flat=True))


def test_it_works(proposal, run_tasks) -> None:
    user = follower(proposal)
    ResidentFactory()
    tell(proposal)
    assert told() == []  # not in the request
    run_tasks()
    notice, mail = Notice.objects.get(), Mail.objects.get()
    assert (notice.user, notice.url) == (user, proposal.get_absolute_url())
    assert mail.subject == "La Ciudad respondió a una propuesta que sigues"
    assert "aceptada" in mail.text
    assert HOSTILE in mail.text
    assert "<script>" not in mail.html
    assert "/es/dejar-de-seguir/" in mail.text
    assert "/es/dejar-de-seguir/" in mail.html


def test_following_twice_is_following_once(proposal) -> None:
    user = follower(proposal)
    follow(by=user, kind=PROPOSAL, key=proposal.pk)
    assert Follow.objects.count() == 1
    unfollow(by=user, kind=PROPOSAL, key=proposal.pk)
    unfollow(by=user, kind=PROPOSAL, key=proposal.pk)
    assert Follow.objects.count() == 0


def test_who_follows_both_is_told_once(proposal, run_tasks) -> None:
    user = follower(proposal)
    follow(by=user, kind=CONSULTATION, key=proposal.consultation_id)
    tell(proposal)
    run_tasks()
    assert told() == [user.pk]
    token = Mail.objects.get().text.split("/dejar-de-seguir/")[1].split("/")[0]
    assert followers.read_token(token) == (
        user.pk,
        [(PROPOSAL, proposal.pk), (CONSULTATION, proposal.consultation_id)],
    )


def test_who_did_it_and_who_hears_otherwise_are_left_out(proposal, run_tasks) -> None:
    actor, author, user = (follower(proposal) for _each in range(3))
    tell(proposal, by=actor, but=[author.pk])
    run_tasks()
    assert told() == [user.pk]


def test_who_may_not_sign_in_is_left_out(proposal, run_tasks) -> None:
    follower(proposal, is_active=False)
    tell(proposal)
    run_tasks()
    assert told() == []


def test_each_reads_it_in_their_language(proposal, run_tasks) -> None:
    follower(proposal, language="en")
    tell(proposal)
    run_tasks()
    notice = Notice.objects.get()
    assert notice.url == proposal.get_absolute_url().replace("/es/", "/en/")
    assert notice.facts["status"] == "accepted"
    assert "/en/dejar-de-seguir/" in Mail.objects.get().text


def test_a_page_is_led_to_by_its_name_in_each_language(run_tasks) -> None:
    home = pages.home()
    index = consultation_pages.index(home)
    page = consultation_pages.publish(parent=index, slug="pregunta")
    pages.translated(home)
    pages.translated(index, slug="consultations")
    pages.translated(page, slug="question")
    proposal = ProposalFactory(consultation=page.consultation)
    for language in ("es", "en"):
        follower(proposal, language=language)
    tell(proposal, url=f"{page.get_url()}#propuestas")
    run_tasks()
    assert list(Notice.objects.order_by("pk").values_list("url", flat=True)) == [
        "/es/consultas/pregunta/#propuestas",
        "/en/consultations/question/#propuestas",
    ]


def test_it_goes_in_batches_without_repeating_or_skipping(proposal, run_tasks, monkeypatch) -> None:
    monkeypatch.setattr(followers, "BATCH", 2)
    users = [follower(proposal).pk for _each in range(5)]
    tell(proposal)
    run_tasks()
    assert told() == users
    batches = DBTaskResult.objects.filter(task_path=followers.tell.module_path)
    assert batches.count() == 3


def test_a_batch_that_fails_tells_nobody_and_is_tried_again(
    proposal, run_tasks, monkeypatch
) -> None:
    user = follower(proposal)
    tell(proposal)
    with monkeypatch.context() as broken:
        broken.setattr(followers, "notify", lambda **words: 1 / 0)
        run_tasks()
    assert told() == []
    again = DBTaskResult.objects.get(status="READY")
    DBTaskResult.objects.filter(pk=again.pk).update(run_after=again.enqueued_at)
    run_tasks()
    assert told() == [user.pk]


@pytest.mark.parametrize("count", [1, 3])
def test_the_request_does_not_wait(proposal, count, django_assert_num_queries) -> None:
    for _each in range(count):
        follower(proposal)
    with django_assert_num_queries(1):
        tell(proposal)
