"""People as components/person.html shows them."""

from typing import Any

from django.db.models import Prefetch
from wagtail.images import get_image_model

PORTRAIT = "fill-104x104|format-webp"


def cards(people: Any) -> list[dict[str, str]]:
    """Return the people of a page's relation in their order (at most three queries)."""
    portraits = get_image_model().objects.prefetch_renditions(PORTRAIT)
    return [
        {
            "name": person.name,
            "role": ", ".join(filter(None, [person.role, person.organisation])),
            "picture_url": person.portrait.get_rendition(PORTRAIT).url if person.portrait else "",
        }
        for person in people.prefetch_related(Prefetch("portrait", portraits))
    ]
