"""Proposing, editing, withdrawing."""

from collections.abc import Iterable
from copy import copy
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ciudad_global.agenda.models import Alcaldia, Goal
from ciudad_global.common.html import plain, render
from ciudad_global.common.permissions import Refused, refuse, require
from ciudad_global.moderation import actions as moderation
from ciudad_global.moderation.signals import UNKNOWN, Arrival
from ciudad_global.moderation.states import State
from ciudad_global.users.models import User
from consultations import permissions
from consultations.actions import participation
from consultations.models import Consultation, Proposal, ProposalVersion
from consultations.permissions import editing, review

BODY_LIMIT = 8_000
MOST_PRACTICES = 3


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
    practices: Iterable[Any] = (),
    arrival: Arrival = UNKNOWN,
    **fields: Any,
) -> Proposal:
    """Write a proposal: published at once, or waiting for review where the consultation says so.

    `fields` are title, summary, body, theme and language, as the form cleaned them; `draft` is
    the id of the draft that becomes the proposal, if there is one. Raises Refused with the
    sentence for the person. Sent twice (a double click), it is written once.
    """
    fields = clean(fields)
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
        proposal.practices.set(practices)
        moderation.arrive(content=proposal, reviewed=review.comes_first(proposal), arrival=arrival)
    return proposal


def clean(fields: dict[str, Any]) -> dict[str, Any]:
    """Return the fields without what nobody sees, and the body's HTML."""
    return fields | {
        "title": plain(fields["title"]),
        "summary": plain(fields.get("summary", "")),
        "body_html": render(fields["body"], limit=BODY_LIMIT),
    }


def _fill(proposal: Proposal, fields: dict[str, Any]) -> None:
    for name, value in fields.items():
        setattr(proposal, name, value)


def edit(
    *,
    by: User,
    proposal: Proposal,
    seen: str,
    goals: Iterable[Goal] = (),
    alcaldias: Iterable[Alcaldia] = (),
    practices: Iterable[Any] = (),
    **fields: Any,
) -> ProposalVersion | None:
    """Change one's own proposal; return the version that keeps the former text, if one does.

    `seen` is the fingerprint of the text that the person had before them. Once a change leaves
    a version, only the text changes: theme, place, goals, practices and language stay what people
    voted on. What moderation asked to change goes back to its queue.
    Raises Outdated when the text has changed since, Refused when it may not be changed.
    """
    fields = clean(fields)
    with transaction.atomic():
        reviewed = review.comes_first(proposal) or proposal.state == State.HELD
        changed_to = copy(proposal)
        text = {name: fields[name] for name in ("title", "summary", "body")}
        _fill(changed_to, text | {"body_html": fields["body_html"]})
        found = moderation.noticed_anew(before=proposal, after=changed_to)
        # First: a case is locked before its content.
        case = moderation.lock_case(content=proposal) if reviewed or found else None
        # A vote that arrives now waits, or has been counted: it knows which text it is for.
        locked = Proposal.objects.select_for_update(no_key=True).get(pk=proposal.pk)
        require(editing.may_edit_now(by, locked))
        changed = any(getattr(locked, name) != value for name, value in text.items())
        if changed and seen != locked.fingerprint():
            raise Outdated(locked, _("Esta propuesta cambió en otra ventana o dispositivo."))
        asked, freely, version = locked.state == State.HELD, editing.edits_freely(locked), None
        if asked and case is None:
            raise Outdated(locked, _("Moderación pidió un cambio mientras escribías."))
        if changed and (asked or not freely):
            version = keep_version(locked, asked=asked)
        if freely:
            _fill(locked, fields)
            locked.goals.set(goals)
            locked.alcaldias.set(alcaldias)
            locked.practices.set(practices)
        elif changed:
            _fill(locked, text | {"body_html": fields["body_html"]})
        locked.save()
        if asked and case:
            moderation.send_again(case=case, content=locked)
        if changed:
            moderation.change(case=case, content=locked, reviewed=reviewed, found=found)
    return version


def keep_version(
    proposal: Proposal, *, taken_away: str = "", asked: bool = False
) -> ProposalVersion:
    """Keep the text of this locked proposal as it was; the caller saves what changes, `edited_at`.

    `taken_away` is the kind of file that goes instead, however often the text has changed;
    `asked` says that moderation wanted the change. Raises Refused.
    """
    number = proposal.versions.count() + 1
    if number > editing.VERSIONS_LIMIT and not taken_away:
        why = _("Ya cambiaste esta propuesta %(limit)d veces: no admite más cambios.")
        raise Refused(refuse(why % {"limit": editing.VERSIONS_LIMIT}))
    written_at = proposal.edited_at or proposal.published_at or proposal.created_at
    proposal.edited_at = timezone.now()
    return ProposalVersion.objects.create(
        proposal=proposal,
        number=number,
        title=proposal.title,
        summary=proposal.summary,
        body=proposal.body,
        body_html=proposal.body_html,
        written_at=written_at,
        replaced_at=proposal.edited_at,
        taken_away=taken_away,
        asked=asked,
    )


def withdraw(*, by: User, proposal: Proposal) -> None:
    """Withdraw one's own proposal; a tombstone stays. Raises Refused."""
    with transaction.atomic():
        moderation.stop_waiting(content=proposal)  # first: a case is locked before its content
        locked = Proposal.objects.select_for_update().get(pk=proposal.pk)
        require(permissions.may_withdraw(by, locked))
        locked.move_to(State.WITHDRAWN)
    # And last: a first report may have made a case in between.
    moderation.stop_waiting(content=proposal)
