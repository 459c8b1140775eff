"""The words of a notice, made from its templates."""

from dataclasses import dataclass
from typing import Any

from django.template import Context
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe


@dataclass(frozen=True, slots=True)
class Words:
    """What a person reads: the subject in one line, the body as text and as HTML."""

    subject: str
    text: str
    html: SafeString


def words(kind: str, facts: dict[str, Any], *, site: str = "") -> Words:
    """Return the words of `templates/notices/<kind>` in the active language.

    The first line of the .txt is the subject; the rest and the .html say the same. `site` is what
    paths need before them where they are read elsewhere: in a mail.
    """
    facts = {**facts, "site": site}
    # Plain text is not HTML: escaping would show &amp; to the reader.
    plain = get_template(f"notices/{kind}.txt").template.render(Context(facts, autoescape=False))  # type: ignore[attr-defined]
    subject, _newline, text = plain.strip().partition("\n")
    html = get_template(f"notices/{kind}.html").render(facts)
    return Words(subject.strip(), text.strip(), mark_safe(html))  # noqa: S308 - rendered escaped
