"""That a visitor wants a place in a session: kept in their browser session until they have signed
in, then carried out. Nothing is asked twice."""

import uuid

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from ciudad_global.common.permissions import Refused
from ciudad_global.users.models import User
from dialogues.actions.registration import register
from dialogues.models import Encounter, Registration
from dialogues.reports.registrations import place

_NAME = "registrations"
# Of one visitor: the newest ones.
_MOST = 5


def keep(request: HttpRequest, key: uuid.UUID, needs: str) -> None:
    """Keep that the visitor wants a place in this session, and what they need there."""
    kept = request.session.get(_NAME, {})
    kept.pop(str(key), None)
    kept[str(key)] = needs
    request.session[_NAME] = dict(list(kept.items())[-_MOST:])


def carry_out(request: HttpRequest, user: User, **kwargs: object) -> None:
    """Register who has signed in for what they wanted, and tell them what became of it."""
    kept = request.session.pop(_NAME, {})
    for encounter in Encounter.objects.filter(pk__in=kept).order_by("starts_at"):
        try:
            mine = register(by=user, encounter=encounter, needs=kept[str(encounter.pk)])
        except Refused as refusal:
            messages.warning(request, str(refusal))
        else:
            messages.success(request, said(mine))


def said(mine: Registration) -> str:
    """Return what a person hears who has just registered."""
    if mine.has_seat:
        return _("Tienes lugar. Te mandamos tu pase por correo.")
    return _(
        "La sesión está llena: estás en lista de espera, lugar %(place)d. Si alguien cancela, el "
        "lugar es tuyo y te avisamos."
    ) % {"place": place(mine)}
