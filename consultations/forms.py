"""What residents may send."""

import re
import time
import uuid
from itertools import groupby
from typing import Any

from django import forms
from django.conf import settings
from django.core import signing
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ciudad_global.agenda.models import Alcaldia, Framework, Goal
from ciudad_global.common.fields import PlainCharField
from ciudad_global.common.html import plain
from consultations.actions import comment, draft
from consultations.actions.proposal import BODY_LIMIT, MOST_PRACTICES
from consultations.filters import goals, themes
from consultations.models import Comment, Consultation, Proposal, Theme
from consultations.reports import practices


class LineField(PlainCharField):
    """Plain text on one line."""

    def to_python(self, value: Any) -> str:
        return " ".join(super().to_python(value).split())


class SeveralField(forms.ModelMultipleChoiceField):
    """Some of a list."""

    def clean(self, value: Any) -> Any:
        """Refuse a number that the database cannot hold, as any other that is not in the list."""
        try:
            return super().clean(value)
        except OverflowError:
            raise forms.ValidationError(self.error_messages["invalid_choice"]) from None


class TimedForm(forms.Form):
    """Knows how long somebody had it open. The mark is signed, and its absence says nothing."""

    started = forms.CharField(required=False, widget=forms.HiddenInput)
    _SALT = "form-shown"

    def start_clock(self) -> None:
        """Mark when the form is shown."""
        self.fields["started"].initial = signing.dumps(round(time.time(), 1), salt=self._SALT)

    def clean_started(self) -> float | None:
        """Return the seconds since then; None when that is not known."""
        try:
            shown: float = signing.loads(self.cleaned_data["started"], salt=self._SALT)
        except signing.BadSignature:
            return None
        return time.time() - shown


def typed_in(data: QueryDict) -> draft.Typed:
    """Return what was typed into the form for a proposal, as it was typed."""
    # `window` is where it was typed: a script's mark of the page, not a field that anybody sees.
    one = ("title", "summary", "body", "theme", "language", "practices_q", "window")
    return {
        **{name: data.get(name, "") for name in one},
        **{name: data.getlist(name) for name in ("alcaldias", "goals", "practices")},
    }


def _uuid(text: str) -> str:
    """Return the key that somebody's form names; "" where it is none."""
    try:
        return str(uuid.UUID(text))
    except ValueError:
        return ""


class ProposalForm(TimedForm):
    """A resident's proposal in one consultation."""

    # Our own sentences say more than the browser's.
    use_required_attribute = False
    title = LineField(
        label=_("Tu propuesta en una frase"),
        help_text=_(
            "Que se entienda sola. Por ejemplo: «Señales en lenguas indígenas en el Metro»."
        ),
        min_length=15,
        max_length=150,
        error_messages={
            "required": _("Escribe tu propuesta en una frase."),
            "min_length": _(
                "Tu frase tiene %(show_value)d caracteres: cuenta un poco más, con %(limit_value)d "
                "o más."
            ),
            "max_length": _(
                "Tu frase tiene %(show_value)d caracteres y caben %(limit_value)d: acórtala y deja "
                "los detalles para abajo."
            ),
        },
    )
    summary = LineField(
        label=_("En pocas palabras"),
        help_text=_("Qué cambiaría y para quién. Se lee en la lista de propuestas."),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "max_length": _(
                "El resumen tiene %(show_value)d caracteres y caben %(limit_value)d: acórtalo."
            ),
        },
    )
    body = PlainCharField(
        label=_("Explica tu propuesta"),
        help_text=_(
            "Por qué hace falta, cómo se haría, qué ciudad ya lo hace. Puedes usar **negritas**, "
            "*cursivas*, enlaces y listas con guiones."
        ),
        max_length=BODY_LIMIT,
        widget=forms.Textarea(attrs={"rows": 10}),
        error_messages={
            "required": _("Explica tu propuesta, aunque sea en dos líneas."),
            "max_length": _(
                "El texto tiene %(show_value)d caracteres y caben %(limit_value)d: acórtalo."
            ),
        },
    )
    theme = forms.ModelChoiceField(
        label=_("Tema"),
        queryset=Theme.objects.none(),
        required=False,
        empty_label=_("Sin tema"),
        error_messages={"invalid_choice": _("Ese tema no es de esta consulta: elige otro.")},
    )
    alcaldias = forms.ModelMultipleChoiceField(
        label=_("Alcaldías"),
        queryset=Alcaldia.objects.order_by("slug"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": _("Una de las alcaldías no existe: elige de la lista."),
            "invalid_pk_value": _("Una de las alcaldías no existe: elige de la lista."),
        },
    )
    goals = SeveralField(
        label=_("Objetivos globales"),
        queryset=Goal.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": _("Uno de los objetivos no es de esta consulta: elige de la lista."),
            "invalid_pk_value": _("Uno de los objetivos no existe: elige de la lista."),
        },
    )
    practices = SeveralField(
        label=_("Experiencias que citas"),
        queryset=Proposal.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": _("Una de las experiencias ya no está publicada: elige otra."),
            "invalid_pk_value": _("Una de las experiencias no existe: elige de la lista."),
        },
    )
    practices_q = forms.CharField(
        label=_("Buscar experiencias"),
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "maxlength": 100}),
    )
    language = forms.ChoiceField(
        label=_("¿En qué idioma la escribiste?"),
        choices=settings.LANGUAGES,
        error_messages={
            "required": _("Elige el idioma de tu texto."),
            "invalid_choice": _("Elige español o inglés."),
        },
    )

    def __init__(
        self, consultation: Consultation, data: Any = None, typed: draft.Typed | None = None
    ) -> None:
        """`data` is what was sent; `typed` is a draft, which is not yet judged."""
        language = (get_language() or settings.LANGUAGE_CODE)[:2]
        super().__init__(data, initial={"language": language} | (typed or {}))
        self._offer("theme", themes(consultation))
        self._offer("goals", goals(consultation))
        self._offer_practices()

    def _offer_practices(self) -> None:
        """Offer those that are chosen and those that were looked for; any public one is valid."""
        field = self.fields["practices"]
        assert isinstance(field, SeveralField)  # noqa: S101 - for the type checker
        chosen = [key for key in map(_uuid, self["practices"].value() or ()) if key]
        offered = practices.offered(plain(self["practices_q"].value() or "")[:100], chosen)
        field.queryset = practices.all_of_them()
        field.choices = [(link.key, str(link)) for link in offered]
        if not offered and not self["practices_q"].value():
            del self.fields["practices"], self.fields["practices_q"]

    def clean_practices(self) -> Any:
        """Refuse more than a reader would follow."""
        chosen = self.cleaned_data["practices"]
        if len(chosen) > MOST_PRACTICES:
            why = _("Elegiste %(count)d experiencias y caben %(limit)d: quita las que sobran.")
            raise forms.ValidationError(why % {"count": len(chosen), "limit": MOST_PRACTICES})
        return chosen

    def _offer(self, name: str, choices: Any) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - for the type checker
        field.queryset = choices
        # What is offered is asked for once; the queryset itself would ask with each use.
        offered: list[Any] = list(iter(field.choices))  # type: ignore[arg-type]  # iter: no COUNT
        field.choices = offered
        if all(not value for value, _label in offered):
            del self.fields[name]

    def keep_text_only(self) -> None:
        """Leave out what does not change any more once people have voted."""
        for name in ("theme", "alcaldias", "goals", "practices", "practices_q", "language"):
            self.fields.pop(name, None)

    def goal_groups(self) -> list[tuple[Framework, list[Any], bool]]:
        """Return the goals' checkboxes by framework, and whether one of them is ticked."""
        if "goals" not in self.fields:
            return []
        boxes = self["goals"].subwidgets
        by_framework = groupby(boxes, lambda box: box.data["value"].instance.framework)
        groups = [(framework, list(group)) for framework, group in by_framework]
        return [
            (framework, group, any(box.data["selected"] for box in group))
            for framework, group in groups
        ]


