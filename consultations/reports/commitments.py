"""What the city says it will do, for the pages that show it."""

from dataclasses import dataclass

from django.db.models import Case, Count, Value, When

from ciudad_global.common import keyset
from consultations.models import Comment, Commitment, CommitmentUpdate, Consultation, Proposal
from consultations.models.commitment import CommitmentQuerySet

PAGE_SIZE = 20
FEW = 3
MOST_SOURCES = 50  # as many as a form takes
Status = Commitment.Status
# How a status stands in the address of a list.
STATUSES = {
    "por-empezar": Status.PLANNED,
    "en-marcha": Status.UNDER_WAY,
    "con-retraso": Status.DELAYED,
    "cumplidos": Status.DONE,
    "no-se-haran": Status.DROPPED,
}


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of commitments, the soonest first; how many there are of each status."""

    commitments: list[Commitment]
    counts: dict[str, int]
    earlier: str
    later: str


def page(
    consultation: Consultation, *, status: Status | None, after: str = "", before: str = ""
) -> Listing:
    """Return one page of a consultation's commitments (two queries)."""
    found = consultation.commitments.published()
    counts = dict(found.order_by().values_list("status").annotate(n=Count("pk")))
    if status:
        found = found.filter(status=status)
    rows = keyset.page(found, by="due_on", size=PAGE_SIZE, after=after, before=before)
    return Listing(rows.rows, counts, rows.earlier, rows.later)


def few(commitments: CommitmentQuerySet) -> list[Commitment]:
    """Return some for a block on another page: what is still to be done first, then by date."""
    closed = Case(When(status__in=(Status.DONE, Status.DROPPED), then=Value(1)), default=Value(0))
    return list(commitments.order_by(closed, "due_on", "pk")[:FEW])


def updates(
    commitment: Commitment, *, after: str = "", before: str = ""
) -> keyset.Page[CommitmentUpdate]:
    """Return one page of how it went, the newest first (one query)."""
    found = commitment.updates.published()
    return keyset.page(found, by="-published_at", size=PAGE_SIZE, after=after, before=before)


def agreement(commitment: Commitment) -> dict[str, str] | None:
    """Return what was agreed at which session, if that is public (one query where there is one).

    The agreement's minutes and their session are there already.
    """
    agreed = commitment.agreement
    page = agreed.minutes.encounter.page if agreed and agreed.minutes.is_final else None
    if not agreed or not page:
        return None
    url = f"{page.get_url()}#intervencion-{agreed.pk}"
    return {"text": agreed.text, "session": page.title, "url": url}


def proposals(commitment: Commitment) -> list[Proposal]:
    """Return the proposals that it comes from, of those that everybody may read (one query)."""
    return list(commitment.proposals.published().with_answer().order_by("pk")[:MOST_SOURCES])


def comments(commitment: Commitment) -> list[Comment]:
    """Return the comments that it comes from, of those that everybody may read (one query)."""
    found = commitment.comments.published().filter(proposal__in=Proposal.objects.published())
    return list(found.select_related("author", "proposal").order_by("pk")[:MOST_SOURCES])
