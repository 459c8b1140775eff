"""Asking for a review, reporting, deciding."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from ciudad_global.common.permissions import Refused, refuse, require
from ciudad_global.moderation import permissions
from ciudad_global.moderation.models import Case, Decision, Flag, ModeratedContent
from ciudad_global.moderation.signals import decided
from ciudad_global.moderation.states import MOVES, State
from ciudad_global.users.models import User


def _case(content: ModeratedContent, cause: str) -> Case:
    """Return the content's case, made when there is none, locked."""
    name = content._meta.model_name or ""
    consultation_id = getattr(content, "consultation_id", None) or content.proposal.consultation_id  # type: ignore[attr-defined]
    Case.objects.get_or_create(
        **{name: content}, defaults={"consultation_id": consultation_id, "cause": cause}
    )
    return Case.objects.select_for_update().get(**{name: content})


def ask_review(*, content: ModeratedContent) -> None:
    """Put new content into the queue before anybody reads it."""
    with transaction.atomic():
        content.move_to(State.PENDING)
        case = _case(content, Case.Cause.REVIEW)
        case.cause, case.waiting_since = Case.Cause.REVIEW, timezone.now()
        case.save(update_fields=["cause", "waiting_since"])


def lock_case(*, content: ModeratedContent) -> Case:
    """Return the content's case, locked: before the content itself is."""
    return _case(content, Case.Cause.EDIT)


def look_again(*, case: Case) -> None:
    """Put what was published and has been changed into the queue; it stays public meanwhile."""
    if case.waiting_since is None:
        case.cause, case.waiting_since = Case.Cause.EDIT, timezone.now()
        case.save(update_fields=["cause", "waiting_since"])


def is_waiting(content: ModeratedContent) -> bool:
    """Return whether a moderator has still to decide about it."""
    return Case.objects.waiting().filter(**{content._meta.model_name or "": content}).exists()


def stop_waiting(*, content: ModeratedContent) -> None:
    """Take content out of the queue because there is nothing left to decide."""
    Case.objects.filter(**{content._meta.model_name or "": content}).update(waiting_since=None)


def flag(*, by: User, content: ModeratedContent, reason: str, text: str = "") -> None:
    """Report published content, once per person; a second report of theirs changes nothing.

    Raises Refused for one's own content and for what is not published.
    """
    if content.author_id == by.pk:
        raise Refused(refuse(_("Es tuyo: si quieres, retíralo.")))
    with transaction.atomic():
        case = _case(content, Case.Cause.FLAG)
        # Under both locks: what was taken back or united meanwhile has nothing left to decide.
        locked = type(content)._base_manager.select_for_update(no_key=True).get(pk=content.pk)
        if locked.state != State.PUBLISHED:
            raise Refused(refuse(_("Esto ya no está publicado.")))
        if Flag.objects.filter(case=case, reporter=by).exists():
            return
        Flag.objects.create(case=case, reporter=by, reason=reason, text=text)
        if case.waiting_since is None:
            case.cause, case.waiting_since = Case.Cause.FLAG, timezone.now()
        case.flags_count = F("flags_count") + 1
        case.save(update_fields=["cause", "waiting_since", "flags_count"])


def outcomes(content: ModeratedContent) -> list[State]:
    """Return the states that a moderator may give this content now.

    None once it is united with another: taking it apart again is what gives back its votes.
    """
    if content.state == State.MERGED:
        return []
    possible = (State.PUBLISHED, State.HELD, State.REJECTED, State.REMOVED)
    here = State(content.state)
    return [s for s in possible if s in MOVES[here] or (s == here == State.PUBLISHED)]


def decide(
    *, by: User, case: Case, outcome: str, seen: str, reason: str = "", text: str = ""
) -> Decision:
    """Decide a waiting case; the author is told through the `decided` signal.

    `outcome` is a state, `seen` what `seen_as` said of the content when the moderator read it.
    Raises Refused when the person may not, when somebody else was faster, when the content or its
    state has changed, or when a refusal gives no reason.
    """
    with transaction.atomic():
        case = Case.objects.select_for_update().get(pk=case.pk)
        content = type(case.content)._base_manager.select_for_update().get(pk=case.content.pk)
        require(permissions.may_decide(by, case))
        if case.waiting_since is None:
            raise Refused(refuse(_("Otra persona ya lo decidió.")))
        if seen != content.seen_as():
            raise Refused(refuse(_("La persona lo cambió hace un momento: revísalo otra vez.")))
        if outcome not in outcomes(content):
            raise Refused(refuse(_("Esa decisión ya no es posible: recarga la página.")))
        if outcome != State.PUBLISHED and not (reason and text.strip()):
            raise Refused(refuse(_("Elige una razón y escribe una explicación para la persona.")))
        before = content.state
        if outcome != before:
            content.move_to(State(outcome))
        # A held item still waits for a last word.
        case.waiting_since = case.waiting_since if outcome == State.HELD else None
        case.save(update_fields=["waiting_since"])
        decision = Decision.objects.create(
            case=case,
            moderator=by,
            before=before,
            after=outcome,
            reason=reason if outcome != State.PUBLISHED else "",
            text=text.strip(),
        )
        decided.send(sender=Decision, decision=decision)
    return decision
