"""A session as search engines read it."""

import re

from django.http import HttpRequest
from django.utils import timezone

from ciudad_global.common.structured import ORGANISATION, Node
from dialogues.models import SessionPage

# "español, inglés y náhuatl"
BETWEEN = re.compile(r"\s*(?:,|;|\by\b|\be\b|\band\b)\s*")


def event(session: SessionPage, speakers: list[str], request: HttpRequest) -> Node:
    """Return the session as an Event. The stream's address is public only near its time, so the
    page stands for it."""
    address = request.build_absolute_uri(session.get_url(request))
    places = [*_place(session), *_online(session, address)]
    here = "Mixed" if len(places) > 1 else "Offline" if session.venue else "Online"
    node: Node = {
        "@type": "Event",
        "name": session.title,
        "description": session.introduction,
        "url": address,
        "startDate": timezone.localtime(session.starts_at).isoformat(),
        "endDate": timezone.localtime(session.ends_at).isoformat(),
        "eventStatus": "https://schema.org/Event"
        + ("Cancelled" if session.is_cancelled else "Scheduled"),
        "eventAttendanceMode": f"https://schema.org/{here}EventAttendanceMode",
        "organizer": {"@id": request.build_absolute_uri(f"/{ORGANISATION}")},
        "performer": [{"@type": "Person", "name": name} for name in speakers],
    }
    if places:
        node["location"] = places[0] if len(places) == 1 else places
    if languages := [name for name in BETWEEN.split(session.languages.strip(" .")) if name]:
        node["inLanguage"] = languages
    if session.capacity:
        node["maximumAttendeeCapacity"] = session.capacity
    return node


def _place(session: SessionPage) -> list[Node]:
    if not session.venue:
        return []
    address = {
        "@type": "PostalAddress",
        "streetAddress": session.address,
        "addressLocality": session.alcaldia.name if session.alcaldia else "",
        "addressRegion": "Ciudad de México",
        "addressCountry": "MX",
    }
    known = {name: value for name, value in address.items() if value}
    return [{"@type": "Place", "name": session.venue, "address": known}]


def _online(session: SessionPage, address: str) -> list[Node]:
    return [{"@type": "VirtualLocation", "url": address}] if session.stream_url else []
