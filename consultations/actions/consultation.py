"""Writing, opening and closing a consultation."""

from collections.abc import Callable

from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ciudad_global.common.permissions import Refused, refuse, require
from ciudad_global.common.templatetags.moments import day_and_time
from ciudad_global.notifications.followers import tell_followers
from ciudad_global.users.models import User
from consultations import permissions
from consultations.actions import participation
from consultations.models import Consultation, DeadlineChange, Phase, Vote
from consultations.permissions import schedule
from consultations.tasks import make_open_data


def _words(say: Callable[[], str]) -> str:
    return say()


# Words that wait for the language of whoever reads them.
_said = lazy(_words, str)


def write(
    *, by: User, consultation: Consultation, reason_es: str = "", reason_en: str = ""
) -> None:
    """Save the process with its phases, and the ends that moved. Raises Refused.

    Whatever a form said before, what people count on is judged here, by the database's clock.
    The reason is public; it is needed when the end of a phase that has started moves.
    """
    with transaction.atomic():
        if consultation.pk is None:
            consultation.save()
            return
        participation.pause()
        stored = Consultation.objects.select_for_update().get(pk=consultation.pk)
        if stored.state != consultation.state:
            raise Refused(refuse(_("Alguien la publicó o la cerró mientras la cambiabas.")))
        require(permissions.may_edit(by, stored))
        _require_same_rules(stored, consultation)
        moves = _moves(stored, consultation)
        if moves and not reason_es:
            raise Refused(refuse(schedule.reason_missing()))
        consultation.save()
        changes = [
            DeadlineChange(
                consultation=consultation,
                phase=phase,
                before=before.ends_at,
                after=phase.ends_at,
                reason_es=reason_es,
                reason_en=reason_en,
                moved_by=by,
            )
            for before, phase in moves
        ]
        DeadlineChange.objects.bulk_create(changes)
        for change in changes:
            _tell(by=by, change=change)


def _tell(*, by: User, change: DeadlineChange) -> None:
    """Tell whoever follows the consultation, in their language, where it has a page to read."""
    consultation = change.consultation
    pages = {page.locale.language_code: page for page in consultation.pages.live()}
    if not pages:
        return
    some = next(iter(pages.values()))
    tell_followers(
        by=by,
        kind="deadline_moved",
        facts={
            "consultation": _said(lambda: pages.get(get_language() or "", some).title),
            "phase": _said(lambda: change.phase.name),
            "before": _said(lambda: day_and_time(change.before)),
            "after": _said(lambda: day_and_time(change.after)),
            "reason": _said(lambda: change.reason),
        },
        url=f"{some.get_url()}#cambios",
        consultation=consultation.pk,
    )


def _require_same_rules(stored: Consultation, wanted: Consultation) -> None:
    changed = any(getattr(stored, rule) != getattr(wanted, rule) for rule in Consultation.RULES)
    if changed and Vote.objects.filter(proposal__consultation=stored).exists():
        raise Refused(refuse(_("Ya hay votos: las reglas y la boleta no cambian.")))


def _moves(stored: Consultation, wanted: Consultation) -> list[tuple[Phase, Phase]]:
    """Return the phases whose end people were told and that now end at another time."""
    if stored.state == Consultation.State.DRAFT:
        return []
    before = list(Phase.objects.filter(consultation=stored).annotate(now=Now()))
    now = before[0].now if before else timezone.now()
    changes = schedule.changes(before, wanted.phases.all())
    for refused in schedule.may_change(stored, changes, now):
        for answer in refused.values():
            require(answer)
    return schedule.moved_ends(changes, now)


def publish(*, consultation: Consultation) -> None:
    """Make a draft public; a consultation that is public already stays as it is."""
    with transaction.atomic():
        Consultation.objects.select_for_update().filter(
            pk=consultation.pk, state=Consultation.State.DRAFT
        ).update(state=Consultation.State.PUBLISHED, published_at=timezone.now())
    consultation.refresh_from_db(fields=["state", "published_at"])


def archive(*, consultation: Consultation) -> None:
    """Put a closed consultation away: it can be read, and stands apart from what is recent."""
    with transaction.atomic():
        Consultation.objects.select_for_update().filter(
            pk=consultation.pk, state__in=(Consultation.State.CLOSED, Consultation.State.SEALED)
        ).update(state=Consultation.State.ARCHIVED)
    consultation.refresh_from_db(fields=["state"])


def close(*, consultation: Consultation) -> None:
    """Close a public consultation: nothing in it changes any more, not even by who was writing."""
    with transaction.atomic():
        participation.pause()
        Consultation.objects.select_for_update().filter(
            pk=consultation.pk, state=Consultation.State.PUBLISHED
        ).update(state=Consultation.State.CLOSED, closed_at=timezone.now())
        make_open_data.enqueue(consultation.pk)  # of figures that nobody might see until now
    consultation.refresh_from_db(fields=["state", "closed_at"])
