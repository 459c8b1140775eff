"""Commenting, changing a comment, withdrawing it."""

from copy import copy
from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ciudad_global.common.html import render
from ciudad_global.common.permissions import Refused, refuse, require
from ciudad_global.moderation import actions as moderation
from ciudad_global.moderation.signals import UNKNOWN, Arrival
from ciudad_global.moderation.states import State
from ciudad_global.users.models import User
from consultations import permissions
from consultations.actions import participation, tell
from consultations.models import Comment, Proposal
from consultations.permissions import review
from consultations.permissions.comment import may_edit_comment, thread_open

BODY_LIMIT = 1_500
DOUBLE_CLICK = timedelta(minutes=1)


def write(
    *,
    by: User,
    proposal: Proposal,
    body: str,
    parent: Comment | None = None,
    stance: str = "",
    language: str = "es",
    arrival: Arrival = UNKNOWN,
) -> Comment:
    """Write a comment on a proposal, or below another comment of it. Raises Refused.

    Sent twice within a minute (a double click), it is written once.
    """
    consultation = proposal.consultation
    comment = Comment(
        proposal=proposal,
        author=by,
        body=body,
        body_html=rendered(proposal, body, language),
        stance=stance if parent is None else "",
        language=language,
    )
    with transaction.atomic():
        participation.join(by=by, consultation=consultation, what=permissions.COMMENT)
        again = Comment.objects.filter(
            proposal=proposal,
            author=by,
            parent=parent,
            body=body,
            state__in=(State.PENDING, State.PUBLISHED),
            created_at__gt=timezone.now() - DOUBLE_CLICK,
        ).first()
        if again:
            return again
        put(comment, parent, arrival)
    return comment


def put(comment: Comment, parent: Comment | None = None, arrival: Arrival = UNKNOWN) -> None:
    """Give a new comment its place, then publish it or have it reviewed. Raises Refused.

    Call it in the transaction that has asked whether it may be written.
    """
    proposal = comment.proposal
    # Locks are taken in one order everywhere: case, comment, proposal.
    if parent is not None and not Comment.objects.filter(
        pk=parent.pk, proposal=proposal, state=State.PUBLISHED
    ).update(replies_count=F("replies_count") + 1):
        raise Refused(refuse(_("Ese comentario ya no está: no se le puede responder.")))
    # The serial both numbers the comment and locks the proposal's row.
    if not Proposal.objects.filter(
        pk=proposal.pk, state=State.PUBLISHED, comments_locked_at__isnull=True
    ).update(comments_serial=F("comments_serial") + 1):
        require(thread_open(Proposal.objects.get(pk=proposal.pk)))
        raise Refused(refuse(_("Esta propuesta ya no está publicada: no se puede comentar.")))
    number = Proposal.objects.values_list("comments_serial", flat=True).get(pk=proposal.pk)
    comment.place(number, parent)
    comment.save()
    moderation.arrive(content=comment, reviewed=review.comes_first(comment), arrival=arrival)
    if comment.is_published:
        tell.publish(comment)


def edit(*, by: User, comment: Comment, body: str, stance: str = "") -> None:
    """Change one's own comment while that is allowed. Raises Refused.

    What would be reviewed before it is published is looked at again by a moderator; what one of
    them asked to change goes back to their queue.
    """
    consultation = comment.proposal.consultation
    stance = stance if comment.parent_id is None else ""
    body_html = rendered(comment.proposal, body, comment.language)
    with transaction.atomic():
        participation.join(by=by, consultation=consultation, what=permissions.COMMENT)
        reviewed = review.comes_first(comment) or comment.state == State.HELD
        changed = copy(comment)
        changed.body, changed.body_html = body, body_html
        found = moderation.noticed_anew(before=comment, after=changed)
        # First: a case is locked before its content.
        case = moderation.lock_case(content=comment) if reviewed or found else None
        locked = (
            Comment.objects.select_for_update(of=("self",))
            .select_related("proposal")
            .get(pk=comment.pk)
        )
        require(may_edit_comment(by, locked))
        locked.body, locked.body_html, locked.stance = body, body_html, stance
        locked.edited_at = timezone.now()
        locked.save(update_fields=["body", "body_html", "stance", "edited_at"])
        if locked.state == State.HELD:
            if case is None:
                raise Refused(refuse(_("Moderación pidió un cambio mientras escribías.")))
            moderation.send_again(case=case, content=locked)
        moderation.change(case=case, content=locked, reviewed=reviewed, found=found)
        if locked.is_published:
            tell.publish(locked)


def withdraw(*, by: User, comment: Comment) -> None:
    """Withdraw one's own comment; its place in the thread and the replies stay. Raises Refused."""
    with transaction.atomic():
        moderation.stop_waiting(content=comment)  # first: a case is locked before its content
        locked = Comment.objects.select_for_update().get(pk=comment.pk)
        require(permissions.may_withdraw(by, locked))
        locked.move_to(State.WITHDRAWN)
    # And last: a first report may have made a case in between.
    moderation.stop_waiting(content=comment)


def rendered(proposal: Proposal, body: str, language: str) -> SafeString:
    """Return the text as HTML, with whom it names in bold."""
    names = tell.named(proposal, language) if "@" in body else ()
    return render(body, limit=BODY_LIMIT, names=names)
