"""Proposing."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
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


def propose(
    *,
    by: User,
    consultation: Consultation,
    goals: Iterable[Goal] = (),
    alcaldias: Iterable[Alcaldia] = (),
    **fields: Any,
) -> Proposal:
    """Write a proposal: published at once, or waiting for review where the consultation says so.

    `fields` are title, summary, body, theme and language, as the form cleaned them. Raises
    Refused with the sentence for the person. Sent twice (a double click), it is written once.
    """
    proposal = Proposal(consultation=consultation, author=by, **fields)
    proposal.title, proposal.summary = plain(proposal.title), plain(proposal.summary)
    proposal.body_html = render(proposal.body, limit=BODY_LIMIT)
    with transaction.atomic():
        participation.join(by=by, consultation=consultation, what=permissions.PROPOSE)
        mine = Proposal.objects.filter(consultation=consultation, author=by).exclude(
            state__in=(State.DRAFT, State.WITHDRAWN, State.ERASED)
        )
        if again := mine.filter(title=proposal.title, body=proposal.body).first():
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
        proposal.save()
        proposal.goals.set(goals)
        proposal.alcaldias.set(alcaldias)
        if consultation.proposals_review == Consultation.Review.BEFORE:
            moderation.ask_review(content=proposal)
        else:
            proposal.move_to(State.PUBLISHED)
    return proposal


def withdraw(*, by: User, proposal: Proposal) -> None:
    """Withdraw one's own proposal; a tombstone stays. Raises Refused."""
    with transaction.atomic():
        moderation.stop_waiting(content=proposal)  # first: a case is locked before its content
        locked = Proposal.objects.select_for_update().get(pk=proposal.pk)
        require(permissions.may_withdraw(by, locked))
        locked.move_to(State.WITHDRAWN)
    # And last: a first report may have made a case in between.
    moderation.stop_waiting(content=proposal)
