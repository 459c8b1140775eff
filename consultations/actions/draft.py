"""Drafts: what somebody has typed and not sent. Only its author reads it."""

import json

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ciudad_global.common.permissions import Refused, refuse, require
from ciudad_global.moderation.states import State
from ciudad_global.users.models import User
from consultations import permissions
from consultations.actions.proposal import BODY_LIMIT, Outdated
from consultations.models import Consultation, Proposal

# Of one person in one consultation.
LIMIT = 5
# Of the whole form: too long to be sent is kept all the same, but not without end.
LONGEST = 10 * BODY_LIMIT

Typed = dict[str, str | list[str]]


def tidy(typed: Typed) -> Typed:
    """Return what was typed, as it was typed, but for what no database holds (NUL).

    Raises Refused when it is more than a draft may hold.
    """
    if len(json.dumps(typed, ensure_ascii=False)) > LONGEST:
        raise Refused(refuse(_("Es demasiado largo para guardarlo: acórtalo.")))
    return {
        name: value.replace("\0", "")
        if isinstance(value, str)
        else [one.replace("\0", "") for one in value]
        for name, value in typed.items()
    }


def save(
    *, by: User, consultation: Consultation, typed: Typed, pk: int | None = None, seen: str = ""
) -> Proposal:
    """Keep what was typed: in the draft `pk`, or in a new one.

    `seen` is the fingerprint of what the person had before them; without it, the draft is
    overwritten. Raises Outdated when the draft has changed since, Refused when none may be written.
    """
    typed = tidy(typed)
    with transaction.atomic():
        # One person's drafts are written one after the other, so that the limit holds.
        User.objects.select_for_update(no_key=True).get(pk=by.pk)
        require(permissions.may_draft(permissions.may_participate(by)))
        require(permissions.open_now(consultation, permissions.PROPOSE))
        mine = Proposal.objects.filter(author=by, consultation=consultation)
        draft = mine.select_for_update().filter(pk=pk).first() if pk else None
        if draft is None:
            return _create(by, consultation, typed)
        if draft.state != State.DRAFT:
            raise Refused(refuse(_("Ya la enviaste: está en «Mi participación».")))
        if seen and seen != draft.fingerprint() and not _same_hand(draft, typed):
            raise Outdated(draft, _("Este borrador cambió en otra ventana o en otro dispositivo."))
        # A draft says when it was last saved.
        draft.typed, draft.created_at = typed, timezone.now()
        draft.save(update_fields=["typed", "created_at"])
    return draft


def _same_hand(draft: Proposal, typed: Typed) -> bool:
    """Return whether the window that saves now was also the last to save, or saves the same."""
    before = draft.typed or {}
    window = typed.get("window")
    return before == typed or bool(window and window == before.get("window"))


def _create(by: User, consultation: Consultation, typed: Typed) -> Proposal:
    drafts = list(Proposal.objects.drafts_of(by).filter(consultation=consultation))
    # Sent twice (a double click), it is kept once.
    for draft in drafts:
        if (draft.typed or {}) | {"window": ""} == typed | {"window": ""}:
            return draft
    if not any(typed.get(name) for name in ("title", "summary", "body")):
        raise Refused(refuse(_("Todavía no hay nada que guardar.")))
    if len(drafts) >= LIMIT:
        why = _(
            "Ya tienes %(limit)d borradores en esta consulta: envía o descarta uno para guardar "
            "otro."
        )
        raise Refused(refuse(why % {"limit": LIMIT}))
    return Proposal.objects.create(consultation=consultation, author=by, typed=typed)


def discard(*, by: User, draft: Proposal) -> None:
    """Throw a draft away; nothing of it stays. Nothing happens to what has been sent."""
    with transaction.atomic():
        for found in Proposal.objects.drafts_of(by).select_for_update().filter(pk=draft.pk):
            found.delete()
