"""What editors may send."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from ciudad_global.agenda.models import Goal
from ciudad_global.users.models import User
from consultations.actions import response as responses
from consultations.models import Consultation, Response, Vote

# What a vote was cast under: it stays as it was for every vote.
FROZEN_BY_VOTES = ("ballot", "supports_limit", "proposals_limit", "totals", "own_vote")


class GoalsField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, goal: Goal) -> str:
        """Say the framework too: several have a goal 1."""
        return f"{goal.framework.code} · {goal}"


class ConsultationForm(WagtailAdminModelForm):
    """A consultation's process; its rules freeze with the first vote."""

    goals = GoalsField(
        label=_("Objetivos"),
        queryset=Goal.objects.in_order(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    moderators = forms.ModelMultipleChoiceField(
        label=_("Quién modera"),
        queryset=User.objects.filter(groups__name="moderator", is_active=True).order_by(
            "display_name", "pk"
        ),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def clean(self) -> dict[str, Any]:
        """Refuse to change the rules under votes, and the address of what is public."""
        cleaned: dict[str, Any] = super().clean()
        consultation: Consultation = self.instance
        if consultation.pk is None:
            return cleaned
        if "slug" in self.changed_data and consultation.state != Consultation.State.DRAFT:
            self.add_error("slug", _("Ya se publicó: su dirección no cambia."))
        changed = [name for name in FROZEN_BY_VOTES if name in self.changed_data]
        if changed and Vote.objects.filter(proposal__consultation=consultation).exists():
            for name in changed:
                self.add_error(name, _("Ya hay votos: las reglas y la boleta no cambian."))
        return cleaned


class ResponseForm(WagtailAdminModelForm):
    """The city's answer, before it is published."""

    def clean_body(self) -> str:
        """Refuse what is too long to render."""
        body: str = self.cleaned_data["body"]
        if len(body) > responses.BODY_LIMIT:
            raise ValidationError(
                _("Son %(length)d caracteres; caben %(limit)d."),
                params={"length": len(body), "limit": responses.BODY_LIMIT},
            )
        return body

    def save(self, commit: bool = True) -> Response:
        """Write it through the action, which makes the HTML."""
        response: Response = super().save(commit=False)
        if commit:
            responses.write(by=self.for_user, response=response)
        return response
