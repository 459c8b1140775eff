"""How a text came, and what its author hears."""

from allauth.account.adapter import get_adapter
from django import forms
from django.contrib import messages
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from ciudad_global.moderation import networks
from ciudad_global.moderation.signals import Arrival, link_spam
from ciudad_global.moderation.states import State
from consultations.models import Comment, Proposal


def arrival(request: HttpRequest, form: forms.Form) -> Arrival:
    """Return what the request tells, and take out of the form's data what is none of the text."""
    seconds = form.cleaned_data.pop("started", None)
    joined = getattr(request.user, "date_joined", None)
    if joined is None or joined < timezone.now() - link_spam.NEW:
        return Arrival(seconds)
    return Arrival(seconds, networks.count(get_adapter().get_client_ip(request)))


def say_what_next(request: HttpRequest, content: Proposal | Comment) -> None:
    """Tell its author what becomes of a text that was just sent."""
    is_comment = isinstance(content, Comment)
    if content.is_published:
        said = (
            _("Tu comentario ya está publicado.")
            if is_comment
            else _(
                "Tu propuesta ya está publicada. Qué sigue: compártela, y responde a quien la "
                "comente."
            )
        )
        messages.success(request, said)
    elif content.state == State.HELD:
        messages.warning(request, content.case.decisions.latest("pk").text)
    elif is_comment:
        messages.info(request, _("Tu comentario está en revisión, normalmente en menos de 24 h."))
    else:
        said = _(
            "Recibimos tu propuesta. Qué sigue: una persona la revisa, normalmente en menos de 24 "
            "horas, y te avisamos aquí y por correo."
        )
        messages.success(request, said)
