"""What editors may send."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from ciudad_global.agenda.forms import GoalsField
from ciudad_global.common.html import plain
from ciudad_global.users.models import User
from consultations.actions import consultation as consultations
from consultations.actions import response as responses
from consultations.models import Consultation, Phase, Response, Vote
from consultations.permissions import schedule


def short_enough(text: str, limit: int) -> str:
    """Return the text; raise ValidationError where it has more characters than can be rendered."""
    if len(text) > limit:
        raise ValidationError(
            _("Son %(length)d caracteres; caben %(limit)d."),
            params={"length": len(text), "limit": limit},
        )
    return text


class PhaseForm(WagtailAdminModelForm):
    """One phase; a kind that was just chosen brings its usual switches if none is on."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        phase: Phase = self.instance
        public = Consultation.State.PUBLISHED
        started = phase.pk and phase.starts_at <= timezone.now()
        self.fields["kind"].help_text = (
            _("Ya empezó: solo cambian su fin y su nombre.")
            if started and phase.consultation.state == public
            else _("Trae sus permisos, que puedes cambiar; si no marcas ninguno, se ponen esos.")
        )

    def clean(self) -> dict[str, Any]:
        """Fill in the usual switches, and keep what the fields cannot show: seconds."""
        cleaned: dict[str, Any] = super().clean()
        chosen = any(cleaned.get(switch) for switch in Phase.SWITCHES)
        if "kind" in self.changed_data and not chosen:
            cleaned |= dict.fromkeys(Phase.PRESETS.get(cleaned.get("kind", ""), ()), True)
        for name in ("starts_at", "ends_at"):
            before, after = self.initial.get(name), cleaned.get(name)
            if before and before.replace(second=0, microsecond=0) == after:
                cleaned[name] = before
        return cleaned


class ConsultationForm(WagtailAdminModelForm):
    """A consultation's process; its rules freeze with the first vote."""

    goals = GoalsField()
    moderators = forms.ModelMultipleChoiceField(
        label=_("Quién modera"),
        queryset=User.objects.filter(groups__name="moderator", is_active=True).order_by(
            "display_name", "pk"
        ),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    reason_es = forms.CharField(
        label=_("Motivo público en español"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    reason_en = forms.CharField(
        label=_("Motivo público en inglés"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean_reason_es(self) -> str:
        return plain(self.cleaned_data["reason_es"])

    def clean_reason_en(self) -> str:
        return plain(self.cleaned_data["reason_en"])

    def clean(self) -> dict[str, Any]:
        """Refuse to change the rules under votes, and what people count on once it is public."""
        cleaned: dict[str, Any] = super().clean()
        consultation: Consultation = self.instance
        if consultation.pk is None:
            return cleaned
        changed = [name for name in Consultation.RULES if name in self.changed_data]
        if changed and Vote.objects.filter(proposal__consultation=consultation).exists():
            for name in changed:
                self.add_error(name, _("Ya hay votos: las reglas y la boleta no cambian."))
        if consultation.state != Consultation.State.DRAFT:
            if "slug" in self.changed_data:
                self.add_error("slug", _("Ya se publicó: su dirección no cambia."))
            if self.formsets["phases"].is_valid():
                self._refuse_in_phases()
        return cleaned

    def kept_phases(self) -> list[PhaseForm]:
        """Return the forms of the phases that there will be."""
        phases = self.formsets["phases"]
        return [
            form
            for form in phases.forms
            if form not in phases.deleted_forms and (form.instance.pk or form.has_changed())
        ]

    def _refuse_in_phases(self) -> None:
        """Say beside each field what cannot change; the action judges again when it saves."""
        now = timezone.now()
        form_of = {id(form.instance): form for form in self.kept_phases()}
        wanted = schedule.changes(
            Phase.objects.filter(consultation=self.instance),
            [form.instance for form in form_of.values()],
        )
        refusals = schedule.may_change(self.instance, wanted, now)
        for (_before, after), refused in zip(wanted, refusals, strict=True):
            form = form_of[id(after)] if after else self
            for field, answer in refused.items():
                form.add_error(field or None, answer.why)
        if schedule.moved_ends(wanted, now) and not self.cleaned_data.get("reason_es"):
            self.add_error("reason_es", schedule.reason_missing())

    def save(self, commit: bool = True) -> Consultation:
        """Write it through the action, which keeps what is public from changing unexplained."""
        consultation: Consultation = super().save(commit=False)
        if commit:
            with transaction.atomic():
                consultations.write(
                    by=self.for_user,
                    consultation=consultation,
                    reason_es=self.cleaned_data["reason_es"],
                    reason_en=self.cleaned_data["reason_en"],
                )
                self.save_m2m()
        return consultation


class ResponseForm(WagtailAdminModelForm):
    """The city's answer, before it is published."""

    def clean_body(self) -> str:
        """Refuse what is too long to render."""
        return short_enough(self.cleaned_data["body"], responses.BODY_LIMIT)

    def save(self, commit: bool = True) -> Response:
        """Write it through the action, which makes the HTML."""
        response: Response = super().save(commit=False)
        if commit:
            responses.write(by=self.for_user, response=response)
        return response
