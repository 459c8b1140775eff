"""What search engines read of a page, in the words of schema.org."""

import json
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.fields import StreamField
from wagtail.models import Page

Node = dict[str, Any]
ORGANISATION = "#organization"
# Nothing that could end the element that carries it, or start another one.
ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def script(nodes: Iterable[Node]) -> SafeString:
    """Return the element that carries these nodes. No browser runs it, so it needs no nonce."""
    graph = {"@context": "https://schema.org", "@graph": list(nodes)}
    text = json.dumps(graph, ensure_ascii=False).translate(ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308 - escaped


def organisation(base: str) -> Node:
    """Return who publishes the site at this address."""
    return {
        "@type": "Organization",
        "@id": f"{base}/{ORGANISATION}",
        "name": _("Diálogos para una CDMX Global"),
        "url": f"{base}/",
        "logo": base + static("img/mark.svg"),
    }


def website(base: str, home: str, search: str) -> Node:
    """Return the site in the language of the page, with its search."""
    return {
        "@type": "WebSite",
        "name": _("Diálogos para una CDMX Global"),
        "url": base + home,
        "inLanguage": (get_language() or settings.LANGUAGE_CODE)[:2],
        "publisher": {"@id": f"{base}/{ORGANISATION}"},
        "potentialAction": {
            "@type": "SearchAction",
            "target": f"{base}{search}?q={{search_term_string}}",
            "query-input": "required name=search_term_string",
        },
    }


def breadcrumb(steps: Iterable[tuple[str, str]]) -> Node:
    """Return where a page stands: names and whole addresses, the page itself last."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": name, "item": address}
            for place, (name, address) in enumerate(steps, start=1)
        ],
    }


def questions(page: Page) -> Node | None:
    """Return the questions and answers of a page's stories; None where there are none."""
    stories = (
        getattr(page, field.name)
        for field in page._meta.get_fields()
        if isinstance(field, StreamField)
    )
    found = [
        {
            "@type": "Question",
            "name": block["value"]["question"],
            "acceptedAnswer": {"@type": "Answer", "text": strip_tags(block["value"]["answer"])},
        }
        for story in stories
        for block in story.raw_data
        if block["type"] == "question"
    ]
    return {"@type": "FAQPage", "mainEntity": found} if found else None
