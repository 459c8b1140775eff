"""May they? Phase, state of the consultation, and who is asking. Every refusal says why.

`rights` is the one decision of a page. Actions ask again inside their transaction, where the
database's clock has the last word (`open_now`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from django.contrib.auth.models import AnonymousUser
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from wagtail.models import ModelLogEntry

from ciudad_global.common import clock
from ciudad_global.common.permissions import ALLOWED, Answer, Hindrance, refuse
from ciudad_global.common.templatetags.moments import day_and_time
from ciudad_global.moderation.sanctions import not_suspended
from ciudad_global.moderation.states import READABLE, State
from consultations.models import Comment, Consultation, Phase, Proposal, Response

if TYPE_CHECKING:
    from ciudad_global.users.models import User

PROPOSE, COMMENT, VOTE = "may_propose", "may_comment", "may_vote"
# Marking a comment as useful has no switch of its own: one may while one may comment or vote.
MARK = "may_mark"
# One's vote is one's own, and taken back while one could vote: no suspension stops that.
TAKE_BACK = "may_take_back"
# What a suspension stops (moderation/models/sanction.py), by the phase's switch for the same.
_STOPS = {PROPOSE: "stops_proposing", COMMENT: "stops_commenting", VOTE: "stops_voting"}


@dataclass(frozen=True, slots=True)
class Rights:
    """What one person may do in one consultation now."""

    propose: Answer
    comment: Answer
    vote: Answer

    @property
    def mark(self) -> Answer:
        """Return whether the person may mark comments as useful."""
        return self.comment or self.vote


def _words(what: str) -> tuple[str, str, str]:
    """Return the sentences for: not yet (with a date), over (with a date), never."""
    return {
        PROPOSE: (
            _("Podrás proponer desde el %(date)s."),
            _("El plazo para proponer terminó el %(date)s."),
            _("En esta consulta no se reciben propuestas."),
        ),
        COMMENT: (
            _("Podrás comentar desde el %(date)s."),
            _("El plazo para comentar terminó el %(date)s."),
            _("En esta consulta no se reciben comentarios."),
        ),
        VOTE: (
            _("La votación abre el %(date)s."),
            _("La votación cerró el %(date)s."),
            _("En esta consulta no se vota."),
        ),
    }[what]


def acts(switches: Iterable[str]) -> str:
    """Return "proponer, comentar y votar", in this order, for any of a phase's switches."""
    words = {PROPOSE: _("proponer"), COMMENT: _("comentar"), VOTE: _("votar")}
    chosen = set(switches)
    return get_text_list([word for switch, word in words.items() if switch in chosen], _("y"))


def allowed_by_phase(consultation: Consultation, phases: Iterable[Phase], what: str) -> Answer:
    """Return whether the consultation allows `what` now, whoever asks; `phases` are its own."""
    now = clock.now()
    if consultation.is_closed:
        return refuse(_("Esta consulta ya cerró. Puedes leer lo que salió de ella."))
    if consultation.state == Consultation.State.DRAFT:
        return refuse(_("Esta consulta todavía no se publica."))
    allowing = [phase for phase in phases if getattr(phase, what)]
    if any(phase.runs(now) for phase in allowing):
        return ALLOWED
    not_yet, over, never = _words(what)
    coming = [phase.starts_at for phase in allowing if phase.starts_at > now]
    if coming:
        return refuse(not_yet % {"date": day_and_time(min(coming))})
    if allowing:
        never = over % {"date": day_and_time(max(phase.ends_at for phase in allowing))}
    instead = acts(switch for phase in phases if phase.runs(now) for switch in phase.allows)
    return refuse(
        _("%(why)s Ahora puedes %(acts)s.") % {"why": never, "acts": instead} if instead else never
    )


def may_participate(user: "User | AnonymousUser") -> Answer:
    """Return whether this account may take part in consultations at all."""
    if not user.is_authenticated:
        return refuse(_("Entra con tu correo para participar."), Hindrance.SIGN_IN)
    if user.is_team:
        return refuse(_("Las cuentas del equipo no participan. Usa tu cuenta personal."))
    if not user.is_verified:
        return refuse(_("Confirma tu correo para participar."), Hindrance.VERIFY)
    return ALLOWED


def may_do(user: "User | AnonymousUser", what: str) -> Answer:
    """Return whether this account may do `what` (PROPOSE, COMMENT or VOTE) in consultations."""
    return may_participate(user) and not_suspended(cast("User", user), _STOPS[what])


