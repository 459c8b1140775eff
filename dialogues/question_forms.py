"""What residents may ask."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ciudad_global.common.fields import PlainCharField
from dialogues.models.question import LONGEST


class QuestionForm(forms.Form):
    """A question to whoever speaks in a session."""

    body = PlainCharField(
        label=_("Tu pregunta"),
        help_text=_("Corta y clara: una sola pregunta, sin datos personales."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": _("Escribe tu pregunta."),
            "max_length": _(
                "Tu pregunta tiene %(show_value)d caracteres y caben %(limit_value)d: acórtala."
            ),
        },
    )
    is_unsigned = forms.BooleanField(
        label=_("Preguntar sin mostrar mi nombre"),
        help_text=_("Nadie en la sala verá quién la hizo."),
        required=False,
    )
    # Our own sentences say more than the browser's.
    use_required_attribute = False
