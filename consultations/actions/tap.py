"""Votes that somebody tapped before signing in: counted once, when they are in."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ciudad_global.common.permissions import Refused
from ciudad_global.users.models import User
from consultations.actions import vote
from consultations.models import CountedTap, Proposal


@dataclass(frozen=True, slots=True)
class Tap:
    """A vote that waits in a visitor's browser. `token` is no other tap's."""

    proposal_id: int
    value: int
    token: str


@dataclass(slots=True)
class Outcome:
    """How many taps became votes, new ones by consultation; what kept how many from it."""

    votes: int = 0
    new: Counter[int] = field(default_factory=Counter)
    refusals: Counter[str] = field(default_factory=Counter)


def count(*, by: User, taps: Iterable[Tap]) -> Outcome:
    """Cast the taps as the person's votes, in their order, one transaction each.

    A tap that had its turn is passed over: a browser that still sends it cannot undo what the
    person did since.
    """
    taps = list(taps)
    outcome = Outcome()
    _forget_old()
    proposals = Proposal.objects.select_related("consultation").in_bulk(
        [tap.proposal_id for tap in taps]
    )
    for tap in taps:
        proposal = proposals.get(tap.proposal_id)
        with transaction.atomic():
            if proposal is None or not _first_time(tap):
                continue
            try:
                is_new = vote.cast(by=by, proposal=proposal, value=tap.value)
            except Refused as refusal:
                outcome.refusals[str(refusal)] += 1
            except ValueError:
                outcome.refusals[_("La boleta de la consulta cambió: vota otra vez.")] += 1
            else:
                outcome.votes += 1
                outcome.new[proposal.consultation_id] += is_new
    return outcome


def _first_time(tap: Tap) -> bool:
    _counted, first = CountedTap.objects.get_or_create(
        token=tap.token, defaults={"counted_on": timezone.localdate()}
    )
    return first


def _forget_old() -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    CountedTap.objects.filter(counted_on__lt=yesterday).delete()
