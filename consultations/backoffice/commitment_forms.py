"""What officials and editors may send of commitments."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from ciudad_global.agenda.forms import GoalsField
from consultations.actions import commitment as commitments
from consultations.backoffice.choosers import source_comments, source_proposals
from consultations.backoffice.forms import short_enough
from consultations.backoffice.widgets import SeveralWidget
from consultations.models import Comment, Commitment, CommitmentUpdate, Consultation, Proposal


class SourcesField(forms.ModelMultipleChoiceField):
    """What a commitment comes from: some of what the public can read."""

    MOST = 50

    def __init__(self, *, queryset: Any, chooser: Any, label: Any) -> None:
        # The window lists what belongs to the consultation that the form has chosen.
        one = chooser.widget_class(
            linked_fields={"consultation": "#id_consultation"}, show_edit_link=False
        )
        super().__init__(
            queryset=queryset,
            required=False,
            label=label,
            widget=SeveralWidget(one),
            help_text=_("Para agregar más de tres, guarda y vuelve a abrir el compromiso."),
        )

    def clean(self, value: Any) -> Any:
        """Refuse more than a page can name, and numbers that no database holds."""
        if len(value or ()) > self.MOST:
            raise ValidationError(_("Son demasiadas: caben %(most)d."), params={"most": self.MOST})
        try:
            return super().clean(value)
        except OverflowError:
            raise ValidationError(self.error_messages["invalid_choice"]) from None


def agreement(pk: Any) -> Any:
    """Return what was agreed at a session and is public, as a queryset of one or none."""
    statements: Any = Commitment._meta.get_field("agreement").related_model
    if not str(pk).isdecimal() or len(str(pk)) > 18:
        return statements.objects.none()
    return statements.objects.filter(pk=pk, kind="agreement", minutes__state="final")


class CommitmentForm(WagtailAdminModelForm):
    """What the city says it will do, before it is published."""

    goals = GoalsField()

    proposals = SourcesField(
        queryset=Proposal.objects.published(), chooser=source_proposals, label=_("Propuestas")
    )
    comments = SourcesField(
        queryset=Comment.objects.published(), chooser=source_comments, label=_("Comentarios")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["consultation"].queryset = Consultation.objects.public().order_by("-pk")
        # It starts from the agreement, or it has none.
        asked = self.data.get("agreement") or self.get_initial_for_field(
            self.fields["agreement"], "agreement"
        )
        self.fields["agreement"].queryset = agreement(asked)
        if self.instance.pk:
            # What was withdrawn meanwhile is not shown, and goes with the next change.
            self.initial["proposals"] = list(self.instance.proposals.published())
            self.initial["comments"] = list(self.instance.comments.published())

    def clean_body(self) -> str:
        """Refuse what is too long to render."""
        return short_enough(self.cleaned_data["body"], commitments.BODY_LIMIT)

    def clean(self) -> dict[str, Any]:
        """Refuse what was said in another consultation."""
        cleaned: dict[str, Any] = super().clean()
        consultation = cleaned.get("consultation")
        elsewhere = _("Es de otra consulta: «%(what)s».")
        for proposal in cleaned.get("proposals") or ():
            if proposal.consultation_id != getattr(consultation, "pk", None):
                self.add_error("proposals", elsewhere % {"what": proposal})
        for comment in cleaned.get("comments") or ():
            if comment.proposal.consultation_id != getattr(consultation, "pk", None):
                self.add_error("comments", elsewhere % {"what": comment.body[:60]})
        return cleaned

    def save(self, commit: bool = True) -> Commitment:
        """Write it through the action, which makes the HTML."""
        commitment: Commitment = super().save(commit=False)
        if commit:
            commitments.write(
                by=self.for_user,
                commitment=commitment,
                proposals=self.cleaned_data["proposals"],
                comments=self.cleaned_data["comments"],
            )
        return commitment


class CommitmentUpdateForm(WagtailAdminModelForm):
    """How a commitment goes, before that is published."""

    evidence_url = forms.URLField(
        label=_("Enlace a la evidencia"),
        required=False,
        max_length=200,
        assume_scheme="https",
        validators=[URLValidator(schemes=["http", "https"])],
        help_text=_("Un documento, una foto, una nota: algo que cualquiera pueda abrir."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        wrong = dict.fromkeys(("invalid", "min_value", "max_value"), _("Un número de 0 a 100."))
        self.fields["progress"].error_messages |= wrong

    def clean_note(self) -> str:
        """Refuse what is too long to render."""
        return short_enough(self.cleaned_data["note"], commitments.NOTE_LIMIT)

    def clean(self) -> dict[str, Any]:
        """Ask for what the status says: what is done is done in full."""
        cleaned: dict[str, Any] = super().clean()
        if cleaned.get("status") == Commitment.Status.DONE and cleaned.get("progress") != 100:
            self.add_error("progress", _("Si se cumplió, el avance es 100."))
        return cleaned

    def save(self, commit: bool = True) -> CommitmentUpdate:
        """Write it through the action, which makes the HTML."""
        update: CommitmentUpdate = super().save(commit=False)
        if commit:
            commitments.write_update(by=self.for_user, update=update)
        return update
