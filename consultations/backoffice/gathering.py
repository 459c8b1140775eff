"""Tables and batches in Wagtail: who writes down for which consultation."""

from typing import Any, ClassVar

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import SnippetViewSet

from ciudad_global.users.models import User
from consultations.models import Gathering


class GatheringForm(WagtailAdminModelForm):
    """Who may be appointed: people of the team. They take no part themselves, so what they write
    down is never taken for their own.
    """

    recorders = forms.ModelMultipleChoiceField(
        label=_("Quién anota"),
        queryset=User.objects.filter(groups__isnull=False, is_active=True)
        .distinct()
        .order_by("display_name", "pk"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            # What was gathered stays where it was gathered.
            for name in ("consultation", "encounter", "kind"):
                self.fields[name].disabled = True
        self.fields["encounter"].queryset = self.fields["encounter"].queryset.order_by("-starts_at")


class GatheringViewSet(SnippetViewSet):
    """Tables of sessions, and batches of paper forms."""

    model = Gathering
    icon = "group"
    menu_label = _("Mesas y lotes")
    list_display: ClassVar = [
        "name",
        Column("kind", label=_("qué es"), accessor="get_kind_display"),
        Column("consultation", label=_("consulta")),
    ]
    list_filter: ClassVar = ["consultation", "kind"]
    search_fields: ClassVar = ["name"]
    search_backend_name = None
    ordering: ClassVar = ["-pk"]
    copy_view_enabled = False
    edit_handler = ObjectList(
        [
            FieldPanel("consultation"),
            FieldPanel("kind"),
            FieldPanel(
                "encounter",
                help_text=_("La sesión de la mesa. De un lote de formularios, si vienen de una."),
            ),
            FieldPanel("name"),
            FieldPanel(
                "recorders",
                help_text=_(
                    "Solo estas personas anotan aquí. Nadie decide en moderación sobre lo que "
                    "anotó. Los formularios en papel los capturan dos."
                ),
            ),
        ],
        base_form_class=GatheringForm,
    )

    def get_queryset(self, request: HttpRequest) -> Any:
        return Gathering.objects.select_related("consultation")
