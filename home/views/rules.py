"""The community rules, as they are and as they were."""

from typing import Any

from django.http import Http404, HttpRequest

from home.models import RulesPage


def page_context(request: HttpRequest, page: RulesPage) -> dict[str, Any]:
    """Return the versions, and the one to be read: `version` names an earlier one."""
    entries = page.versions()
    versions = [
        {
            "number": len(entries) - place,
            "published_at": entry.timestamp,
            "what_changed": entry.revision.content["what_changed"],
            "current": not place,
        }
        for place, entry in enumerate(entries)
    ]
    context = {"versions": versions, "shown": page, "earlier": None}
    if wanted := request.GET.get("version"):
        found = [place for place, one in enumerate(versions) if str(one["number"]) == wanted]
        if not found:
            raise Http404
        if place := found[0]:
            shown = entries[place].revision.as_object()
            context |= {"shown": shown, "earlier": versions[place]}
    return context
