"""What the open data of a consultation hold: public texts and counts, days and no times, no names
of residents. What is not published any more is not there."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from ciudad_global.moderation.signals.personal_data import covered
from ciudad_global.moderation.states import State
from consultations.models import (
    Comment,
    Commitment,
    Consultation,
    Proposal,
    Response,
    Snapshot,
    Vote,
)
from consultations.reports import transparency

_CHUNK = 2000
# Among fewer people a row of votes soon tells who it is.
FEWEST_VOTERS = 100
Rows = Iterator[Iterable[Any]]


@dataclass(frozen=True, slots=True)
class Column:
    """A column's name, and what it holds in Spanish and in English."""

    name: str
    es: str
    en: str


@dataclass(frozen=True, slots=True)
class Table:
    """A file of the export: its columns, and how its rows are read."""

    name: str
    columns: tuple[Column, ...]
    rows: Callable[[Consultation, Snapshot], Rows]


def _day(moment: datetime | None) -> str:
    return timezone.localtime(moment).date().isoformat() if moment else ""


def _list(names: Iterable[str]) -> str:
    return ";".join(sorted(names))


def _proposals(consultation: Consultation, snapshot: Snapshot) -> Rows:
    shown = Q(state=State.PUBLISHED) | Q(state=State.MERGED)
    found = (
        Proposal.objects.filter(shown, consultation=consultation)
        .select_related("theme")
        .prefetch_related("goals__framework", "alcaldias")
        .order_by("pk")
    )
    for one in found.iterator(chunk_size=_CHUNK):
        merged = one.state == State.MERGED
        yield (
            one.pk,
            one.state,
            one.merged_into_id or "",
            one.origin,
            one.language,
            _day(one.published_at),
            *(["", "", ""] if merged else map(covered, (one.title, one.summary, one.body))),
            one.theme.slug if one.theme else "",
            _list(f"{goal.framework.code}:{goal.code}" for goal in one.goals.all()),
            _list(alcaldia.pk for alcaldia in one.alcaldias.all()),
            "" if merged else f"{settings.BASE_URL}/{settings.LANGUAGE_CODE}/propuestas/{one.pk}/",
        )


def _comments(consultation: Consultation, snapshot: Snapshot) -> Rows:
    found = (
        Comment.objects.published()
        .filter(proposal__consultation=consultation, proposal__state=State.PUBLISHED)
        .order_by("proposal_id", "path")
        .values_list(
            "pk", "proposal_id", "parent_id", "stance", "language", "published_at",
            "body", "useful_count",
        )
    )  # fmt: skip
    for pk, proposal, parent, stance, language, at, body, useful in found.iterator(_CHUNK):
        yield pk, proposal, parent or "", stance, language, _day(at), covered(body), useful


def _tallies(consultation: Consultation, snapshot: Snapshot) -> Rows:
    for one in snapshot.figures["proposals"]:
        yield (
            one["id"],
            *(one[name] for name in ("agree", "pass", "disagree", "votes")),
            *(_known(one[name]) for name in ("imported_for", "imported_against")),
        )


def _groups(consultation: Consultation, snapshot: Snapshot) -> Rows:
    opinions = snapshot.figures["opinions"] or {"statements": []}
    for one in opinions["statements"]:
        for number, counted in enumerate([one["all"], *one["groups"]]):
            if counted:
                yield (
                    one["id"],
                    number,
                    *(counted[name] for name in ("agree", "pass", "disagree", "votes")),
                )


def _moderation(consultation: Consultation, snapshot: Snapshot) -> Rows:
    report = transparency.report(Consultation.objects.filter(pk=consultation.pk))
    for month in report.months:
        for measure, count in month.figures.items():
            yield f"{month.month:%Y-%m}", measure, "", count.cell()
    for measure, count in report.total.items():
        yield "", measure, "", count.cell()
    for reason, number in sorted(report.reasons.items()):
        yield "", "taken", reason, number


def _responses(consultation: Consultation, snapshot: Snapshot) -> Rows:
    found = Response.objects.published().filter(proposal__consultation=consultation)
    rows = found.order_by("proposal_id").values_list(
        "proposal_id", "status", "office", "published_at", "body"
    )
    for proposal, status, office, at, body in rows.iterator(_CHUNK):
        yield proposal, status, office, _day(at), body


def _commitments(consultation: Consultation, snapshot: Snapshot) -> Rows:
    found = (
        Commitment.objects.published()
        .filter(consultation=consultation)
        .prefetch_related("proposals")
        .order_by("pk")
    )
    for one in found.iterator(chunk_size=_CHUNK):
        yield (
            one.pk,
            one.title,
            one.office,
            one.due_on.isoformat(),
            one.status,
            one.progress,
            _list(str(proposal.pk) for proposal in one.proposals.all()),
        )


def _votes(consultation: Consultation, snapshot: Snapshot) -> Rows:
    """Yield each vote under a number: who is who was destroyed when the consultation was sealed."""
    cast = (
        Vote.objects.filter(proposal__consultation=consultation)
        .exclude(proposal__state=State.MERGED)  # they count where it was merged into
        .order_by("voter", "proposal_id")
        .values_list("voter", "proposal_id", "value", "proposal__state")
    )
    number, last = 0, None
    for voter, proposal, value, state in cast.iterator(chunk_size=_CHUNK):
        number, last = number + (voter != last), voter
        # What is not public counts as a pass, as in the mathematics.
        yield number, proposal, value if state == State.PUBLISHED else 0


def votes_are_public(snapshot: Snapshot) -> bool:
    """Return whether the votes themselves are given away.

    Only with the final figures, if those who voted were told, and never those of a few.
    """
    return (
        snapshot.kind == Snapshot.Kind.FINAL
        and snapshot.consultation.publishes_votes
        and snapshot.figures["voters"] >= FEWEST_VOTERS
    )


