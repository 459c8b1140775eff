"""Once a day, each moderator hears what waits for them: nothing where nothing does."""

from datetime import timedelta
from functools import reduce
from operator import or_

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from ciudad_global.moderation import appeals, permissions, queue
from ciudad_global.moderation.models import Appeal, Case
from ciudad_global.moderation.models.case import PLACES
from ciudad_global.notifications.actions import notify
from ciudad_global.notifications.models import Notice
from ciudad_global.users.models import User

KIND = "moderation_digest"
# Run twice by mistake, it tells nobody twice; run daily at a slightly different hour, all again.
NOT_WITHIN = timedelta(hours=20)


def send() -> int:
    """Tell each moderator for whom something waits; return how many were told."""
    cases, waiting_appeals = Case.objects.waiting().order_by(), Appeal.objects.waiting()
    calls = [Q(pk__in=cases.values(f"{place}__moderators")) for place in PLACES]
    calls += [
        Q(pk__in=waiting_appeals.values(f"{what}__{place}__moderators"))
        for what in ("decision__case", "decision__sanction__case")
        for place in PLACES
    ]
    people = User.objects.filter(reduce(or_, calls), is_active=True)
    return sum(_tell(user) for user in people.order_by("pk"))


def _tell(user: User) -> bool:
    # Who lost the role may still be assigned to a consultation.
    if not permissions.may_read_queue(user):
        return False
    found, waiting_appeals = queue.figures(user), appeals.figures(user)
    if not (found.waiting or waiting_appeals["appeals"]):
        return False
    with transaction.atomic():
        # Two runs at once wait for each other here.
        User.objects.select_for_update(no_key=True).get(pk=user.pk)
        earlier = Notice.objects.filter(user=user, kind=KIND)
        now = timezone.now()
        if earlier.filter(created_at__gt=now - NOT_WITHIN).exists():
            return False
        # In the site the newest stands for all.
        earlier.delete()
        facts = {
            "waiting": found.waiting,
            "late": found.late,
            "days": (now - found.oldest).days if found.oldest else 0,
            **waiting_appeals,
        }
        page = "moderation:queue" if found.waiting else "moderation:appeals"
        notify(user=user, kind=KIND, facts=facts, url=reverse(page))
    return True
