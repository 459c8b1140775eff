"""What a moderator may send."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.conf import settings
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ciudad_global.common.fields import PlainCharField
from ciudad_global.moderation import queue, suggestions
from ciudad_global.moderation.models import Appeal, Case, Flag, ModeratedContent
from ciudad_global.moderation.states import Outcome, Reason
from ciudad_global.users.models import User


class QueueFilters(forms.Form):
    """What part of the queue to show, in which order."""

    q = forms.CharField(
        label=gettext_lazy("Buscar en lo que espera"),
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "maxlength": 200}),
    )
    consultation = forms.ChoiceField(label=gettext_lazy("Consulta o sesión"), required=False)
    kind = forms.ChoiceField(
        label=gettext_lazy("Qué es"),
        required=False,
        choices=[
            ("", gettext_lazy("Todo")),
            ("proposal", gettext_lazy("Propuestas")),
            ("comment", gettext_lazy("Comentarios")),
            ("question", gettext_lazy("Preguntas")),
        ],
    )
    cause = forms.ChoiceField(
        label=gettext_lazy("Por qué espera"),
        required=False,
        choices=[
            ("", gettext_lazy("Todo")),
            *((cause.value, capfirst(cause.label)) for cause in Case.Cause),
        ],
    )
    reason = forms.ChoiceField(
        label=gettext_lazy("Lo reportaron porque"),
        required=False,
        choices=[
            ("", gettext_lazy("Todo")),
            *((reason.value, capfirst(reason.label)) for reason in Reason),
        ],
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Idioma"),
        required=False,
        choices=[("", gettext_lazy("Todos")), *settings.LANGUAGES],
    )
    age = forms.ChoiceField(
        label=gettext_lazy("Espera"),
        required=False,
        choices=[("", gettext_lazy("Todo")), *queue.Age.choices],
    )
    held = forms.ChoiceField(
        label=gettext_lazy("Quién lo revisa"),
        required=False,
        choices=[("", gettext_lazy("Todo")), *queue.Held.choices],
    )
    sort = forms.ChoiceField(
        label=gettext_lazy("Orden"), required=False, choices=queue.Sort.choices
    )

    def __init__(self, data: Any, *, user: User) -> None:
        super().__init__(data)
        self.fields["consultation"].choices = [  # type: ignore[attr-defined]
            ("", _("Todas")),
            *queue.places(user),
        ]
        self.is_valid()

    @property
    def wanted(self) -> queue.Wanted:
        """Return what was asked for; a value that does not exist asks for everything."""
        asked = {name: value for name, value in self.cleaned_data.items() if value}
        return queue.Wanted(**asked | {"sort": queue.Sort(asked.get("sort", queue.Sort.OLDEST))})

    def query(self, **more: str) -> str:
        """Return the address's query that asks for the same, and for `more`."""
        asked = {name: value for name, value in (self.cleaned_data | more).items() if value}
        return f"?{urlencode(asked)}" if asked else ""


class DecisionForm(forms.Form):
    """A decision; without an own explanation, the suggested one for its reason is sent."""

    outcome = forms.ChoiceField(choices=Outcome, widget=forms.HiddenInput)
    # Of what was read (`Case.seen_as`): the action refuses where it is missing or of another text.
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    reason = forms.ChoiceField(
        label=gettext_lazy("Razón"), required=False, widget=forms.RadioSelect, choices=Reason
    )
    text = forms.CharField(
        label=gettext_lazy("Explicación para la persona"),
        help_text=gettext_lazy("Déjala vacía para mandar el texto sugerido de la razón."),
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

    def __init__(self, data: Any = None, *, content: ModeratedContent) -> None:
        # A queue may show the forms of several cases at once.
        super().__init__(data, auto_id=f"{content._meta.model_name}-{content.pk}-%s")
        self.language = suggestions.language_of(content)
        self.fields["reason"].choices = [  # type: ignore[attr-defined]
            (
                reason,
                format_html(
                    '<span>{}<span class="choice__text" lang="{}">{}</span></span>',
                    label[:1].upper() + label[1:],
                    self.language,
                    suggestions.suggested(reason, self.language),
                ),
            )
            for reason, label in Reason.choices
        ]

    def clean(self) -> dict[str, Any]:
        """Ask for a reason where one is owed, and fill in the suggested text."""
        clean: dict[str, Any] = super().clean() or {}
        if clean.get("outcome") == Outcome.PUBLISHED or self.errors:
            return clean
        if not clean["reason"]:
            self.add_error("reason", _("Elige una razón: la persona la leerá."))
        elif not clean["text"]:
            clean["text"] = suggestions.suggested(clean["reason"], self.language)
            if not clean["text"]:
                self.add_error("text", _("Para esta razón escribe tú la explicación."))
        return clean


_TOO_LONG = gettext_lazy("Tiene %(show_value)d caracteres y caben %(limit_value)d: acórtalo.")


class AppealForm(forms.Form):
    """Why somebody else should look again."""

    text = PlainCharField(
        label=gettext_lazy("¿Por qué no estás de acuerdo?"),
        help_text=gettext_lazy("Lo leerá una persona distinta de quien decidió."),
        max_length=1500,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={
            "required": gettext_lazy("Cuéntanos por qué no estás de acuerdo."),
            "max_length": _TOO_LONG,
        },
    )
    use_required_attribute = False


class AnswerForm(forms.Form):
    """What becomes of an appealed decision, and why."""

    text = PlainCharField(
        label=gettext_lazy("Tu respuesta para la persona"),
        help_text=gettext_lazy("Di qué miraste y por qué. La lee solo quien apeló."),
        max_length=1500,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={
            "required": gettext_lazy("Explica tu respuesta: la persona la leerá."),
            "max_length": _TOO_LONG,
        },
    )
    outcome = forms.ChoiceField(choices=Appeal.Outcome, widget=forms.HiddenInput)
    use_required_attribute = False


class FlagForm(forms.Form):
    """A report: which rule something breaks."""

    reason = forms.ChoiceField(
        label=gettext_lazy("¿Qué pasa?"),
        choices=[(reason.value, capfirst(reason.label)) for reason in Reason],
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Elige una razón."),
            "invalid_choice": gettext_lazy("Elige una razón de la lista."),
        },
    )
    text = PlainCharField(
        label=gettext_lazy("Cuéntanos más"),
        help_text=gettext_lazy("Solo lo lee el equipo de moderación. Nadie sabrá que fuiste tú."),
        max_length=Flag._meta.get_field("text").max_length,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "max_length": gettext_lazy(
                "Tiene %(show_value)d caracteres y caben %(limit_value)d: acórtalo."
            ),
        },
    )
    use_required_attribute = False

    def clean(self) -> dict[str, Any]:
        """Ask for words where the reason alone says nothing."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("reason") == Reason.OTHER and not data.get("text"):
            self.add_error("text", _("Dinos con tus palabras qué pasa."))
        return data
