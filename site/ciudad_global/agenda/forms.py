"""Choosing goals."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django import forms
from django.forms.models import ModelChoiceIterator
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm

from ciudad_global.agenda.models import Goal
from ciudad_global.agenda.widgets import FoldedCheckboxes


class _ByFramework(ModelChoiceIterator):
    """Offers goals below the names of their frameworks."""

    def __iter__(self) -> Iterator[tuple[Any, Any]]:
        for framework, goals in groupby(self.queryset, lambda goal: goal.framework):
            yield framework.name, [self.choice(goal) for goal in goals]


class GoalsField(forms.ModelMultipleChoiceField):
    """Any goals, by framework. Targets are not chosen: whatever serves one serves its goal."""

    iterator = _ByFramework

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            queryset=Goal.objects.all(),
            **{
                "label": _("Objetivos"),
                "required": False,
                "widget": FoldedCheckboxes,
                "help_text": _("Los compromisos globales con los que tiene que ver."),
            }
            | kwargs,
        )

    def __deepcopy__(self, memo: dict[int, Any]) -> "GoalsField":
        # For each form: pages name their forms before all models are there to be asked for.
        field: GoalsField = super().__deepcopy__(memo)
        field.queryset = Goal.objects.in_order().filter(parent=None)
        return field


class GoalsPageForm(WagtailAdminPageForm):
    """A page that goals are chosen for."""

    goals = GoalsField()
