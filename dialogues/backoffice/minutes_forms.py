"""What editors may send of minutes."""

import re
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from dialogues.actions import minutes as actions
from dialogues.models import Encounter, Minutes, SessionPage


class SecondsField(forms.CharField):
    """A moment of a recording, typed as people read it: 1:02:03, 12:30 or 45."""

    LONGEST = 24 * 60 * 60

    def clean(self, value: Any) -> int | None:
        """Return seconds from the beginning; None for nothing."""
        text = super().clean(value)
        if not text:
            return None
        if not re.fullmatch(r"(\d{1,2}:)?(\d{1,3}:)?\d{1,5}", text, re.ASCII):
            raise ValidationError(_("Escríbelo como 12:30 o 1:02:03."))
        seconds = 0
        for part in text.split(":"):
            seconds = seconds * 60 + int(part)
        if seconds > self.LONGEST:
            raise ValidationError(_("Escríbelo como 12:30 o 1:02:03."))
        return seconds


class StatementForm(WagtailAdminModelForm):
    """Something that was said."""

    MOST_TAGS = 6
    seconds = SecondsField(
        label=_("Momento de la grabación"), required=False, help_text=_("Como 12:30 o 1:02:03.")
    )
    tag_names = forms.CharField(
        label=_("Etiquetas"),
        required=False,
        max_length=200,
        help_text=_("Separadas por comas: agua, fugas. Pocas y repetidas, para poder filtrar."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["seconds"] = self.instance.mark
            names = [tag.name_es for tag in self.instance.tags.all()]
            self.initial["tag_names"] = ", ".join(sorted(names))

    def clean_tag_names(self) -> list[str]:
        """Return the words."""
        names = [" ".join(name.split()) for name in self.cleaned_data["tag_names"].split(",")]
        names = [name for name in names if name]
        if len(names) > self.MOST_TAGS or any(len(name) > 60 for name in names):
            raise ValidationError(_("Son demasiadas o muy largas."))
        return names


class EncounterField(forms.ModelChoiceField):
    """A session that is over and has no minutes yet."""

    MOST = 200  # the latest ones

    def __init__(self) -> None:
        super().__init__(
            label=_("Sesión"),
            queryset=Encounter.objects.none(),
            help_text=_("Las que ya terminaron y todavía no tienen relatoría."),
        )

    def offer(self, minutes: Minutes) -> None:
        """Let it choose among these; what was chosen once stays."""
        found = Encounter.objects.filter(ends_at__lte=timezone.now(), minutes__isnull=True)
        if minutes.encounter_id:
            found = Encounter.objects.filter(pk=minutes.encounter_id)
        # Choices are read after a filter by id, too: no slice here.
        self.queryset = found.order_by("-starts_at")
        pages = SessionPage.objects.filter(translation_key__in=found).order_by("-starts_at")
        here = pages.filter(locale__language_code=settings.LANGUAGE_CODE)
        titles = here.values_list("translation_key", "title", "starts_at")[: self.MOST]
        self.choices = [
            ("", "---------"),
            *(
                (key, f"{title} · {date_format(timezone.localtime(starts_at), 'DATE_FORMAT')}")
                for key, title, starts_at in titles
            ),
        ]


class MinutesForm(WagtailAdminModelForm):
    """Minutes that are not public: their statements in order."""

    encounter = EncounterField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["encounter"].offer(self.instance)

    def clean_corrections_until(self) -> Any:
        """Refuse to take days away that people were promised."""
        day = self.cleaned_data["corrections_until"]
        promised = self.initial.get("corrections_until")
        if self.instance.is_open and (not day or (promised and day < promised)):
            raise ValidationError(_("Ya se dijo hasta cuándo: ese día solo puede ser más tarde."))
        return day

    def clean(self) -> dict[str, Any]:
        """Ask what changes where readers know another text."""
        cleaned: dict[str, Any] = super().clean()
        known = self.instance.pk and self.instance.editions.exists()
        if known and not cleaned.get("changes_es"):
            self.add_error("changes_es", _("Ya se publicó una vez: di en una frase qué cambia."))
        return cleaned

    def save(self, commit: bool = True) -> Minutes:
        """Write it through the action, which remembers who wrote."""
        minutes: Minutes = super().save(commit=False)
        if commit:
            tags = {
                form.instance.sort_order: form.cleaned_data["tag_names"]
                for form in self.formsets["statements"].ordered_forms
            }
            actions.write(by=self.for_user, minutes=minutes, tags=tags)
        return minutes


class DecisionForm(forms.Form):
    """What becomes of a correction."""

    outcome = forms.ChoiceField(choices=[("accepted", ""), ("declined", "")])
    reason = forms.CharField(required=False, max_length=500)
