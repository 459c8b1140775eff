"""Fields of forms that several sections use."""

from typing import Any

from django import forms

from ciudad_global.common.html import plain


class PlainCharField(forms.CharField):
    """Text without invisible control characters. Browsers get no maxlength: they would cut what
    is pasted without a word, where we can say how much is too much."""

    def to_python(self, value: Any) -> str:
        return plain(super().to_python(value) or "")

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {}
