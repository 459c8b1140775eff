"""What a moderator or administrator sends about a person."""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ciudad_global.moderation.models import Sanction
from ciudad_global.moderation.states import Reason

_STOPS = {
    "stops_proposing": gettext_lazy("Proponer, y editar sus propuestas"),
    "stops_commenting": gettext_lazy("Comentar"),
    "stops_voting": gettext_lazy("Votar"),
}
FOR_GOOD = 0


class SanctionForm(forms.Form):
    """A warning, or a suspension that somebody else confirms."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Qué"),
        widget=forms.RadioSelect,
        choices=[
            (
                Sanction.Kind.WARNING,
                gettext_lazy("Advertir: la persona recibe el aviso ahora mismo"),
            ),
            (
                Sanction.Kind.SUSPENSION,
                gettext_lazy("Proponer una suspensión: la confirma quien administra"),
            ),
        ],
        error_messages={"required": gettext_lazy("Elige si adviertes o propones suspender.")},
    )
    stops = forms.MultipleChoiceField(
        label=gettext_lazy("Si es suspensión: qué no podrá hacer"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=list(_STOPS.items()),
    )
    hours = forms.TypedChoiceField(
        label=gettext_lazy("Si es suspensión: cuánto"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[
            ("", gettext_lazy("Elige cuánto")),
            *Sanction.Hours.choices,
            (FOR_GOOD, gettext_lazy("Para siempre")),
        ],
    )
    reason = forms.ChoiceField(
        label=gettext_lazy("Razón"),
        widget=forms.RadioSelect,
        choices=[(reason.value, capfirst(reason.label)) for reason in Reason],
        error_messages={"required": gettext_lazy("Elige una razón: la persona la leerá.")},
    )
    text = forms.CharField(
        label=gettext_lazy("Explicación para la persona"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": gettext_lazy("Explica por qué: la persona lo leerá.")},
    )
    note = forms.CharField(
        label=gettext_lazy("Nota para el equipo"),
        help_text=gettext_lazy("Solo la lee quien modera."),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    use_required_attribute = False

    def clean(self) -> dict[str, Any]:
        """Ask of a suspension what it stops and for how long; `hours` 0 becomes None: for good."""
        clean: dict[str, Any] = super().clean() or {}
        if clean.get("kind") == Sanction.Kind.SUSPENSION:
            if not clean.get("stops"):
                self.add_error("stops", _("Elige al menos una cosa."))
            if clean.get("hours") is None:
                self.add_error("hours", _("Elige cuánto dura."))
            clean["hours"] = clean.get("hours") or None
        return clean


class StepForm(forms.Form):
    """Why a suspension is discarded or lifted."""

    text = forms.CharField(
        label=gettext_lazy("Por qué"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Explica por qué.")},
    )
    use_required_attribute = False
