"""Steps that need a second thought: publish, close. A GET asks, a POST does."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from ciudad_global.common.http import TeamRequest
from ciudad_global.common.permissions import Answer, Refused, require
from consultations import permissions
from consultations.actions import consultation as consultations
from consultations.backoffice import checklist
from consultations.models import Consultation

Words = str | Promise
# What the log says of who did it (wagtail_hooks).
PUBLISH, CLOSE, TAKE_BACK = "publicar", "cerrar", "retirar"


def step(
    request: TeamRequest,
    *,
    thing: Any,
    answer: Answer,
    do: Callable[[], None],
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
        "consultations/backoffice/confirm.html",
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


def publish(request: TeamRequest, pk: int) -> HttpResponse:
    """Open a draft consultation to everybody."""
    consultation = get_object_or_404(Consultation, pk=pk)
    return step(
        request,
        thing=consultation,
        answer=permissions.may_publish(request.user, consultation),
        do=partial(consultations.publish, consultation=consultation),
        action=PUBLISH,
        title=_("Publicar la consulta"),
        text=_(
            "Cualquier persona podrá leerla y participar según sus fases. Después solo quien "
            "publica podrá cambiar sus fechas; de una fase que ya empezó, solo el fin y con un "
            "motivo público. Con el primer voto quedarán fijas sus reglas y su boleta. Su página "
            "se publica aparte, con su aprobación."
        ),
        button=_("Sí, publicar"),
        done=_("La consulta ya es pública."),
        items=checklist.items(consultation) if request.method == "GET" else (),
    )


def close(request: TeamRequest, pk: int) -> HttpResponse:
    """Close a public consultation."""
    consultation = get_object_or_404(Consultation, pk=pk)
    return step(
        request,
        thing=consultation,
        answer=permissions.may_close(request.user, consultation),
        do=partial(consultations.close, consultation=consultation),
        action=CLOSE,
        title=_("Cerrar la consulta"),
        text=_(
            "Nadie podrá proponer, comentar ni votar más, aunque una fase siga en curso. "
            "Todo se seguirá pudiendo leer. No se puede volver a abrir."
        ),
        button=_("Sí, cerrar para siempre"),
        done=_("La consulta quedó cerrada. Ya puedes agregar un resumen debajo de su página."),
    )
