"""A consultation's page as a resident will see it in one of its phases; nothing can be sent."""

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from ciudad_global.common import clock
from ciudad_global.common.pages import only_to_look
from ciudad_global.users.models import User
from consultations.models import ConsultationPage, Phase


def a_resident() -> User:
    """Return somebody who may take part and is nobody: no row has this number."""
    user = User(pk=0, display_name=_("Residente de muestra"))
    user.roles, user.is_verified, user.suspensions = frozenset(), True, []
    return user


def during(request: HttpRequest, page: ConsultationPage, phase: Phase) -> HttpResponse:
    """Show the page in the phase: now where it runs, else as it begins."""
    request.user = a_resident()
    request.shows_phase = True  # type: ignore[attr-defined]
    with clock.at(clock.now() if phase.runs() else phase.starts_at):
        response = TemplateResponse(request, page.get_template(request), page.get_context(request))
        return only_to_look(response.render())
