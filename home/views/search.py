"""One search over what residents and editors published."""

from typing import Any

from django.contrib.humanize.templatetags.humanize import intcomma
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from home.forms import SearchForm
from home.reports.promotions import promoted
from home.reports.search import Found, Group, Kind, questions
from home.reports.search import search as report


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Show what has all of the person's words: the best of each kind, or one kind in pages."""
    form = SearchForm(questions(), request.GET)
    wanted = form.wanted()
    context: dict[str, Any] = {"filters": form, "q": wanted.text}
    if wanted.text:
        found = report(wanted, request)
        context |= {
            "is_filtered": bool(wanted.consultation or wanted.newest),
            "clear_url": _link(request, consulta=None, orden=None),
            "found": found,
            "promoted": promoted(wanted.text, request) if wanted.is_plain else [],
            "kind": wanted.kind,
            "tabs": _tabs(request, found, wanted.kind),
            "groups": [_group(request, group) for group in found.groups if group.results],
            "previous_url": _link(request, pagina=found.page - 1) if found.page > 1 else "",
            "next_url": _link(request, pagina=found.page + 1) if found.page < found.pages else "",
        }
    return render(request, "home/search.html", context)


def _tabs(request: HttpRequest, found: Found, kind: Kind | None) -> list[dict[str, Any]]:
    """Return a tab for everything and one for each kind that has something."""
    everything = {
        "label": _("Todo"),
        "url": _link(request, en=None),
        "current": kind is None,
        "count": _number(found.count, found.is_more),
    }
    return [
        everything,
        *(
            {
                "label": group.kind.label,
                "url": _link(request, en=group.kind.value),
                "current": group.kind == kind,
                "count": _number(group.count, group.is_more),
            }
            for group in found.groups
        ),
    ]


def _group(request: HttpRequest, group: Group) -> dict[str, Any]:
    return {
        "id": group.kind.value,
        "label": group.kind.label,
        "results": group.results,
        "count": _number(group.count, group.is_more),
        "all_url": _link(request, en=group.kind.value) if group.count > len(group.results) else "",
    }


def _number(count: int, is_more: bool) -> str:
    return f"{intcomma(count)}+" if is_more else intcomma(count)


def _link(request: HttpRequest, **changes: Any) -> str:
    """Return this search's address with these changes, at its first page unless they say else."""
    asked = request.GET.copy()
    for name, value in ({"pagina": None} | changes).items():
        asked.pop(name, None)
        if value is not None:
            asked[name] = str(value)
    return f"?{asked.urlencode()}"
