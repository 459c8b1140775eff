"""Telling people of a comment: whom it answers, whom it names."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone, translation
from django_tasks import task

from ciudad_global.common import mentions
from ciudad_global.notifications.actions import notify
from ciudad_global.notifications.models import Notice
from ciudad_global.users.models import User
from consultations.models import Comment, CommentNotice, Proposal

KIND = "comment"
TRIES = 8
# The most people whom a comment tells by naming them; nobody is told so by a person whose comments
# of the last hour have told more.
NAMED_BY_COMMENT = 5
NAMED_IN_AN_HOUR = 20


def publish(comment: Comment) -> None:
    """Have the worker tell whom a published comment answers or names, in this transaction."""
    answered = _answered(comment)
    if "@" in comment.body or (answered and answered != comment.author_id):
        tell_people.enqueue(comment.pk)


def named(proposal: Proposal, language: str) -> dict[str, list[int]]:
    """Return who can be named in a proposal's comments: folded name -> ids of people called so."""
    people: dict[str, list[int]] = {}
    with translation.override(language):
        for person in _people(proposal):
            people.setdefault(mentions.fold(person.public_name), []).append(person.pk)
    return people


def _people(proposal: Proposal) -> "QuerySet[User]":
    """Return who takes part in a conversation already."""
    writers = Comment.objects.filter(proposal=proposal).published().values("author")
    people = User.objects.filter(Q(pk__in=writers) | Q(pk=proposal.author_id), is_active=True)
    return people.only("display_name").order_by("pk")


def _answered(comment: Comment) -> int | None:
    """Return the id of whom the comment answers: the author of its parent or of the proposal."""
    return (comment.parent or comment.proposal).author_id


@task()
def tell_people(comment_id: int, tries: int = 1) -> None:
    """Tell whom the comment answers or names, each once, in the site and by mail; or try later."""
    try:
        _tell(comment_id)
    except Exception:
        # Whatever went wrong: nobody may be forgotten in silence.
        if tries == TRIES:
            raise
        later = tell_people.using(run_after=timezone.now() + timedelta(minutes=2**tries))
        later.enqueue(comment_id, tries + 1)


def _tell(comment_id: int) -> None:
    with transaction.atomic():
        comments = Comment.objects.select_related("proposal", "parent", "author")
        comment = comments.select_for_update(of=("self",)).get(pk=comment_id)
        speaks = comment.author or comment.gathering_id
        if speaks and comment.is_published and comment.proposal.is_published:
            told = set(comment.notices.values_list("user", flat=True))
            for person, why in _whom(comment, told):
                CommentNotice.objects.create(comment=comment, user=person)
                _notify(person, why, comment)


def _whom(comment: Comment, told: set[int]) -> list[tuple[User, str]]:
    """Return whom to tell and why; nobody who was told, and not the author."""
    answered = _answered(comment)
    whom = {answered: "reply" if comment.parent else "proposal"} if answered else {}
    # Nobody is called by name from a table: whoever said it cannot be asked to stop.
    if "@" in comment.body and comment.author:
        whom |= dict.fromkeys(_named_by(comment, {*told, *whom, comment.author_id}), "mention")
    found = User.objects.exclude(pk__in={*told, comment.author_id}).in_bulk(whom)
    return [(found[pk], why) for pk, why in whom.items() if pk in found]


def _named_by(comment: Comment, others: set[int | None]) -> list[int]:
    """Return whom the comment may tell by naming them, in its order, but for the others."""
    people = named(comment.proposal, comment.language)
    found = [pk for mention in mentions.find(comment.body, people) for pk in people[mention.name]]
    told = comment.notices.exclude(user=_answered(comment)).count()
    in_an_hour = CommentNotice.objects.filter(
        comment__author=comment.author, told_at__gt=timezone.now() - timedelta(hours=1)
    ).count()
    left = min(NAMED_BY_COMMENT - told, NAMED_IN_AN_HOUR - in_an_hour)
    return [pk for pk in dict.fromkeys(found) if pk not in others][: max(left, 0)]


def _notify(person: User, why: str, comment: Comment) -> None:
    about = comment.proposal_id
    # Who has not read the last one yet is not written to again.
    unread = Notice.objects.unread_by(person).filter(kind=KIND, facts__about=about).exists()
    notify(
        user=person,
        kind=KIND,
        facts={
            "why": why,
            "name": comment.author.public_name if comment.author else "",
            "proposal": comment.proposal.title,
            "about": about,
        },
        url=comment.get_absolute_url(),
        mail=not unread,
    )
