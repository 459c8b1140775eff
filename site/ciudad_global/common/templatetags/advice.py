"""What an editor may want to know of the text in the preview."""

import html
import re
from typing import Any

from django import template
from django.utils.html import strip_tags
from django.utils.text import Truncator
from wagtail.fields import StreamField
from wagtail.models import Page

from ciudad_global.common import reading

register = template.Library()
# Where one sentence cannot go on.
ENDS = re.compile(r"</(?:p|li|h\d|blockquote)>|<br\s*/?>")
MOST_SHOWN = 5


@register.inclusion_tag("backoffice/advice.html")
def reading_advice(page: Page) -> dict[str, Any]:
    """Return how easily the page is read, and its long sentences."""
    read = reading.read(passages(page), page.locale.language_code)
    long = [Truncator(sentence).words(12) for sentence in read.long_sentences[:MOST_SHOWN]]
    return {"reading": read, "long": long, "most_words": reading.LONG_SENTENCE}


def passages(page: Page) -> str:
    """Return what an editor wrote as running text: introduction, paragraphs, answers."""
    found = [getattr(page, "introduction", "")]
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            story = getattr(page, field.name).raw_data
            found.extend(_written(block["type"], block["value"]) for block in story)
    return "\n".join(found)


def _written(kind: str, value: Any) -> str:
    if kind in ("question", "rule"):
        value = value["answer" if kind == "question" else "text"]
    elif kind != "text":
        return ""
    return html.unescape(strip_tags(ENDS.sub("\n", str(value))))
