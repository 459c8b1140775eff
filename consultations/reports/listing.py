"""A consultation's published proposals: filtered, searched, ordered, one page at a time.

Pages start beside an item (`common/keyset.py`): page 500 costs what page 1 costs. Nothing is
skipped or repeated while others propose. While others vote or comment, an order by their number
moves: whoever pages to the end meets every proposal whose number stayed the same exactly once,
and one whose number changed where it stands then.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from django.db.models import BigIntegerField, ExpressionWrapper, F, TextChoices, Value
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ciudad_global.common import keyset
from consultations import search_index
from consultations.models import Consultation, Proposal
from consultations.models.proposal import ProposalQuerySet
from consultations.reports import gatherings

PAGE_SIZE = 20
WHOLE_CITY = "toda-la-ciudad"
_PRIME = 2**31 - 1


class Sort(TextChoices):
    """The orders that a list can have, as they stand in its address."""

    RANDOM = "al-azar", _("Al azar (cambia cada hora)")
    NEWEST = "recientes", _("Más recientes")
    SUPPORTED = "apoyadas", _("Más apoyadas")
    AGREED = "acuerdo", _("Mayor acuerdo")
    DIVIDED = "divididas", _("Más divididas")
    DISCUSSED = "comentadas", _("Más comentadas")


COLUMNS = {
    Sort.RANDOM: "-place",
    Sort.NEWEST: "-id",
    Sort.SUPPORTED: "-agree_count",
    Sort.AGREED: "-agreement",
    Sort.DIVIDED: "-division",
    Sort.DISCUSSED: "-comments_count",
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person wants to see; empty means everything.

    `theme` is a slug, `goal` an id, `alcaldia` a slug or WHOLE_CITY, `session` an encounter's key.
    """

    q: str = ""
    theme: str = ""
    goal: str = ""
    alcaldia: str = ""
    session: str = ""
    sort: Sort = Sort.RANDOM
    after: str = ""
    before: str = ""

    @property
    def is_filtered(self) -> bool:
        return bool(self.q or self.theme or self.goal or self.alcaldia or self.session)


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of proposals. `earlier` and `later` are cursors, "" at the ends."""

    proposals: list[Proposal]
    count: int
    earlier: str
    later: str


def sorts(consultation: Consultation) -> list[Sort]:
    """Return the orders that this consultation offers: none may betray hidden totals."""
    counted = [Sort.SUPPORTED]
    if consultation.is_opinion:
        counted = [Sort.AGREED, Sort.SUPPORTED, Sort.DIVIDED]
    return [
        Sort.RANDOM,
        Sort.NEWEST,
        *(counted if consultation.shows_totals else []),
        Sort.DISCUSSED,
    ]


def page(consultation: Consultation, wanted: Wanted, at: datetime | None = None) -> Listing:
    """Return one page of the published proposals (two queries).

    A cursor that no list has made is taken for the first page. Each proposal knows its
    consultation, theme and author without a query.
    """
    found = filtered(consultation, wanted)
    count = found.count()
    # No card shows the text, and what is sorted carries all that it loads.
    found = found.with_answer().select_related("theme", "author").defer("body", "body_html")
    after, before, began = wanted.after, wanted.before, ""
    if wanted.sort == Sort.RANDOM:
        # Whoever is halfway through when the hour changes finishes the shuffle they began, so
        # its cursors name their hour.
        hour, _dot, place = (after or before).partition(".")
        now = int((at or timezone.now()).timestamp()) // 3600
        if not (hour.isdecimal() and len(hour) < 9 and int(hour) <= now):
            hour, place = str(now), ""
        after, before = place if after else "", place if before else ""
        began = f"{hour}."
        found = found.annotate(place=_shuffle(consultation, int(hour)))
    rows = keyset.page(found, by=COLUMNS[wanted.sort], size=PAGE_SIZE, after=after, before=before)
    return Listing(
        proposals=rows.rows,
        count=count,
        earlier=f"{began}{rows.earlier}" if rows.earlier else "",
        later=f"{began}{rows.later}" if rows.later else "",
    )


def filtered(consultation: Consultation, wanted: Wanted) -> ProposalQuerySet:
    """Return the published proposals that the filters let through, in no order."""
    found = consultation.proposals.published()
    if wanted.q:
        found = search_index.PROPOSALS.matching(found, wanted.q)
    if wanted.theme:
        found = found.filter(theme__slug=wanted.theme)
    if wanted.goal:
        found = found.filter(goals=wanted.goal)
    if wanted.alcaldia == WHOLE_CITY:
        found = found.filter(alcaldias=None)
    elif wanted.alcaldia:
        found = found.filter(alcaldias__slug=wanted.alcaldia)
    if wanted.session:
        found = found.filter(gatherings.gathered_here(wanted.session))
    return found


def _shuffle(consultation: Consultation, hour: int) -> ExpressionWrapper:
    """Return each proposal's place in the hour's order: (a·id + b) mod p, a and b from the hour.

    Pairwise independent, so every proposal is as likely to stand early as any other; the same for
    everybody, so that a page can be kept. a is never 0 and p is prime: no two share a place.
    """
    seed = hashlib.sha256(f"{consultation.pk}:{hour}".encode()).digest()
    a = int.from_bytes(seed[:8]) % (_PRIME - 1) + 1
    b = int.from_bytes(seed[8:16]) % _PRIME
    return ExpressionWrapper(
        (F("id") * Value(a) + Value(b)) % Value(_PRIME), output_field=BigIntegerField()
    )
