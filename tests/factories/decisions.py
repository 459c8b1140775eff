"""Deciding as a moderator does who has the case before them."""

from typing import Any

from ciudad_global.moderation import actions
from ciudad_global.moderation.models import Case, Decision
from ciudad_global.users.models import User


def decide(*, by: User, case: Case, outcome: str, **words: Any) -> Decision:
    """Decide the case as it is now."""
    seen = Case.objects.get(pk=case.pk).seen_as()
    return actions.decide(by=by, case=case, outcome=outcome, seen=seen, **words)
