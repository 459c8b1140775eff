"""Noticing something about a text, and what follows from it."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from ciudad_global.moderation import risk, signals, suggestions
from ciudad_global.moderation.actions.case import ask_review, lock_case, look_again, wait
from ciudad_global.moderation.actions.decision import decide_locked
from ciudad_global.moderation.models import Case, Decision, ModeratedContent, Signal
from ciudad_global.moderation.signals import KINDS, UNKNOWN, Arrival, Post
from ciudad_global.moderation.states import Outcome, State
from ciudad_global.moderation.tasks import watch

# Nobody's number fits into less.
SHORTEST = 10
# Where a hint still helps somebody to decide.
_OPEN = (State.PENDING, State.PUBLISHED, State.HELD)


def arrive(*, content: ModeratedContent, reviewed: bool, arrival: Arrival) -> None:
    """Publish new content, or put it into the queue: reviewed first, or held by a rule.

    Call it in the transaction that writes the content: nobody ever reads what a rule holds.
    """
    if reviewed:
        ask_review(content=content)
    elif found := signals.holding(Post(content, arrival)):
        hold(case=ask_review(content=content), content=content, found=found)
    else:
        content.move_to(State.PUBLISHED)
    notice_later(content, arrival)


def noticed_anew(*, before: ModeratedContent, after: ModeratedContent) -> list[Signal]:
    """Return why a rule would hold a change: what the text before it did not show."""
    found = signals.holding(Post(after))
    known = [(one.kind, one.facts) for one in signals.holding(Post(before))] if found else []
    return [one for one in found if (one.kind, one.facts) not in known]


def change(
    *, case: Case | None, content: ModeratedContent, reviewed: bool, found: Sequence[Signal]
) -> None:
    """Look again at what was published and has been changed, or hold it by a rule.

    The case, locked before the content was, is there if it is `reviewed` or something was `found`.
    """
    if case and content.is_published:
        if found:
            wait(case=case, cause=Case.Cause.REVIEW)
            hold(case=case, content=content, found=found)
        elif reviewed:
            look_again(case=case)
    notice_later(content, UNKNOWN)


def hold(*, case: Case, content: ModeratedContent, found: Sequence[Signal]) -> Decision:
    """Keep locked content from being read until a moderator has looked; its author is told why."""
    _keep(case, found, holds=True)
    why = found[0]
    with translation.override(suggestions.language_of(content)):
        held = _(
            "Lo detuvo una regla automática. Una persona del equipo lo revisa, normalmente en "
            "menos de 24 h, y decide si se publica. Si quieres, corrígelo y envíalo otra vez."
        )
        text = f"{signals.sentence(why)} {held}"
    return decide_locked(
        by=None,
        case=case,
        content=content,
        outcome=Outcome.HELD,
        rule=why.kind,
        reason=KINDS[why.kind].holds_for or "",
        text=text,
    )


def notice_later(content: ModeratedContent, arrival: Arrival) -> None:
    """Let the worker look for all signals once the transaction is over, where there is a text."""
    if len(signals.text_of(content)) >= SHORTEST:
        watch.enqueue(content._meta.label, content.pk, arrival.seconds, arrival.from_network)


def notice(*, content: ModeratedContent, arrival: Arrival) -> None:
    """Keep what is noticed about a text; what is public enters the queue for each new kind.

    What was noticed about an earlier text and no longer holds is forgotten.
    """
    post = Post(content, arrival)
    found = [*signals.holding(post), *signals.hints(post)]
    mine = Signal.objects.filter(**{f"case__{content._meta.model_name}": content})
    if not found and not mine.exists():
        return
    with transaction.atomic():
        case = lock_case(content=content, cause=Case.Cause.SIGNAL)
        locked = type(content)._base_manager.select_for_update(no_key=True).get(pk=content.pk)
        if locked.state not in _OPEN or locked.fingerprint() != content.fingerprint():
            return
        kinds = {one.kind for one in found}
        of_arrival = {kind.name for kind in KINDS.values() if kind.of_arrival}
        mine.exclude(kind__in=kinds | of_arrival).exclude(holds=True).delete()
        known = set(mine.values_list("kind", flat=True))
        _keep(case, found)
        if locked.is_published and kinds - known:
            wait(case=case, cause=Case.Cause.SIGNAL)


def _keep(case: Case, found: Sequence[Signal], *, holds: bool = False) -> None:
    for one in found:
        values = {"facts": one.facts, "weight": one.weight}
        Signal.objects.update_or_create(
            case=case,
            kind=one.kind,
            defaults=values | {"holds": True} if holds else values,
            create_defaults=values | {"holds": holds},
        )
    case.risk = risk.weigh(case)
    case.save(update_fields=["risk"])
