"""The same decision about many cases.

Locks are taken in one order by whoever decides or takes back: cases, questions, comments,
proposals, each by id, and the head of the log last. So two people's batches, or a batch and a
single decision, wait for each other and never in a circle. A comment's proposal is locked, too: it
counts its comments.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ciudad_global.common.permissions import ALLOWED, Answer, Refused, refuse, require
from ciudad_global.moderation import permissions, queue, suggestions
from ciudad_global.moderation.actions.decision import decide_locked, may_decide_now
from ciudad_global.moderation.actions.undo import WITHIN, may_undo, undo_locked
from ciudad_global.moderation.models import Batch, BatchItem, Case, Decision, Flag
from ciudad_global.moderation.models.case import CaseQuerySet
from ciudad_global.moderation.states import Outcome
from ciudad_global.users.models import User

ALONE = 20  # above, a second person confirms
MOST = 500


@dataclass(slots=True)
class Sorted:
    """Which of the chosen cases can be decided so, and what stands in the way of the others."""

    can: list[Case] = field(default_factory=list)
    cannot: list[tuple[Case, str]] = field(default_factory=list)

    @property
    def needs_second_person(self) -> bool:
        """Return whether one person alone may not decide that many."""
        return len(self.can) > ALONE


def sort_out(
    people: Iterable[User], cases: Iterable[Case], seen: Mapping[int, str], outcome: str
) -> Sorted:
    """Sort the cases by whether all of these people, who saw that, may decide so now."""
    cases, people, found = list(cases), list(people), Sorted()
    known = [(person, _own(person, cases)) for person in people]
    for case in cases:
        answers = (
            may_decide_now(
                person,
                case,
                case.content,
                outcome=outcome,
                seen=seen[case.pk],
                beside=people,
                **own,
            )
            for person, own in known
        )
        no = next((answer for answer in answers if not answer), None)
        if no is None:
            found.can.append(case)
        else:
            found.cannot.append((case, no.why))
    return found


def _own(person: User, cases: list[Case]) -> dict[str, frozenset[Any]]:
    """Return what `permissions.may_decide` would otherwise ask for each case."""
    reports = Flag.objects.filter(case__in=cases, reporter=person)
    return {
        "assigned": queue.assigned(person),
        "reported": frozenset(reports.values_list("case", flat=True)),
    }


def propose(
    *, by: User, seen: Mapping[int, str], outcome: str, reason: str = "", **words: str
) -> Batch:
    """Decide cases (`seen`: id and what `Case.seen_as` said); above `ALONE`, only propose it.

    `words` are text (for the authors; without one each gets the suggested text in their language)
    and note. What cannot be decided stays as it is. Raises Refused when nothing can.
    """
    if len(seen) > MOST:
        raise Refused(refuse(_("Son demasiados casos para una sola vez.")))
    with transaction.atomic():
        cases = _lock(queue.visible_to(by).filter(pk__in=seen))
        found = sort_out([by], cases, seen, outcome)
        if not found.can:
            raise Refused(refuse(_("Ninguno se puede decidir así.")))
        batch = Batch.objects.create(
            proposed_by=by,
            outcome=outcome,
            reason=reason if outcome != Outcome.PUBLISHED else "",
            **words,
        )
        BatchItem.objects.bulk_create(
            BatchItem(batch=batch, case=case, seen=seen[case.pk]) for case in cases
        )
        if not found.needs_second_person:
            _decide(batch, by, found.can)
    return batch


def may_confirm(by: User, batch: Batch) -> Answer:
    """Return whether this person may be the second one."""
    if batch.state != Batch.State.PROPOSED:
        return refuse(_("Esta decisión en grupo ya no espera a nadie."))
    if batch.proposed_by_id == by.pk:
        return refuse(_("La propusiste tú: la confirma otra persona."))
    pairs = batch.items.values_list("case__consultation", "case__floor").distinct()
    places = (consultation or floor for consultation, floor in pairs)
    if not permissions.moderates(by) or not queue.assigned(by).issuperset(places):
        return refuse(_("La confirma alguien que modere todas sus consultas."))
    return ALLOWED


def confirm(*, by: User, batch: Batch) -> Batch:
    """Decide what another person proposed; what one of both may not decide stays as it is.

    Raises Refused when the person may not, or when nothing is left to decide.
    """
    with transaction.atomic():
        batch = _lock_batch(batch)
        require(may_confirm(by, batch))
        seen = seen_in(batch)
        cases = _lock(Case.objects.filter(pk__in=seen))
        found = sort_out([batch.proposed_by, by], cases, seen, batch.outcome)
        if not found.can:
            raise Refused(refuse(_("Ya no queda nada que decidir así: descártala.")))
        _decide(batch, by, found.can)
    return batch


def discard(*, by: User, batch: Batch) -> Batch:
    """Drop what was proposed: by the second person, or by whoever proposed it. Raises Refused."""
    with transaction.atomic():
        batch = _lock_batch(batch)
        is_own = batch.proposed_by_id == by.pk and batch.state == Batch.State.PROPOSED
        require(ALLOWED if is_own else may_confirm(by, batch))
        batch.state = Batch.State.DISCARDED
        batch.decided_by = None if is_own else by
        batch.save(update_fields=["state", "decided_by"])
    return batch


def may_undo_batch(by: User, batch: Batch) -> Answer:
    """Return whether this person may take the whole batch back now."""
    if by.pk not in (batch.proposed_by_id, batch.decided_by_id):
        return refuse(_("Solo quien decidió puede deshacerlo."))
    if batch.state != Batch.State.DONE or batch.done_at is None:
        return refuse(_("Esta decisión no se deshace."))
    if timezone.now() > batch.done_at + WITHIN:
        return refuse(_("Pasaron más de 10 minutos: toma otra decisión."))
    return ALLOWED


def undo_batch(*, by: User, batch: Batch) -> Batch:
    """Take back all decisions of a batch about cases that have not changed since.

    Raises Refused when the person may not, or when all have changed.
    """
    with transaction.atomic():
        batch = _lock_batch(batch)
        require(may_undo_batch(by, batch))
        decisions: dict[Any, Decision] = {
            decision.case_id: decision
            for decision in batch.decisions.exclude(outcome=Outcome.UNDONE)
        }
        cases = _lock(Case.objects.filter(pk__in=decisions))
        own, undone = _own(by, cases), 0
        for case in cases:
            decision = decisions[case.pk]
            decision.case, decision.batch = case, batch
            if may_undo(by, decision, case, case.content, **own):
                undo_locked(by=by, decision=decision, case=case, content=case.content)
                undone += 1
        if not undone:
            raise Refused(refuse(_("Todo cambió mientras tanto: no queda nada que deshacer.")))
        batch.state, batch.undone_at = Batch.State.UNDONE, timezone.now()
        batch.save(update_fields=["state", "undone_at"])
    return batch


def seen_in(batch: Batch) -> dict[int, str]:
    """Return the ids of the batch's cases and how each stood when it was chosen."""
    return dict(batch.items.values_list("case_id", "seen"))