class CommentForm(TimedForm):
    """A comment, or a reply (which takes no stance)."""

    body = PlainCharField(
        label=_("Tu comentario"),
        help_text=_(
            "Es público y lleva tu nombre público. Para avisar a alguien de la conversación, "
            "escribe @ y su nombre."
        ),
        max_length=comment.BODY_LIMIT,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": _("Escribe tu comentario."),
            "max_length": _(
                "Tu comentario tiene %(show_value)d caracteres y caben %(limit_value)d: acórtalo."
            ),
        },
    )
    stance = forms.ChoiceField(
        label=_("¿Estás a favor o en contra?"),
        choices=[
            *((stance.value, capfirst(stance.label)) for stance in Comment.Stance),
            ("", _("No lo digo")),
        ],
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Elige una postura de la lista, o ninguna.")},
    )
    # Our own sentences say more than the browser's.
    use_required_attribute = False

    def __init__(self, data: Any = None, *, is_reply: bool, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        # What was typed before, it shows again: there is no time to take.
        if kwargs.get("initial"):
            del self.fields["started"]
        else:
            self.start_clock()
        if is_reply:
            del self.fields["stance"]


_PROPOSAL = re.compile(r"(?:.*/propuestas/)?(\d{1,18})(?:-[\w-]*)?/?(?:[?#].*)?", re.DOTALL)


def find_proposal(named: str) -> Proposal:
    """Return the published proposal that a link or a number names; else raise ValidationError."""
    found = _PROPOSAL.fullmatch(named.strip())
    proposal = found and Proposal.objects.published().filter(pk=int(found[1])).first()
    if not proposal:
        raise forms.ValidationError(
            _("No hay una propuesta publicada con ese enlace o número: revísalo.")
        )
    return proposal


class MergeForm(forms.Form):
    """Which proposal a duplicate is united with, and why."""

    target = forms.CharField(
        label=_("La propuesta que se queda"),
        help_text=_("Pega su enlace, o escribe su número."),
        error_messages={"required": _("Pega el enlace de la propuesta que se queda.")},
    )
    reason = PlainCharField(
        label=_("Explicación para quienes las escribieron"),
        help_text=_("Por qué piden lo mismo. La leerán las dos personas."),
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": _("Explica por qué piden lo mismo."),
            "max_length": _("Tiene %(show_value)d caracteres y caben %(limit_value)d: acórtala."),
        },
    )
    use_required_attribute = False

    def clean_target(self) -> Proposal:
        """Return the published proposal that the link or the number names."""
        return find_proposal(self.cleaned_data["target"])


class VoidForm(forms.Form):
    """Why votes should be voided, for everybody, in both languages."""

    reason_es = PlainCharField(
        label=_("Motivo público en español"),
        help_text=_("Lo leerá cualquiera en la página de la consulta. No nombres a nadie."),
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 4, "lang": "es"}),
        error_messages={"required": _("Escribe el motivo en español.")},
    )
    reason_en = PlainCharField(
        label=_("Motivo público en inglés"),
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 4, "lang": "en"}),
        error_messages={"required": _("Escribe el motivo en inglés.")},
    )
    use_required_attribute = False
