"""How allauth works here."""

from typing import Any
from urllib.parse import urlencode

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from ciudad_global.users.models import User

FIRST_TIME = "first-time"


class AccountAdapter(DefaultAccountAdapter):
    """People sign in by e-mail and a six-digit code."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "too_many_login_attempts": _(
            "Hubo demasiados intentos. Espera unos minutos y pide un código nuevo."
        ),
        "rate_limited": _("Espera un momento antes de pedir otro código."),
        "incorrect_code": _("Ese no es el código. Revisa las seis cifras del correo más reciente."),
    }

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write in the language that the person chose for notices."""
        language = User.objects.filter(email__iexact=email).values_list("language", flat=True)
        with translation.override(language.first() or translation.get_language()):
            super().send_mail(template_prefix, email, context)

    def login(self, request: HttpRequest, user: User) -> None:
        """Sign in; remember for a moment whether it is the first time."""
        first_time = user.last_login is None
        super().login(request, user)
        if first_time:
            request.session[FIRST_TIME] = True

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        """Go where the person was going; the first time, ask for a public name on the way."""
        response: HttpResponse = super().post_login(request, user, **kwargs)
        if request.session.pop(FIRST_TIME, False) and not user.display_name:
            onward = urlencode({"next": response.headers["Location"]})
            return redirect(f"{reverse('users:welcome')}?{onward}")
        return response