def may_do_now(user: "User", consultation: Consultation, what: str) -> Answer:
    """Return whether the database allows it now: the phase, by its clock, and no suspension.

    Call it in the transaction.
    """
    if what == MARK:
        return (
            may_do_now(user, consultation, COMMENT)
            or may_do_now(user, consultation, VOTE)
            or (
                not_suspended(user, _STOPS[COMMENT], fresh=True)
                and refuse(
                    _("Un comentario se marca como útil mientras se puede comentar o votar.")
                )
            )
        )
    if what == TAKE_BACK:
        return open_now(consultation, VOTE)
    return open_now(consultation, what) and not_suspended(user, _STOPS[what], fresh=True)


def rights(
    user: "User | AnonymousUser", consultation: Consultation, phases: Iterable[Phase]
) -> Rights:
    """Return what the person may do; `phases` are the consultation's, already loaded."""
    phases = list(phases)

    def answer(what: str) -> Answer:
        # Who is asking costs queries; they matter only where the phase says yes.
        return allowed_by_phase(consultation, phases, what) and may_do(user, what)

    return Rights(propose=answer(PROPOSE), comment=answer(COMMENT), vote=answer(VOTE))


def may_draft(propose: Answer) -> Answer:
    """Return whether the person may write a draft, given `rights(...).propose`.

    Visitors and unconfirmed accounts may: it waits until they have signed in or confirmed.
    """
    waits = propose.hindrance in (Hindrance.SIGN_IN, Hindrance.VERIFY)
    return ALLOWED if waits else propose


def open_now(consultation: Consultation, what: str) -> Answer:
    """Return whether the database's clock allows `what` (one query; call it in the transaction)."""
    # The rules as the caller read them: it goes by them, and they may have changed since.
    rules = {f"consultation__{rule}": getattr(consultation, rule) for rule in Consultation.RULES}
    if Phase.objects.running().filter(
        consultation_id=consultation.pk,
        consultation__state=Consultation.State.PUBLISHED,
        **{what: True},
        **rules,
    ):
        return ALLOWED
    fresh = Consultation.objects.get(pk=consultation.pk)
    refusal = allowed_by_phase(fresh, fresh.phases.all(), what)
    if not refusal:
        return refusal
    if any(getattr(fresh, rule) != getattr(consultation, rule) for rule in Consultation.RULES):
        return refuse(_("Las reglas acaban de cambiar: carga la página otra vez."))
    # Only a clock that differs from the database's could still say yes here.
    return refuse(_("El plazo acaba de terminar."))


def may_vote_on(user: "User | AnonymousUser", proposal: Proposal, vote: Answer) -> Answer:
    """Return whether the person may vote on this proposal, given `rights(...).vote`."""
    if not vote:
        return vote
    if proposal.state != State.PUBLISHED:
        return refuse(_("Esta propuesta no está publicada: no se puede votar."))
    if proposal.author_id == user.pk and not proposal.consultation.own_vote:
        return refuse(
            _(
                "En esta consulta no se vota la propuesta propia: compártela para que la voten "
                "otras personas."
            )
        )
    return ALLOWED


def may_withdraw(user: "User | AnonymousUser", content: Proposal | Comment) -> Answer:
    """Return whether this person may withdraw what they wrote."""
    if not user.is_authenticated or content.author_id != user.pk:
        return refuse(_("Solo quien lo escribió puede retirarlo."))
    if content.state not in (State.PENDING, State.PUBLISHED, State.HELD):
        return refuse(_("Esto ya no se puede retirar."))
    return ALLOWED


def may_read(user: "User | AnonymousUser", content: Proposal | Comment) -> bool:
    """Return whether this person may read the text: public, own, or theirs to moderate."""
    if content.state in READABLE:
        return True
    if not user.is_authenticated:
        return False
    if content.author_id == user.pk:
        return content.state != State.ERASED
    if content.state == State.DRAFT:
        return False
    consultation = (
        content.consultation if isinstance(content, Proposal) else content.proposal.consultation
    )
    return may_read_unpublished(user, consultation)


def may_read_unpublished(user: "User | AnonymousUser", consultation: Consultation) -> bool:
    """Return whether this person reads here what others wrote and nobody else reads."""
    return user.has_perm("moderation.audit_case") or (
        user.has_perm("moderation.decide_case")
        and consultation.moderators.filter(pk=user.pk).exists()
    )


def may_edit(user: "User | AnonymousUser", consultation: Consultation) -> Answer:
    """Return whether this person may change the consultation's process."""
    if consultation.is_closed:
        return refuse(_("Esta consulta ya cerró: no se cambia nada de ella."))
    if consultation.state == Consultation.State.DRAFT:
        if user.has_perm("consultations.change_consultation"):
            return ALLOWED
    elif user.has_perm("consultations.publish_consultation"):
        return ALLOWED
    return refuse(_("Ya está publicada: solo quien publica puede cambiarla."))


