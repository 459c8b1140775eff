"""Steps that need a second thought: publish, take back. A GET asks, a POST does."""

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from wagtail.log_actions import log

from ciudad_global.common.http import TeamRequest
from ciudad_global.common.permissions import Answer, Refused, require

Words = str | Promise
# What the log says of who did it.
PUBLISH, CLOSE, SEAL, ARCHIVE = "publicar", "cerrar", "sellar", "archivar"
TAKE_BACK = "retirar"


def step(
    request: TeamRequest,
    *,
    thing: Any,
    answer: Answer,
    do: Callable[[], object],
    action: str,
    title: Words,
    text: Words,
    button: Words,
    done: Words,
    warnings: Iterable[str] = (),
    items: Iterable[dict[str, Any]] = (),
) -> HttpResponse:
    """Ask by GET, do by POST and log it; whoever may not is told why on the thing's page."""
    viewset: Any = thing.snippet_viewset
    back = reverse(viewset.get_url_name("inspect"), args=[thing.pk])
    try:
        require(answer)
        if request.method == "POST":
            with transaction.atomic():
                do()
                log(thing, action, user=request.user)
            messages.success(request, str(done))
            return redirect(back)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(back)
    return render(
        request,
        "common/backoffice/confirm.html",
        {
            "page_title": title,
            "page_subtitle": str(thing),
            "header_icon": viewset.icon,
            "text": text,
            "warnings": warnings,
            "items": items,
            "button": button,
            "back": back,
        },
    )
