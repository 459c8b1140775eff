"""The minutes of a session: written, opened for corrections, corrected, published, taken back.

The row of the minutes is locked before anything that hangs on it.
"""

import uuid
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import lazy
from django.utils.text import slugify
from django.utils.translation import gettext as _

from ciudad_global.common.permissions import Refused, refuse, require
from ciudad_global.notifications.actions import notify
from ciudad_global.notifications.followers import tell_followers
from ciudad_global.users.models import User
from dialogues.models import Correction, Edition, Encounter, Minutes, Statement, Tag
from dialogues.permissions import minutes as permissions


def write(*, by: User, minutes: Minutes, tags: dict[int, list[str]]) -> None:
    """Save minutes that are not public, with their statements. Raises Refused.

    `tags` are the words of each statement, by its `sort_order`.
    """
    with transaction.atomic():
        stored = Minutes.objects.select_for_update(no_key=True).filter(pk=minutes.pk).first()
        if stored and stored.is_final:
            raise Refused(refuse(_("Ya se publicó: para corregirla, primero se retira.")))
        if stored:
            # Somebody may have opened it while the form was open here.
            minutes.state = stored.state
        minutes.save()
        minutes.writers.add(by)
        for statement in Statement.objects.filter(minutes=minutes):
            statement.tags.set(_tags(tags.get(statement.sort_order, ())))


def _tags(names: Iterable[str]) -> list[Tag]:
    wanted = {slugify(name, allow_unicode=True): name for name in names}
    wanted.pop("", None)
    Tag.objects.bulk_create(
        [Tag(slug=slug, name_es=name) for slug, name in wanted.items()], ignore_conflicts=True
    )
    return list(Tag.objects.filter(slug__in=wanted))


def open_for_corrections(*, by: User, minutes: Minutes) -> None:
    """Let those who were there read the draft and correct it; tell them. Raises Refused."""
    with transaction.atomic():
        locked = _locked(minutes.pk)
        require(permissions.may_open(by, locked))
        locked.state = Minutes.State.OPEN
        locked.save(update_fields=["state"])
        _tell(by, locked, "minutes_open", locked.get_absolute_url())


def propose(*, by: User, minutes: Minutes, text: str, statement: Statement | None) -> Correction:
    """Keep what somebody who was there would correct. Raises Refused."""
    with transaction.atomic():
        locked = _locked(minutes.pk)
        require(permissions.may_correct(by, locked))
        return Correction.objects.create(minutes=locked, statement=statement, author=by, text=text)


def decide(*, by: User, correction: Correction, accepted: bool, reason: str = "") -> None:
    """Accept a correction, or decline it with a reason; tell its author. Raises Refused."""
    with transaction.atomic():
        locked = _locked(correction.minutes_id)
        fresh = Correction.objects.select_related("author").get(pk=correction.pk)
        require(permissions.may_decide(by, fresh))
        if not accepted and not reason:
            raise Refused(refuse(_("Di por qué no: se lo decimos a quien la propuso.")))
        fresh.state = Correction.State.ACCEPTED if accepted else Correction.State.DECLINED
        fresh.reason = "" if accepted else reason
        fresh.decided_by = by
        fresh.decided_at = timezone.now()
        fresh.save(update_fields=["state", "reason", "decided_by", "decided_at"])
        if fresh.author:
            notify(
                user=fresh.author,
                kind="minutes_correction",
                facts={
                    "session": _title_later(str(locked.encounter_id)),
                    "correction": fresh.text,
                    "accepted": accepted,
                    "reason": fresh.reason,
                },
                url=locked.get_absolute_url(),
            )


def publish(*, by: User, minutes: Minutes) -> None:
    """Make them final and public, as a new edition; tell who was there. Raises Refused."""
    with transaction.atomic():
        locked = _locked(minutes.pk)
        require(permissions.may_publish(by, locked))
        now = timezone.now()
        edition = Edition.objects.create(
            minutes=locked,
            number=locked.editions.count() + 1,
            changes_es=locked.changes_es,
            changes_en=locked.changes_en,
            published_at=now,
            published_by=by,
        )
        locked.state = Minutes.State.FINAL
        locked.published_at = now
        locked.changes_es = locked.changes_en = ""
        locked.save(update_fields=["state", "published_at", "changes_es", "changes_en"])
        _tell(by, locked, "minutes_final", locked.encounter.get_absolute_url(), edition=edition)


def take_back(*, by: User, minutes: Minutes) -> None:
    """Make them a draft again, to publish a corrected edition. Raises Refused."""
    with transaction.atomic():
        locked = _locked(minutes.pk)
        require(permissions.may_take_back(by, locked))
        locked.state = Minutes.State.DRAFT
        locked.published_at = None
        locked.save(update_fields=["state", "published_at"])


def _locked(pk: int) -> Minutes:
    found = Minutes.objects.select_for_update(of=("self",)).select_related("encounter")
    return found.get(pk=pk)


def _title(key: str) -> str:
    page = Encounter(pk=uuid.UUID(key)).page
    return page.title if page else ""


def _day(day: date | None) -> str:
    return date_format(day) if day else ""


# Said in each reader's language.
_title_later = lazy(_title, str)
_day_later = lazy(_day, str)


def _tell(
    by: User, minutes: Minutes, kind: str, url: str, *, edition: Edition | None = None
) -> None:
    """Tell whoever had a seat, and whoever follows the dialogue."""
    page = minutes.encounter.page
    if page is None:
        return  # nobody can read it
    facts: dict[str, Any] = {
        "session": _title_later(str(minutes.encounter_id)),
        "until": _day_later(minutes.corrections_until),
        "corrected": bool(edition and edition.number > 1),
    }
    seated = minutes.encounter.registrations.seated().values("user")
    told = {by.pk}
    for user in User.objects.filter(pk__in=seated).exclude(pk=by.pk).order_by("pk"):
        notify(user=user, kind=kind, facts=facts, url=url)
        told.add(user.pk)
    dialogue = page.get_parent().translation_key
    tell_followers(by=by, kind=kind, facts=facts, url=url, dialogue=dialogue, but=told)