def _known(number: int | None) -> int | str:
    return "" if number is None else number


_COUNTS = (
    Column("agree", "votos de acuerdo, o apoyos", "votes in agreement, or supports"),
    Column("pass", "votos «paso»", "votes that pass"),
    Column("disagree", "votos en desacuerdo", "votes in disagreement"),
    Column("votes", "todos los votos", "all votes"),
)
_PROPOSAL = Column("proposal", "número de la propuesta", "number of the proposal")
_LANGUAGE = Column("language", "idioma del texto (es, en)", "language of the text (es, en)")

TABLES = (
    Table(
        "proposals.csv",
        (
            Column("id", "número de la propuesta", "number of the proposal"),
            Column(
                "state",
                "published: publicada; merged: unida con otra, sin texto",
                "published; merged: united with another one, without text",
            ),
            Column("merged_into", "con cuál se unió", "which one it was united with"),
            Column(
                "origin",
                "resident: de una persona; city: de la ciudad; session: recogida en una sesión; "
                "paper: recogida en papel; import: importada",
                "resident; city; session: gathered in a session; paper: gathered on paper; "
                "import: from another platform",
            ),
            _LANGUAGE,
            Column("published_on", "día de publicación", "day of publication"),
            Column("title", "título", "title"),
            Column("summary", "en pocas palabras", "in a few words"),
            Column("body", "texto en Markdown", "text in Markdown"),
            Column("theme", "tema", "theme"),
            Column("goals", "objetivos, marco:clave;…", "goals, framework:code;…"),
            Column("alcaldias", "claves INEGI; vacío: toda la ciudad", "codes; empty: whole city"),
            Column("url", "dónde se lee", "where it is read"),
        ),
        _proposals,
    ),
    Table(
        "comments.csv",
        (
            Column("id", "número del comentario", "number of the comment"),
            _PROPOSAL,
            Column("parent", "a qué comentario responde", "comment that it answers"),
            Column("stance", "for: a favor; against: en contra; neutral", "for, against, neutral"),
            _LANGUAGE,
            Column("published_on", "día de publicación", "day of publication"),
            Column("body", "texto en Markdown", "text in Markdown"),
            Column("useful", "cuántas personas lo marcaron útil", "how many found it useful"),
        ),
        _comments,
    ),
    Table(
        "tallies.csv",
        (
            _PROPOSAL,
            *_COUNTS,
            Column(
                "imported_for",
                "a favor según la plataforma de origen; no se suma",
                "in favour as another platform counted; never added",
            ),
            Column(
                "imported_against",
                "en contra según la plataforma de origen; no se suma",
                "against as another platform counted; never added",
            ),
        ),
        _tallies,
    ),
    Table(
        "groups.csv",
        (
            _PROPOSAL,
            Column(
                "group",
                "0: todas las personas; 1, 2, …: grupos de opinión, el mayor primero. Faltan los "
                "grupos con menos de 5 votos en la propuesta",
                "0: everybody; 1, 2, …: opinion groups, the largest first. Groups with fewer than "
                "5 votes on the proposal are left out",
            ),
            *_COUNTS,
        ),
        _groups,
    ),
    Table(
        "moderation.csv",
        (
            Column("month", "mes; vacío: en total", "month; empty: in all"),
            Column(
                "measure",
                "proposals, comments: recibidas; held: retenidas; taken: no publicadas o "
                "retiradas; by_people, by_rule: quién decidió; appeals: apelaciones; reversals: "
                "las que ganó quien apeló",
                "proposals, comments: received; held; taken: not published or removed; by_people, "
                "by_rule: who decided; appeals; reversals: appeals that were won",
            ),
            Column("reason", "razón, solo de taken en total", "reason, of taken in all only"),
            Column("count", "cuántas; «<5» y «12..15» no exponen a nadie", "how many"),
        ),
        _moderation,
    ),
    Table(
        "responses.csv",
        (
            _PROPOSAL,
            Column(
                "status",
                "evaluating: en evaluación; accepted: aceptada; partly: en parte; rejected: no "
                "aceptada; not_competent: no compete a la ciudad",
                "evaluating, accepted, partly, rejected, not_competent: not for the city to decide",
            ),
            Column("office", "quién responde", "who answers"),
            Column("published_on", "día de publicación", "day of publication"),
            Column("body", "razones", "reasons"),
        ),
        _responses,
    ),
    Table(
        "commitments.csv",
        (
            Column("id", "número del compromiso", "number of the commitment"),
            Column("title", "qué se hará", "what will be done"),
            Column("office", "quién responde", "who answers for it"),
            Column("due_on", "para cuándo", "due day"),
            Column(
                "status",
                "planned: por empezar; under_way: en marcha; delayed: con retraso; done: cumplido; "
                "dropped: no se hará",
                "planned, under_way, delayed, done, dropped",
            ),
            Column("progress", "avance en %", "progress in %"),
            Column("proposals", "de qué propuestas sale", "proposals that it comes from"),
        ),
        _commitments,
    ),
)

VOTES = Table(
    "votes.csv",
    (
        Column(
            "participant",
            "número al azar de la persona, solo en esta consulta",
            "random number of the person, in this consultation only",
        ),
        _PROPOSAL,
        Column(
            "vote",
            "1: de acuerdo; 0: paso, o propuesta que ya no se publica; -1: en desacuerdo",
            "1: agree; 0: pass, or a proposal that is not public any more; -1: disagree",
        ),
    ),
    _votes,
)


def tables(snapshot: Snapshot) -> tuple[Table, ...]:
    """Return the tables of the export of these figures."""
    return (*TABLES, VOTES) if votes_are_public(snapshot) else TABLES
