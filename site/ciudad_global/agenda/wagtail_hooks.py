"""The vocabulary in Wagtail's menu."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from ciudad_global.agenda.models import Alcaldia, City, Framework, Goal, Network


class FrameworkViewSet(SnippetViewSet):
    model = Framework
    icon = "globe"
    list_display: ClassVar = ["code", "name_es", "name_en"]
    ordering: ClassVar = ["order", "code"]
    search_fields: ClassVar = ["code", "name_es", "name_en"]
    copy_view_enabled = False


class GoalViewSet(SnippetViewSet):
    model = Goal
    icon = "thumbtack"
    list_display: ClassVar = ["__str__", "framework", "name_en"]
    list_filter: ClassVar = ["framework"]
    ordering: ClassVar = ["framework__order", "framework_id", "order", "code"]
    search_fields: ClassVar = ["code", "name_es", "name_en"]
    copy_view_enabled = False


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
