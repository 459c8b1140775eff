"""The timeline as residents would see it, beside the form in which editors write its phases."""

from typing import Any

from django import forms
from django.forms.widgets import Script
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin.auth import permission_denied
from wagtail.admin.panels import InlinePanel, MultiFieldPanel, Panel
from wagtail.permissions import policy_registry

from ciudad_global.common.http import TeamRequest
from consultations.backoffice.forms import ConsultationForm, PhaseForm
from consultations.models import Consultation, Phase
from consultations.reports.timeline import timeline, warnings


class PhasesPanel(InlinePanel):
    """The phases, each with its own form."""

    def get_form_options(self) -> dict[str, Any]:
        options: dict[str, Any] = super().get_form_options()
        options["formsets"][self.relation_name]["form"] = PhaseForm
        return options


class PublicPanel(MultiFieldPanel):
    """Shown once the consultation is public."""

    class BoundPanel(MultiFieldPanel.BoundPanel):
        def is_shown(self) -> bool:
            return self.instance.state == Consultation.State.PUBLISHED and super().is_shown()


class TimelinePanel(Panel):
    """The preview: there when the form opens, fresh while it is filled in (phases.js)."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "consultations/backoffice/timeline_panel.html"

        @property
        def media(self) -> forms.Media:
            return forms.Media(
                css={"all": ["backoffice/phases.css"]},
                js=[Script("backoffice/phases.js", type="module")],  # type: ignore[list-item]
            )

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            viewset = self.panel.model.snippet_viewset
            address = viewset.get_url_name("timeline")
            here = [self.instance.pk] if self.instance.pk else []
            return {
                **context,
                **_preview(self.form),
                "url": reverse(address, args=here),
                "kinds": {kind: _usual(kind) for kind in Phase.Kind},
            }


@require_POST
def preview(request: TeamRequest, pk: int | None = None) -> HttpResponse:
    """Answer the form, as it is filled in, with the timeline that it would make."""
    consultation = get_object_or_404(Consultation, pk=pk) if pk else Consultation()
    policy = policy_registry.get_by_type(Consultation)
    may = (
        policy.user_has_permission_for_instance(request.user, "change", consultation)
        if pk
        else policy.user_has_permission(request.user, "add")
    )
    if not may:
        return permission_denied(request)
    form_class = Consultation.snippet_viewset.get_edit_handler().get_form_class()
    form = form_class(request.POST, instance=consultation, for_user=request.user)
    return render(request, "consultations/backoffice/timeline_preview.html", _preview(form))


def _usual(kind: Phase.Kind) -> dict[str, Any]:
    """Return what the script sets when this kind is chosen."""
    names = {}
    for language in ("es", "en"):
        with translation.override(language):
            names[language] = capfirst(str(kind.label))
    return {"switches": Phase.PRESETS.get(kind, ()), "names": names}


def _preview(form: ConsultationForm) -> dict[str, Any]:
    """Return the page with the timeline, what to look at again, and what is wrong."""
    consultation: Consultation = form.instance
    wrong: list[str] = []
    if form.is_bound:
        form.is_valid()
        phases = []
        for number, phase in enumerate(form.kept_phases(), 1):
            if phase.errors:
                wrong += _wrong(number, phase)
            else:
                phases.append(phase.instance)
    else:
        phases = list(consultation.phases.all())
    stops = timeline(consultation, phases)
    page = render_to_string("consultations/backoffice/timeline.html", {"timeline": stops})
    return {
        "page": page if stops else "",
        "warnings": warnings(consultation, phases),
        "wrong": wrong,
    }


def _wrong(number: int, form: PhaseForm) -> list[str]:
    return [
        _("Fase %(number)d: %(why)s")
        % {
            "number": number,
            "why": f"{form.fields[field].label}: {why}" if field in form.fields else why,
        }
        for field, whys in form.errors.items()
        for why in whys
    ]
