"""The vocabulary in Wagtail's menu."""

from typing import Any, ClassVar

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from ciudad_global.agenda.models import Alcaldia, City, Framework, Goal, Network


class FrameworkViewSet(SnippetViewSet):
    model = Framework
    icon = "globe"
    list_display: ClassVar = ["code", "name_es", "name_en", "order"]
    ordering: ClassVar = ["order", "code"]
    search_fields: ClassVar = ["code", "name_es", "name_en"]
    copy_view_enabled = False
    panels: ClassVar = [
        FieldRowPanel([FieldPanel("code"), FieldPanel("slug"), FieldPanel("order")]),
        FieldPanel("name_es"),
        FieldPanel("name_en"),
        FieldPanel("url"),
    ]


class GoalForm(WagtailAdminModelForm):
    """A goal or a target; its colour is picked, not spelled."""

    parent = forms.ModelChoiceField(
        label=_("Objetivo al que pertenece"),
        queryset=Goal.objects.in_order().filter(parent=None),
        required=False,
        empty_label=_("Ninguno: es un objetivo"),
        help_text=_("Solo para una meta: el objetivo del mismo marco bajo el que está."),
    )


class GoalViewSet(SnippetViewSet):
    model = Goal
    icon = "thumbtack"
    list_display: ClassVar = ["__str__", "framework", "name_en", "color"]
    list_filter: ClassVar = {"framework": ["exact"], "parent": ["isnull"]}
    ordering: ClassVar = ["framework__order", "framework_id", "order", "code"]
    search_fields: ClassVar = ["code", "name_es", "name_en"]
    copy_view_enabled = False
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("framework"), FieldPanel("code"), FieldPanel("order")]),
            FieldPanel("parent"),
            FieldPanel("name_es"),
            FieldPanel("name_en"),
            FieldPanel("color", widget=forms.TextInput(attrs={"type": "color"})),
        ],
        base_form_class=GoalForm,
    )

    def get_queryset(self, request: HttpRequest) -> Any:
        """Return the goals with the framework that the list shows."""
        return Goal.objects.select_related("framework")


class CityViewSet(SnippetViewSet):
    model = City
    icon = "site"
    list_display: ClassVar = ["name_es", "country_es", "tie", "since"]
    list_filter: ClassVar = ["tie", "networks", "country_code"]
    ordering: ClassVar = ["name_es"]
    search_fields: ClassVar = ["name_es", "name_en", "country_es", "country_en"]
    copy_view_enabled = False


class NetworkViewSet(SnippetViewSet):
    model = Network
    icon = "group"
    list_display: ClassVar = ["acronym", "name_es", "since"]
    list_filter: ClassVar = ["cities"]
    ordering: ClassVar = ["acronym"]
    search_fields: ClassVar = ["acronym", "name_es", "name_en"]
    copy_view_enabled = False


class AlcaldiaViewSet(SnippetViewSet):
    model = Alcaldia
    icon = "home"
    list_display: ClassVar = ["name", "population_2020"]
    ordering: ClassVar = ["slug"]
    search_fields: ClassVar = ["name"]
    copy_view_enabled = False
    inspect_view_enabled = True


@register_snippet
class AgendaGroup(SnippetViewSetGroup):
    """The menu entry."""

    menu_label = _("Agenda global")
    menu_icon = "globe"
    menu_order = 160
    items: ClassVar = [
        FrameworkViewSet,
        GoalViewSet,
        CityViewSet,
        NetworkViewSet,
        AlcaldiaViewSet,
    ]
