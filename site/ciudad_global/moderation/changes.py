"""What its author may change while it is held: a moderator asked for it, or a rule stopped it."""

from collections.abc import Iterable

from ciudad_global.moderation.models import Decision, ModeratedContent
from ciudad_global.moderation.states import LEAVES_STATE, Outcome, State

# What may come after it and takes nothing of it back.
_BESIDE = (*LEAVES_STATE, Outcome.TAKEN, Outcome.UPHELD)


def asked(content: ModeratedContent) -> Decision | None:
    """Return the decision, by a moderator or by a rule (one query, none where nothing is held)."""
    return asked_of([content]).get(content.pk)


def asked_of(contents: Iterable[ModeratedContent]) -> dict[int, Decision]:
    """Return those decisions by the ids of contents, all of one kind (one query at most)."""
    held = [content for content in contents if content.state == State.HELD]
    if not held:
        return {}
    kind = held[0]._meta.model_name
    steps = (
        Decision.objects.filter(**{f"case__{kind}__in": held})
        .exclude(outcome__in=_BESIDE)
        .select_related("case")
        .order_by("pk")
    )
    last = {getattr(step.case, f"{kind}_id"): step for step in steps}
    return {pk: step for pk, step in last.items() if step.outcome == Outcome.CHANGES or step.rule}
