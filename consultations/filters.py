"""What a list of proposals can be narrowed down by, in words for people."""

from typing import Any

from django import forms
from django.contrib.humanize.templatetags.humanize import intcomma
from django.core.cache import cache
from django.db.models import Exists, Q, QuerySet
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ciudad_global.agenda.models import Alcaldia, Goal, by_framework
from consultations.models import Consultation, Theme
from consultations.reports import gatherings
from consultations.reports.facets import Counts
from consultations.reports.listing import WHOLE_CITY, Sort, Wanted, sorts


def themes(consultation: Consultation) -> "QuerySet[Theme]":
    """Return the consultation's themes in the editors' order."""
    return Theme.objects.filter(consultation=consultation).order_by("order", "pk")


def goals(consultation: Consultation) -> "QuerySet[Goal]":
    """Return the goals that the consultation names; where it names none, every goal."""
    named = Goal.objects.filter(consultations=consultation)
    wanted = Q(pk__in=named) | (Q(parent=None) & ~Exists(named))
    return Goal.objects.filter(wanted).in_order()


def _filters(consultation: Consultation) -> dict[str, list[Any]]:
    """Return what can be filtered by. Vocabulary hardly changes: it is asked for once a minute."""

    def ask() -> dict[str, list[Any]]:
        return {
            "tema": [(theme.slug, theme.name) for theme in themes(consultation)],
            "alcaldia": list(Alcaldia.objects.order_by("slug").values_list("slug", "name")),
            "objetivo": by_framework(goals(consultation)),
            "sesion": gatherings.sessions(consultation),
        }

    key = f"filters:{consultation.pk}:{get_language()}"
    found: dict[str, list[Any]] = cache.get_or_set(key, ask, 60) or ask()
    return found


def _counted(choices: Any, numbers: dict[str, int], chosen: str) -> list[Any]:
    """Return the choices, grouped or not, with their numbers."""
    counted: list[Any] = []
    for value, label in choices:
        if isinstance(label, list | tuple):
            if group := _counted(label, numbers, chosen):
                counted.append((value, group))
        elif not value:
            counted.append((value, label))
        elif number := numbers.get(value, 0):
            counted.append((value, f"{label} ({intcomma(number)})"))
        elif value == chosen:
            counted.append((value, f"{label} (0)"))
    return counted


class FilterForm(forms.Form):
    """Search, filters and order of a consultation's proposals. Never an error: what is unknown
    is not asked for."""

    q = forms.CharField(
        label=_("Buscar en las propuestas"),
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "maxlength": 200}),
    )
    orden = forms.ChoiceField(label=_("Orden"), required=False)
    tema = forms.ChoiceField(label=_("Tema"), required=False)
    alcaldia = forms.ChoiceField(label=_("Alcaldía"), required=False)
    objetivo = forms.ChoiceField(label=_("Objetivo global"), required=False)
    sesion = forms.ChoiceField(label=_("Sesión"), required=False)

    def __init__(self, consultation: Consultation, data: Any) -> None:
        super().__init__(data, auto_id="filtro-%s")
        first = {
            "tema": [("", _("Todos"))],
            "alcaldia": [("", _("Todas")), (WHOLE_CITY, _("Toda la ciudad"))],
            "objetivo": [("", _("Todos"))],
            "sesion": [("", _("Todas, y en línea"))],
        }
        self._offer("orden", [(sort.value, sort.label) for sort in sorts(consultation)])
        for name, choices in _filters(consultation).items():
            self._offer(name, [*first[name], *choices] if choices else [])

    def _offer(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
        field.choices = choices
        if not choices:
            del self.fields[name]

    def count(self, counts: Counts) -> None:
        """Say how many proposals each option would show; leave out those that would show none."""
        for name, numbers in counts.items():
            if field := self.fields.get(name):
                chosen = self.cleaned_data.get(name, "")
                assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
                field.choices = _counted(field.choices, numbers, chosen)

    def wanted(self) -> Wanted:
        """Return what the address asks for, without what this consultation does not have."""
        self.is_valid()
        asked = self.cleaned_data
        return Wanted(
            q=asked.get("q", ""),
            theme=asked.get("tema", ""),
            goal=asked.get("objetivo", ""),
            alcaldia=asked.get("alcaldia", ""),
            session=asked.get("sesion", ""),
            sort=Sort(asked.get("orden") or Sort.RANDOM),
            after=self.data.get("despues", ""),
            before=self.data.get("antes", ""),
        )

    def query(self) -> str:
        """Return the filters as an address has them, without order and place."""
        names = [name for name in self.fields if name != "orden"]
        return urlencode(
            {name: self.cleaned_data[name] for name in names if self.cleaned_data.get(name)}
        )
