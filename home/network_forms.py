"""What visitors may ask of the city's network."""

from typing import Any

from django import forms
from django.core.cache import cache
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ciudad_global.agenda.models import City, by_framework
from ciudad_global.common.html import plain
from home.reports import network
from home.reports.network import Wanted


def _choices() -> dict[str, list[Any]]:
    """Return what can be filtered by. Vocabulary hardly changes: it is asked for once a minute."""

    def ask() -> dict[str, list[Any]]:
        return {
            "tema": by_framework(network.goals()),
            "red": [(each.slug, each.acronym) for each in network.networks()],
        }

    found: dict[str, list[Any]] = cache.get_or_set(f"network:{get_language()}", ask, 60) or ask()
    return found


class CityFilterForm(forms.Form):
    """Which cities the map and the list show. Never an error: what is unknown is not asked for."""

    q = forms.CharField(
        label=_("Buscar ciudad o país"),
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "maxlength": 100}),
    )
    vinculo = forms.ChoiceField(label=_("Vínculo"), required=False)
    tema = forms.ChoiceField(label=_("Tema"), required=False)
    red = forms.ChoiceField(label=_("Red"), required=False)

    def __init__(self, data: Any) -> None:
        super().__init__(data, auto_id="filtro-%s")
        ties = [(tie.value, capfirst(tie.label)) for tie in City.Tie if tie != City.Tie.HERE]
        self._offer("vinculo", [("", _("Todos")), *ties])
        choices = _choices()
        self._offer("tema", [("", _("Todos")), *choices["tema"]])
        self._offer("red", [("", _("Todas")), *choices["red"]])

    def _offer(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
        field.choices = choices

    def wanted(self) -> Wanted:
        """Return what the address asks for."""
        self.is_valid()
        asked = self.cleaned_data
        return Wanted(
            text=plain(asked.get("q", ""))[:100],
            tie=asked.get("vinculo", ""),
            goal=int(asked["tema"]) if asked.get("tema") else None,
            network=asked.get("red", ""),
            page=self.data.get("pagina", "1"),
        )