def _decide(batch: Batch, by: User, cases: list[Case]) -> None:
    """Decide locked and checked cases, each author being told in their own language."""
    for case in cases:
        text = batch.text
        if batch.reason and not text:
            text = suggestions.suggested(batch.reason, suggestions.language_of(case.content))
        decide_locked(
            by=by,
            case=case,
            content=case.content,
            outcome=batch.outcome,
            reason=batch.reason,
            text=text,
            note=batch.note,
            batch=batch,
        )
    batch.state, batch.done_at = Batch.State.DONE, timezone.now()
    batch.decided_by = by if by.pk != batch.proposed_by_id else None
    batch.save(update_fields=["state", "done_at", "decided_by"])


def _lock_batch(batch: Batch) -> Batch:
    # No more than that: a single undo, which holds its case, names the batch in the log.
    locked = Batch.objects.select_for_update(of=("self",), no_key=True)
    return locked.select_related("proposed_by").get(pk=batch.pk)


def _lock(chosen: CaseQuerySet) -> list[Case]:
    """Return the cases, oldest first, with their contents, all locked in the one order."""
    keys = list(chosen.order_by("pk").values_list("pk", flat=True))
    locked = Case.objects.select_for_update(of=("self",)).filter(pk__in=keys)
    cases: list[Any] = list(
        locked.select_related("consultation", "floor__encounter", "claimed_by").order_by("pk")
    )
    questions = _lock_contents("question", {case.question_id for case in cases})
    comments = _lock_contents("comment", {case.comment_id for case in cases})
    above = {comment.proposal_id for comment in comments.values()}
    proposals = _lock_contents("proposal", {case.proposal_id for case in cases} | above)
    for case in cases:
        if case.comment_id:
            case.comment = comments[case.comment_id]
            case.comment.proposal = proposals[case.comment.proposal_id]
        elif case.proposal_id:
            case.proposal = proposals[case.proposal_id]
        else:
            case.question = questions[case.question_id]
            case.question.floor = case.floor
    return cases


def _lock_contents(name: str, keys: set[int | None]) -> dict[int | None, Any]:
    model: Any = Case._meta.get_field(name).related_model
    rows = model._base_manager.select_for_update(of=("self",)).filter(pk__in=keys - {None})
    rows = rows.select_related("author").order_by("pk")
    if name == "proposal":
        rows = rows.prefetch_related("attachments")
    return {row.pk: row for row in rows}
