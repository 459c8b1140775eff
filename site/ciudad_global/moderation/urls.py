"""Moderators' addresses."""

from django.urls import path

from ciudad_global.moderation.views import (
    appeal,
    batch,
    case,
    claim,
    history,
    opening,
    queue,
    sanction,
    undo,
)

app_name = "moderation"
urlpatterns = [
    path("", queue.waiting, name="queue"),
    path("historial/", history.history, name="history"),
    path("apelaciones/", appeal.waiting, name="appeals"),
    path("apelaciones/<int:pk>/", appeal.appeal, name="appeal"),
    path("abrir/<str:kind>/<int:pk>/", opening.open_case, name="open"),
    path("tomar/", claim.claim_next, name="claim_next"),
    path("sanciones/", sanction.sanctions, name="sanctions"),
    path("sanciones/<int:pk>/", sanction.sanction, name="sanction"),
    path("<int:pk>/sancionar/", sanction.propose, name="sanction_propose"),
    path("<int:pk>/tomar/", claim.claim, name="claim"),
    path("<int:pk>/soltar/", claim.release, name="release"),
    path("lotes/", batch.batches, name="batches"),
    path("lotes/nuevo/", batch.new, name="batch_new"),
    path("lotes/<int:pk>/", batch.batch, name="batch"),
    path("decisiones/<int:pk>/deshacer/", undo.undo, name="undo"),
    path("<int:pk>/", case.case, name="case"),
]
