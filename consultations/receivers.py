"""What this section does when something happens elsewhere."""

from contextlib import suppress
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import ngettext

from ciudad_global.common import networks
from ciudad_global.common.permissions import Refused
from ciudad_global.moderation.models import Decision, ModeratedContent
from ciudad_global.moderation.states import State
from ciudad_global.users.models import User
from consultations import taps
from consultations.actions import activity, draft, open_data, tap, tell
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
    comment = decision.case and decision.case.comment
    if comment and decision.after == State.PUBLISHED != decision.before:
        tell.publish(comment)


def count_taps(request: HttpRequest, user: User, **kwargs: Any) -> None:
    """Turn what a visitor tapped into their votes, once they have signed in, and tell them."""
    waiting = taps.waiting(request)
    if not waiting:
        return
    outcome = tap.count(by=user, taps=waiting.values())
    request.counted_taps = list(waiting)  # type: ignore[attr-defined]  # for taps.Taps
    network = networks.of(request)
    for consultation_id, votes in (+outcome.new).items():
        activity.note(by=user, consultation_id=consultation_id, network=network, votes=votes)
    if outcome.votes:
        counted = ngettext(
            "Tu voto ya cuenta y es secreto.",
            "Tus %(n)d votos ya cuentan y son secretos.",
            outcome.votes,
        )
        messages.success(request, counted % {"n": outcome.votes})
    for why, times in outcome.refusals.items():
        not_counted = ngettext("Un voto no se contó.", "%(n)d votos no se contaron.", times)
        messages.warning(request, f"{not_counted % {'n': times}} {why}")


def outdate_exports(content: ModeratedContent, **kwargs: Any) -> None:
    """Take back open data that hold what nobody reads any more."""
    if consultation_id := content.belongs_to.get("consultation_id"):
        open_data.outdate(consultation_id=consultation_id)
