"""What may change in the phases of a consultation that is public."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _

from ciudad_global.common.permissions import Answer, refuse
from consultations.models import Consultation, Phase

# A phase as it was, None if it is new; and as it would be, None if it is taken away.
PhaseChange = tuple[Phase | None, Phase | None]


def changes(before: Iterable[Phase], after: Iterable[Phase]) -> list[PhaseChange]:
    """Return what becomes of each phase, the new ones last."""
    wanted = list(after)
    kept = {phase.pk: phase for phase in wanted if phase.pk}
    return [
        *((phase, kept.get(phase.pk)) for phase in before),
        *((None, phase) for phase in wanted if not phase.pk),
    ]


def moved_ends(wanted: Iterable[PhaseChange], now: datetime) -> list[tuple[Phase, Phase]]:
    """Return the changes that move an end people count on: they need a public reason."""
    return [
        (before, after)
        for before, after in wanted
        if before and after and before.starts_at <= now and before.ends_at != after.ends_at
    ]


def reason_missing() -> str:
    """Return the sentence for an end that moved without a reason."""
    return _("Cambiaste el fin de una fase que ya empezó: di por qué, en la página se leerá.")


def may_change(
    consultation: Consultation, wanted: Iterable[PhaseChange], now: datetime
) -> list[dict[str, Answer]]:
    """Return what is refused of each change to a public consultation, by field ("" is the phase).

    People count on a phase that has started: only its end and its names change, and the end only
    to a moment that is still to come. Totals that were seen when a vote ended are final.
    """
    wanted = list(wanted)
    seen = consultation.shows_totals and any(
        before.may_vote and before.is_over(now) for before, _after in wanted if before
    )
    return [
        _refused_in_started(before, after, now, seen)
        if before and before.starts_at <= now
        else _refused_in_future(before, after, now, seen)
        for before, after in wanted
    ]


def _refused_in_started(
    before: Phase, after: Phase | None, now: datetime, seen: bool
) -> dict[str, Answer]:
    if after is None:
        why = _("«%(name)s» ya empezó: no se quita. Para terminarla antes, mueve su fin.")
        return {"": refuse(why % {"name": before.name})}
    refused = {
        field: refuse(_("La fase ya empezó: esto no cambia. Agrega otra fase para lo que falte."))
        for field in ("kind", "starts_at", *Phase.SWITCHES)
        if getattr(before, field) != getattr(after, field)
    }
    if before.ends_at != after.ends_at:
        if seen and before.may_vote and before.is_over(now):
            refused["ends_at"] = refuse(
                _("La votación terminó y sus resultados ya se vieron: no se vuelve a abrir.")
            )
        elif after.ends_at <= now:
            refused["ends_at"] = refuse(
                _("La fase ya empezó: solo puede terminar en un momento por venir.")
            )
    return refused


def _refused_in_future(
    before: Phase | None, after: Phase | None, now: datetime, seen: bool
) -> dict[str, Answer]:
    refused: dict[str, Answer] = {}
    if after is None:
        return refused
    if after.starts_at <= now:
        refused["starts_at"] = refuse(
            _("La consulta ya es pública: la fase solo puede empezar en un momento por venir.")
        )
    if seen and after.may_vote and not (before and before.may_vote):
        refused["may_vote"] = refuse(
            _("Ya se vieron los resultados de una votación: no se abre otra después.")
        )
    return refused
