"""The one way in: an e-mail, a six-digit code, done. Known and new people see the same."""

from typing import Any

from allauth.account.forms import RequestLoginCodeForm
from allauth.account.models import EmailAddress
from allauth.account.views import RequestLoginCodeView
from allauth.decorators import rate_limit
from django import forms
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest
from django.utils.decorators import method_decorator
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ciudad_global.users.models import User


class EntryForm(RequestLoginCodeForm):
    """Asks for the e-mail. A new one gets an account that waits for its code, unverified."""

    _user: User | None

    email = forms.EmailField(
        label=_("Correo electrónico"),
        widget=forms.EmailInput(attrs={"autocomplete": "email", "autofocus": True}),
        error_messages={
            "required": _("Escribe tu correo."),
            "invalid": _("Falta algo en el correo. Se escribe así: nombre@ejemplo.mx"),
        },
    )

    def clean_email(self) -> str:
        """Return the e-mail; `_user` is who the code is for (None for a suspended account)."""
        # Lower-casing makes letters such as the Kelvin sign into plain ones: a code that was asked
        # for by a lookalike address must not open the account of the plain one.
        if not self.cleaned_data["email"].partition("@")[0].isascii():
            raise forms.ValidationError(self.fields["email"].error_messages["invalid"])
        email: str = self.cleaned_data["email"].lower()
        self.cleaned_data["email"] = email
        super().clean_email()
        if not self._user:
            user, _created = User.objects.get_or_create(
                email=email,
                defaults={
                    "password": make_password(None),
                    "language": (get_language() or "es")[:2],
                },
            )
            self._user = user if user.is_active else None
        if self._user:
            # Confirming the code marks this address as verified.
            EmailAddress.objects.get_or_create(
                user=self._user, email=email, defaults={"primary": True}
            )
        return email


@method_decorator(rate_limit(action="signup"), name="dispatch")
class EntryView(RequestLoginCodeView):
    """Asks for the e-mail and sends the code."""

    form_class = EntryForm
    template_name = "account/entry.html"

    def _redirect_to_pending_stage(self, request: HttpRequest, stage: Any) -> None:
        """Let a person who waits for a code start again, with another e-mail perhaps."""
