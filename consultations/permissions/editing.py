"""May they change what they have sent? Freely at first, then before everybody's eyes."""

from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING, cast

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from ciudad_global.common.permissions import ALLOWED, Answer, refuse
from ciudad_global.moderation import changes
from ciudad_global.moderation.sanctions import not_suspended
from ciudad_global.moderation.states import READABLE, State
from consultations.models import Consultation, Phase, Proposal
from consultations.permissions import PROPOSE, may_participate, open_now, rights

if TYPE_CHECKING:
    from ciudad_global.users.models import User

# What keeps a suspended author from editing.
_STOPS = "stops_proposing"
# After publication, while nobody has voted.
FREELY = timedelta(minutes=30)
VERSIONS_LIMIT = 20


def edits_freely(proposal: Proposal) -> bool:
    """Return whether a change leaves no trace: it is not public, or was just now and no one voted.

    Afterwards the former text stays public, and what is not text stays as it is.
    """
    if proposal.votes_count:
        return False
    return proposal.published_at is None or timezone.now() < proposal.published_at + FREELY


def may_edit_proposal(
    user: "User | AnonymousUser", proposal: Proposal, phases: Iterable[Phase]
) -> Answer:
    """Return whether this person may change this proposal; `phases` are the consultation's."""
    answer = _may_edit_own(user, proposal) and not_suspended(cast("User", user), _STOPS)
    if not answer:
        return answer
    consultation = proposal.consultation
    if consultation.state == Consultation.State.PUBLISHED and any(
        phase.runs() and (phase.may_propose or phase.may_comment or phase.may_vote)
        for phase in phases
    ):
        return ALLOWED
    return _not_open()


def may_edit_now(user: "User | AnonymousUser", proposal: Proposal) -> Answer:
    """Return the same by the database's clock (one query; call it in the transaction)."""
    answer = _may_edit_own(user, proposal) and not_suspended(cast("User", user), _STOPS, fresh=True)
    if not answer:
        return answer
    open_phases = Phase.objects.running().filter(
        Q(may_propose=True) | Q(may_comment=True) | Q(may_vote=True),
        consultation_id=proposal.consultation_id,
        consultation__state=Consultation.State.PUBLISHED,
    )
    return ALLOWED if open_phases.exists() else _not_open()


def may_attach(user: "User | AnonymousUser", proposal: Proposal, phases: Iterable[Phase]) -> Answer:
    """Return whether this person may change the proposal's images and documents.

    They are no text: once a change leaves a trace, they stay what people voted on, but for what
    is taken away (`may_take_away`).
    """
    if proposal.state == State.DRAFT:
        return (
            _may_attach_to_draft(user, proposal)
            and rights(user, proposal.consultation, phases).propose
        )
    return may_edit_proposal(user, proposal, phases) and _while_freely(proposal)


def may_attach_now(user: "User | AnonymousUser", proposal: Proposal) -> Answer:
    """Return the same by the database's clock (one query; call it in the transaction)."""
    if proposal.state == State.DRAFT:
        return _may_attach_to_draft(user, proposal) and open_now(proposal.consultation, PROPOSE)
    return may_edit_now(user, proposal) and _while_freely(proposal)


def may_take_away(user: "User | AnonymousUser", proposal: Proposal) -> Answer:
    """Return whether this person may take an image or a document out of the proposal.

    Also when nothing else changes any more: it may show who somebody is or where they live.
    """
    if proposal.state == State.DRAFT:
        return _may_attach_to_draft(user, proposal)
    return _may_edit_own(user, proposal, (State.PENDING, *READABLE))


def _may_attach_to_draft(user: "User | AnonymousUser", draft: Proposal) -> Answer:
    if not user.is_authenticated or draft.author_id != user.pk:
        return _not_own()
    return may_participate(user)


def _while_freely(proposal: Proposal) -> Answer:
    if edits_freely(proposal):
        return ALLOWED
    return refuse(
        _(
            "Ya hay votos o pasó media hora desde que se publicó: sus imágenes y documentos se "
            "quedan como están."
        )
    )


def _may_edit_own(
    user: "User | AnonymousUser",
    proposal: Proposal,
    states: tuple[State, ...] = (State.PENDING, State.PUBLISHED),
) -> Answer:
    if not user.is_authenticated or proposal.author_id != user.pk:
        return _not_own()
    answer = may_participate(user)
    if not answer:
        return answer
    if proposal.state == State.HELD:
        if changes.asked(proposal):
            return ALLOWED
        return refuse(_("Está retenida mientras se revisa: por ahora no se puede editar."))
    if proposal.state not in states:
        return refuse(_("Esta propuesta ya no se puede editar."))
    return ALLOWED


def _not_own() -> Answer:
    return refuse(_("Solo quien la escribió puede editarla."))


def _not_open() -> Answer:
    return refuse(
        _("Las propuestas se editan mientras en la consulta se puede proponer, comentar o votar.")
    )
