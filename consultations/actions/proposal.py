"""Proposing."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ciudad_global.agenda.models import Alcaldia, Goal
from ciudad_global.common.html import plain, render
from ciudad_global.common.permissions import Refused, refuse, require
from ciudad_global.moderation import actions as moderation
from ciudad_global.moderation.states import State
from ciudad_global.users.models import User
from consultations import permissions
from consultations.actions import participation
from consultations.models import Consultation, Proposal

BODY_LIMIT = 8_000


class Outdated(Refused):
    """Raised when the text was changed elsewhere after the person had read it."""

    def __init__(self, proposal: Proposal, why: str) -> None:
        super().__init__(refuse(why))
        self.proposal = proposal


def propose(
    *,
    by: User,
    consultation: Consultation,
    draft: int | None = None,
    goals: Iterable[Goal] = (),
    alcaldias: Iterable[Alcaldia] = (),
    **fields: Any,
) -> Proposal:
    """Write a proposal: published at once, or waiting for review where the consultation says so.

    `fields` are title, summary, body, theme and language, as the form cleaned them; `draft` is
    the id of the draft that becomes the proposal, if there is one. Raises Refused with the
    sentence for the person. Sent twice (a double click), it is written once.
    """
    fields = _clean(fields)
    with transaction.atomic():
        participation.join(by=by, consultation=consultation, what=permissions.PROPOSE)
        own = Proposal.objects.filter(consultation=consultation, author=by)
        mine = own.exclude(state__in=(State.DRAFT, State.WITHDRAWN, State.ERASED))
        if again := mine.filter(title=fields["title"], body=fields["body"]).first():
            if draft:
                own.filter(pk=draft, state=State.DRAFT).delete()
            return again
        limit = consultation.proposals_limit
        # Under the participation's lock: two tabs cannot both be the last one allowed.
        if limit is not None and mine.count() >= limit:
            raise Refused(
                refuse(
                    ngettext(
                        "Ya hiciste tu propuesta: retírala para hacer otra.",
                        "Ya hiciste tus %(limit)d propuestas: retira una para hacer otra.",
                        limit,
                    )
                    % {"limit": limit}
                )
            )
        proposal = own.select_for_update().filter(pk=draft).first() if draft else None
        proposal = proposal or Proposal(consultation=consultation, author=by)
        if proposal.state != State.DRAFT:
            raise Refused(refuse(_("Ya la enviaste: está en «Mi participación».")))
        _fill(proposal, fields)
        proposal.typed, proposal.created_at = None, timezone.now()
        proposal.save()
        proposal.goals.set(goals)
        proposal.alcaldias.set(alcaldias)
        if consultation.proposals_review == Consultation.Review.BEFORE:
            moderation.ask_review(content=proposal)
        else:
            proposal.move_to(State.PUBLISHED)
    return proposal


def _clean(fields: dict[str, Any]) -> dict[str, Any]:
    """Return the fields without what nobody sees, and the body's HTML."""
    return fields | {
        "title": plain(fields["title"]),
        "summary": plain(fields.get("summary", "")),
        "body_html": render(fields["body"], limit=BODY_LIMIT),
    }


def _fill(proposal: Proposal, fields: dict[str, Any]) -> None:
    for name, value in fields.items():
        setattr(proposal, name, value)


def withdraw(*, by: User, proposal: Proposal) -> None:
    """Withdraw one's own proposal; a tombstone stays. Raises Refused."""
    with transaction.atomic():
        moderation.stop_waiting(content=proposal)  # first: a case is locked before its content
        locked = Proposal.objects.select_for_update().get(pk=proposal.pk)
        require(permissions.may_withdraw(by, locked))
        locked.move_to(State.WITHDRAWN)
    # And last: a first report may have made a case in between.
    moderation.stop_waiting(content=proposal)
