"""Telling somebody something; following what one wants to be told of."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.functional import Promise

from ciudad_global.common.pages import address_in
from ciudad_global.common.permissions import require
from ciudad_global.notifications import outbox, permissions
from ciudad_global.notifications.models import Follow, Notice
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
) -> Notice | None:
    """Tell a person in the site and by mail, in their language, in the caller's transaction.

    `kind` names `templates/notices/<kind>.txt` and `.html`. `facts` are plain values or lazy
    translations. `url` is a path in any language. `unfollow_url` is the path under which whoever
    hears of it because they follow something can stop (see `followers.tell_followers`).

    A suspended account hears nothing and None is returned, unless it is about what was decided
    on the person's own words (`even_suspended`).
    """
    if not (user.is_active or even_suspended):
        return None
    url = address_in(user.language, url)
    with transaction.atomic(), translation.override(user.language):
        facts = {
            name: str(fact) if isinstance(fact, Promise) else fact for name, fact in facts.items()
        }
        if mail:
            _mail(user, words(kind, facts), url, unfollow_url)
        return Notice.objects.create(user=user, kind=kind, facts=facts, url=url)


def _mail(user: User, said: Words, url: str, unfollow_url: str) -> None:
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
