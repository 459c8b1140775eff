"""Choosing among many goals without a wall of boxes."""

from typing import Any

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString


class FoldedCheckboxes(forms.CheckboxSelectMultiple):
    """Checkboxes in groups that open on demand; a group in which something is ticked is open."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """Return a <details> for each group, which needs no script."""
        widget = self.get_context(name, value, attrs)["widget"]
        groups = (
            (
                " open" if any(option["selected"] for option in options) else "",
                group or "",
                format_html_join(
                    "\n",
                    "<div>{}</div>",
                    (
                        (self._render(option["template_name"], {"widget": option}, renderer),)  # type: ignore[attr-defined]
                        for option in options
                    ),
                ),
            )
            for group, options, _index in widget["optgroups"]
        )
        return format_html(
            '<div id="{}">{}</div>',
            widget["attrs"].get("id", ""),
            format_html_join("\n", "<details{}><summary>{}</summary>{}</details>", groups),
        )
