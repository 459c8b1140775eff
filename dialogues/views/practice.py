"""One practice."""

from typing import Any

from django.http import HttpRequest
from django.utils.http import urlencode

from ciudad_global.agenda.models import Goal
from dialogues.models import PracticePage
from dialogues.reports import practices


def page_context(request: HttpRequest, page: PracticePage) -> dict[str, Any]:
    """Return whose it is, what shows that it works, and the proposals that cite it."""
    index = page.get_parent()
    cited = practices.cited_by(
        page, after=request.GET.get("despues", ""), before=request.GET.get("antes", "")
    )
    return {
        "tone": practices.practice_tone(page),
        "crumbs": [{"label": index.title, "url": index.get_url(request)}],
        "goals": list(Goal.objects.in_order().filter(practices=page)),
        "evidence": [
            {"title": block.value["title"], "url": block.value["url"]}
            if block.block_type == "link"
            else {"title": block.value.title, "url": block.value.url}
            for block in page.evidence
            if block.value
        ],
        "proposals": cited.rows,
        "previous_url": _address(antes=cited.earlier),
        "next_url": _address(despues=cited.later),
    }


def _address(**cursor: str) -> str:
    """Return where another page of proposals is; "" where there is none."""
    return f"?{urlencode(cursor)}#propuestas" if all(cursor.values()) else ""
