"""Who hears of a comment: whom it answers and whom it names, once each."""

from datetime import timedelta
from typing import Any
from unittest.mock import Mock

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from ciudad_global.moderation import actions as moderation
from ciudad_global.moderation.states import State
from ciudad_global.notifications.models import Mail, Notice
from consultations.actions import comment as actions
from consultations.actions import tell
from consultations.models import Comment, CommentNotice, Consultation, Proposal
from tests.factories import (
    CommentFactory,
    ConsultationFactory,
    ModeratorFactory,
    ProposalFactory,
    ResidentFactory,
    decide,
)
from tests.factories.hostile import HOSTILE

pytestmark = pytest.mark.django_db


@pytest.fixture
def proposal() -> Proposal:
    """Return a proposal whose conversation has Ana, Beto and their author, Carla."""
    proposal = ProposalFactory(author__display_name="Carla", title="Más sombra")
    for name in ("Ana", "Beto"):
        CommentFactory(proposal=proposal, author__display_name=name)
    return proposal


@pytest.fixture
def dora() -> Any:
    return ResidentFactory(display_name="Dora")


def write(proposal: Proposal, by: Any, body: str, **fields: Any) -> Comment:
    return actions.write(by=by, proposal=proposal, body=body, **fields)


def told() -> list[tuple[str, str]]:
    """Return who was told and why, in order."""
    notices = Notice.objects.filter(kind="comment").order_by("pk")
    return [(notice.user.display_name, notice.facts["why"]) for notice in notices]


def test_it_works(proposal, dora, run_tasks) -> None:
    comment = write(proposal, dora, "Sí, @ana.")
    assert Notice.objects.count() == 0  # nobody waits for it in the request
    run_tasks()
    assert told() == [("Carla", "proposal"), ("Ana", "mention")]
    notice = Notice.objects.get(user__display_name="Ana")
    assert notice.url == f"/es/comentarios/{comment.pk}/"
    assert [mail.subject for mail in Mail.objects.order_by("pk")] == [
        "Dora comentó tu propuesta",
        "Dora te mencionó en un comentario",
    ]
    assert "«Más sombra»" in Mail.objects.last().text
    assert "<strong>@ana</strong>" in comment.body_html


def test_a_reply_tells_whom_it_answers_once(proposal, dora, run_tasks) -> None:
    ana = proposal.comments.get(author__display_name="Ana")
    write(proposal, dora, "@Ana @Carla: sí.", parent=ana)
    run_tasks()
    assert told() == [("Ana", "reply"), ("Carla", "mention")]
    assert Mail.objects.first().subject == "Dora respondió a tu comentario"


def test_nobody_is_told_of_their_own(proposal, run_tasks) -> None:
    ana = proposal.comments.get(author__display_name="Ana")
    write(proposal, ana.author, "Yo, @Ana, insisto.", parent=ana)
    write(proposal, proposal.author, "Gracias.")
    run_tasks()
    assert told() == []


def test_a_comment_that_tells_nobody_makes_no_work(proposal) -> None:
    write(proposal, proposal.author, "Gracias.")
    assert not DBTaskResult.objects.exists()


def test_who_is_not_in_the_conversation_is_not_told(proposal, dora, run_tasks) -> None:
    ResidentFactory(display_name="Elia")
    CommentFactory(proposal=proposal, author__display_name="Fede", state=State.PENDING)
    CommentFactory(author__display_name="Gema")
    write(proposal, dora, "@Elia @Fede @Gema")
    run_tasks()
    assert told() == [("Carla", "proposal")]


def test_who_cannot_sign_in_any_more_is_not_told(proposal, dora, run_tasks) -> None:
    ana = proposal.comments.get(author__display_name="Ana").author
    ana.is_active = False
    ana.save()
    write(proposal, dora, "@Ana")
    run_tasks()
    assert told() == [("Carla", "proposal")]


def test_a_person_without_a_name_is_called_by_their_number(proposal, dora, run_tasks) -> None:
    nameless = CommentFactory(proposal=proposal, author__display_name="").author
    write(proposal, dora, f"@Person {nameless.pk}", language="en")
    run_tasks()
    assert told() == [("Carla", "proposal"), ("", "mention")]


def test_five_people_at_most_are_named_in_their_order(proposal, dora, run_tasks) -> None:
    for number in range(6):
        CommentFactory(proposal=proposal, author__display_name=f"Eva {number}")
    write(proposal, dora, "@Eva 5 @Eva 4 @Eva 5 @Carla @Eva 3 @Eva 2 @Eva 1 @Eva 0")
    run_tasks()
    assert [name for name, why in told() if why == "mention"] == [
        "Eva 5", "Eva 4", "Eva 3", "Eva 2", "Eva 1",
    ]  # fmt: skip


def test_an_edit_tells_only_who_is_new(proposal, dora, run_tasks) -> None:
    comment = write(proposal, dora, "@Ana")
    run_tasks()
    actions.edit(by=dora, comment=comment, body="@Ana @Beto")
    run_tasks()
    actions.edit(by=dora, comment=comment, body="Nadie")
    actions.edit(by=dora, comment=comment, body="@Ana @Beto")
    run_tasks()
    assert told() == [("Carla", "proposal"), ("Ana", "mention"), ("Beto", "mention")]


def test_edits_do_not_get_around_the_limit(proposal, dora, run_tasks, monkeypatch) -> None:
    monkeypatch.setattr(tell, "NAMED_BY_COMMENT", 1)
    comment = write(proposal, dora, "@Ana")
    run_tasks()
    actions.edit(by=dora, comment=comment, body="@Beto")
    run_tasks()
    assert told() == [("Carla", "proposal"), ("Ana", "mention")]


