"""What Wagtail's forms need and Wagtail does not have."""

from typing import Any

from django import forms
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from wagtail.admin.widgets import BaseChooser


class SeveralWidget(forms.Widget):
    """A chooser for each thing that was chosen, and some empty ones for more."""

    EMPTY = 3

    def __init__(self, chooser: BaseChooser) -> None:
        super().__init__()
        self.chooser = chooser

    @property
    def media(self) -> forms.Media:
        """Return the chooser's script."""
        return self.chooser.media

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """Return the choosers, one below the other, all under one name."""
        # A number that no chooser sent is refused by the field, and is not shown again.
        known = [each for each in value or [] if not isinstance(each, str) or each.isdecimal()]
        chosen = [*known, *[None] * self.EMPTY]
        identifier = (attrs or {})["id"]
        return format_html_join(
            "\n",
            "<div>{}</div>",
            (
                (self.chooser.render(name, each, {"id": f"{identifier}-{number}"}),)
                for number, each in enumerate(chosen)
            ),
        )

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        """Return the ids that were sent."""
        return [pk for pk in data.getlist(name) if pk]

    def id_for_label(self, id_: str) -> str:
        """Return the id of the first chooser."""
        return f"{id_}-0"
