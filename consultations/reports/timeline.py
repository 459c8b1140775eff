"""A consultation's phases as a timeline for residents, and what editors should look at again."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.db.models import Exists, OuterRef
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from ciudad_global.common import clock
from ciudad_global.common.templatetags.moments import day_and_time
from consultations.models import Consultation, DeadlineChange, Phase
from consultations.models.phase import PhaseQuerySet
from consultations.permissions import acts
from consultations.reports.overview import how_long, in_order

# Who writes 23:59 for the end of a day means midnight: so short a stretch is not worth a word.
SEAM = timedelta(minutes=1)


class Status(StrEnum):
    DONE = "done"
    CURRENT = "current"
    UPCOMING = "upcoming"


@dataclass(frozen=True, slots=True)
class Stop:
    """A phase, or a stretch without one, as components/phases.html shows it."""

    name: str
    status: Status
    starts_at: datetime
    ends_at: datetime
    words: str
    is_gap: bool = False
    left: str = ""
    together: str = ""
    has_moved: bool = False


def with_moves(consultation_id: int) -> PhaseQuerySet:
    """Return the consultation's phases; each knows whether its end was moved (`has_moved`)."""
    changes = DeadlineChange.objects.filter(phase=OuterRef("pk"))
    return Phase.objects.filter(consultation=consultation_id).annotate(has_moved=Exists(changes))


def moves(consultation: Consultation, phases: Iterable[Phase]) -> list[DeadlineChange]:
    """Return every move of an end, the newest first; no query where no phase `has_moved`."""
    if not any(getattr(phase, "has_moved", False) for phase in phases):
        return []
    return list(consultation.deadline_changes.select_related("phase").order_by("-pk"))


def timeline(consultation: Consultation, phases: Iterable[Phase]) -> list[Stop]:
    """Return the stops of the consultation's timeline, gaps among them; no query."""
    stops: list[Stop] = []
    ordered = in_order(phases)
    for place, phase in enumerate(ordered):
        earlier = ordered[:place]
        reached = max((other.ends_at for other in earlier), default=phase.starts_at)
        if phase.starts_at - reached > SEAM:
            stops.append(_gap(reached, phase.starts_at))
        stops.append(_stop(consultation, phase, earlier))
    return stops


def _status(starts_at: datetime, ends_at: datetime) -> Status:
    now = clock.now()
    if ends_at <= now:
        return Status.DONE
    return Status.CURRENT if starts_at <= now else Status.UPCOMING


def _gap(starts_at: datetime, ends_at: datetime) -> Stop:
    return Stop(
        name=_("Pausa"),
        status=_status(starts_at, ends_at),
        starts_at=starts_at,
        ends_at=ends_at,
        words=_("Entre dos fases solo se lee."),
        is_gap=True,
    )


def _stop(consultation: Consultation, phase: Phase, earlier: list[Phase]) -> Stop:
    status = _status(phase.starts_at, phase.ends_at)
    if consultation.is_closed and phase.allows:
        status = Status.DONE
    return Stop(
        name=phase.name,
        status=status,
        starts_at=phase.starts_at,
        ends_at=phase.ends_at,
        words=_words(consultation, phase, status),
        left=how_long(phase) if status is Status.CURRENT and phase.allows else "",
        together=_together(phase, earlier),
        has_moved=getattr(phase, "has_moved", False),
    )


def _words(consultation: Consultation, phase: Phase, status: Status) -> str:
    """Return what residents may do in the phase, can do already, or could do."""
    if not phase.allows:
        return {
            Phase.Kind.INFORM: _("Para leer e informarte."),
            Phase.Kind.EVALUATE: _("La ciudad estudia lo que se propuso."),
            Phase.Kind.RESULTS: _("Para leer qué salió."),
        }.get(Phase.Kind(phase.kind), _("Solo se lee."))
    if consultation.is_closed and phase.starts_at >= (consultation.closed_at or clock.now()):
        return _("No llegó a abrir: la consulta cerró antes.")
    sentence = {
        Status.DONE: _("Se pudo %(acts)s."),
        Status.CURRENT: _("Puedes %(acts)s."),
        Status.UPCOMING: _("Podrás %(acts)s."),
    }[status]
    return sentence % {"acts": acts(phase.allows)}


def _together(phase: Phase, earlier: list[Phase]) -> str:
    """Return which phases that began before still run when this one does."""
    names = [f"«{other.name}»" for other in earlier if other.ends_at - phase.starts_at > SEAM]
    return _("Coincide con %(names)s.") % {"names": get_text_list(names, _("y"))} if names else ""


def warnings(consultation: Consultation, phases: Iterable[Phase]) -> list[str]:
    """Return what is possible and may surprise: gaps, overlaps, switches that belie the kind."""
    ordered, found = in_order(phases), []
    for place, phase in enumerate(ordered):
        earlier = ordered[:place]
        last = max(earlier, key=lambda other: other.ends_at, default=None)
        if last and phase.starts_at - last.ends_at > SEAM:
            found.append(
                _(
                    "Entre «%(one)s» y «%(other)s» no hay fase, del %(start)s al %(end)s: "
                    "la consulta solo se podrá leer."
                )
                % _pair(last, phase, last.ends_at, phase.starts_at)
            )
        found += [_overlap(other, phase) for other in earlier if _surprise(other, phase)]
        found += _belies(phase)
        if consultation.state == Consultation.State.DRAFT and phase.allows and phase.is_over():
            found.append(
                _("«%(name)s» ya terminó: nadie podrá participar en ella.") % {"name": phase.name}
            )
    return found


def _pair(one: Phase, other: Phase, start: datetime, end: datetime) -> dict[str, str]:
    return {
        "one": one.name,
        "other": other.name,
        "start": day_and_time(start),
        "end": day_and_time(end),
    }


def _surprise(one: Phase, other: Phase) -> bool:
    """Return whether both run at once and do not allow the same."""
    return one.ends_at - other.starts_at > SEAM and one.allows != other.allows


def _overlap(one: Phase, other: Phase) -> str:
    return _(
        "«%(one)s» y «%(other)s» coinciden del %(start)s al %(end)s: mientras, se puede todo lo "
        "que permite cualquiera de las dos (%(acts)s)."
    ) % {
        **_pair(one, other, other.starts_at, min(one.ends_at, other.ends_at)),
        "acts": acts({*one.allows, *other.allows}),
    }


def _belies(phase: Phase) -> list[str]:
    """Return what the name of the phase's kind promises or excludes and its switches do not."""
    usual = Phase.PRESETS.get(phase.kind, ())
    names = {"name": phase.name, "kind": phase.get_kind_display()}
    missing = set(usual) - {"may_comment"} - set(phase.allows)
    if missing:
        return [
            _("«%(name)s» es una fase de %(kind)s, pero no deja %(acts)s.")
            % {**names, "acts": acts(missing)}
        ]
    foreign = [] if usual else [one for one in phase.allows if one != "may_comment"]
    if foreign:
        return [
            _("«%(name)s» es una fase de %(kind)s, pero deja %(acts)s.")
            % {**names, "acts": acts(foreign)}
        ]
    return []
