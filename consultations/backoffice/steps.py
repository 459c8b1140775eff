"""The steps of a consultation: publish, close, archive."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from ciudad_global.common.backoffice.steps import ARCHIVE, CLOSE, PUBLISH, step
from ciudad_global.common.http import TeamRequest
from consultations import permissions
from consultations.actions import consultation as consultations
from consultations.backoffice import checklist
from consultations.models import Consultation


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


def archive(request: TeamRequest, pk: int) -> HttpResponse:
    """Put a closed consultation away."""
    consultation = get_object_or_404(Consultation, pk=pk)
    return step(
        request,
        thing=consultation,
        answer=permissions.could_archive(request.user, consultation),
        do=partial(consultations.archive, consultation=consultation),
        action=ARCHIVE,
        title=_("Archivar la consulta"),
        text=_(
            "Nada se borra: su página, sus propuestas, sus votos contados y las respuestas se "
            "siguen pudiendo leer. No se puede volver atrás."
        ),
        button=_("Sí, archivar"),
        done=_("La consulta quedó archivada."),
    )
