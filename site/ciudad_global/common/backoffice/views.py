"""Views that several viewsets share: steps, values in words, reasons instead of forms."""

import json
from collections.abc import Callable
from typing import Any, ClassVar

from django.contrib import messages
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets.button import Button
from wagtail.snippets.views.snippets import EditView, IndexView, InspectView

from ciudad_global.common.permissions import Answer

May = Callable[[Any, Any], Answer]
# Wagtail's own sentence takes every noun for a masculine one.
NOT_SAVED = _("No se guardó: corrige lo que está marcado.")


class StepsMixin:
    """Offers the viewset's steps to whoever may take them."""

    steps: ClassVar[list[tuple[str, Any, str, May]]] = []

    def step_buttons(self, thing: Any) -> list[Button]:
        """Return a button for each step; one that is not ready says why when it is pressed."""
        return [
            Button(
                label,
                url=reverse(thing.snippet_viewset.get_url_name(name), args=[thing.pk]),
                icon_name=icon,
                priority=5,
            )
            for name, label, icon, may in thing.snippet_viewset.steps
            if may(self.request.user, thing)  # type: ignore[attr-defined]
        ]


def waiting_first(answers: QuerySet[Any]) -> QuerySet[Any]:
    """Put what waits to be published before the rest, the newest first."""
    return answers.order_by(F("published_at").desc(nulls_first=True), "-pk")


class StepsIndexView(StepsMixin, IndexView):
    def get_list_more_buttons(self, instance: Any) -> list[Button]:
        return [*super().get_list_more_buttons(instance), *self.step_buttons(instance)]


class PlainInspectView(InspectView):
    """Says values as people do: lists by their name, no True or None, figures line by line."""

    def get_field_label(self, field_name: str, field: Any) -> str:
        if field and field.one_to_many:
            return capfirst(field.related_model._meta.verbose_name_plural)
        return str(super().get_field_label(field_name, field))

    def get_field_display_value(self, field_name: str, field: Any) -> Any:
        value = super().get_field_display_value(field_name, field)
        if isinstance(value, dict):
            return format_html(
                "<pre>{}</pre>", json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True)
            )
        if isinstance(value, bool):
            return _("sí") if value else _("no")
        return "—" if value in (None, "") else value


class StepsInspectView(StepsMixin, PlainInspectView):
    @property
    def header_more_buttons(self) -> list[Button]:
        return [*super().header_more_buttons, *self.step_buttons(self.object)]


class GuardedEditView(StepsMixin, EditView):
    """Says why something cannot be changed instead of showing a form that would refuse."""

    error_message = NOT_SAVED

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.user_has_permission_for_instance("change", self.object):
            viewset = self.object.snippet_viewset
            messages.warning(request, str(viewset.why_not_change(request.user, self.object)))
            return redirect(viewset.get_url_name("inspect"), self.object.pk)
        return super().dispatch(request, *args, **kwargs)

    @property
    def header_more_buttons(self) -> list[Button]:
        return [*super().header_more_buttons, *self.step_buttons(self.object)]

    def get_success_message(self, instance: Any = None) -> str:
        return _("Se guardaron los cambios de «%(title)s».") % {"title": self.object}
