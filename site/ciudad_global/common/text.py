"""Small rules about words."""

from typing import Any

from django.utils.translation import get_language


class Translated:
    """Read `name` from `name_es` or `name_en`, by the language of the page; Spanish as a net.

    Vocabulary with two short official names needs no more than two columns.
    """

    def __init__(self, columns: str = "") -> None:
        self.columns = columns

    def __set_name__(self, owner: type, name: str) -> None:
        self.columns = self.columns or name

    def __get__(self, instance: Any, owner: type | None = None) -> str:
        if instance is None:
            return self.columns
        language = (get_language() or "es")[:2]
        text: str = getattr(instance, f"{self.columns}_{language}", "")
        return text or getattr(instance, f"{self.columns}_es")
