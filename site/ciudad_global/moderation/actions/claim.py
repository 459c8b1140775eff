"""Claiming a case, so that two people do not read the same one."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ciudad_global.common.permissions import Answer, Refused, refuse, require
from ciudad_global.moderation import log, permissions
from ciudad_global.moderation.models import Case
from ciudad_global.moderation.models.case import CaseQuerySet
from ciudad_global.moderation.states import Outcome
from ciudad_global.users.models import User

LEASE = timedelta(minutes=15)


def claim(*, by: User, case: Case, why: str = "") -> None:
    """Hold a waiting case for `LEASE`, or longer if one holds it already.

    Somebody else's is taken over with a reason (`why`), which the log keeps. Raises Refused.
    """
    with transaction.atomic():
        case = Case.objects.select_for_update().get(pk=case.pk)
        require(permissions.may_decide(by, case))
        if case.waiting_since is None:
            raise Refused(refuse(_("Este caso ya no espera una decisión.")))
        holder = case.holder()
        if holder and holder != by:
            if not why.strip():
                raise Refused(held_by_another(case))
            log.append(case=case, moderator=by, outcome=Outcome.TAKEN, note=why.strip())
        case.claimed_by, case.claimed_until = by, timezone.now() + LEASE
        case.save(update_fields=["claimed_by", "claimed_until"])


def claim_next(*, by: User, among: CaseQuerySet, number: int) -> int:
    """Hold the first cases of `among` that nobody holds; return how many there were.

    Two people who press at once get different ones: what the other one is taking is passed over.
    """
    with transaction.atomic():
        free = among.free().select_for_update(of=("self",), skip_locked=True)
        taken = list(free.values_list("pk", flat=True)[:number])
        held = {"claimed_by": by, "claimed_until": timezone.now() + LEASE}
        return Case.objects.filter(pk__in=taken).update(**held)


def release(*, by: User, case: Case) -> None:
    """Let go of a case that one holds; nothing happens if one does not."""
    Case.objects.filter(pk=case.pk, claimed_by=by).update(claimed_by=None, claimed_until=None)


def held_by_another(case: Case) -> Answer:
    """Return the refusal that says who holds the case, and until when."""
    until = date_format(timezone.localtime(case.claimed_until), "H:i")
    why = _("Lo revisa %(who)s hasta las %(until)s. Para tomarlo, di por qué.")
    return refuse(why % {"who": case.claimed_by, "until": until})
