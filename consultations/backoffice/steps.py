"""The steps of a consultation: publish, close, seal, archive."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from ciudad_global.common.backoffice.steps import ARCHIVE, CLOSE, PUBLISH, SEAL, step
from ciudad_global.common.http import TeamRequest
from consultations import permissions
from consultations.actions import consultation as consultations
from consultations.actions import seal as sealings
from consultations.backoffice import checklist
from consultations.models import Consultation, Sealing
from consultations.permissions.seal import may_seal


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


def seal(request: TeamRequest, pk: int) -> HttpResponse:
    """Propose to seal a closed consultation, or confirm what another person proposed."""
    consultation = get_object_or_404(Consultation, pk=pk)
    proposed = Sealing.objects.filter(consultation=consultation).select_related("proposed_by")
    sealing = proposed.first()
    return step(
        request,
        thing=consultation,
        answer=may_seal(request.user, consultation),
        do=partial(sealings.seal, by=request.user, consultation=consultation),
        action=SEAL,
        title=_("Sellar la consulta"),
        text=_(
            "Se destruye lo que une a cada persona con su voto: nadie, ni con la base de datos y "
            "el secreto en la mano, podrá saber quién votó qué, y cada quien dejará de ver sus "
            "propios votos. Los totales quedan y se podrán contar siempre. Después se toman las "
            "cifras definitivas y se publican los datos abiertos. No se puede deshacer, y hacen "
            "falta dos personas."
        ),
        button=_("Confirmar y sellar para siempre") if sealing else _("Proponer que se selle"),
        done=_("La consulta quedó sellada. Sus cifras definitivas se publican en unos minutos.")
        if sealing
        else _("Quedó propuesto: falta que otra persona que publica lo confirme aquí mismo."),
        warnings=[
            _("%(person)s propuso sellarla el %(day)s.")
            % {
                "person": sealing.proposed_by.public_name,
                "day": date_format(timezone.localtime(sealing.proposed_at)),
            }
        ]
        if sealing
        else (),
    )
