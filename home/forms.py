"""What visitors may ask the site."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ciudad_global.common.html import plain
from home.reports.search import Kind, Question, Wanted

NEWEST = "recientes"


class SearchForm(forms.Form):
    """One search over everything. Never an error: what is unknown is not asked for."""

    q = forms.CharField(
        label=_("¿Qué buscas?"),
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "maxlength": 200}),
    )
    consulta = forms.ChoiceField(label=_("Consulta"), required=False)
    orden = forms.ChoiceField(
        label=_("Orden"),
        required=False,
        choices=[("", _("Lo más parecido primero")), (NEWEST, _("Lo más reciente primero"))],
    )
    en = forms.ChoiceField(required=False, choices=Kind.choices, widget=forms.HiddenInput)

    def __init__(self, questions: list[Question], data: Any) -> None:
        super().__init__(data, auto_id="buscar-%s")
        self._numbers = {question.slug: question.pk for question in questions}
        field = self.fields["consulta"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
        field.choices = [("", _("Todas"))] + [(each.slug, each.title) for each in questions]
        if not questions:
            del self.fields["consulta"]

    def wanted(self) -> Wanted:
        """Return what the address asks for."""
        self.is_valid()
        asked = self.cleaned_data
        number = self.data.get("pagina", "")
        return Wanted(
            text=plain(asked.get("q", ""))[:200],
            kind=Kind(asked["en"]) if asked.get("en") else None,
            consultation=self._numbers.get(asked.get("consulta", "")),
            newest=asked.get("orden") == NEWEST,
            page=max(int(number), 1) if number.isdecimal() and len(number) < 9 else 1,
        )
