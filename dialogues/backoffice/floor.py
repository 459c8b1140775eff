"""Live questions in Wagtail: for which sessions, and who moderates them."""

from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.snippets.views.snippets import SnippetViewSet

from ciudad_global.users.models import User
from dialogues.models import Encounter, Floor


class EncounterField(forms.ModelChoiceField):
    """A session by its title and day."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.starts_at:%Y-%m-%d} · {obj.title}"


class FloorForm(WagtailAdminModelForm):
    """That a session takes questions. The session does not change any more."""

    encounter = EncounterField(
        label=_("Sesión"),
        queryset=Encounter.objects.filter(floor=None).order_by("-starts_at", "pk"),
    )
    moderators = forms.ModelMultipleChoiceField(
        label=_("Quién las modera"),
        help_text=_("Eligen qué se pregunta, y deciden sobre lo que se reporte o espere revisión."),
        queryset=User.objects.filter(groups__name="moderator", is_active=True).order_by(
            "display_name", "pk"
        ),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["encounter"].queryset = Encounter.objects.filter(pk=self.instance.pk)
            self.fields["encounter"].disabled = True


class FloorViewSet(SnippetViewSet):
    """Which sessions take questions."""

    model = Floor
    icon = "help"
    menu_label = _("Preguntas en vivo")
    edit_handler = ObjectList(
        [
            FieldPanel("encounter"),
            FieldPanel("moderators"),
            FieldRowPanel(
                [FieldPanel("minutes_before"), FieldPanel("minutes_after")],
                heading=_("Cuándo se puede preguntar"),
            ),
            FieldPanel("reviewed_first"),
        ],
        base_form_class=FloorForm,
    )
    list_display: ClassVar = [
        Column("title", label=_("sesión")),
        DateColumn("encounter__starts_at", label=_("empieza")),
        Column("get_switch_display", label=_("las preguntas están")),
    ]
    ordering: ClassVar = ["-encounter__starts_at"]
    copy_view_enabled = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Floor]:
        return Floor.objects.select_related("encounter")
