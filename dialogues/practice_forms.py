"""What visitors may ask of the list of practices."""

from typing import Any

from django import forms
from django.core.cache import cache
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ciudad_global.agenda.models import by_framework
from ciudad_global.common.html import plain
from dialogues.models import PracticePage
from dialogues.reports import practices
from dialogues.reports.practices import Wanted


def _choices() -> dict[str, list[Any]]:
    """Return what can be filtered by. It hardly changes: it is asked for once a minute."""

    def ask() -> dict[str, list[Any]]:
        return {
            "ciudad": [(city.slug, str(city)) for city in practices.cities()],
            "objetivo": by_framework(practices.goals()),
        }

    key = f"practices:{get_language()}"
    found: dict[str, list[Any]] = cache.get_or_set(key, ask, 60) or ask()
    return found


class PracticeFilterForm(forms.Form):
    """Which practices the list shows. Never an error: what is unknown is not asked for."""

    q = forms.CharField(
        label=_("Buscar en las experiencias"),
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "maxlength": 200}),
    )
    sentido = forms.ChoiceField(label=_("Sentido"), required=False)
    ciudad = forms.ChoiceField(label=_("Ciudad"), required=False)
    objetivo = forms.ChoiceField(label=_("Objetivo global"), required=False)

    def __init__(self, data: Any) -> None:
        super().__init__(data, auto_id="filtro-%s")
        directions = [(each.value, capfirst(each.label)) for each in PracticePage.Direction]
        choices = _choices()
        self._offer("sentido", [("", _("Todas")), *directions])
        self._offer("ciudad", [("", _("Todas")), *choices["ciudad"]])
        self._offer("objetivo", [("", _("Todos")), *choices["objetivo"]])

    def _offer(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
        field.choices = choices

    def wanted(self) -> Wanted:
        """Return what the address asks for."""
        self.is_valid()
        asked = self.cleaned_data
        return Wanted(
            text=plain(asked.get("q", ""))[:200],
            direction=asked.get("sentido", ""),
            city=asked.get("ciudad", ""),
            goal=int(asked["objetivo"]) if asked.get("objetivo") else None,
            page=self.data.get("pagina", "1"),
        )
