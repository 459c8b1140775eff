"""A case enters the queue, and leaves it when there is nothing left to decide."""

from django.db import transaction
from django.utils import timezone

from ciudad_global.moderation import deadlines, risk
from ciudad_global.moderation.models import Case, ModeratedContent
from ciudad_global.moderation.states import State


def lock_case(*, content: ModeratedContent, cause: str = Case.Cause.EDIT) -> Case:
    """Return the content's case, made when there is none, locked: before the content itself is."""
    name = content._meta.model_name or ""
    Case.objects.get_or_create(**{name: content}, defaults=content.belongs_to | {"cause": cause})
    return Case.objects.select_for_update().get(**{name: content})


def lock_both(case: Case) -> tuple[Case, ModeratedContent]:
    """Return the case and its content as they are now, locked in the order that everybody keeps.

    The case leads to that very content: whoever hears of what is done to it reads what it leaves.
    """
    case = Case.objects.select_for_update().get(pk=case.pk)
    content: ModeratedContent = (
        type(case.content)._base_manager.select_for_update().get(pk=case.content.pk)
    )
    setattr(case, content._meta.model_name or "", content)
    return case, content


def wait(*, case: Case, cause: str) -> None:
    """Put a locked case into the queue, or what it waits for above what it waited for.

    Its deadline only comes nearer while it waits.
    """
    now = timezone.now()
    if case.waiting_since is None or cause == Case.Cause.REVIEW:
        case.cause, case.waiting_since, case.due_at = cause, now, None
    reasons = case.flags.values_list("reason", flat=True)
    due_at = deadlines.due(case.cause, now, reasons)
    case.due_at = min(case.due_at or due_at, due_at)
    case.risk = risk.weigh(case)
    case.save(update_fields=["cause", "waiting_since", "due_at", "risk"])


def ask_review(*, content: ModeratedContent) -> Case:
    """Put new content into the queue before anybody reads it; return its case."""
    with transaction.atomic():
        content.move_to(State.PENDING)
        case = lock_case(content=content, cause=Case.Cause.REVIEW)
        wait(case=case, cause=Case.Cause.REVIEW)
        return case


def look_again(*, case: Case) -> None:
    """Put what was published and has been changed into the queue; it stays public meanwhile."""
    if case.waiting_since is None:
        wait(case=case, cause=Case.Cause.EDIT)


def send_again(*, case: Case, content: ModeratedContent) -> None:
    """Put what its author changed as a moderator asked back into the queue; both are locked."""
    content.move_to(State.PENDING)
    wait(case=case, cause=Case.Cause.CHANGES)


def is_waiting(content: ModeratedContent) -> bool:
    """Return whether a moderator has still to decide about it."""
    return Case.objects.waiting().filter(**{content._meta.model_name or "": content}).exists()


def stop_waiting(*, content: ModeratedContent) -> None:
    """Take content out of the queue because there is nothing left to decide."""
    Case.objects.filter(**{content._meta.model_name or "": content}).update(
        waiting_since=None, due_at=None, claimed_by=None, claimed_until=None
    )
