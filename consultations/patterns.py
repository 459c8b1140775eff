"""The usual ways to consult: what a new consultation starts from, to be changed afterwards."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from consultations.models import Consultation, Phase

Words = str | Promise
SHORTEST = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Part:
    """A phase of a pattern: a share of the time for taking part, or so many days after it."""

    kind: Phase.Kind
    allows: tuple[str, ...] = ()
    share: float = 0
    days: int = 0


@dataclass(frozen=True, slots=True)
class Pattern:
    """Rules and phases that go together."""

    key: str
    label: Words
    text: Words
    ballot: Consultation.Ballot
    parts: tuple[Part, ...]
    supports_limit: int | None = None
    totals: Consultation.Totals = Consultation.Totals.LIVE

    def phases(self, opens_at: datetime, closes_at: datetime) -> list[Phase]:
        """Return the phases, unsaved: people take part from `opens_at` to `closes_at`.

        In between, phases change at a full hour.
        """
        found, begins, spent = [], opens_at, 0.0
        for part in self.parts:
            spent += part.share
            if part.days:
                ends = begins + timedelta(days=part.days)
            elif spent >= 1:
                ends = closes_at
            else:
                ends = opens_at + (closes_at - opens_at) * spent
                ends = ends.replace(minute=0, second=0, microsecond=0)
            phase = Phase(kind=part.kind, starts_at=begins, ends_at=ends)
            for switch in part.allows:
                setattr(phase, switch, True)
            found.append(phase)
            begins = ends
        return found


_AFTERWARDS = (Part(Phase.Kind.EVALUATE, days=30), Part(Phase.Kind.RESULTS, days=30))

PATTERNS: tuple[Pattern, ...] = (
    Pattern(
        "opinion",
        _("Consulta de opinión"),
        _(
            "Cualquier persona propone, comenta y dice si está de acuerdo, en desacuerdo o paso, "
            "todo a la vez. Al final se ve en qué coinciden quienes piensan distinto."
        ),
        Consultation.Ballot.OPINION,
        (Part(Phase.Kind.VOTE, Phase.SWITCHES, share=1), *_AFTERWARDS),
    ),
    Pattern(
        "support",
        _("Convocatoria de propuestas con apoyos"),
        _(
            "Primero se reciben propuestas; después cada persona reparte hasta cinco apoyos. Sirve "
            "para elegir unas cuantas entre muchas."
        ),
        Consultation.Ballot.SUPPORT,
        (
            Part(Phase.Kind.PROPOSE, Phase.PRESETS[Phase.Kind.PROPOSE], share=0.6),
            Part(Phase.Kind.VOTE, Phase.PRESETS[Phase.Kind.VOTE], share=0.4),
            *_AFTERWARDS,
        ),
        supports_limit=5,
    ),
    Pattern(
        "evaluation",
        _("Evaluación"),
        _(
            "Las personas cuentan qué funcionó y qué no; después votan lo que contaron otras. Los "
            "resultados se ven al cerrar la votación, para que nadie siga a los demás."
        ),
        Consultation.Ballot.OPINION,
        (
            Part(Phase.Kind.PROPOSE, Phase.PRESETS[Phase.Kind.PROPOSE], share=0.5),
            Part(Phase.Kind.VOTE, Phase.PRESETS[Phase.Kind.VOTE], share=0.5),
            *_AFTERWARDS,
        ),
        totals=Consultation.Totals.AFTER_CLOSING,
    ),
)

BY_KEY = {pattern.key: pattern for pattern in PATTERNS}
