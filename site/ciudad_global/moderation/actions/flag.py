"""Reporting what breaks a rule."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ciudad_global.common.permissions import Refused, refuse
from ciudad_global.moderation.actions.case import lock_case, wait
from ciudad_global.moderation.models import Case, Flag, ModeratedContent
from ciudad_global.moderation.states import State
from ciudad_global.users.models import User

AGAIN_AFTER = timedelta(hours=24)


def flag(*, by: User, content: ModeratedContent, reason: str, text: str = "") -> None:
    """Report published content: it enters the queue, also when it was decided before.

    One report per person; sent again after a day it takes the place of their first one, before
    that it changes nothing. Raises Refused for one's own content, for what is not published and
    for whoever has sent as many as a day admits.
    """
    if content.author_id == by.pk:
        raise Refused(refuse(_("Es tuyo: si quieres, retíralo.")))
    with transaction.atomic():
        # First: two reports of one person are counted one after the other.
        User.objects.select_for_update(no_key=True).get(pk=by.pk)
        case = lock_case(content=content, cause=Case.Cause.FLAG)
        # Under both locks: what was taken back or united meanwhile has nothing left to decide.
        locked = type(content)._base_manager.select_for_update(no_key=True).get(pk=content.pk)
        if locked.state != State.PUBLISHED:
            raise Refused(refuse(_("Esto ya no está publicado.")))
        now = timezone.now()
        mine = Flag.objects.filter(reporter=by)
        earlier = mine.filter(case=case).first()
        if earlier and earlier.created_at > now - AGAIN_AFTER:
            return
        limit = settings.FLAGS_PER_DAY
        if mine.filter(created_at__gt=now - timedelta(days=1)).count() >= limit:
            why = _("Hoy ya mandaste %(limit)d reportes: mañana puedes mandar más.")
            raise Refused(refuse(why % {"limit": limit}))
        if earlier:
            Flag.objects.filter(pk=earlier.pk).update(reason=reason, text=text, created_at=now)
        else:
            Flag.objects.create(case=case, reporter=by, reason=reason, text=text)
            case.flags_count += 1
            case.save(update_fields=["flags_count"])
        wait(case=case, cause=Case.Cause.FLAG)
