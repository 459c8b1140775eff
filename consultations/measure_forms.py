"""What moderators send beside a decision."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ciudad_global.common.fields import PlainCharField
from ciudad_global.moderation.states import Reason


class MaskForm(forms.Form):
    """Which passages are covered."""

    # Of what was read (`Case.seen_as`).
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    passages = PlainCharField(
        label=_("Qué se tapa"),
        help_text=_("Un dato por línea, escrito igual que en el texto de arriba."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Escribe qué se tapa, un dato por línea.")},
    )
    text = PlainCharField(
        label=_("Explicación para la persona"),
        help_text=_("Sin los datos. Déjala vacía para mandar un texto sugerido."),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    note = PlainCharField(
        label=_("Nota para el equipo"),
        help_text=_("Sin los datos. Solo la lee quien modera."),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    use_required_attribute = False

    def clean_passages(self) -> list[str]:
        """Return the lines that say something, each once."""
        lines = (line.strip() for line in self.cleaned_data["passages"].splitlines())
        return list(dict.fromkeys(line for line in lines if line))


class ThreadForm(forms.Form):
    """Why a thread is closed, or opened again."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    reason = forms.ChoiceField(
        label=_("Razón"),
        widget=forms.RadioSelect,
        choices=Reason,
        error_messages={"required": _("Elige una razón.")},
    )
    text = PlainCharField(
        label=_("Explicación"),
        help_text=_("Queda en el registro de decisiones."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Explica por qué.")},
    )
    use_required_attribute = False
