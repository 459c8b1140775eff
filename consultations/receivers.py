"""What this section does when something happens elsewhere."""

from contextlib import suppress
from typing import Any

from django.http import HttpRequest

from ciudad_global.common.permissions import Refused
from ciudad_global.moderation.models import Decision
from ciudad_global.moderation.states import State
from ciudad_global.users.models import User
from consultations.actions import draft, tell
from consultations.actions.proposal import Outdated
from consultations.models import Consultation
from consultations.views import kept


def adopt_drafts(request: HttpRequest, user: User, **kwargs: Any) -> None:
    """Make drafts of what a visitor typed, once they have signed in.

    What cannot become a draft (there are too many, the phase is over) stays in the session.
    """
    for slug, found in kept.everything(request).items():
        consultation = Consultation.objects.public().filter(slug=slug).first()
        if consultation is None:
            continue
        with suppress(Refused):
            try:
                draft.save(by=user, consultation=consultation, **found)
            except Outdated:
                # It was changed on another device meanwhile: both are kept.
                draft.save(by=user, consultation=consultation, typed=found["typed"])
            kept.forget(request, slug)


def tell_of_comment(decision: Decision, **kwargs: Any) -> None:
    """Tell whom a comment answers or names, once a moderator has published it."""
    comment = decision.case.comment
    if comment and decision.after == State.PUBLISHED != decision.before:
        tell.publish(comment)
