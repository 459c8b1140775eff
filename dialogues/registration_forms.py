"""What people send about their place in a session."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ciudad_global.common.fields import PlainCharField
from dialogues.models import Registration

NEEDS_LIMIT = Registration._meta.get_field("needs").max_length


class RegistrationForm(forms.Form):
    """What the person needs to take part, if anything."""

    needs = PlainCharField(
        label=_("¿Qué necesitas para participar?"),
        help_text=_(
            "Por ejemplo: lugar para silla de ruedas o intérprete de Lengua de Señas. Solo lo lee "
            "quien te recibe, y se borra 30 días después de la sesión."
        ),
        required=False,
        max_length=NEEDS_LIMIT,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
