"""What was gathered away from the screen, and where."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Max, Q, QuerySet, Sum
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from consultations.models import Consultation, Entry, Gathering, Proposal, SessionCount

# How many proposals the screen of a table offers by name; the others go by their number.
OFFERED = 100


@dataclass(frozen=True, slots=True)
class Source:
    """Where something was gathered, in words, and where one reads about it ("" : nowhere)."""

    label: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Hands:
    """The hands of all tables of one session about a proposal."""

    session: Source
    in_favour: int
    against: int
    abstained: int


def session(encounter: Any) -> Source:
    """Return the session's name and date (a query or two)."""
    page, day = encounter.page, date_format(timezone.localtime(encounter.starts_at), "DATE_FORMAT")
    if page is None:
        return Source(_("una sesión del %(day)s") % {"day": day})
    facts = {"title": page.title, "day": day}
    return Source(_("la sesión «%(title)s», %(day)s") % facts, page.get_url() or "")


def source(gathering: Gathering) -> Source:
    """Return where this was gathered: at a table of a session, or on paper."""
    where = session(gathering.encounter) if gathering.encounter else None
    facts = {"session": where.label if where else "", "name": gathering.name}
    if not gathering.is_paper:
        return Source(_("En %(session)s (%(name)s)") % facts, where.url if where else "")
    if where:
        words = _("En un formulario en papel de %(session)s (%(name)s)") % facts
        return Source(words, where.url)
    return Source(_("En un formulario en papel (%(name)s)") % facts)


def sources(pks: Iterable[int | None]) -> dict[int | None, Source]:
    """Return where each of these gatherings was (none without a query)."""
    if not (wanted := {pk for pk in pks if pk}):
        return {}
    found = Gathering.objects.filter(pk__in=wanted).select_related("encounter")
    return {gathering.pk: source(gathering) for gathering in found}


def hands(proposal: Proposal) -> list[Hands]:
    """Return the hands about a proposal by session, the latest session first."""
    rows = (
        SessionCount.objects.filter(proposal=proposal)
        .values("gathering__encounter")
        .annotate(
            for_it=Sum("in_favour"),
            against_it=Sum("against"),
            abstentions=Sum("abstained"),
            table=Max("gathering"),
        )
        .order_by("-gathering__encounter__starts_at")
    )
    found = list(rows)
    by_pk = Gathering.objects.select_related("encounter").in_bulk([row["table"] for row in found])
    return [
        Hands(
            session(by_pk[row["table"]].encounter),
            row["for_it"],
            row["against_it"],
            row["abstentions"],
        )
        for row in found
    ]


def gathered_here(encounter: Any) -> Q:
    """Return which proposals were gathered, or had hands raised about them, at a session."""
    counted = SessionCount.objects.filter(gathering__encounter=encounter)
    return Q(gathering__encounter=encounter) | Q(pk__in=counted.values("proposal"))


def sessions(consultation: Consultation) -> list[tuple[str, str]]:
    """Return the sessions that feed a consultation, the latest first, by their key."""
    found = Gathering.objects.filter(consultation=consultation, encounter__isnull=False)
    encounters = {
        gathering.encounter_id: gathering.encounter
        for gathering in found.select_related("encounter").order_by("-encounter__starts_at", "pk")
    }
    return [(str(pk), capfirst(session(one).label)) for pk, one in encounters.items()]


def entries(gathering: Gathering) -> "QuerySet[Entry]":
    """Return what was sent from a table, the latest first."""
    found = gathering.entries.select_related("proposal", "comment__proposal")
    return found.order_by("-received_at", "key")


def offered(consultation: Consultation) -> "QuerySet[Proposal]":
    """Return the proposals that a table can choose by name, those that most talk about first."""
    found = consultation.proposals.published().only("pk", "title", "language")
    return found.order_by("-comments_count", "-pk")[:OFFERED]


def mine(user: Any) -> "QuerySet[Gathering]":
    """Return the tables and batches of this person, with how much came from each."""
    return (
        Gathering.objects.of(user)
        .select_related("consultation", "encounter")
        .annotate(
            received=Count("entries", filter=Q(entries__state=Entry.State.RECORDED)),
            late=Count("entries", filter=Q(entries__state=Entry.State.REFUSED)),
        )
        .order_by(F("encounter__starts_at").desc(nulls_last=True), "-pk")
    )
