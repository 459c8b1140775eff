"""Decisions of moderators."""

from typing import Any

from ciudad_global.moderation import actions
from ciudad_global.moderation.models import Case, Decision


def decide(*, case: Case, **decision: Any) -> Decision:
    """Decide as somebody who has just read what it is about."""
    seen = Case.objects.get(pk=case.pk).content.seen_as()
    return actions.decide(case=case, seen=seen, **decision)
