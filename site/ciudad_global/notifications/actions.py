"""Telling somebody something; following what one wants to be told of."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.functional import Promise

from ciudad_global.common.pages import address_in
from ciudad_global.common.permissions import require
from ciudad_global.moderation.models import Decision
from ciudad_global.notifications import outbox, permissions
from ciudad_global.notifications.models import Follow, Mail, Notice
from ciudad_global.notifications.words import Words, words
from ciudad_global.users.models import User


def notify(
    *,
    user: User,
    kind: str,
    facts: dict[str, Any],
    url: str,
    unfollow_url: str = "",
    mail: bool = True,
    even_suspended: bool = False,
    decision: Decision | None = None,
    not_before: datetime | None = None,
) -> Notice | None:
    """Tell a person in the site and by mail, in their language, in the caller's transaction.

    `kind` names `templates/notices/<kind>.txt` and `.html`. `facts` are plain values or lazy
    translations. `url` is a path in any language. `unfollow_url` is the path under which whoever
    hears of it because they follow something can stop (see `followers.tell_followers`).

    A suspended account hears nothing and None is returned, unless it is about what was decided
    on the person's own words (`even_suspended`).

    What tells of a `decision` is taken back with it (`forget`); its mail waits until `not_before`.
    """
    if not (user.is_active or even_suspended):
        return None
    url = address_in(user.language, url)
    with transaction.atomic(), translation.override(user.language):
        facts = {
            name: str(fact) if isinstance(fact, Promise) else fact for name, fact in facts.items()
        }
        if mail:
            said = words(kind, facts, site=settings.BASE_URL)
            _mail(user, said, url, unfollow_url, decision=decision, not_before=not_before)
        return Notice.objects.create(user=user, kind=kind, facts=facts, url=url, decision=decision)


def forget(decision: Decision) -> bool:
    """Take back what was told of a decision; return whether a mail had gone out already."""
    Notice.objects.filter(decision=decision).delete()
    return hold_mail(decision)


def hold_mail(decision: Decision) -> bool:
    """Send no mail of a decision that waits still; return whether one had gone out already."""
    mails = Mail.objects.filter(decision=decision)
    mails.filter(sent_at__isnull=True).exclude(claimed_until__gt=timezone.now()).delete()
    return mails.exists()


def _mail(user: User, said: Words, url: str, unfollow_url: str, **more: Any) -> None:
    frame = {
        "words": said,
        "link": settings.BASE_URL + url,
        "unfollow_link": unfollow_url and settings.BASE_URL + unfollow_url,
        "language": user.language,
    }
    outbox.put(
        user=user,
        to=user.email,
        subject=said.subject,
        text=render_to_string("mail/frame.txt", frame),
        html=render_to_string("mail/frame.html", frame),
        **more,
    )


def follow(*, by: User, kind: Follow.Kind, key: int | UUID) -> None:
    """Let the person hear of it from now on; nothing happens if they do. Raises Refused.

    The thing exists and is public: the caller found it with `things.find`.
    """
    require(permissions.may_follow(by))
    column = Follow._meta.get_field(kind).attname  # type: ignore[union-attr]
    Follow.objects.bulk_create([Follow(user=by, **{column: key})], ignore_conflicts=True)


def unfollow(*, by: User, kind: Follow.Kind, key: int | UUID) -> None:
    """Let the person hear of it no more; nothing happens if they do not."""
    Follow.objects.filter(user=by, **{kind: key}).delete()
