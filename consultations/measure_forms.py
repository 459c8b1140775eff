"""What moderators send beside a decision."""

import re
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from ciudad_global.common.fields import PlainCharField
from ciudad_global.moderation.states import Reason
from consultations.models import Comment, Proposal

# «https://…/es/propuestas/123-titulo/», «/es/propuestas/123/» or «123».
_NUMBER = re.compile(r"(?:^|/propuestas/)\s*(\d{1,18})(?!\d)")


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


class MoveForm(forms.Form):
    """To which proposal a comment goes, and why."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    target = forms.CharField(
        label=_("A qué propuesta"),
        help_text=_("Su dirección o su número, como 123."),
        max_length=300,
        error_messages={"required": _("Pega la dirección de la propuesta o escribe su número.")},
    )
    reason = forms.ChoiceField(
        label=_("Razón"),
        widget=forms.RadioSelect,
        choices=[(reason.value, reason.label) for reason in (Reason.WRONG_PLACE, Reason.OFF_TOPIC)],
        error_messages={"required": _("Elige una razón.")},
    )
    text = PlainCharField(
        label=_("Explicación para la persona"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Explica por qué.")},
    )
    note = PlainCharField(
        label=_("Nota para el equipo"),
        help_text=_("Solo la lee quien modera."),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    use_required_attribute = False

    def __init__(self, data: Any, *, comment: Comment, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.comment = comment

    def clean_target(self) -> Proposal:
        """Return the proposal that the address or number names, of the same consultation."""
        named = _NUMBER.search(self.cleaned_data["target"])
        found = Proposal.objects.published().filter(
            pk=int(named[1]) if named else 0,
            consultation=self.comment.proposal.consultation_id,
        )
        target = found.exclude(pk=self.comment.proposal_id).first()
        if target is None:
            raise forms.ValidationError(_("Elige otra propuesta publicada de la misma consulta."))
        return target


class ThreadForm(forms.Form):
    """Why a thread is closed, or opened again."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    reason = forms.ChoiceField(
        label=_("Razón"),
        widget=forms.RadioSelect,
        choices=[(reason.value, capfirst(reason.label)) for reason in Reason],
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
