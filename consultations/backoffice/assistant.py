"""Beginning a consultation on one screen: what is asked, until when, who moderates."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateTimeInput

from ciudad_global.common.http import TeamRequest
from ciudad_global.common.permissions import Refused
from ciudad_global.users.models import User
from consultations.actions import preparation
from consultations.models import Consultation, Theme
from consultations.patterns import BY_KEY, PATTERNS, SHORTEST
from consultations.permissions.preparation import may_begin, where_to_begin
from consultations.reports.timeline import timeline, warnings

_NAME = Theme._meta.get_field("name_es").max_length or 80


class BeginForm(forms.Form):
    """The few questions from which the rest follows; all of it can be changed afterwards."""

    pattern = forms.ChoiceField(
        label=_("Qué clase de consulta es"),
        choices=[(pattern.key, pattern.label) for pattern in PATTERNS],
        initial=PATTERNS[0].key,
        widget=forms.RadioSelect,
    )
    question = forms.CharField(
        label=_("Qué pregunta"),
        max_length=160,
        help_text=_("Una sola pregunta, en lenguaje claro: «¿Cómo debe cuidar la ciudad?»."),
    )
    introduction = forms.CharField(
        label=_("Introducción"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Qué se pregunta y qué cambia con la respuesta, en dos o tres frases."),
    )
    opens_at = forms.DateTimeField(
        label=_("Desde cuándo se participa"),
        widget=AdminDateTimeInput,
        help_text=_("En hora de la Ciudad de México: 2027-03-01 09:00."),
    )
    closes_at = forms.DateTimeField(
        label=_("Hasta cuándo"),
        widget=AdminDateTimeInput,
        help_text=_("Después vienen treinta días para evaluar y treinta con los resultados."),
    )
    moderators = forms.ModelMultipleChoiceField(
        label=_("Quién modera"),
        queryset=User.objects.filter(groups__name="moderator", is_active=True).order_by(
            "display_name", "pk"
        ),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Se puede elegir después, pero sin nadie la consulta no se abre."),
    )
    themes = forms.CharField(
        label=_("Temas"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Uno por línea; en inglés, después de una barra: «Agua / Water»."),
    )
    who_decides = forms.CharField(label=_("Quién decide"), max_length=300, required=False)
    what_next = forms.CharField(label=_("Qué pasa después"), max_length=300, required=False)

    def clean_themes(self) -> list[tuple[str, str]]:
        """Return the themes' names in Spanish and English."""
        found = []
        for line in self.cleaned_data["themes"].splitlines():
            spanish, _bar, english = (part.strip() for part in line.partition("/"))
            if not spanish:
                continue
            if max(len(spanish), len(english)) > _NAME:
                raise forms.ValidationError(
                    _("El tema «%(name)s…» es largo: caben %(limit)d caracteres."),
                    params={"name": spanish[:30], "limit": _NAME},
                )
            found.append((spanish, english))
        return found

    def clean(self) -> dict[str, Any]:
        """Refuse a time for taking part that nobody could use."""
        cleaned: dict[str, Any] = super().clean() or {}
        opens_at, closes_at = cleaned.get("opens_at"), cleaned.get("closes_at")
        if opens_at and closes_at:
            if closes_at - opens_at < SHORTEST:
                self.add_error("closes_at", _("Deja al menos un día para participar."))
            elif closes_at <= timezone.now():
                self.add_error("closes_at", _("Ya pasó: elige un momento por venir."))
        return cleaned


def assistant(request: TeamRequest) -> HttpResponse:
    """Ask by GET; by POST show the phases that it would make, or begin and lead to the page."""
    below = where_to_begin(request.user)
    answer = may_begin(request.user, below)
    viewset: Any = Consultation.snippet_viewset
    if not answer or below is None:
        messages.error(request, answer.why)
        return redirect("wagtailadmin_home")
    form = BeginForm(request.POST or None)
    if form.is_valid() and "preview" not in request.POST:
        given = form.cleaned_data
        try:
            page = preparation.begin(
                by=request.user, below=below, **given | {"pattern": BY_KEY[given["pattern"]]}
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(
                request,
                str(_("Se guardó como borrador, con sus fases y su página. Revisa qué le falta.")),
            )
            return redirect(viewset.get_url_name("checklist"), page.consultation_id)
    return render(
        request,
        "consultations/backoffice/assistant.html",
        {
            "page_title": _("Nueva consulta"),
            "header_icon": viewset.icon,
            "form": form,
            "media": form.media,
            "patterns": PATTERNS,
            "timeline": _timeline(form),
        },
    )


def _timeline(form: BeginForm) -> dict[str, Any]:
    """Return what timeline_preview.html shows of the phases that the form would make."""
    if not form.is_bound or not {"pattern", "opens_at", "closes_at"} <= form.cleaned_data.keys():
        return {}
    given = form.cleaned_data
    phases = BY_KEY[given["pattern"]].phases(given["opens_at"], given["closes_at"])
    stops = timeline(Consultation(), phases)
    return {
        "page": render_to_string("consultations/backoffice/timeline.html", {"timeline": stops}),
        "warnings": warnings(Consultation(), phases),
    }
