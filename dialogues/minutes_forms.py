"""What people may send about sessions."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ciudad_global.common.fields import PlainCharField
from dialogues.models import Minutes, Statement


class StatementField(forms.ModelChoiceField):
    def label_from_instance(self, statement: Statement) -> str:
        """Say its beginning: a select has one line."""
        return statement.text[:90]

    def clean(self, value: object) -> Statement | None:
        """Refuse a number that the database cannot hold, as any other that is not in the list."""
        try:
            return super().clean(value)
        except OverflowError:
            raise forms.ValidationError(self.error_messages["invalid_choice"]) from None


class CorrectionForm(forms.Form):
    """What somebody would correct in the minutes, in one statement or in all."""

    statement = StatementField(
        label=_("Qué quieres corregir"),
        queryset=Statement.objects.none(),
        required=False,
        empty_label=_("Algo que falta, o toda la relatoría"),
    )
    text = PlainCharField(
        label=_("Cómo debería decir"),
        help_text=_("Cuenta qué no se dijo así o qué falta. Solo lo lee quien hace la relatoría."),
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: object, minutes: Minutes, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        statements = Statement.objects.filter(minutes=minutes).order_by("sort_order")
        self.fields["statement"].queryset = statements  # type: ignore[attr-defined]
