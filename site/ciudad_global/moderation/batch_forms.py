"""What a moderator sends to decide many cases at once."""

import re
from collections import Counter
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ciudad_global.moderation import actions, suggestions
from ciudad_global.moderation.models import Case
from ciudad_global.moderation.states import Outcome, Reason

_ITEM = re.compile(r"(\d{1,18}):([\w-]{1,40})", re.ASCII)


def read_items(sent: Iterable[str]) -> dict[int, str]:
    """Return id and `Case.seen_as` of what was chosen; what no page has made is left out.

    Each is "<id>:<seen>"; a later page sends all of them in one field.
    """
    found = (_ITEM.fullmatch(item) for item in " ".join(sent).split())
    return {int(item[1]): item[2] for item in found if item}


def write_items(seen: dict[int, str]) -> str:
    """Return what `read_items` reads."""
    return " ".join(f"{pk}:{how}" for pk, how in seen.items())


class BatchForm(forms.Form):
    """One decision about many cases; each outcome says for how many it is possible."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("Decisión para todos"), widget=forms.RadioSelect, choices=Outcome
    )
    reason = forms.ChoiceField(
        label=gettext_lazy("Razón"),
        help_text=gettext_lazy("Hace falta para todo lo que no sea publicar."),
        required=False,
        widget=forms.RadioSelect,
        choices=[(reason.value, capfirst(reason.label)) for reason in Reason],
    )
    text = forms.CharField(
        label=gettext_lazy("Explicación para las personas"),
        help_text=gettext_lazy(
            "Déjala vacía y cada quien leerá en su idioma el texto sugerido de la razón."
        ),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    note = forms.CharField(
        label=gettext_lazy("Nota para el equipo"),
        help_text=gettext_lazy("Solo la lee quien modera."),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, data: Any = None, *, cases: list[Case], **more: Any) -> None:
        super().__init__(data, **more)
        possible = Counter(outcome for case in cases for outcome in actions.outcomes(case.content))
        self.fields["outcome"].choices = [  # type: ignore[attr-defined]
            (
                outcome,
                _("%(decision)s (%(possible)s de %(all)s)")
                % {
                    "decision": str(outcome.label).capitalize(),
                    "possible": number,
                    "all": len(cases),
                },
            )
            for outcome in Outcome
            if (number := possible[outcome])
        ]

    def clean(self) -> dict[str, Any]:
        """Ask for a reason where one is owed, and for words where none are suggested."""
        clean: dict[str, Any] = super().clean() or {}
        if self.errors:
            return clean
        if clean["outcome"] == Outcome.PUBLISHED:
            clean["reason"] = clean["text"] = ""
        elif not clean["reason"]:
            self.add_error("reason", _("Elige una razón: las personas la leerán."))
        elif not clean["text"].strip() and Reason(clean["reason"]) not in suggestions.TEXTS:
            self.add_error("text", _("Para esta razón escribe tú la explicación."))
        return clean