def test_who_told_many_in_an_hour_names_nobody_more(proposal, dora, run_tasks, monkeypatch) -> None:
    monkeypatch.setattr(tell, "NAMED_IN_AN_HOUR", 2)
    write(proposal, dora, "@Ana")
    run_tasks()
    ana = proposal.comments.get(author__display_name="Ana")
    write(proposal, dora, "@Beto", parent=ana)
    run_tasks()
    assert told() == [("Carla", "proposal"), ("Ana", "mention"), ("Ana", "reply")]
    CommentNotice.objects.update(told_at=timezone.now() - timedelta(hours=1))
    write(proposal, dora, "¡@Beto!", parent=ana)
    run_tasks()
    assert told()[3:] == [("Ana", "reply"), ("Beto", "mention")]


def test_a_comment_that_is_reviewed_first_tells_when_it_is_published(dora, run_tasks) -> None:
    moderator = ModeratorFactory()
    proposal = ProposalFactory(
        author__display_name="Carla",
        consultation=ConsultationFactory(
            moderators=[moderator], comments_review=Consultation.Review.BEFORE
        ),
    )
    comment = write(proposal, dora, "Sí, @Carla.")
    actions.edit(by=dora, comment=comment, body="Claro, @Carla.")
    run_tasks()
    assert told() == []
    decide(by=moderator, case=comment.case, outcome=State.PUBLISHED)
    run_tasks()
    assert told() == [("Carla", "proposal")]


def test_what_comes_back_after_being_held_tells_nobody_again(dora, run_tasks) -> None:
    moderator = ModeratorFactory()
    proposal = ProposalFactory(consultation=ConsultationFactory(moderators=[moderator]))
    comment = write(proposal, dora, "Sí.")
    run_tasks()
    moderation.flag(by=ResidentFactory(), content=comment, reason="spam")
    for outcome in (State.HELD, State.PUBLISHED):
        decide(by=moderator, case=comment.case, outcome=outcome, reason="spam", text="A ver.")
    run_tasks()
    assert len(told()) == 1


def test_reports_that_change_nothing_tell_nobody(proposal, dora, run_tasks) -> None:
    moderator = ModeratorFactory()
    proposal.consultation.moderators.add(moderator)
    comment = CommentFactory(proposal=proposal, author=dora)
    moderation.flag(by=ResidentFactory(), content=comment, reason="spam")
    decide(by=moderator, case=comment.case, outcome=State.PUBLISHED)
    run_tasks()
    assert told() == []


@pytest.mark.parametrize("gone", ["comment", "proposal"])
def test_what_is_gone_before_the_worker_comes_tells_nobody(proposal, dora, run_tasks, gone) -> None:
    comment = write(proposal, dora, "@Ana")
    (Comment if gone == "comment" else Proposal).objects.filter(
        pk=comment.pk if gone == "comment" else proposal.pk
    ).update(state=State.REMOVED)
    run_tasks()
    assert told() == []


def test_who_has_not_read_the_last_notice_gets_no_other_mail(proposal, run_tasks) -> None:
    for body in ("Uno.", "Dos."):
        write(proposal, ResidentFactory(), body)
        run_tasks()
    assert (Notice.objects.count(), Mail.objects.count()) == (2, 1)
    Notice.objects.update(read_at=timezone.now())
    write(proposal, ResidentFactory(), "Tres.")
    run_tasks()
    assert (Notice.objects.count(), Mail.objects.count()) == (3, 2)


def test_a_person_reads_it_in_their_language(proposal, dora, run_tasks) -> None:
    proposal.author.language = "en"
    proposal.author.save()
    write(proposal, dora, "Sí.")
    run_tasks()
    assert Notice.objects.get().url.startswith("/en/comentarios/")
    assert Mail.objects.get().subject == "Dora commented on your proposal"


def test_what_fails_tells_nobody_and_comes_back_later(proposal, dora, run_tasks) -> None:
    write(proposal, dora, "@Ana")
    with pytest.MonkeyPatch.context() as broken:
        broken.setattr(tell, "notify", Mock(side_effect=[None, OSError]))
        run_tasks()
    assert (told(), CommentNotice.objects.count()) == ([], 0)
    again = DBTaskResult.objects.get(status="READY")
    assert round((again.run_after - again.enqueued_at).total_seconds()) == 120
    DBTaskResult.objects.filter(pk=again.pk).update(run_after=again.enqueued_at)
    run_tasks()
    assert told() == [("Carla", "proposal"), ("Ana", "mention")]


def test_hostile_names_are_plain_in_the_text_and_escaped_in_the_html(proposal, run_tasks) -> None:
    proposal.title = HOSTILE
    proposal.save()
    write(proposal, ResidentFactory(display_name=HOSTILE), "Sí.")
    run_tasks()
    mail = Mail.objects.get()
    assert f"{HOSTILE} comentó" in mail.subject
    assert f"«{HOSTILE}»" in mail.text
    assert "<script>" not in mail.html
    assert "<b onmouseover" not in mail.html


def test_what_the_comment_says_is_not_repeated_in_the_notice(proposal, dora, run_tasks) -> None:
    # It may be taken down: then it must not live on in notices and letter boxes.
    write(proposal, dora, "Palabras que se retiran.")
    run_tasks()
    assert "Palabras" not in str(Notice.objects.get().facts)
    assert "Palabras" not in Mail.objects.get().text