def _wrote_alone(user: "User | AnonymousUser", consultation: Consultation) -> bool:
    """Return whether nobody else ever wrote on it, by Wagtail's log (which no screen changes)."""
    written = ModelLogEntry.objects.for_instance(consultation).filter(
        action__in=("wagtail.create", "wagtail.edit")
    )
    return set(written.values_list("user", flat=True)) == {user.pk}


def could_check(user: "User | AnonymousUser", consultation: Consultation) -> Answer:
    """Return whether there is something to look at before it opens."""
    if consultation.state == Consultation.State.DRAFT:
        return ALLOWED
    return refuse(_("Ya se publicó."))


def could_publish(user: "User | AnonymousUser", consultation: Consultation) -> Answer:
    """Return whether role and state allow it (no query: for lists); then `may_publish` asks."""
    if not user.has_perm("consultations.publish_consultation"):
        return refuse(_("Tu rol no publica consultas."))
    if consultation.state != Consultation.State.DRAFT:
        return refuse(_("Ya se publicó."))
    return ALLOWED


def may_publish(user: "User | AnonymousUser", consultation: Consultation) -> Answer:
    """Return whether this person may open the draft to everybody."""
    if not (answer := could_publish(user, consultation)):
        return answer
    if not consultation.phases.exists():
        return refuse(_("Agrega al menos una fase: sin fases nadie puede participar."))
    if not consultation.moderators.exists():
        return refuse(_("Elige quién la modera: sin moderación, lo que espere revisión se queda."))
    if _wrote_alone(user, consultation):
        return refuse(_("La escribiste tú: la publica otra persona."))
    return ALLOWED


def could_close(user: "User | AnonymousUser", consultation: Consultation) -> Answer:
    """Return whether role and state allow it (no query: for lists); then `may_close` asks."""
    if not user.has_perm("consultations.publish_consultation"):
        return refuse(_("Tu rol no cierra consultas."))
    if consultation.state == Consultation.State.DRAFT:
        return refuse(_("Es un borrador: todavía no hay nada que cerrar."))
    if consultation.is_closed:
        return refuse(_("Ya se cerró."))
    return ALLOWED


def may_close(user: "User | AnonymousUser", consultation: Consultation) -> Answer:
    """Return whether this person may close the consultation for good."""
    answer = could_close(user, consultation)
    if answer and _wrote_alone(user, consultation):
        return refuse(_("La escribiste tú: la cierra otra persona."))
    return answer


def could_archive(user: "User | AnonymousUser", consultation: Consultation) -> Answer:
    """Return whether this person may put a closed consultation away; it stays to be read."""
    if not user.has_perm("consultations.publish_consultation"):
        return refuse(_("Tu rol no archiva consultas."))
    if consultation.state == Consultation.State.ARCHIVED:
        return refuse(_("Ya se archivó."))
    if not consultation.is_closed:
        return refuse(_("Primero ciérrala: archivada ya no cambia nada de ella."))
    return ALLOWED


def may_delete(user: "User | AnonymousUser", consultation: Consultation) -> Answer:
    """Return whether this person may delete it: a draft that nothing hangs from."""
    if not user.has_perm("consultations.delete_consultation"):
        return refuse(_("Tu rol no borra consultas."))
    if consultation.proposals.exists() or consultation.participations.exists():
        return refuse(
            _(
                "Ya tiene propuestas o votos: es parte del registro público y no se borra. "
                "Puedes cerrarla; una vez cerrada se archiva y se sigue pudiendo leer."
            )
        )
    if consultation.pages.exists():
        return refuse(_("Tiene páginas: bórralas primero."))
    if consultation.state != Consultation.State.DRAFT:
        return refuse(_("Ya se publicó. Puedes cerrarla, no borrarla."))
    return ALLOWED


def may_publish_response(user: "User | AnonymousUser", response: Response) -> Answer:
    """Return whether this person may make the city's answer public."""
    if not user.has_perm("consultations.publish_response"):
        return refuse(_("Tu rol no publica respuestas."))
    if response.published_at is not None:
        return refuse(_("Ya se publicó."))
    if response.written_by_id == user.pk:
        return refuse(_("La escribiste tú: la publica otra persona."))
    if not response.proposal.is_published:
        return refuse(_("La propuesta ya no está publicada: nadie leería la respuesta."))
    return ALLOWED


def may_take_back_response(user: "User | AnonymousUser", response: Response) -> Answer:
    """Return whether this person may make a published answer a draft again."""
    if not user.has_perm("consultations.publish_response"):
        return refuse(_("Tu rol no retira respuestas."))
    if response.published_at is None:
        return refuse(_("No está publicada."))
    return ALLOWED
