"""Telling whoever follows something: in the worker, a batch at a time.

A request only leaves one task behind, whether ten or ten thousand people follow.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.functional import Promise
from django_tasks import task

from ciudad_global.common.pages import address_in
from ciudad_global.notifications.actions import notify
from ciudad_global.notifications.models import Follow
from ciudad_global.notifications.things import Key
from ciudad_global.users.models import User

TRIES = 8
BATCH = 50  # so that the transaction that writes their notices stays short
_SALT = "unfollow"


def tell_followers(
    *,
    by: User | None,
    kind: str,
    facts: dict[str, Any],
    url: str,
    proposals: Iterable[int] = (),
    consultation: int | None = None,
    dialogue: UUID | None = None,
    but: Iterable[int] = (),
) -> None:
    """Tell everybody who follows any of these things, each person once, never `by`.

    Call it in the transaction that causes it: the task lies there too. `kind`, `facts` and `url`
    are those of `notify`; a mail says how to stop following. `but` are ids of people who hear of
    it otherwise (the author). A dialogue is named by its pages' common translation key.
    """
    said = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            said[language] = {
                name: str(fact) if isinstance(fact, Promise) else fact
                for name, fact in facts.items()
            }
    urls = {language: address_in(language, url) for language in said}
    following: dict[str, list[Any]] = {
        Follow.Kind.PROPOSAL.value: list(proposals),
        Follow.Kind.CONSULTATION.value: [consultation] if consultation else [],
        Follow.Kind.DIALOGUE.value: [str(dialogue)] if dialogue else [],
    }
    nobody = [*but, *([by.pk] if by else [])]
    tell.enqueue(kind, said, urls, following, nobody)


@task()
def tell(
    kind: str,
    said: dict[str, dict[str, Any]],
    urls: dict[str, str],
    following: dict[str, list[Any]],
    but: list[int],
    after: int = 0,
    tries: int = 1,
) -> None:
    """Tell the next batch, people with an id above `after`; leave the rest to another task.

    All of it or nothing: nobody is told twice. A batch that fails comes back later.
    """
    try:
        _tell_batch(kind, said, urls, following, but, after)
    except Exception:
        # Whatever went wrong: nobody may be forgotten in silence.
        if tries == TRIES:
            raise
        later = tell.using(run_after=timezone.now() + timedelta(minutes=2**tries))
        later.enqueue(kind, said, urls, following, but, after, tries + 1)


def _tell_batch(
    kind: str,
    said: dict[str, dict[str, Any]],
    urls: dict[str, str],
    following: dict[str, list[Any]],
    but: list[int],
    after: int,
) -> None:
    wanted = Q(*((f"{column}__in", keys) for column, keys in following.items()), _connector=Q.OR)
    with transaction.atomic():
        follows = Follow.objects.filter(wanted).exclude(user__in=but)
        people = list(
            follows.filter(user__gt=after)
            .order_by("user")
            .values_list("user", flat=True)
            .distinct()[:BATCH]
        )
        because = defaultdict(list)
        for each in follows.filter(user__in=people):
            because[each.user_id].append(each.thing)
        for user in User.objects.filter(pk__in=people).order_by("pk"):
            notify(
                user=user,
                kind=kind,
                facts=said[user.language],
                url=urls[user.language],
                unfollow_url=unfollow_url(user, because[user.pk]),
            )
        if len(people) == BATCH:
            tell.enqueue(kind, said, urls, following, but, people[-1])


def unfollow_url(user: User, things: Iterable[Key]) -> str:
    """Return the path under which this person, signed in or not, stops following these things."""
    asked = [user.pk, [[kind.value, str(key)] for kind, key in things]]
    token = signing.dumps(asked, salt=_SALT, compress=True)
    with translation.override(user.language):
        return reverse("notifications:unfollow", args=[token])


def read_token(token: str) -> tuple[int, list[Key]]:
    """Return the id of the person and the things that a link names; raise BadSignature."""
    user, things = signing.loads(token, salt=_SALT)
    return user, [
        (Follow.Kind(kind), UUID(key) if kind == Follow.Kind.DIALOGUE else int(key))
        for kind, key in things
    ]
