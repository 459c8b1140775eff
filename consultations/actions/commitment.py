"""What the city says it will do: written, published, updated, taken back.

A commitment stands where its latest published update says. The commitment's row is locked before
an update's, so two updates that are published at once follow each other.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import lazy
from django.utils.translation import gettext as _

from ciudad_global.common.html import render
from ciudad_global.common.permissions import Refused, refuse, require
from ciudad_global.moderation.states import READABLE
from ciudad_global.notifications.actions import notify
from ciudad_global.notifications.followers import tell_followers
from ciudad_global.users.models import User
from consultations.models import Comment, Commitment, CommitmentUpdate, Proposal
from consultations.permissions import commitment as permissions

BODY_LIMIT = 8_000
NOTE_LIMIT = 2_000


def write(
    *,
    by: User,
    commitment: Commitment,
    proposals: Iterable[Proposal],
    comments: Iterable[Comment],
) -> None:
    """Save a commitment that is not public yet, with what it comes from. Raises Refused."""
    with transaction.atomic():
        _require_draft(commitment)
        commitment.body_html = render(commitment.body, limit=BODY_LIMIT)
        commitment.written_by = by
        commitment.save()
        commitment.proposals.set(proposals)
        commitment.comments.set(comments)


def publish(*, by: User, commitment: Commitment) -> None:
    """Make it public; tell who wrote what it comes from and who follows that. Raises Refused."""
    with transaction.atomic():
        locked = _locked(commitment.pk)
        require(permissions.may_publish(by, locked))
        locked.published_at = timezone.now()
        locked.save(update_fields=["published_at"])
        _tell(by, locked, "commitment", {})


def take_back(*, by: User, commitment: Commitment) -> None:
    """Make it a draft again, to correct it; its updates go out of sight with it. Raises Refused."""
    with transaction.atomic():
        locked = _locked(commitment.pk)
        require(permissions.may_take_back(by, locked))
        locked.published_at = None
        locked.save(update_fields=["published_at"])


def write_update(*, by: User, update: CommitmentUpdate) -> None:
    """Save an update that is not public yet, with its clean HTML. Raises Refused."""
    with transaction.atomic():
        _require_draft(update)
        update.note_html = render(update.note, limit=NOTE_LIMIT)
        update.written_by = by
        update.save()


def publish_update(*, by: User, update: CommitmentUpdate) -> None:
    """Make it public, move the commitment with it, and tell the same people. Raises Refused."""
    with transaction.atomic():
        commitment = _locked(update.commitment_id)
        fresh = CommitmentUpdate.objects.select_for_update().get(pk=update.pk)
        fresh.commitment = commitment
        require(permissions.may_publish(by, fresh))
        fresh.published_at = timezone.now()
        fresh.save(update_fields=["published_at"])
        _follow_latest(commitment)
        _tell(by, commitment, "commitment_update", {"progress": fresh.progress})


def take_back_update(*, by: User, update: CommitmentUpdate) -> None:
    """Make it a draft again; the commitment goes back to where the one before said it was.

    Raises Refused.
    """
    with transaction.atomic():
        commitment = _locked(update.commitment_id)
        fresh = CommitmentUpdate.objects.select_for_update().get(pk=update.pk)
        require(permissions.may_take_back(by, fresh))
        fresh.published_at = None
        fresh.save(update_fields=["published_at"])
        _follow_latest(commitment)


def _require_draft(thing: Commitment | CommitmentUpdate) -> None:
    # The row, published or not: whoever publishes it now waits, and publishes what is saved.
    rows = type(thing)._default_manager.select_for_update(no_key=True)
    stored = rows.filter(pk=thing.pk).first()
    if stored and stored.published_at:
        raise Refused(refuse(_("Ya se publicó: para corregirlo, primero se retira.")))


def _locked(pk: int) -> Commitment:
    found = Commitment.objects.select_for_update(of=("self",)).select_related("consultation")
    return found.get(pk=pk)


def _follow_latest(commitment: Commitment) -> None:
    """Give the commitment the status and the progress of its latest published update."""
    latest = commitment.updates.published().order_by("-published_at", "-pk").first()
    commitment.status = latest.status if latest else Commitment.Status.PLANNED
    commitment.progress = latest.progress if latest else 0
    commitment.save(update_fields=["status", "progress"])


def _day(day: date) -> str:
    return date_format(day, "DATE_FORMAT")


# Said in each reader's language.
_said_later = lazy(_day, str)


def _tell(by: User, commitment: Commitment, kind: str, facts: dict[str, Any]) -> None:
    """Tell each author of what it comes from once, and whoever follows that."""
    facts |= {
        "commitment": commitment.title,
        "office": commitment.office,
        "status": Commitment.Status(commitment.status).label,
        "due": _said_later(commitment.due_on),
    }
    url = commitment.get_absolute_url()
    proposals = list(commitment.proposals.values_list("pk", flat=True))
    # What was united with one of them asked for the same.
    proposals += Proposal.objects.united_with(*proposals).values_list("pk", flat=True)
    authors = User.objects.filter(pk__in=_authors(commitment, proposals)).order_by("pk")
    told = {by.pk}
    for author in authors.exclude(pk__in=told):
        notify(user=author, kind=kind, facts=facts | {"yours": True}, url=url)
        told.add(author.pk)
    tell_followers(
        by=by,
        kind=kind,
        facts=facts | {"yours": False},
        url=url,
        proposals=proposals,
        consultation=commitment.consultation_id,
        but=told,
    )


def _authors(commitment: Commitment, proposals: list[int]) -> list[int]:
    """Return who wrote these proposals and the comments that it comes from, if still public."""
    of = {
        *Proposal.objects.filter(pk__in=proposals, state__in=READABLE).values_list(
            "author", flat=True
        ),
        *commitment.comments.published().values_list("author", flat=True),
    }
    return [author for author in of if author is not None]
