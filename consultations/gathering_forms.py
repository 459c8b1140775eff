"""What somebody writes down at a table, or types from paper."""

import uuid
from typing import Any

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ciudad_global.common.fields import PlainCharField
from consultations.actions.comment import BODY_LIMIT as COMMENT_LIMIT
from consultations.actions.gathering import HANDS
from consultations.forms import ProposalForm, find_proposal
from consultations.models import Comment, Consultation, Entry, Gathering, Proposal

MOST_HANDS = 9_999
# What nobody asks at a table, or on paper.
_LEFT_OUT = ("started", "summary", "alcaldias", "goals", "practices", "practices_q")


class _HandsField(forms.IntegerField):
    """A number of raised hands."""

    def __init__(self, label: Any) -> None:
        super().__init__(
            label=label,
            required=False,
            min_value=0,
            max_value=MOST_HANDS,
            widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
            error_messages={
                "invalid": _("Escribe un número, sin letras."),
                "min_value": _("Escribe cero o más."),
                "max_value": _("Son demasiadas manos: revisa el número."),
            },
        )


def _shorten(form: ProposalForm) -> None:
    for name in _LEFT_OUT:
        form.fields.pop(name, None)


class EntryForm(forms.Form):
    """What every entry has: the key that it was given where it was typed, and when."""

    # Our own sentences say more than the browser's.
    use_required_attribute = False
    kind_of_entry = ""
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    kind = forms.CharField(widget=forms.HiddenInput)
    said_at = forms.DateTimeField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = f"{self.kind_of_entry}-%s"  # several forms stand on one page
        self.initial["kind"] = self.kind_of_entry
        self.initial.setdefault("language", (get_language() or settings.LANGUAGE_CODE)[:2])

    def pop_envelope(self) -> dict[str, Any]:
        """Take out of the cleaned data what is none of the contribution, and return it."""
        return {name: self.cleaned_data.pop(name) for name in ("key", "kind", "said_at")}

    def hands(self) -> list[Any]:
        """Return the fields for the hands; [] without them."""
        return [self[name] for name in HANDS if name in self.fields]


class HandsForm(EntryForm):
    """With the hands that were raised."""

    in_favour = _HandsField(_("A favor"))
    against = _HandsField(_("En contra"))
    abstained = _HandsField(_("Se abstienen"))

    def clean(self) -> dict[str, Any]:
        """Ask for both sides: fourteen for and nothing against is not fourteen against nobody."""
        data: dict[str, Any] = super().clean() or {}
        given = [data.get(name) for name in HANDS]
        if any(number is not None for number in given) and None in given[:2]:
            for name in HANDS[:2]:
                if data.get(name) is None and name not in self.errors:
                    self.add_error(
                        name, _("Si contaste manos, escribe las dos: cero también vale.")
                    )
        return data


class AboutProposal(EntryForm):
    """About a proposal that the consultation has already."""

    proposal = forms.CharField(
        label=_("¿Sobre qué propuesta?"),
        help_text=_("Escribe su número, o elige de la lista."),
        widget=forms.TextInput(attrs={"list": "propuestas-de-la-consulta", "autocomplete": "off"}),
        error_messages={"required": _("Escribe el número de la propuesta.")},
    )

    def clean_proposal(self) -> Proposal:
        """Return the published proposal that the number or the link names."""
        return find_proposal(self.cleaned_data["proposal"])


class TableProposalForm(HandsForm, ProposalForm):
    """A proposal that somebody makes aloud: less to fill in, the same limits."""

    kind_of_entry = Entry.Kind.PROPOSAL

    def __init__(self, consultation: Consultation, data: Any = None) -> None:
        super().__init__(consultation, data)
        _shorten(self)
        self.fields["title"].label = _("La propuesta en una frase")
        self.fields["body"].label = _("Qué dijeron")
        self.fields["body"].help_text = _(
            "Por qué hace falta y cómo se haría, con las palabras de la mesa. Sin nombres ni datos "
            "de nadie: se publica."
        )
        self.fields["body"].widget.attrs["rows"] = 6
        self.fields["language"].label = _("¿En qué idioma?")


class TableCommentForm(AboutProposal):
    """A comment that somebody makes aloud."""

    kind_of_entry = Entry.Kind.COMMENT
    body = PlainCharField(
        label=_("Qué dijeron"),
        help_text=_("Sin nombres ni datos de nadie: se publica."),
        max_length=COMMENT_LIMIT,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": _("Escribe el comentario."),
            "max_length": _(
                "El comentario tiene %(show_value)d caracteres y caben %(limit_value)d: acórtalo."
            ),
        },
    )
    stance = forms.ChoiceField(
        label=_("¿A favor o en contra?"),
        choices=[
            *((stance.value, capfirst(stance.label)) for stance in Comment.Stance),
            ("", _("No lo dijeron")),
        ],
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Elige una postura de la lista, o ninguna.")},
    )
    language = forms.ChoiceField(label=_("¿En qué idioma?"), choices=settings.LANGUAGES)


class CountForm(AboutProposal, HandsForm):
    """Hands about a proposal that was made before."""

    kind_of_entry = Entry.Kind.COUNT

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in HANDS[:2]:
            self.fields[name].required = True
            self.fields[name].error_messages["required"] = _("Escribe cuántas: cero también vale.")


def entry_form(kind: str, gathering: Gathering, data: QueryDict | None = None) -> EntryForm | None:
    """Return the form for this kind of entry, None for a kind that there is not."""
    if kind == Entry.Kind.PROPOSAL:
        return TableProposalForm(gathering.consultation, data)
    if kind == Entry.Kind.COMMENT:
        return TableCommentForm(data)
    return CountForm(data) if kind == Entry.Kind.COUNT else None


class PaperTypingForm(ProposalForm):
    """A proposal as it stands on a paper form."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _shorten(self)

    def typed(self) -> dict[str, Any]:
        """Return what was typed, as rows keep it."""
        data = self.cleaned_data
        theme = data.get("theme")
        return {
            "title": data["title"],
            "body": data["body"],
            "theme": str(theme.pk) if theme else "",
            "language": data["language"],
        }


class FormNumberForm(forms.Form):
    """Which form of the batch comes next."""

    use_required_attribute = False
    number = forms.IntegerField(
        label=_("Número del formulario"),
        help_text=_("El que está escrito en el papel. Si no tiene, numéralos antes de empezar."),
        min_value=1,
        max_value=999_999,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "required": _("Escribe el número del formulario."),
            "invalid": _("Escribe un número, sin letras."),
            "min_value": _("Los formularios se numeran desde el 1."),
            "max_value": _("Ese número es demasiado grande: revísalo."),
        },
    )
