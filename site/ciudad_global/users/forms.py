"""What a person says about themselves."""

from typing import Any, ClassVar, cast

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from ciudad_global.users.models import User


class ProfileForm(forms.ModelForm[User]):
    """The public name, the alcaldía, the language of notices."""

    class Meta:
        model = User
        fields = ("display_name", "alcaldia", "language")
        widgets: ClassVar = {
            "display_name": forms.TextInput(attrs={"autocomplete": "nickname"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        alcaldia = cast("forms.ModelChoiceField", self.fields["alcaldia"])
        alcaldia.empty_label = _("Prefiero no decirla")
        alcaldia.queryset = cast("QuerySet", alcaldia.queryset).order_by("slug")


class WelcomeForm(forms.ModelForm[User]):
    """The one question after the first sign-in. May be left for later."""

    class Meta:
        model = User
        fields = ("display_name",)
        widgets: ClassVar = {
            "display_name": forms.TextInput(attrs={"autocomplete": "nickname"}),
        }
