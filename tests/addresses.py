"""Every address of the site, and what each role gets there.

First the outcome for whoever is not named, then the ones who get another. An outcome is a status;
`IN` leads to signing in (from there, whoever is signed in already gets a 403); `+` says that the
POST changed something. Below an address stands what is posted. `{names}` are keys of the test's
data: `published`, `pending` … are proposals of the author's, in the consultation of `moderator`.
"""

from collections.abc import Iterator
from dataclasses import dataclass

ROLES = (
    "anonymous", "unverified", "author", "resident", "moderator", "other_moderator",
    "editor", "publisher", "official", "auditor", "administrator",
)  # fmt: skip
GROUPS = {"outsiders": ROLES[:4]}

TABLE = """
# Everybody
/salud/
    GET   200
    POST  405
/robots.txt
    GET   200
    POST  405
/sitemap.xml
    GET   200
    POST  200
/sitemap-propuestas.xml
    GET   200
    POST  200
/sitemap-paginas-es.xml
    GET   200
    POST  200
/compartir/propuesta/{published}-otras-palabras.png
    GET   404
    POST  405
/favicon.ico
    GET   301
    POST  405
/.well-known/security.txt
    GET   200
    POST  405
/media/no.png
    GET   404
    POST  404
/correo/
    GET   200
    POST  405
/correo/{mail}/
    GET   200
    POST  405
/es/
    GET   200
    POST  200
/es/buscar/
    GET   200
    POST  405
/es/ciudad-en-el-mundo/
    GET   200
    POST  405
/es/ciudad-en-el-mundo/{city}/
    GET   200
    POST  405
/es/demo/  role=editor
    GET   200
    POST  404
/es/componentes/
    GET   200
    POST  200

# The account
/es/cuenta/login/  email=nadie@example.org
    GET   302  200: anonymous
    POST  302  302+: anonymous
/es/cuenta/login/code/
    GET   IN
    POST  IN
/es/cuenta/login/code/confirm/
    GET   302
    POST  302
/es/cuenta/signup/
    GET   IN
    POST  IN
/es/cuenta/confirm-email/
    GET   IN
    POST  IN
/es/cuenta/email/
    GET   302
    POST  302
/es/cuenta/password/change/
    GET   IN
    POST  IN
/es/cuenta/password/set/
    GET   IN
    POST  IN
/es/cuenta/password/reset/
    GET   IN
    POST  IN
/es/cuenta/password/reset/done/
    GET   IN
    POST  IN
/es/cuenta/password/reset/key/done/
    GET   200
    POST  405
/es/cuenta/password/reset/key/1-abc/
    GET   200
    POST  200
/es/cuenta/logout/
    GET   200  302: anonymous
    POST  302
/es/cuenta/inactive/
    GET   200
    POST  405
/es/cuenta/reauthenticate/
    GET   200  IN: anonymous
    POST  200  IN: anonymous
/es/cuenta/2fa/
    GET   200  IN: anonymous
    POST  405  IN: anonymous
/es/cuenta/2fa/authenticate/
    GET   302  IN: anonymous
    POST  302  IN: anonymous
/es/cuenta/2fa/reauthenticate/
    GET   302  IN: anonymous
    POST  302  IN: anonymous
/es/cuenta/2fa/totp/activate/
    GET   302  IN: anonymous
    POST  302  IN: anonymous
/es/cuenta/2fa/totp/deactivate/
    GET   404  IN: anonymous
    POST  404  IN: anonymous
/es/cuenta/2fa/recovery-codes/
    GET   404  IN: anonymous
    POST  405  IN: anonymous
/es/cuenta/2fa/recovery-codes/generate/
    GET   302  IN: anonymous
    POST  302  IN: anonymous
/es/cuenta/2fa/recovery-codes/download/
    GET   404  IN: anonymous
    POST  404  IN: anonymous
/es/cuenta/2fa/webauthn/
    GET   200  IN: anonymous
    POST  405  IN: anonymous
/es/cuenta/2fa/webauthn/add/
    GET   302  IN: anonymous
    POST  302  IN: anonymous
/es/cuenta/2fa/webauthn/reauthenticate/
    GET   302  IN: anonymous
    POST  302  IN: anonymous
/es/cuenta/2fa/webauthn/keys/1/remove/
    GET   302  IN: anonymous
    POST  302  IN: anonymous
/es/cuenta/2fa/webauthn/keys/1/edit/
    GET   302  IN: anonymous
    POST  302  IN: anonymous
/es/cuenta/sessions/
    GET   200  IN: anonymous
    POST  302  IN: anonymous

# One's own
/es/perfil/
    GET   200  IN: anonymous
    POST  200  IN: anonymous
/es/perfil/bienvenida/
    GET   200  IN: anonymous
    POST  200  IN: anonymous
/es/votos-por-contar/
    GET   302  200: anonymous
    POST  405
/es/mi-participacion/
    GET   200  IN: anonymous
    POST  200  IN: anonymous
/es/avisos/
    GET   200  IN: anonymous
    POST  302  IN: anonymous  302+: author
/es/avisos/{notice}/
    GET   405  IN: anonymous
    POST  404  IN: anonymous  302+: author

/es/decisiones/{decision}/  text=No_es_cierto
    GET   404  IN: anonymous  200: author
    POST  404  IN: anonymous  302+: author
/es/decisiones/propuesta/{rejected}/
    GET   404  IN: anonymous  302: author
    POST  405  IN: anonymous
/es/decisiones/comentario/{comment}/
    GET   404  IN: anonymous  302: author
    POST  405  IN: anonymous
/es/decisiones/pregunta/{question}/
    GET   404  IN: anonymous  302: author
    POST  405  IN: anonymous

# Following
/es/seguir/propuesta/{published}/
    GET   200  IN: anonymous
    POST  302+  IN: anonymous  302: unverified
/es/seguir/propuesta/{pending}/
    GET   404  IN: anonymous
    POST  404  IN: anonymous
/es/seguir/propuesta/{unopened}/
    GET   404  IN: anonymous
    POST  404  IN: anonymous
/es/seguir/consulta/{consultation}/
    GET   404  IN: anonymous
    POST  404  IN: anonymous
/es/seguir/dialogo/{nobody}/
    GET   404  IN: anonymous
    POST  404  IN: anonymous
/es/dejar-de-seguir/{unfollow}/
    GET   200
    POST  302+

# Moderators
/es/moderacion/
    GET   403  IN: anonymous  200: moderator other_moderator auditor administrator
    POST  403  IN: anonymous  405: moderator other_moderator auditor administrator
/es/moderacion/historial/
    GET   403  IN: anonymous  200: moderator other_moderator auditor administrator
    POST  403  IN: anonymous  405: moderator other_moderator auditor administrator
/es/moderacion/apelaciones/
    GET   403  IN: anonymous  200: moderator other_moderator auditor administrator
    POST  403  IN: anonymous  405: moderator other_moderator auditor administrator
/es/moderacion/apelaciones/{appeal}/  outcome=reversed text=Sí
    GET   403  IN: anonymous  200: moderator auditor administrator  404: other_moderator
    POST  403  IN: anonymous  302+: moderator administrator  404: other_moderator
/es/moderacion/{case}/  outcome=published seen={case_seen}
    GET   403  IN: anonymous  200: moderator auditor administrator  404: other_moderator
    POST  403  IN: anonymous  302+: moderator  404: other_moderator
/es/moderacion/abrir/propuesta/{published}/
    GET   403  IN: anonymous  200: moderator
    POST  403  IN: anonymous  302+: moderator
/es/moderacion/tomar/
    GET   403  IN: anonymous  405: moderator other_moderator auditor administrator
    POST  403  IN: anonymous  302+: moderator  302: other_moderator auditor administrator
/es/moderacion/{case}/tomar/
    GET   403  IN: anonymous  405: moderator other_moderator auditor administrator
    POST  403  IN: anonymous  302+: moderator  302: auditor administrator  404: other_moderator
/es/moderacion/{case}/soltar/
    GET   403  IN: anonymous  405: moderator other_moderator auditor administrator
    POST  403  IN: anonymous  302: moderator auditor administrator  404: other_moderator
/es/moderacion/sanciones/
    GET   403  IN: anonymous  200: moderator other_moderator auditor administrator
    POST  403  IN: anonymous  405: moderator other_moderator auditor administrator
/es/moderacion/sanciones/{sanction}/  step=confirm
    GET   403  IN: anonymous  200: moderator auditor administrator  404: other_moderator
    POST  403  IN: anonymous  302: moderator auditor  302+: administrator  404: other_moderator
/es/moderacion/{case}/sancionar/  kind=warning reason=spam text=hola
    GET   403  IN: anonymous  200: moderator  404: other_moderator
    POST  403  IN: anonymous  302+: moderator  404: other_moderator
/es/moderacion/{case}/tapar/  passages=párrafo do=mask seen={case_seen}
    GET   403  IN: anonymous  200: moderator  404: other_moderator
    POST  403  IN: anonymous  302+: moderator  404: other_moderator
/es/moderacion/{case}/mover/  target={published} reason=off_topic text=hola seen={case_seen}
    GET   403  IN: anonymous  404: moderator other_moderator auditor administrator
    POST  403  IN: anonymous  404: moderator other_moderator auditor administrator
/es/moderacion/{case}/comentarios/  reason=spam text=hola seen={case_seen}
    GET   403  IN: anonymous  200: moderator  404: other_moderator
    POST  403  IN: anonymous  404: other_moderator  409: moderator
/es/moderacion/lotes/
    GET   403  IN: anonymous  200: moderator other_moderator auditor administrator
    POST  403  IN: anonymous  405: moderator other_moderator auditor administrator
/es/moderacion/lotes/nuevo/  items={case}:{case_seen} outcome=published step=confirm
    GET   403  IN: anonymous  302: moderator other_moderator auditor administrator
    POST  403  IN: anonymous  302+: moderator  302: other_moderator auditor administrator
/es/moderacion/lotes/{batch}/  step=confirm
    GET   403  IN: anonymous  200: moderator auditor administrator  404: other_moderator
    POST  403  IN: anonymous  302+: moderator  302: auditor administrator  404: other_moderator
/es/moderacion/decisiones/{just_decided}/deshacer/
    GET   403  IN: anonymous  405: moderator other_moderator auditor administrator
    POST  403  IN: anonymous  302+: moderator  302: auditor administrator  404: other_moderator

/es/moderacion/duplicadas/
    GET   403  IN: anonymous  200: moderator other_moderator auditor administrator
    POST  405  IN: anonymous
/es/moderacion/duplicadas/{merge}/  step=confirm
    GET   403  IN: anonymous  200: moderator auditor administrator  404: other_moderator
    POST  403  IN: anonymous  302+: moderator  302: auditor administrator  404: other_moderator

# Auditors
/es/moderacion/votos/
    GET   403  IN: anonymous  200: auditor administrator
    POST  403  IN: anonymous  405: auditor administrator
/es/moderacion/votos/abierta/
    GET   403  IN: anonymous  200: auditor administrator
    POST  403  IN: anonymous  405: auditor administrator
/es/moderacion/votos/borrador/
    GET   403  IN: anonymous  404: auditor administrator
    POST  403  IN: anonymous  405: auditor administrator
/es/moderacion/votos/abierta/{ballot}/  reason_es=Son_iguales reason_en=They_are_alike
    GET   403  IN: anonymous  200: auditor administrator
    POST  403  IN: anonymous  302+: auditor administrator
/es/moderacion/votos/abierta/suspendidas/  reason_es=Suspendidas reason_en=Suspended
    GET   403  IN: anonymous  404: auditor administrator
    POST  403  IN: anonymous  404: auditor administrator
/es/moderacion/anulaciones/{voiding}/  step=discard
    GET   403  IN: anonymous  200: auditor administrator
    POST  403  IN: anonymous  302+: auditor administrator

# Sessions as lists, calendars and feeds
/es/sesiones/
    GET   200
    POST  405
/es/sesiones/1999/
    GET   404
    POST  405
/es/sesiones.ics
    GET   200
    POST  405
/es/sesiones.atom
    GET   200
    POST  405
/es/sesiones/{nobody}/sesion.ics
    GET   404
    POST  405
/es/sesiones/{encounter}/inscripcion/  needs=Rampa
    GET   403  200: anonymous author resident
    POST  403  IN: anonymous  302+: author resident
/es/sesiones/{encounter}/inscripcion/cancelar/
    GET   403  IN: anonymous  200: author
    POST  403  IN: anonymous  302+: author
/es/sesiones/{encounter}/relatoria/  text=No_se_dijo_así
    GET   403  IN: anonymous  200: author editor publisher auditor
    POST  403  IN: anonymous  302+: author
/es/sesiones/{nobody}/relatoria/
    GET   404
    POST  404
/es/sesiones/{encounter}/acceso/
    GET   403  IN: anonymous  200: moderator
    POST  405  IN: anonymous
/es/sesiones/{encounter}/acceso/necesidades/
    GET   403  IN: anonymous  200: moderator
    POST  405  IN: anonymous
/es/pase/{pass}/
    GET   404  IN: anonymous  200: author moderator
    POST  404  IN: anonymous  403: author  302+: moderator
/es/sesiones/{floor}/preguntas/  body=hola
    GET   200
    POST  422  IN: anonymous  302+: author resident
/es/sesiones/{nobody}/preguntas/
    GET   404
    POST  404
/es/sesiones/{floor}/preguntas/lista/
    GET   200
    POST  405
/es/sesiones/{floor}/preguntas/apoyar/  apoyar={question}
    GET   404
    POST  403  IN: anonymous  302+: resident
/es/sesiones/{floor}/preguntas/moderar/  question={question} stage=picked seen=waiting
    GET   403  IN: anonymous  200: moderator
    POST  403  IN: anonymous  302+: moderator
/es/sesiones/{floor}/preguntas/pantalla/
    GET   200
    POST  405
/es/sesiones/{floor}/preguntas/pantalla/ahora/
    GET   200
    POST  405
/es/sesiones/{floor}/preguntas/qr.svg
    GET   200
    POST  405
/es/preguntas/{question}/retirar/
    GET   403  IN: anonymous  200: author
    POST  403  IN: anonymous  302+: author
/es/preguntas/{question}/reportar/  reason=spam
    GET   403  IN: anonymous  200: author resident
    POST  403  IN: anonymous  302+: resident
/es/dialogos/{nobody}/sesiones.ics
    GET   404
    POST  405
/es/dialogos/{nobody}/sesiones.atom
    GET   404
    POST  405

# The global agenda
/es/agenda-global/
    GET   200
    POST  405
/es/agenda-global/nada/1/
    GET   404
    POST  405
/es/agenda-global/nada.csv
    GET   404
    POST  405
/es/agenda-global/nada.docx
    GET   404
    POST  405

# Open data
/.well-known/open-data-key.pem
    GET   200
    POST  405
/es/consultas/abierta/datos/
    GET   200
    POST  405
/es/consultas/borrador/datos/
    GET   404
    POST  405
/es/consultas/abierta/datos.zip
    GET   404
    POST  405
/es/consultas/borrador/datos.zip
    GET   404
    POST  405

# Tables of sessions, and paper
/es/mesas/
    GET   200  IN: anonymous
    POST  405  IN: anonymous
/es/mesas/sw.js
    GET   200
    POST  405
/es/mesas/{table}/
    GET   403  IN: anonymous  200: official
    POST  405  IN: anonymous
/es/mesas/{table}/apuntes/  key={nobody} kind=proposal title=Sombra_en_la_calle body=b language=es
    GET   403  IN: anonymous  200: editor publisher official auditor administrator
    POST  403  IN: anonymous  302+: official
/es/mesas/{batch_of_forms}/formularios/  number=7
    GET   403  IN: anonymous  200: official
    POST  403  IN: anonymous  302: official
/es/mesas/{batch_of_forms}/formularios/7/  title=Sombra_en_la_parada body=b language=es
    GET   403  IN: anonymous  200: official
    POST  403  IN: anonymous  302+: official
/es/consultas/abierta/sesion/{nobody}/
    GET   404
    POST  405
/es/consultas/abierta/sesion/{nobody}/qr.svg
    GET   404
    POST  405
/es/consultas/abierta/sesion/{nobody}/cartel/
    GET   404
    POST  405

# What residents write
/es/consultas/abierta/proponer/  title=Una_propuesta_que_basta body=b language=es
    GET   403  200: outsiders
    POST  403  403+: unverified  IN: anonymous  302+: author resident
/es/consultas/abierta/proponer/?borrador={unsent}  do=save draft={unsent} title=Otra
    GET   404  IN: anonymous  200: author
    POST  403  302: anonymous  302+: unverified author resident
/es/propuestas/{unsent}/
    GET   404  302: author
    POST  405
/es/propuestas/{unsent}/voto/?value=agree  value=agree
    GET   404  403: author
    POST  404  403: author
/es/propuestas/{unsent}/comentar/  body=hola
    GET   404  200: author
    POST  404  200: author
/es/propuestas/{unsent}/reportar/  reason=spam
    GET   404  410: author
    POST  404  410: author
/es/propuestas/{unsent}/retirar/
    GET   404  IN: anonymous  403: author
    POST  404  IN: anonymous  403: author
/es/propuestas/{unsent}/descartar/
    GET   404  IN: anonymous  200: author
    POST  404  IN: anonymous  302+: author
/es/consultas/abierta/proponer/?same=x  same={published} title=Otra
    GET   403  200: outsiders
    POST  302  IN: anonymous  302+: unverified author resident
/es/consultas/abierta/experiencias/
    GET   200
    POST  405
/es/consultas/borrador/experiencias/
    GET   404
    POST  405
/es/consultas/abierta/parecidas/?title=sombra
    GET   200
    POST  405
/es/consultas/borrador/parecidas/?title=sombra
    GET   404
    POST  405
/es/consultas/borrador/proponer/  title=Una_propuesta_que_basta body=b language=es
    GET   404
    POST  404
/es/consultas/abierta/propuestas.atom
    GET   200
    POST  405
/es/consultas/borrador/propuestas.atom
    GET   404
    POST  405
/es/consultas/abierta/qr.svg
    GET   404
    POST  405
/es/consultas/abierta/cartel/
    GET   404
    POST  405
/es/consultas/abierta/resumen/qr.svg
    GET   404
    POST  405
/es/propuestas/{published}/qr.svg
    GET   200
    POST  405
/es/propuestas/{pending}/qr.svg
    GET   404
    POST  405
/es/propuestas/{published}/cartel/
    GET   200
    POST  405
/es/propuestas/{pending}/cartel/
    GET   404
    POST  405
/es/propuestas/{unopened}/cartel/
    GET   404
    POST  405
/es/consultas/abierta/una-por-una/
    GET   403  200: anonymous author resident
    POST  405
/es/consultas/borrador/una-por-una/
    GET   404
    POST  405
/es/propuestas/{published}/
    GET   301
    POST  405
/es/propuestas/{published}-sombra/
    GET   200
    POST  405
/es/propuestas/{pending}/
    GET   404  301: author moderator auditor administrator
    POST  405
/es/propuestas/{rejected}/
    GET   404  301: author moderator auditor administrator
    POST  405
/es/propuestas/{withdrawn}/
    GET   410
    POST  405
/es/propuestas/{unopened}/
    GET   404  301: editor publisher
    POST  405
/es/propuestas/{published}/voto/?value=agree  value=agree
    GET   403  200: anonymous author resident
    POST  403  302: anonymous  302+: author resident
/es/propuestas/{pending}/voto/?value=agree  value=agree
    GET   404  403: author moderator auditor administrator
    POST  404  403: author moderator auditor administrator
/es/propuestas/{published}/comentar/  body=hola
    GET   403  IN: anonymous  200: author resident
    POST  200  IN: anonymous  302+: author resident
/es/propuestas/{pending}/comentar/  body=hola
    GET   404  200: author  403: moderator auditor administrator
    POST  404  200: author moderator auditor administrator
/es/propuestas/{published}/util/?marcar={comment}  marcar={comment}
    GET   302  IN: anonymous
    POST  403  IN: anonymous  302+: resident
/es/propuestas/{published}/util/?marcar={comment_pending}  marcar={comment_pending}
    GET   404
    POST  404
/es/propuestas/{published}/reportar/  reason=spam
    GET   403  IN: anonymous  200: author resident
    POST  403  IN: anonymous  302+: resident
/es/propuestas/{pending}/reportar/  reason=spam
    GET   404  410: author moderator auditor administrator
    POST  404  410: author moderator auditor administrator
/es/propuestas/{published}/editar/  title=Una_propuesta_que_basta body=b language=es seen={seen}
    GET   403  IN: anonymous  200: author
    POST  403  IN: anonymous  302+: author
/es/propuestas/{pending}/editar/  title=Una_propuesta_que_basta body=b language=es seen={seen}
    GET   404  IN: anonymous  200: author
    POST  404  IN: anonymous  409: author
/es/propuestas/{rejected}/editar/  title=Una_propuesta_que_basta body=b language=es seen={seen}
    GET   404  IN: anonymous  403: author
    POST  404  IN: anonymous  403: author
/es/propuestas/{unsent}/editar/
    GET   404  IN: anonymous  302: author
    POST  404  IN: anonymous  302: author
/es/propuestas/{published}/versiones/
    GET   200
    POST  405
/es/propuestas/{pending}/versiones/
    GET   404
    POST  405
/es/propuestas/{withdrawn}/versiones/
    GET   410
    POST  405
/es/propuestas/{published}/retirar/
    GET   403  IN: anonymous  200: author
    POST  403  IN: anonymous  302+: author
/es/propuestas/{published}/unir/  target={other_published} reason=Igual
    GET   403  IN: anonymous  200: moderator
    POST  403  IN: anonymous  302+: moderator
/es/propuestas/{pending}/unir/  target={other_published} reason=Igual
    GET   404  IN: anonymous
    POST  404  IN: anonymous
/es/propuestas/{pending}/retirar/
    GET   404  IN: anonymous  200: author
    POST  404  IN: anonymous  302+: author
/es/archivos/{image}/{image_name}
    GET   200
    POST  405
/es/archivos/{image_pending}/{image_pending_name}
    GET   404  200: author moderator auditor administrator
    POST  405
/es/propuestas/{published}/archivos/  kind=image text=hola
    GET   403  IN: anonymous  200: author
    POST  403  IN: anonymous  200: author
/es/propuestas/{pending}/archivos/  kind=image text=hola
    GET   404  IN: anonymous  200: author  403: moderator auditor administrator
    POST  404  IN: anonymous  200: author  403: moderator auditor administrator
/es/propuestas/{pending}/archivos/{image_pending}/  text=hola
    GET   404  IN: anonymous  200: author  403: moderator auditor administrator
    POST  404  IN: anonymous  302+: author  403: moderator auditor administrator
/es/propuestas/{pending}/archivos/{image_pending}/quitar/
    GET   404  IN: anonymous  200: author  403: moderator auditor administrator
    POST  404  IN: anonymous  302+: author  403: moderator auditor administrator
/es/consultas/abierta/compromisos/
    GET   200
    POST  405
/es/consultas/borrador/compromisos/
    GET   404
    POST  405
/es/transparencia/
    GET   200
    POST  405
/es/transparencia.csv
    GET   200
    POST  405
/es/transparencia/abierta/
    GET   200
    POST  405
/es/transparencia/abierta.csv
    GET   200
    POST  405
/es/transparencia/borrador/
    GET   404
    POST  405
/es/transparencia/borrador.csv
    GET   404
    POST  405
/es/compromisos/{commitment}/
    GET   301
    POST  405
/es/compromisos/{commitment}-abrir/
    GET   200
    POST  405
/es/compromisos/{promise}-abrir/
    GET   404  200: editor publisher official auditor
    POST  405
/es/comentarios/{comment}/
    GET   302
    POST  405
/es/comentarios/{comment_pending}/
    GET   404  302: author  302: moderator auditor administrator
    POST  405
/es/comentarios/{comment}/responder/  body=hola
    GET   403  IN: anonymous  200: author resident
    POST  200  IN: anonymous  302+: author resident
/es/comentarios/{comment}/editar/  body=hola
    GET   403  IN: anonymous  200: author
    POST  200  IN: anonymous  302+: author
/es/comentarios/{comment_pending}/editar/  body=hola
    GET   404  200: author  403: moderator auditor administrator
    POST  404  200: moderator auditor administrator  302+: author
/es/comentarios/{comment}/retirar/
    GET   403  IN: anonymous  200: author
    POST  403  IN: anonymous  302+: author
/es/comentarios/{comment_pending}/retirar/
    GET   404  200: author  403: moderator auditor administrator
    POST  404  302+: author  403: moderator auditor administrator
/es/comentarios/{comment}/reportar/  reason=spam
    GET   403  IN: anonymous  200: author resident
    POST  403  IN: anonymous  302+: resident

# Wagtail's doors and our chooser
/admin/login/
    GET   403  IN: anonymous
    POST  403  IN: anonymous
/es/_util/login/
    GET   403  IN: anonymous
    POST  403  IN: anonymous
/es/_util/authenticate_with_password/1/1/
    GET   404
    POST  404
/admin/elegir-propuesta/
    GET   200  IN: outsiders
    POST  405  IN: outsiders
/admin/elegir-propuesta/results/
    GET   200  IN: outsiders
    POST  405  IN: outsiders
/admin/elegir-propuesta/chosen/{published}/
    GET   200  IN: outsiders
    POST  405  IN: outsiders
/admin/elegir-propuesta/chosen/{pending}/
    GET   302  IN: outsiders
    POST  405  IN: outsiders
/admin/elegir-propuesta/chosen-multiple/
    GET   200  IN: outsiders
    POST  405  IN: outsiders
/admin/elegir-propuesta/create/
    GET   302  IN: outsiders
    POST  302  IN: outsiders

/admin/elegir-propuesta-de-origen/
    GET   200  IN: outsiders
    POST  405  IN: outsiders
/admin/elegir-propuesta-de-origen/results/
    GET   200  IN: outsiders
    POST  405  IN: outsiders
/admin/elegir-propuesta-de-origen/chosen/{published}/
    GET   200  IN: outsiders
    POST  405  IN: outsiders
/admin/elegir-propuesta-de-origen/chosen/{pending}/
    GET   302  IN: outsiders
    POST  405  IN: outsiders
/admin/elegir-propuesta-de-origen/chosen-multiple/
    GET   200  IN: outsiders
    POST  405  IN: outsiders
/admin/elegir-propuesta-de-origen/create/
    GET   302  IN: outsiders
    POST  302  IN: outsiders
/admin/elegir-comentario-de-origen/
    GET   200  IN: outsiders
    POST  405  IN: outsiders
/admin/elegir-comentario-de-origen/results/
    GET   200  IN: outsiders
    POST  405  IN: outsiders
/admin/elegir-comentario-de-origen/chosen/{comment}/
    GET   200  IN: outsiders
    POST  405  IN: outsiders
/admin/elegir-comentario-de-origen/chosen/{comment_pending}/
    GET   302  IN: outsiders
    POST  405  IN: outsiders
/admin/elegir-comentario-de-origen/chosen-multiple/
    GET   200  IN: outsiders
    POST  405  IN: outsiders
/admin/elegir-comentario-de-origen/create/
    GET   302  IN: outsiders
    POST  302  IN: outsiders

# People in Wagtail
/admin/users/
    GET   302  IN: outsiders  200: administrator
    POST  302  IN: outsiders  405: administrator
/admin/users/results/
    GET   302  IN: outsiders  200: administrator
    POST  302  IN: outsiders  405: administrator
/admin/users/new/
    GET   302  IN: outsiders  200: administrator
    POST  302  IN: outsiders  200: administrator
/admin/users/edit/{person}/
    GET   302  IN: outsiders  200: administrator
    POST  302  IN: outsiders  302+: administrator
/admin/users/delete/{person}/
    GET   302  IN: outsiders
    POST  302  IN: outsiders
/admin/users/history/{person}/
    GET   302  IN: outsiders  200: administrator
    POST  302  IN: outsiders  405: administrator
/admin/users/history-results/{person}/
    GET   302  IN: outsiders  200: administrator
    POST  302  IN: outsiders  405: administrator
/admin/users/usage/{person}/
    GET   302  IN: outsiders  200: administrator
    POST  302  IN: outsiders  405: administrator

# Consultations in Wagtail
/admin/snippets/consultations/gathering/
    GET   302  IN: outsiders  200: editor publisher auditor administrator
    POST  302  IN: outsiders  405: editor publisher auditor administrator
/admin/snippets/consultations/gathering/results/
    GET   302  IN: outsiders  200: editor publisher auditor administrator
    POST  302  IN: outsiders  405: editor publisher auditor administrator
/admin/snippets/consultations/gathering/add/
    GET   302  IN: outsiders  200: editor publisher
    POST  302  IN: outsiders  200: editor publisher
/admin/snippets/consultations/gathering/edit/{table}/
    GET   302  IN: outsiders  200: editor publisher
    POST  302  IN: outsiders  200: editor publisher
/admin/snippets/consultations/gathering/delete/{table}/
    GET   302  IN: outsiders
    POST  302  IN: outsiders
/admin/snippets/consultations/gathering/usage/{table}/
    GET   302  IN: outsiders  200: editor publisher
    POST  302  IN: outsiders  405: editor publisher
/admin/snippets/consultations/gathering/history/{table}/
    GET   302  IN: outsiders  200: editor publisher
    POST  302  IN: outsiders  405: editor publisher
/admin/snippets/consultations/gathering/history-results/{table}/
    GET   302  IN: outsiders  200: editor publisher
    POST  302  IN: outsiders  405: editor publisher
/admin/snippets/consultations/consultation/
    GET   200  IN: outsiders  302: moderator other_moderator
    POST  405  IN: outsiders  302: moderator other_moderator
/admin/snippets/consultations/consultation/results/
    GET   200  IN: outsiders  302: moderator other_moderator
    POST  405  IN: outsiders  302: moderator other_moderator
/admin/snippets/consultations/consultation/add/
    GET   302  IN: outsiders  200: editor publisher
    POST  302  IN: outsiders  200: editor publisher
/admin/snippets/consultations/consultation/edit/{consultation}/
    GET   302  IN: outsiders  200: publisher
    POST  302  IN: outsiders  200: publisher
/admin/snippets/consultations/consultation/edit/{draft}/
    GET   302  IN: outsiders  200: editor publisher
    POST  302  IN: outsiders  200: editor publisher
/admin/snippets/consultations/consultation/delete/{draft}/
    GET   302  IN: outsiders
    POST  302  IN: outsiders
/admin/snippets/consultations/consultation/delete/{consultation}/
    GET   302  IN: outsiders
    POST  302  IN: outsiders
/admin/snippets/consultations/consultation/usage/{consultation}/
    GET   302  IN: outsiders  200: editor publisher
    POST  302  IN: outsiders  405: editor publisher
/admin/snippets/consultations/consultation/history/{consultation}/
    GET   302  IN: outsiders  200: editor publisher
    POST  302  IN: outsiders  405: editor publisher
/admin/snippets/consultations/consultation/history-results/{consultation}/
    GET   302  IN: outsiders  200: editor publisher
    POST  302  IN: outsiders  405: editor publisher
/admin/snippets/consultations/consultation/inspect/{consultation}/
    GET   200  IN: outsiders  302: moderator other_moderator
    POST  405  IN: outsiders  302: moderator other_moderator
/admin/snippets/consultations/consultation/nueva/
    GET   302  IN: outsiders  200: editor publisher
    POST  302  IN: outsiders  200: editor publisher
/admin/snippets/consultations/consultation/revisar/{draft}/
    GET   200  IN: outsiders  302: moderator other_moderator
    POST  405  IN: outsiders
/admin/snippets/consultations/consultation/publicar/{draft}/
    GET   302  IN: outsiders  200: publisher
    POST  302  IN: outsiders  302+: publisher
/admin/snippets/consultations/consultation/cerrar/{consultation}/
    GET   302  IN: outsiders  200: publisher
    POST  302  IN: outsiders  302+: publisher
/admin/snippets/consultations/consultation/archivar/{consultation}/
    GET   302  IN: outsiders
    POST  302  IN: outsiders
/admin/snippets/consultations/consultation/archivar/{closed}/
    GET   302  IN: outsiders  200: publisher
    POST  302  IN: outsiders  302+: publisher
/admin/snippets/consultations/consultation/sellar/{consultation}/
    GET   302  IN: outsiders
    POST  302  IN: outsiders
/admin/snippets/consultations/consultation/sellar/{closed}/
    GET   302  IN: outsiders  200: publisher
    POST  302  IN: outsiders  302+: publisher
/admin/snippets/consultations/consultation/fases/
    GET   405  IN: outsiders
    POST  302  IN: outsiders  200: editor publisher
/admin/snippets/consultations/consultation/fases/{draft}/
    GET   405  IN: outsiders
    POST  302  IN: outsiders  200: editor publisher
/admin/snippets/consultations/consultation/fases/{consultation}/
    GET   405  IN: outsiders
    POST  302  IN: outsiders  200: publisher
/admin/snippets/consultations/response/
    GET   200  IN: outsiders  302: moderator other_moderator administrator
    POST  405  IN: outsiders  302: moderator other_moderator administrator
/admin/snippets/consultations/response/results/
    GET   200  IN: outsiders  302: moderator other_moderator administrator
    POST  405  IN: outsiders  302: moderator other_moderator administrator
/admin/snippets/consultations/response/add/
    GET   302  IN: outsiders  200: editor official
    POST  302  IN: outsiders  200: editor official
/admin/snippets/consultations/response/edit/{response}/
    GET   302  IN: outsiders  200: editor official
    POST  302  IN: outsiders  200: editor official
/admin/snippets/consultations/response/delete/{response}/
    GET   302  IN: outsiders
    POST  302  IN: outsiders
/admin/snippets/consultations/response/usage/{response}/
    GET   302  IN: outsiders  200: editor official
    POST  302  IN: outsiders  405: editor official
/admin/snippets/consultations/response/history/{response}/
    GET   302  IN: outsiders  200: editor official
    POST  302  IN: outsiders  405: editor official
/admin/snippets/consultations/response/history-results/{response}/
    GET   302  IN: outsiders  200: editor official
    POST  302  IN: outsiders  405: editor official
/admin/snippets/consultations/response/inspect/{response}/
    GET   200  IN: outsiders  302: moderator other_moderator administrator
    POST  405  IN: outsiders  302: moderator other_moderator administrator
/admin/snippets/consultations/response/publicar/{response}/
    GET   302  IN: outsiders  200: publisher
    POST  302  IN: outsiders  302+: publisher
/admin/snippets/consultations/response/retirar/{response}/
    GET   302  IN: outsiders
    POST  302  IN: outsiders
/admin/snippets/consultations/commitment/
    GET   200  IN: outsiders  302: moderator other_moderator administrator
    POST  405  IN: outsiders  302: moderator other_moderator administrator
/admin/snippets/consultations/commitment/results/
    GET   200  IN: outsiders  302: moderator other_moderator administrator
    POST  405  IN: outsiders  302: moderator other_moderator administrator
/admin/snippets/consultations/commitment/add/
    GET   302  IN: outsiders  200: editor official
    POST  302  IN: outsiders  200: editor official
/admin/snippets/consultations/commitment/edit/{promise}/
    GET   302  IN: outsiders  200: editor official
    POST  302  IN: outsiders  200: editor official
/admin/snippets/consultations/commitment/edit/{commitment}/
    GET   302  IN: outsiders
    POST  302  IN: outsiders
/admin/snippets/consultations/commitment/delete/{promise}/
    GET   302  IN: outsiders
    POST  302  IN: outsiders
/admin/snippets/consultations/commitment/usage/{promise}/
    GET   302  IN: outsiders  200: editor official
    POST  302  IN: outsiders  405: editor official
/admin/snippets/consultations/commitment/history/{promise}/
    GET   302  IN: outsiders  200: editor official
    POST  302  IN: outsiders  405: editor official
/admin/snippets/consultations/commitment/history-results/{promise}/
    GET   302  IN: outsiders  200: editor official
    POST  302  IN: outsiders  405: editor official
/admin/snippets/consultations/commitment/inspect/{promise}/
    GET   200  IN: outsiders  302: moderator other_moderator administrator
    POST  405  IN: outsiders  302: moderator other_moderator administrator
/admin/snippets/consultations/commitment/publicar/{promise}/
    GET   302  IN: outsiders  200: publisher
    POST  302  IN: outsiders  302+: publisher
/admin/snippets/consultations/commitment/retirar/{commitment}/
    GET   302  IN: outsiders  200: publisher
    POST  302  IN: outsiders  302+: publisher
/admin/snippets/consultations/commitmentupdate/
    GET   200  IN: outsiders  302: moderator other_moderator administrator
    POST  405  IN: outsiders  302: moderator other_moderator administrator
/admin/snippets/consultations/commitmentupdate/results/
    GET   200  IN: outsiders  302: moderator other_moderator administrator
    POST  405  IN: outsiders  302: moderator other_moderator administrator
/admin/snippets/consultations/commitmentupdate/add/
    GET   302  IN: outsiders  200: editor official
    POST  302  IN: outsiders  200: editor official
/admin/snippets/consultations/commitmentupdate/edit/{step}/
    GET   302  IN: outsiders  200: editor official
    POST  302  IN: outsiders  200: editor official
/admin/snippets/consultations/commitmentupdate/edit/{step_public}/
    GET   302  IN: outsiders
    POST  302  IN: outsiders
/admin/snippets/consultations/commitmentupdate/delete/{step}/
    GET   302  IN: outsiders
    POST  302  IN: outsiders
/admin/snippets/consultations/commitmentupdate/usage/{step}/
    GET   302  IN: outsiders  200: editor official
    POST  302  IN: outsiders  405: editor official
/admin/snippets/consultations/commitmentupdate/history/{step}/
    GET   302  IN: outsiders  200: editor official
    POST  302  IN: outsiders  405: editor official
/admin/snippets/consultations/commitmentupdate/history-results/{step}/
    GET   302  IN: outsiders  200: editor official
    POST  302  IN: outsiders  405: editor official
/admin/snippets/consultations/commitmentupdate/inspect/{step}/
    GET   200  IN: outsiders  302: moderator other_moderator administrator
    POST  405  IN: outsiders  302: moderator other_moderator administrator
/admin/snippets/consultations/commitmentupdate/publicar/{step}/
    GET   302  IN: outsiders  200: publisher
    POST  302  IN: outsiders  302+: publisher
/admin/snippets/consultations/commitmentupdate/retirar/{step_public}/
    GET   302  IN: outsiders  200: publisher
    POST  302  IN: outsiders  302+: publisher
/admin/snippets/dialogues/minutes/
    GET   200  IN: outsiders  302: moderator other_moderator official administrator
    POST  405  IN: outsiders  302: moderator other_moderator official administrator
/admin/snippets/dialogues/minutes/results/
    GET   200  IN: outsiders  302: moderator other_moderator official administrator
    POST  405  IN: outsiders  302: moderator other_moderator official administrator
/admin/snippets/dialogues/minutes/add/
    GET   302  IN: outsiders  200: editor publisher
    POST  302  IN: outsiders  200: editor publisher
/admin/snippets/dialogues/minutes/edit/{minutes_draft}/
    GET   302  IN: outsiders  200: editor publisher
    POST  302  IN: outsiders  200: editor publisher
/admin/snippets/dialogues/minutes/edit/{minutes_public}/
    GET   302  IN: outsiders
    POST  302  IN: outsiders
/admin/snippets/dialogues/minutes/delete/{minutes_draft}/
    GET   302  IN: outsiders
    POST  302  IN: outsiders
/admin/snippets/dialogues/minutes/usage/{minutes_draft}/
    GET   302  IN: outsiders  200: editor publisher
    POST  302  IN: outsiders  405: editor publisher
/admin/snippets/dialogues/minutes/history/{minutes_draft}/
    GET   302  IN: outsiders  200: editor publisher
    POST  302  IN: outsiders  405: editor publisher
/admin/snippets/dialogues/minutes/history-results/{minutes_draft}/
    GET   302  IN: outsiders  200: editor publisher
    POST  302  IN: outsiders  405: editor publisher
/admin/snippets/dialogues/minutes/inspect/{minutes}/
    GET   200  IN: outsiders  302: moderator other_moderator official administrator
    POST  405  IN: outsiders  302: moderator other_moderator official administrator
/admin/snippets/dialogues/minutes/abrir/{minutes_draft}/
    GET   302  IN: outsiders  200: editor publisher
    POST  302  IN: outsiders  302+: editor publisher
/admin/snippets/dialogues/minutes/publicar/{minutes_ready}/
    GET   302  IN: outsiders  200: publisher
    POST  302  IN: outsiders  302+: publisher
/admin/snippets/dialogues/minutes/retirar/{minutes_public}/
    GET   302  IN: outsiders  200: publisher
    POST  302  IN: outsiders  302+: publisher
/admin/snippets/dialogues/minutes/correcciones/{correction}/  outcome=accepted
    GET   405  IN: outsiders
    POST  302  IN: outsiders  302+: editor publisher
/admin/snippets/dialogues/floor/
    GET   302  IN: outsiders  200: editor publisher administrator
    POST  302  IN: outsiders  405: editor publisher administrator
/admin/snippets/dialogues/floor/results/
    GET   302  IN: outsiders  200: editor publisher administrator
    POST  302  IN: outsiders  405: editor publisher administrator
/admin/snippets/dialogues/floor/add/
    GET   302  IN: outsiders  200: editor publisher administrator
    POST  302  IN: outsiders  200: editor publisher administrator
/admin/snippets/dialogues/floor/edit/{floor}/
    GET   302  IN: outsiders  200: editor publisher administrator
    POST  302  IN: outsiders  200: editor publisher administrator
/admin/snippets/dialogues/floor/usage/{floor}/
    GET   302  IN: outsiders  200: editor publisher administrator
    POST  302  IN: outsiders  405: editor publisher administrator
/admin/snippets/dialogues/floor/history/{floor}/
    GET   302  IN: outsiders  200: editor publisher administrator
    POST  302  IN: outsiders  405: editor publisher administrator
/admin/snippets/dialogues/floor/history-results/{floor}/
    GET   302  IN: outsiders  200: editor publisher administrator
    POST  302  IN: outsiders  405: editor publisher administrator
/admin/snippets/dialogues/floor/delete/{floor}/
    GET   302  IN: outsiders
    POST  302  IN: outsiders
/admin/snippets/dialogues/tag/
    GET   200  IN: outsiders  302: moderator other_moderator official auditor administrator
    POST  405  IN: outsiders  302: moderator other_moderator official auditor administrator
/admin/snippets/dialogues/tag/results/
    GET   200  IN: outsiders  302: moderator other_moderator official auditor administrator
    POST  405  IN: outsiders  302: moderator other_moderator official auditor administrator
/admin/snippets/dialogues/tag/add/  name_es=Sol slug=sol
    GET   302  IN: outsiders  200: editor publisher
    POST  302  IN: outsiders  302+: editor publisher
/admin/snippets/dialogues/tag/edit/{tag}/  name_es=Lluvia slug=agua
    GET   302  IN: outsiders  200: editor publisher
    POST  302  IN: outsiders  302+: editor publisher
/admin/snippets/dialogues/tag/delete/{tag}/
    GET   302  IN: outsiders
    POST  302  IN: outsiders
/admin/snippets/dialogues/tag/usage/{tag}/
    GET   302  IN: outsiders  200: editor publisher
    POST  302  IN: outsiders  405: editor publisher
/admin/snippets/dialogues/tag/history/{tag}/
    GET   302  IN: outsiders  200: editor publisher
    POST  302  IN: outsiders  405: editor publisher
/admin/snippets/dialogues/tag/history-results/{tag}/
    GET   302  IN: outsiders  200: editor publisher
    POST  302  IN: outsiders  405: editor publisher
/admin/snippets/consultations/snapshot/
    GET   302  IN: outsiders  200: editor publisher auditor
    POST  302  IN: outsiders  405: editor publisher auditor
/admin/snippets/consultations/snapshot/results/
    GET   302  IN: outsiders  200: editor publisher auditor
    POST  302  IN: outsiders  405: editor publisher auditor
/admin/snippets/consultations/snapshot/add/
    GET   302  IN: outsiders
    POST  302  IN: outsiders
/admin/snippets/consultations/snapshot/edit/{snapshot}/
    GET   302  IN: outsiders
    POST  302  IN: outsiders
/admin/snippets/consultations/snapshot/delete/{snapshot}/
    GET   302  IN: outsiders
    POST  302  IN: outsiders
/admin/snippets/consultations/snapshot/usage/{snapshot}/
    GET   302  IN: outsiders
    POST  302  IN: outsiders
/admin/snippets/consultations/snapshot/history/{snapshot}/
    GET   302  IN: outsiders
    POST  302  IN: outsiders
/admin/snippets/consultations/snapshot/history-results/{snapshot}/
    GET   302  IN: outsiders
    POST  302  IN: outsiders
/admin/snippets/consultations/snapshot/inspect/{snapshot}/
    GET   302  IN: outsiders  200: editor publisher auditor
    POST  302  IN: outsiders  405: editor publisher auditor
# Reports in Wagtail
/admin/informes/consultas/
    GET   302  IN: outsiders  200: editor publisher official auditor administrator
    POST  302  IN: outsiders  405: editor publisher official auditor administrator
/admin/informes/consultas/results/
    GET   302  IN: outsiders  200: editor publisher official auditor administrator
    POST  302  IN: outsiders  405: editor publisher official auditor administrator
/admin/informes/respuestas-pendientes/
    GET   302  IN: outsiders  200: editor publisher official auditor
    POST  302  IN: outsiders  405: editor publisher official auditor
/admin/informes/respuestas-pendientes/results/
    GET   302  IN: outsiders  200: editor publisher official auditor
    POST  302  IN: outsiders  405: editor publisher official auditor
/admin/informes/compromisos/
    GET   302  IN: outsiders  200: editor publisher official auditor
    POST  302  IN: outsiders  405: editor publisher official auditor
/admin/informes/compromisos/results/
    GET   302  IN: outsiders  200: editor publisher official auditor
    POST  302  IN: outsiders  405: editor publisher official auditor
/admin/informes/traducciones/
    GET   302  IN: outsiders  200: editor publisher
    POST  302  IN: outsiders  405: editor publisher
/admin/informes/traducciones/results/
    GET   302  IN: outsiders  200: editor publisher
    POST  302  IN: outsiders  405: editor publisher
/admin/informes/imagenes-sin-descripcion/
    GET   302  IN: outsiders  200: editor publisher
    POST  302  IN: outsiders  405: editor publisher
/admin/informes/imagenes-sin-descripcion/results/
    GET   302  IN: outsiders  200: editor publisher
    POST  302  IN: outsiders  405: editor publisher
/admin/localize/reports/translations/
    GET   302
    POST  302
/admin/localize/reports/translations/results/
    GET   302
    POST  302
"""


@dataclass(frozen=True, slots=True)
class Address:
    """An address with its form, and role -> outcome for GET and POST."""

    url: str
    form: dict[str, str]
    get: dict[str, str]
    post: dict[str, str]


def addresses() -> Iterator[Address]:
    """Yield the rows of the table."""
    lines = [line for line in TABLE.splitlines() if line and not line.startswith("#")]
    for head, get, post in zip(lines[::3], lines[1::3], lines[2::3], strict=True):
        url, *form = head.split()
        yield Address(url, dict(pair.split("=") for pair in form), _roles(get), _roles(post))


def _roles(line: str) -> dict[str, str]:
    _method, default, *words = line.split()
    found, outcome = dict.fromkeys(ROLES, default), default
    for word in words:
        if word.endswith(":"):
            outcome = word[:-1]
        else:
            found |= dict.fromkeys(GROUPS.get(word, (word,)), outcome)
    return found
